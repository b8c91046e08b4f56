"""The mission itself: its actions, those it contacts, its offer and what was said of it. Nothing is sent by mail."""

from django.core.files.base import ContentFile

from appuis.demo.fichiers import pdf
from appuis.demo.jours import signer
from missions.models import (
    ActionDePhase,
    DocumentDAction,
    GroupeAContacter,
    OffreDAppui,
    PriseDeConnaissance,
    ProgrammeAnnuel,
    RemarqueSurLOffre,
)


def monter_phases(scene, *, lues=(), actions=(), groupes=(), offre=None):
    for lecture in lues:
        _lire(scene, **lecture)
    for action in actions:
        _agir(scene, **action)
    for groupe in groupes:
        _contacter(scene, **groupe)
    if offre:
        _offrir(scene, **offre)


def _lire(scene, *, genre, version, comptes, jour):
    lue = scene.mission.versions.filter(genre=genre, numero=version).first()
    for compte in comptes if lue else ():
        prise = PriseDeConnaissance.objects.noter(lue, scene.comptes[compte])
        PriseDeConnaissance.objects.filter(pk=prise.pk).update(le=scene.calendrier.instant(jour))


def _agir(scene, *, jour, etat, code="", phase=None, qui=None, echeance=None, documents=(), **champs):
    par = scene.comptes[qui] if qui else scene.fondateur
    mission = scene.mission
    action = mission.actions.get(code=code) if code else ActionDePhase(mission=mission, phase=phase)
    for nom, valeur in champs.items():
        setattr(action, nom, valeur)
    action.qui, action.echeance = scene.comptes.get(qui), scene.calendrier.jour(echeance)
    action.poser(etat, scene.calendrier.jour(jour))
    action.full_clean()
    signer(action, par, scene.calendrier.instant(jour)).save()
    for document in documents:
        _deposer(scene, action, par, jour, **document)


def _deposer(scene, action, par, jour, *, titre, nom, lignes):
    contenu = pdf(titre, lignes)
    scene.creer(
        DocumentDAction,
        scene.calendrier.instant(jour),
        None,
        action=action,
        titre=titre,
        fichier=ContentFile(contenu, name=nom),
        nom_d_origine=nom,
        extension="pdf",
        type_mime="application/pdf",
        taille=len(contenu),
        depose_par=par,
    )


def _contacter(scene, *, jour, structure=None, territoire=None, qui=None, echeance=None, contacte=None, **champs):
    scene.creer(
        GroupeAContacter,
        scene.calendrier.instant(jour),
        scene.fondateur,
        mission=scene.mission,
        structure=scene.structures.get(structure),
        territoire=scene.territoires.get(territoire),
        qui=scene.comptes.get(qui),
        echeance=scene.calendrier.jour(echeance),
        contacte_le=scene.calendrier.jour(contacte),
        **champs,
    )


def _offrir(
    scene, *, par, jour, modalites, calendrier, criteres, publications=(), remarques=(), programmes=(), **champs
):
    par, quand = scene.comptes[par], scene.calendrier.instant(jour)
    offre = scene.creer(OffreDAppui, quand, par, mission=scene.mission, modifie_par=par, **champs)
    for rang, modalite in enumerate(modalites, start=1):
        signer(offre.modalites.model(outil=offre, rang=10 * rang, **modalite), par, quand).save()
    for etape in calendrier:
        mois = {nom: scene.calendrier.jour(etape[nom]).replace(day=1) for nom in ("debut", "fin")}
        offre.calendrier.create(**etape | mois)
    for critere in criteres:
        offre.criteres.create(**critere)
    for programme in programmes:
        _programmer(scene, par, quand, **programme)
    for publication in publications:
        OffreDAppui.objects.get(pk=offre.pk).publier(par, le=scene.calendrier.jour(publication["jour"]))
    for remarque in remarques:
        _noter(scene, par, **remarque)


def _programmer(scene, par, quand, *, decalage, lignes, **champs):
    annee = scene.calendrier.aujourd_hui.year + decalage
    programme = scene.creer(ProgrammeAnnuel, quand, par, mission=scene.mission, annee=annee, **champs)
    for ligne in lignes:
        programme.lignes.create(**ligne)


def _noter(scene, par, *, jour, personne=None, **champs):
    remarque = RemarqueSurLOffre(
        mission=scene.mission,
        notee_par=par,
        le=scene.calendrier.jour(jour),
        personne=scene.personnes.get(personne),
        **champs,
    )
    remarque.full_clean()
    remarque.save()
