"""More published offers, for whoever looks for a partner on the public pages; and an answer to one of them."""

from appuis.models import Projet
from appuis.models.etapes import Canal
from outils.demo.commun import dans
from outils.models import OffreCooperation, PriseDeContact
from outils.models.prise_de_contact import Suite

OFFRES = (
    {
        "projet": "Rivières jumelles",
        "publiee": -9,
        "expire": 120,
        "titre_du_projet": "Rivières jumelles : compter les écrevisses à deux",
        "thematique": "rivière, biodiversité, sciences participatives",
        "groupe": "Syndicat du Val Chanteuil",
        "localisation": "Val Chanteuil, France",
        "objectifs": "Suivre la même espèce avec le même protocole, et faire voyager les classes qui comptent.",
        "competences": "Un syndicat ou une association qui gère une petite rivière de moyenne montagne.",
        "langue": "Français, roumain ; anglais écrit",
        "contact": "riviere@chanteuil.example.org",
    },
    {
        "projet": "Une laine, deux vallées",
        "publiee": -47,
        "expire": None,
        "titre_du_projet": "Routes de la laine : filer ensemble",
        "thematique": "laine, artisanat, formation",
        "groupe": "Coopérative La Toison d’Aubrives",
        "localisation": "Terres d’Aubrives, France",
        "objectifs": "Partager une laverie mobile entre deux vallées et former huit éleveurs au tri.",
        "competences": "Une coopérative d’éleveurs qui trie ou lave déjà sa laine.",
        "langue": "Français, italien",
        "contact": "laine@toison.example.org",
    },
)


def charger_offres(mission, agent):
    for fiche in OFFRES:
        champs = dict(fiche)
        projet = Projet.objects.filter(mission=mission, nom=champs.pop("projet")).get()
        publiee, expire = champs.pop("publiee"), champs.pop("expire")
        offre = OffreCooperation(
            mission=mission,
            projet=projet,
            titre="Offre de coopération",
            cree_par=agent,
            modifie_par=agent,
            date_publication=dans(publiee),
            date_expiration=None if expire is None else dans(expire),
            **champs,
        )
        offre._history_user = agent
        offre.save()
        offre.finaliser()


def charger_une_reponse(projet, agent):
    """Yesterday, to the offer of this project."""
    reponse = PriseDeContact(
        mission=projet.mission,
        projet=projet,
        offre=OffreCooperation.objects.filter(projet=projet).first(),
        pris_par=agent,
        nom="Ranzani",
        prenom="Elena",
        organisme="Consorzio Nocciola Alta Langa",
        adresse="Italie",
        telephone="+39 0173 000 044",
        courriel="elena.ranzani@example.org",
        canal=Canal.COURRIEL,
        canal_precision="réponse à une offre publiée",
        le=dans(-1),
        informations=(
            "Nous torréfions quarante tonnes par an avec vingt-deux producteurs, et nous vendons sur place.\n"
            "Vos vergers nous intéressent, et nous pouvons vous recevoir trois jours en mars."
        ),
        suite=Suite.COURRIEL,
        suite_precision="répondre à son message",
        remarques="Langue : italien, anglais.",
    )
    reponse._history_user = agent
    reponse.save()
