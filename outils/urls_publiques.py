"""The published offers of a mission, among its public pages."""

from django.urls import path

from outils.views import offres

urlpatterns = [path("<slug:adresse>/offres/", offres.de_la_mission, name="offres_de_la_mission")]
