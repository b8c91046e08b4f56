"""The espace ressources: members and bénéficiaires read, members write; témoins are never a bénéficiaire's to list."""

from appuis.models import Recommandation, Remise
from missions.models import Personne
from tests.acces import MEMBRES, TOUS, Ligne
from tests.acces.public import _adresse
from tests.factories import BlocageFactory, PersonneFactory, RessourceFactory

CHARGES = "agent collegue"
# A stranger opens the list of their own mission, without a resource of ours.
LECTEURS = f"{MEMBRES} etranger"


def _ressource(t):
    return [RessourceFactory(mission=t.mission).pk]


def _reservee(t):
    return [RessourceFactory(mission=t.mission, audience="membres").pk]


def _fichier(t):
    return [RessourceFactory(mission=t.mission, fichier_joint=True).pk]


def _publique(t):
    return [*_adresse(t), RessourceFactory(mission=t.mission, audience="public", fichier_joint=True).pk]


def _a_remettre(t):
    BlocageFactory(appui=t.appui, porte_sur="idee")
    return [t.appui.pk, *_ressource(t)]


def _remise(t):
    ressource = RessourceFactory(mission=t.mission)
    return [Remise.objects.create(appui=t.appui, ressource=ressource, par=t.agent).pk]


def temoin(t):
    return PersonneFactory(mission=t.mission, temoignage=Personne.Temoignage.OUI)


def _recommandee(t):
    return [Recommandation.objects.create(appui=t.appui, personne=temoin(t), par=t.agent).pk]


LIGNES = [
    Ligne("ressources:ressources", get=f"{LECTEURS} beneficiaire"),
    Ligne("ressources:ressources_xlsx", get=LECTEURS),
    Ligne("ressources:nouvelle", get=LECTEURS, post=LECTEURS),
    Ligne("ressources:proposer", get=f"{LECTEURS} beneficiaire", post=f"{LECTEURS} beneficiaire"),
    Ligne("ressources:ressource", _ressource, get=f"{MEMBRES} beneficiaire"),
    Ligne("ressources:fichier", _fichier, get=f"{MEMBRES} beneficiaire"),
    Ligne("ressources:fiche_pdf", _reservee, get=MEMBRES),
    Ligne("ressources:modifier", _ressource, get=MEMBRES, post=MEMBRES),
    Ligne("ressources:historique", _ressource, get=MEMBRES),
    Ligne("ressources:publier", _ressource, post=MEMBRES),
    Ligne("ressources:archiver", _ressource, post=MEMBRES),
    Ligne("ressources:revoir", _ressource, post=MEMBRES),
    Ligne("ressources:de_l_appui", lambda t: [t.appui.pk], get=MEMBRES),
    Ligne("ressources:remettre", _a_remettre, post="agent"),
    Ligne("ressources:reprendre", _remise, post="agent"),
    Ligne("ressources:ne_plus_recommander", _recommandee, post="agent"),
    Ligne("ressources:temoins", get=LECTEURS),
    Ligne("ressources:temoins_xlsx", get=LECTEURS),
    Ligne("ressources:temoins_pdf", get=LECTEURS),
    Ligne("ressources:temoin_nouveau", get=f"{CHARGES} etranger"),
    Ligne("ressources:temoin", lambda t: [temoin(t).pk], get=CHARGES, post=CHARGES),
    Ligne("ressources:recommander", lambda t: [temoin(t).pk], get=CHARGES, post=CHARGES),
    Ligne("ressources:projets", get=LECTEURS),
    Ligne("ressources:projets_xlsx", get=LECTEURS),
    Ligne("ressources:projets_pdf", get=LECTEURS),
    Ligne("ressources:memoire", lambda t: [t.projet.pk], get=CHARGES, post=CHARGES),
    Ligne("ressources_de_la_mission", _adresse, get=TOUS, public=True),
    Ligne("ressource_publique", _publique, get=TOUS, public=True),
    Ligne("ressource_publique_fichier", _publique, get=TOUS, public=True),
    Ligne("ressource_publique_pdf", _publique, get=TOUS, public=True),
]
