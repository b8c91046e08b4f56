from django.urls import include, path

from missions.views import documents
from missions.views import mission as views

app_name = "mission"
urlpatterns = [
    path("<int:pk>/", views.mission, name="mission"),
    path("<int:pk>/modifier/", views.modifier, name="modifier"),
    path("<int:pk>/pages-publiques/", views.pages_publiques, name="pages_publiques"),
    path("<int:pk>/membres/nouveau/", views.membre_nouveau, name="membre_nouveau"),
    path("<int:pk>/phases/", include("missions.urls.phases")),
    path("<int:pk>/documents/", documents.documents, name="documents"),
    path("<int:pk>/documents/lectures/", documents.lectures, name="lectures"),
    path("<int:pk>/documents/lectures.xlsx", documents.lectures_xlsx, name="lectures_xlsx"),
    path("<int:pk>/documents/<str:genre>/differences/", documents.differences, name="differences"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/lu/", documents.document_lu, name="document_lu"),
    path("documents/<int:pk>.pdf", documents.document_pdf, name="document_pdf"),
    path("membres/<int:pk>/", views.membre, name="membre"),
    path("membres/<int:pk>/desactiver/", views.desactiver, name="desactiver"),
    path("membres/<int:pk>/reactiver/", views.reactiver, name="reactiver"),
    path("personnes/<int:pk>/acces/retirer/", views.retirer_acces, name="retirer_acces"),
]
