"""The fiches of the demonstration: one of each tool at least, in every state, on the projects that the recit tells.

Each module named after a tool has `remplir(fiche)`, which fills a new fiche of that tool and saves it.
"""

from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction

from appuis.models import Appui, Projet
from missions.models import Membre, Mission, Structure
from outils.commencer import fiche_sur, remplir_de_ce_qui_est_connu
from outils.demo import prises_de_contact
from outils.demo.circuit import parcourir
from outils.demo.offres import charger_offres, charger_une_reponse
from outils.models import Outil

MISSION = "Mission Haut-Vernay"
NOISETTE, FESTIVAL = "Filière noisette", "Les Routes Chantantes, festival itinérant"
STRUCTURE = "GAL Terres d’Aubrives"
BENEFICIAIRE = "beneficiaire@example.org"

# (tool, what it is about, states passed through).
FICHES = (
    ("presentation-territoire", STRUCTURE, ("partager",)),
    ("fiche-identite", STRUCTURE, ("partager", "finaliser")),
    ("decrypter-piste", NOISETTE, ("partager", "finaliser")),
    ("ressources-piste", NOISETTE, ("partager",)),
    ("pre-projet", NOISETTE, ("partager",)),
    ("bilan-offres-demandes", NOISETTE, ()),
    ("grille-priorisation", NOISETTE, ("partager",)),
    ("offre-cooperation", NOISETTE, ("finaliser",)),
    ("selection-partenaire", NOISETTE, ("partager",)),
    ("checklist-premiere-rencontre", NOISETTE, ("partager",)),
    ("fil-conducteur", NOISETTE, ("partager",)),
    ("matrice-responsabilites", NOISETTE, ("partager",)),
    ("qui-fait-quoi", NOISETTE, ()),
    ("cahier-des-charges", FESTIVAL, ("finaliser",)),
    ("feuille-route-projet", FESTIVAL, ("partager", "finaliser")),
    ("verification-partenariat", FESTIVAL, ()),
    ("entretien-bilan", FESTIVAL, ()),
    ("argumentaire", FESTIVAL, ("partager",)),
    ("plan-communication", FESTIVAL, ("partager",)),
    ("plan-evaluation", FESTIVAL, ("finaliser",)),
)


def remplir(fiche):
    """Fills a new fiche with the example of its tool."""
    import_module(f"outils.demo.{fiche.code.replace('-', '_')}").remplir(fiche)
    # Rows were written past what this object had read.
    return type(fiche).objects.get(pk=fiche.pk)


@transaction.atomic
def charger_fiches():
    """To be called once the rest of the demonstration is there."""
    mission = Mission.objects.get(nom=MISSION)
    agent = mission.membres.filter(role=Membre.Role.CHARGE).order_by("pk").first().utilisateur
    beneficiaire = get_user_model().objects.get(email=BENEFICIAIRE)
    for code, nom, passages in FICHES:
        fiche = remplir_de_ce_qui_est_connu(fiche_sur(Outil.du_code(code), _objet(mission, nom), agent), agent)
        fiche = remplir(fiche)
        for passage in passages:
            getattr(fiche, passage)()
        parcourir(fiche, agent, beneficiaire)
        fiche.apres_enregistrement()
    charger_offres(mission, agent)
    prises_de_contact.charger(mission, _objet(mission, NOISETTE), agent)
    charger_une_reponse(_objet(mission, NOISETTE), agent)


def _objet(mission, nom):
    trouves = (modele.objects.filter(mission=mission, **{champ: nom}).first() for modele, champ in _OBJETS)
    return next(objet for objet in trouves if objet)


_OBJETS = ((Projet, "nom"), (Structure, "nom"), (Appui, "intitule"))


@transaction.atomic
def effacer_fiches(mission):
    """Takes them out with their history; before the projects on which they hang."""
    prises_de_contact.effacer(mission)
    fiches = list(Outil.objects.filter(mission=mission).values_list("pk", flat=True))
    for modele in Outil.catalogue():
        modele.objects.filter(pk__in=fiches).delete()
    for modele in apps.get_app_config("outils").get_models():
        if not hasattr(modele, "instance_type"):  # only the models of simple_history have one
            continue
        for cle in {"outil_id", "outil_ptr_id"} & {champ.attname for champ in modele._meta.fields}:
            modele.objects.filter(**{f"{cle}__in": fiches}).delete()
