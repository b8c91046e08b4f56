"""What anybody reads of a mission and may send it; what its officers alone read of it."""

from django.core import signing

from appuis.views.demander import SEL
from missions.models import Mission
from outils.models import OffreCooperation
from tests.acces import TOUS, Ligne
from tests.factories import DemandeFactory, il_y_a

CHARGES = "agent collegue"


def _ouvrir(t):
    Mission.objects.filter(pk=t.mission.pk).update(publique=True, contact_courriel="appui@example.org")


def _adresse(t):
    _ouvrir(t)
    return [t.mission.adresse_publique]


def _recu(t):
    return [*_adresse(t), signing.dumps(0, salt=SEL)]


def _demande(t):
    return [DemandeFactory(mission=t.mission).pk]


def _ecartee(t):
    demande = DemandeFactory(mission=t.mission)
    demande.ecarter(t.agent, "Hors du champ")
    return [demande.pk]


def _offre(t):
    champs = {"mission": t.mission, "projet": t.projet, "titre": "Noisette", "cree_par": t.agent}
    return [OffreCooperation.objects.create(**champs, etat="finalisee", date_publication=il_y_a(1)).pk]


LIGNES = [
    Ligne("public:missions", get=TOUS, public=True),
    Ligne("public:mission", _adresse, get=TOUS, public=True),
    Ligne("offres_de_la_mission", _adresse, get=TOUS, public=True),
    Ligne("demander", _adresse, get=TOUS, post=TOUS, public=True),
    Ligne("demande_recue", _recu, get=TOUS, public=True),
    Ligne("offres:repondre", _offre, get=TOUS, post=TOUS, public=True),
    Ligne("offres:merci", _offre, get=TOUS, public=True),
    Ligne("mission:pages_publiques", lambda t: [t.mission.pk], get="responsable", post="responsable"),
    # A stranger opens the list of their own mission, without a request of ours.
    Ligne("demandes:liste", get=f"{CHARGES} etranger"),
    Ligne("demandes:demande", _demande, get=CHARGES, post=CHARGES),
    Ligne("demandes:ecarter", _demande, get=CHARGES, post=CHARGES),
    Ligne("demandes:confier", _demande, post=CHARGES),
    Ligne("demandes:reprendre", _ecartee, post=CHARGES),
]
