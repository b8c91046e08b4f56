"""The espace ressources, and the two répertoires: people who testify, projects."""

from django.urls import path

from appuis.views import remises, repertoire_projets, ressources, ressources_saisie, temoins

app_name = "ressources"
urlpatterns = [
    path("", ressources.ressources, name="ressources"),
    path("ressources.xlsx", ressources.ressources_xlsx, name="ressources_xlsx"),
    path("nouvelle/", ressources_saisie.nouvelle, name="nouvelle"),
    path("proposer/", ressources_saisie.proposer, name="proposer"),
    path("<cle:pk>/", ressources.ressource, name="ressource"),
    path("<cle:pk>/fichier/", ressources.fichier, name="fichier"),
    path("<cle:pk>/fiche.pdf", ressources.fiche_pdf, name="fiche_pdf"),
    path("<cle:pk>/modifier/", ressources_saisie.modifier, name="modifier"),
    path("<cle:pk>/historique/", ressources.historique, name="historique"),
    path("<cle:pk>/publier/", ressources_saisie.publier, name="publier"),
    path("<cle:pk>/archiver/", ressources_saisie.archiver, name="archiver"),
    path("<cle:pk>/revoir/", ressources_saisie.revoir, name="revoir"),
    path("appuis/<cle:pk>/", remises.de_l_appui, name="de_l_appui"),
    path("appuis/<cle:pk>/remettre/<cle:ressource>/", remises.remettre, name="remettre"),
    path("remises/<cle:pk>/reprendre/", remises.reprendre, name="reprendre"),
    path("recommandations/<cle:pk>/retirer/", remises.ne_plus_recommander, name="ne_plus_recommander"),
    path("temoins/", temoins.temoins, name="temoins"),
    path("temoins/temoins.xlsx", temoins.temoins_xlsx, name="temoins_xlsx"),
    path("temoins/temoins.pdf", temoins.temoins_pdf, name="temoins_pdf"),
    path("temoins/nouveau/", temoins.nouveau, name="temoin_nouveau"),
    path("temoins/<cle:pk>/", temoins.temoin, name="temoin"),
    path("temoins/<cle:pk>/recommander/", temoins.recommander, name="recommander"),
    path("projets/", repertoire_projets.projets, name="projets"),
    path("projets/projets.xlsx", repertoire_projets.projets_xlsx, name="projets_xlsx"),
    path("projets/projets.pdf", repertoire_projets.projets_pdf, name="projets_pdf"),
    path("projets/<cle:pk>/", repertoire_projets.memoire, name="memoire"),
]
