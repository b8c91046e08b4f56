"""All the addresses. Closed by default: ConnexionExigee guards every view that is not marked public."""

from django.contrib import admin
from django.urls import include, path

from coopappui import convertisseurs  # noqa: F401  (registers <cle:…> and <annee:…>)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("compte/", include("comptes.urls")),
    path("reseau/", include("missions.urls.reseau")),
    path("mission/", include("missions.urls.mission")),
    path("mission/<cle:pk>/phases/", include("missions.urls.offre_appui")),
    path("charte/", include("missions.urls.charte")),
    path("enquetes/", include("missions.urls.enquetes")),
    path("e/", include("missions.urls.repondre")),
    path("veille/", include("missions.urls.veille")),
    path("m/", include("missions.urls.public")),
    path("m/", include("appuis.urls.demander")),
    path("m/", include("outils.urls_publiques")),
    path("m/", include("appuis.urls.ressources_publiques")),
    path("", include("appuis.urls.suivi")),
    path("", include("appuis.urls.recherche")),
    path("documents/", include("appuis.urls.documents")),
    path("appuis/", include("appuis.urls.appuis")),
    path("projets/", include("appuis.urls.projets")),
    path("demandes/", include("appuis.urls.demandes")),
    path("espace/", include("appuis.urls.espace")),
    path("ressources/", include("appuis.urls.ressources")),
    path("invitations/", include("appuis.urls.invitations")),
    path("conversations/", include("appuis.urls.messages")),
    path("outils/", include("outils.urls")),
    path("offres/", include("outils.urls_offres")),
    path("", include("appuis.urls.accueil")),
    path("", include("coopappui.pages.urls")),
]

handler500 = "coopappui.pages.erreurs.serveur"
