"""An enquête answered by ten people, small enough to be counted by hand: test_analyser_une_enquete.py says what comes.

            type         priority         projets     manque             cherche  où en est      besoins  partenaires
    R1      GAL          haute            oui                            texte    réalisation    oui      2
    R2      GAL          haute            oui                            texte    montage        oui      3
    R3      GAL          basse            en cours                       –        montage        non      2,5
    R4      GAL          basse (ici)      oui                            texte    réalisation    oui      10
    R5      Commune      moyenne          non         temps, humains              idée           oui      –
    R6      Commune      –                non         temps, autre                idée           non      –
    R7      Commune      –                en devenir  –                           idée           oui      –
    R8      Association  haute (ici)      oui                            texte    montage        –        0
    R9      Association  –                –                                       –              –        –
    R10     –            –                non         autre                       idée           –        –

« manque » is asked to those who said non or en devenir, « remede » to those who ticked autre; « cherche » to those who
said oui or en cours. R11 declined, R12 has begun, R13 and R14 are silent, R15’s link was taken back.
"""

from types import SimpleNamespace

from django.utils import timezone

from missions.models import Appreciation
from tests.factories import (
    DestinataireFactory,
    EnqueteFactory,
    PersonneFactory,
    QuestionFactory,
    ReponseFactory,
    StructureFactory,
    TypeStructureFactory,
)

ACTEURS = [
    # name, type, priority of the réseau
    ("GAL Un", "GAL", 1),
    ("GAL Deux", "GAL", 1),
    ("GAL Trois", "GAL", 3),
    ("GAL Quatre", "GAL", None),
    ("Commune Cinq", "Commune", 2),
    ("Commune Six", "Commune", None),
    ("Commune Sept", "Commune", None),
    ("Association Huit", "Association", None),
    ("Association Neuf", "Association", None),
]


def _choix(*paires, preciser=()):
    return [{"cle": cle, "libelle": libelle, "preciser": cle in preciser} for cle, libelle in paires]


def _cases(*paires):
    return [{"cle": cle, "libelle": libelle, "aide": ""} for cle, libelle in paires]


def _questions(enquete):
    poser, q = lambda **champs: QuestionFactory(enquete=enquete, **champs), SimpleNamespace()
    q.projets = poser(partie=1, numero="1", enonce="Avez-vous des projets ?", genre="nuance")
    q.cherche = poser(
        partie=1,
        numero="2",
        enonce="Que cherchez-vous ?",
        genre="long",
        si=q.projets,
        si_valeurs=["oui", "en-cours"],
    )
    manques = (("temps", "Temps"), ("humains", "Moyens humains"), ("volonte", "Volonté locale"), ("autre", "Autres"))
    q.manque = poser(
        partie=1,
        numero="3",
        enonce="Par manque de quoi ?",
        genre="plusieurs",
        choix=_choix(*manques, preciser=["autre"]),
        si=q.projets,
        si_valeurs=["non", "en-devenir"],
    )
    q.remede = poser(partie=1, numero="4", enonce="Quel remède ?", genre="court", si=q.manque, si_valeurs=["autre"])
    q.moyens = poser(
        partie=2,
        numero="5",
        enonce="Quelles ressources ?",
        genre="tableau",
        lignes=_cases(("recoit", "Celui qui reçoit"), ("recu", "Celui qui est reçu")),
        colonnes=_cases(("humaines", "Humaines"), ("financieres", "Financières")),
    )
    q.partenaires = poser(partie=2, numero="6", enonce="Combien de partenaires ?", genre="nombre")
    q.visite = poser(partie=2, numero="7", enonce="Quand les recevez-vous ?", genre="date")
    stades = (("idee", "Une idée"), ("montage", "En montage"), ("realisation", "En réalisation"))
    q.stade = poser(partie=3, numero="8", enonce="Où en êtes-vous ?", genre="un", choix=_choix(*stades))
    q.besoins = poser(partie=5, numero="9", enonce="Avez-vous des besoins ?", genre="oui-non", minimum_de_retours=8)
    q.retiree = poser(partie=5, numero="10", enonce="Une question retirée", genre="court", retiree_le=timezone.now())
    q.oubliee = poser(partie=5, numero="11", enonce="Retirée sans réponse", genre="court", retiree_le=timezone.now())
    return q


