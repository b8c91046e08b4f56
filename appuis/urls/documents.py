from django.urls import path

from appuis.views import documents

urlpatterns = [
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/supprimer/", documents.supprimer, name="document_supprimer"),
    path("appuis/<int:pk>/nouveau/", documents.pour_un_appui, name="document_appui"),
    path("projets/<int:pk>/nouveau/", documents.pour_un_projet, name="document_projet"),
]
