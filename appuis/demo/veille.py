"""The veille of the demonstration. Nothing is read outside, and no mail leaves."""

from datetime import timedelta

from missions.models import (
    Desabonnement,
    EnvoiDeLettre,
    Information,
    Inscription,
    Lettre,
    ListeDeDiffusion,
    Source,
    Theme,
)
from missions.models.diffusion import empreinte
from missions.veille.redaction import rediger

# The feeds of the demonstration have no site: they are never due.
JAMAIS = timedelta(days=3650)


def monter_veille(scene, veille):
    sources = {cle: _source(scene, **fiche) for cle, fiche in veille.get("sources", {}).items()}
    informations = {}
    for fiche in sorted(veille.get("informations", []), key=lambda fiche: fiche["jour"]):
        information = _information(scene, sources, **fiche)
        informations[information.titre] = information
    listes = {cle: _liste(scene, **fiche) for cle, fiche in veille.get("listes", {}).items()}
    for fiche in veille.get("lettres", []):
        _lettre(scene, listes, informations, **fiche)


def _source(scene, *, lecteur=None, lue=None, reussie=None, echecs=0, erreur="", **champs):
    maintenant = scene.calendrier.maintenant
    return scene.creer(
        Source,
        maintenant,
        None,
        mission=scene.mission,
        lecteur=scene.comptes.get(lecteur),
        lue_le=scene.calendrier.jour(lue),
        prochaine_le=maintenant + JAMAIS if champs.get("flux") else None,
        reussie_le=scene.calendrier.instant(reussie) if reussie is not None else None,
        contenu_le=scene.calendrier.instant(reussie) if reussie is not None else None,
        tentee_le=maintenant - timedelta(hours=3) if echecs else None,
        echecs=echecs,
        erreur=erreur,
        **champs,
    )


def _information(scene, sources, *, jour, titre, source=None, etat="a-lire", par=None, themes=(), **champs):
    quand = scene.calendrier.instant(jour)
    information = scene.creer(
        Information,
        quand,
        None,
        mission=scene.mission,
        titre=titre,
        source=sources.get(source),
        lien="https://actualites.example.org/" if source else "",
        publiee_le=quand,
        recue_le=quand,
        etat=etat,
        triee_le=None if etat == "a-lire" else quand,
        triee_par=scene.comptes.get(par),
        **champs,
    )
    information.themes.set(Theme.objects.get_or_create(mission=scene.mission, nom=nom)[0] for nom in themes)
    return information


def _liste(scene, *, personnes, desabonnees=(), **champs):
    liste = scene.creer(ListeDeDiffusion, scene.calendrier.maintenant, None, mission=scene.mission, **champs)
    for cle in personnes:
        Inscription.objects.create(liste=liste, personne=scene.personnes[cle], par=scene.fondateur)
    for cle in desabonnees:
        personne = scene.personnes[cle]
        Desabonnement.objects.create(mission=scene.mission, personne=personne, empreinte=empreinte(personne.courriel))
    return liste


def _lettre(scene, listes, gardees, *, jour, liste, par, articles=(), envoyee=False, **champs):
    choisies = [gardees[titre] for titre in champs.pop("informations", ())]
    quand = scene.calendrier.instant(jour)
    lettre = scene.creer(Lettre, quand, None, mission=scene.mission, liste=listes[liste], cree_le=quand, **champs)
    lettre.ajouter(choisies)
    for rang, article in enumerate(articles, lettre.rang_suivant()):
        lettre.articles.create(rang=rang, **article)
    if envoyee:
        html, texte = rediger(lettre)
        lettre.envoyer(scene.comptes[par], html, texte)
        Lettre.objects.filter(pk=lettre.pk).update(envoyee_le=quand)
        lettre.envois.update(etat=EnvoiDeLettre.Etat.REMIS, remis_le=quand)
