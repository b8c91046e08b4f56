"""The réseau: three kinds of cards, the same pages for each."""

from django.urls import path, register_converter

from missions.views import reseau, reseau_doublons, reseau_saisie
from missions.views.reseau_genres import PERSONNES, STRUCTURES, TERRITOIRES, ConvertisseurGenre

register_converter(ConvertisseurGenre, "genre")


def _pages(genre, liste):
    """List, creation, card, change, history and deletion of one kind of cards."""
    pages = [
        (liste, genre.nom, reseau.liste),
        (f"{genre.nom}/ajouter/", genre.nom_d_adresse("nouveau"), reseau_saisie.nouveau),
        (f"{genre.nom}/<cle:pk>/", genre.un, reseau.fiche),
        (f"{genre.nom}/<cle:pk>/modifier/", genre.nom_d_adresse("modifier"), reseau_saisie.modifier),
        (f"{genre.nom}/<cle:pk>/historique/", genre.nom_d_adresse("historique"), reseau.historique),
        (f"{genre.nom}/<cle:pk>/supprimer/", genre.nom_d_adresse("supprimer"), reseau_saisie.supprimer),
    ]
    return [path(chemin, vue, {"genre": genre}, name=nom) for chemin, nom, vue in pages]


app_name = "reseau"
urlpatterns = [
    *_pages(STRUCTURES, liste=""),
    *_pages(PERSONNES, liste="personnes/"),
    *_pages(TERRITOIRES, liste="territoires/"),
    path("personnes/<cle:pk>/effacer/", reseau_saisie.effacer, name="effacer"),
    path("doublons/", reseau_doublons.doublons, name="doublons"),
    path("<genre:genre>/<cle:pk>/fusionner/", reseau_doublons.fusionner, name="fusionner"),
    path("choisir/<genre:genre>/", reseau_saisie.choisir, name="choisir"),
    path("proposer/<genre:genre>/", reseau_saisie.proposer, name="proposer"),
]
