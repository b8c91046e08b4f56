from django.urls import include, path

from missions.views import documents
from missions.views import mission as views

app_name = "mission"
urlpatterns = [
    path("<cle:pk>/", views.mission, name="mission"),
    path("<cle:pk>/modifier/", views.modifier, name="modifier"),
    path("<cle:pk>/pages-publiques/", views.pages_publiques, name="pages_publiques"),
    path("<cle:pk>/membres/nouveau/", views.membre_nouveau, name="membre_nouveau"),
    path("<cle:pk>/phases/", include("missions.urls.phases")),
    path("<cle:pk>/documents/", documents.documents, name="documents"),
    path("<cle:pk>/documents/lectures/", documents.lectures, name="lectures"),
    path("<cle:pk>/documents/lectures.xlsx", documents.lectures_xlsx, name="lectures_xlsx"),
    path("<cle:pk>/documents/<str:genre>/differences/", documents.differences, name="differences"),
    path("documents/<cle:pk>/", documents.document, name="document"),
    path("documents/<cle:pk>/lu/", documents.document_lu, name="document_lu"),
    path("documents/<cle:pk>.pdf", documents.document_pdf, name="document_pdf"),
    path("membres/<cle:pk>/", views.membre, name="membre"),
    path("membres/<cle:pk>/desactiver/", views.desactiver, name="desactiver"),
    path("membres/<cle:pk>/reactiver/", views.reactiver, name="reactiver"),
    path("personnes/<cle:pk>/acces/retirer/", views.retirer_acces, name="retirer_acces"),
]
