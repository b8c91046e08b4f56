from django.urls import path

from appuis.views import documents

urlpatterns = [
    path("<cle:pk>/", documents.document, name="document"),
    path("<cle:pk>/supprimer/", documents.supprimer, name="document_supprimer"),
    path("appuis/<cle:pk>/nouveau/", documents.pour_un_appui, name="document_appui"),
    path("projets/<cle:pk>/nouveau/", documents.pour_un_projet, name="document_projet"),
]
