"""The demonstration data: fixtures/demo/*.toml turned into objects, dates counted from the day of loading.

Loaded by `manage.py charger_demo`, which only works with DEBUG on: these accounts have a public password.
"""

import tomllib

from django.apps import apps
from django.conf import settings
from django.db import transaction

from appuis.demo.acces import monter_acces
from appuis.demo.analyses import monter_analyses
from appuis.demo.demandes import monter_demandes
from appuis.demo.documents import monter_documents
from appuis.demo.echanges import monter_echanges
from appuis.demo.enquetes import monter_enquetes
from appuis.demo.jours import Calendrier
from appuis.demo.phases import monter_phases
from appuis.demo.projets import monter_projets
from appuis.demo.recit import raconter
from appuis.demo.reseau import monter_mission
from appuis.demo.ressources import monter_ressources
from appuis.demo.veille import monter_veille
from appuis.fiches_methode import charger as charger_les_fiches
from coopappui.references import charger as charger_references
from missions.models import Mission

DOSSIER = settings.BASE_DIR / "fixtures" / "demo"
MOT_DE_PASSE = "demo-coopappui"


def _lire(motif):
    """The files of this pattern, merged in the order of their names."""
    tout = {}
    for chemin in sorted(DOSSIER.glob(motif)):
        for cle, valeur in tomllib.loads(chemin.read_text(encoding="utf-8")).items():
            tout.setdefault(cle, [] if isinstance(valeur, list) else {})
            tout[cle] = [*tout[cle], *valeur] if isinstance(valeur, list) else {**tout[cle], **valeur}
    return tout


def recits():
    """The two missions, as read from their files."""
    return [_lire("[!v]*.toml"), _lire("voisine.toml")]


def missions_de_demo():
    return Mission.objects.filter(nom__in=[recit["mission"]["nom"] for recit in recits()])


@transaction.atomic
def charger(aujourd_hui=None):
    """Creates everything. Returns the addresses of the accounts."""
    charger_references(apps, "missions", "appuis")
    charger_les_fiches(apps)
    calendrier, adresses = Calendrier(aujourd_hui), []
    for recit in recits():
        scene = monter_mission(recit, calendrier, MOT_DE_PASSE)
        monter_documents(scene, recit.get("documents", {}))
        monter_projets(scene, recit["projets"])
        for appui in sorted(recit["appuis"], key=lambda appui: appui["ouvert"]):
            raconter(scene, appui)
        monter_ressources(scene, recit)
        monter_demandes(scene, recit.get("demandes", []))
        monter_acces(scene, **{nom: recit.get(nom, ()) for nom in ("invitations", "lectures", "raisons")})
        monter_echanges(scene, recit)
        monter_phases(scene, **{nom: recit[nom] for nom in ("lues", "actions", "groupes", "offre") if nom in recit})
        monter_enquetes(scene, recit.get("enquetes", []))
        monter_analyses(scene, recit.get("analyses", []))
        monter_veille(scene, recit.get("veille", {}))
        adresses += [compte.email for compte in scene.comptes.values()]
    return adresses