def dix_reponses(mission, par):
    """The enquête, its questions by name, its respondents by rank (1 to 10) and the others (11 to 15)."""
    enquete = EnqueteFactory(mission=mission, titre="Vos besoins", ouverte=True)
    questions, r = _questions(enquete), {}
    for rang, (nom, type_, priorite) in enumerate(ACTEURS, start=1):
        structure = StructureFactory(
            mission=mission, nom=nom, type=TypeStructureFactory(libelle=type_), priorite=priorite
        )
        personne = PersonneFactory(mission=mission, prenom="Ada", nom=f"Un{rang}", structure=structure)
        r[rang] = DestinataireFactory(enquete=enquete, personne=personne, repondu=True)
    r[10] = DestinataireFactory(enquete=enquete, personne=None, nom="Zoé Dix", repondu=True)
    maintenant = timezone.now()
    r[11] = DestinataireFactory(enquete=enquete, refuse_le=maintenant, envoye_le=maintenant)
    r[12] = DestinataireFactory(enquete=enquete, commence_le=maintenant, envoye_le=maintenant)
    r[13], r[14] = (DestinataireFactory(enquete=enquete, envoye_le=maintenant) for _ in range(2))
    r[15] = DestinataireFactory(enquete=enquete, repondu=True, revoque_le=maintenant)
    _repondre(questions, r)
    # Given here; the réseau, when it says something, is believed first (R1).
    for rang, priorite in ((1, 3), (4, 3), (8, 1)):
        Appreciation.objects.create(destinataire=r[rang], priorite=priorite)
    return SimpleNamespace(enquete=enquete, q=questions, r=r, par=par)


def _repondre(q, r):
    reponses = {
        q.projets: {
            **dict.fromkeys((1, 2, 4, 8, 15), "oui"),
            **dict.fromkeys((5, 6, 10), "non"),
            3: "en-cours",
            7: "en-devenir",
            12: "oui",
        },
        q.cherche: {
            1: "Un partenaire italien pour la noisette.",
            2: "=1+1 partenaire roumain",
            4: "Des financements",
            8: "Une méthode, et un partenaire",
            5: "Écrit avant de changer d’avis",
        },
        q.manque: {
            5: {"choix": ["temps", "humains"], "precisions": {}},
            6: {"choix": ["temps", "autre"], "precisions": {"autre": "Pas d’élu référent"}},
            10: {"choix": ["autre"], "precisions": {"autre": "Trop loin"}},
        },
        q.remede: {6: "En nommer un"},
        q.moyens: {
            1: {"recoit": {"humaines": "Une interprète"}},
            2: {"recoit": {"humaines": "Deux animateurs", "financieres": "LEADER"}},
            3: {"recu": {"humaines": "Un élu"}},
        },
        q.partenaires: {1: "2", 2: "3", 3: "2.5", 4: "10", 8: "0"},
        q.visite: {1: "2027-03-31", 2: "2026-12-01", 5: "2027-01-15"},
        q.stade: {
            rang: {"choix": [cle], "precisions": {}}
            for cle, rangs in (("realisation", (1, 4)), ("montage", (2, 3, 8)), ("idee", (5, 6, 7, 10)))
            for rang in rangs
        },
        q.besoins: {**dict.fromkeys((1, 2, 4, 5, 7), "oui"), **dict.fromkeys((3, 6), "non")},
        q.retiree: {1: "Gardée"},
    }
    for question, valeurs in reponses.items():
        for rang, valeur in valeurs.items():
            ReponseFactory(destinataire=r[rang], question=question, valeur=valeur)


def clair(texte):
    """With plain spaces only."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")
