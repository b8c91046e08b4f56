"""The requests received from the public pages, in each of their states."""

from appuis.models import Appui, DemandeDAppui
from missions.models import TypeStructure


def monter_demandes(scene, demandes):
    """The oldest first, so that their numbers follow; once the appuis are there."""
    for fiche in sorted(demandes, key=lambda fiche: fiche["jour"]):
        _demande(scene, **fiche)


def _demande(scene, *, jour, structure_type=None, appui=None, motif="", traitee=None, par=None, **champs):
    etat = DemandeDAppui.Etat
    scene.creer(
        DemandeDAppui,
        scene.calendrier.instant(jour),
        None,
        mission=scene.mission,
        recue_le=scene.calendrier.instant(jour),
        structure_type=TypeStructure.objects.get(libelle=structure_type) if structure_type else None,
        appui=Appui.objects.get(mission=scene.mission, intitule=appui) if appui else None,
        etat=etat.QUALIFIEE if appui else etat.ECARTEE if motif else etat.A_QUALIFIER,
        motif=motif,
        traitee_par=scene.comptes.get(par),
        traitee_le=scene.calendrier.instant(traitee, 1) if traitee is not None else None,
        **champs,
    )
