"""The public resources of a mission, among its public pages."""

from django.urls import path

from appuis.views import ressources_publiques as views

urlpatterns = [
    path("<slug:adresse>/ressources/", views.ressources, name="ressources_de_la_mission"),
    path("<slug:adresse>/ressources/<cle:pk>/", views.ressource, name="ressource_publique"),
    path("<slug:adresse>/ressources/<cle:pk>/fichier/", views.fichier, name="ressource_publique_fichier"),
    path("<slug:adresse>/ressources/<cle:pk>/fiche.pdf", views.fiche_pdf, name="ressource_publique_pdf"),
]
