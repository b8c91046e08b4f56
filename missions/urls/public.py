"""What anybody reads of the missions; each application adds its own pages under the same address."""

from django.urls import path

from missions.views import offre
from missions.views import public as views

app_name = "public"
urlpatterns = [
    path("", views.missions, name="missions"),
    path("<slug:adresse>/", views.mission, name="mission"),
    path("<slug:adresse>/offre-d-appui/", offre.publique, name="offre_d_appui"),
    path("<slug:adresse>/offre-d-appui.pdf", offre.publique_pdf, name="offre_d_appui_pdf"),
]
