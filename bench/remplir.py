"""A believable mission of any size, made quickly: what the measures read."""

import datetime
import random
from decimal import Decimal

from django.utils import timezone

from appuis import models as appuis
from appuis.models.etapes import Canal, StadeAppui
from comptes.models import Utilisateur
from missions import models as missions

LIEUX = ["Aubrives", "Chanteuil", "Orcelle", "Saint-Élier", "Valserande", "Monteux", "Larchant", "Brévenne", "Corvol"]
GENRES = [
    "Communauté de communes de",
    "GAL Terres de",
    "PNR des Monts de",
    "Commune de",
    "Association Les Sentiers de",
]
SUJETS = ["Filière noisette", "Refuges sans plastique", "Festival itinérant", "Mobilité douce", "Circuits courts"]
NATURES = [
    "Relecture de l’offre",
    "Préparation de la première rencontre",
    "Point sur les financements",
    "Premier échange",
]
PRENOMS = ["Lucie", "Marc", "Inès", "Élodie", "Paul", "Chiara", "Andrei", "Jeanne", "Hugo", "Maëlle"]
NOMS = ["Berthier", "Fontaine", "Marchal", "Rossi", "Popescu", "Girard", "Lefèvre", "Œuvrard", "Vidal", "Nouvel"]
FONCTIONS = ["Agent de développement", "Élue à la coopération", "Directeur", "Chargée de mission LEADER", ""]


def _enregistrer(modele, objets):
    for objet in objets:
        if hasattr(objet, "texte_cherche"):
            objet.recherche = objet.texte_cherche()
    return modele.objects.bulk_create(objets, batch_size=500)


def remplir(nombre, graine=1):
    """A mission of `nombre` appuis; returns the account of its first officer."""
    hasard, jour = random.Random(graine), timezone.localdate()
    mission = missions.Mission.objects.create(nom=f"Mission d’essai {nombre}")
    comptes = [
        Utilisateur.objects.create_user(
            f"agent{i}-{nombre}@example.org", first_name=hasard.choice(PRENOMS), last_name=hasard.choice(NOMS)
        )
        for i in range(5)
    ]
    for i, compte in enumerate(comptes):
        role = missions.Membre.Role.RESPONSABLE if i == 4 else missions.Membre.Role.CHARGE
        missions.Membre.objects.create(mission=mission, utilisateur=compte, role=role)
    structures, personnes = _reseau(mission, hasard, max(nombre // 5, 10))
    projets = _projets(mission, hasard, jour, structures, max(nombre // 4, 5))
    _appuis(mission, hasard, jour, nombre, comptes[:4], structures, personnes, projets)
    return comptes[0]


def _reseau(mission, hasard, nombre):
    types = [
        missions.TypeStructure.objects.get_or_create(libelle=t)[0] for t in ("Commune", "EPCI", "PNR", "GAL LEADER")
    ]
    territoires = _enregistrer(
        missions.Territoire,
        [missions.Territoire(mission=mission, nom=f"Pays de {lieu} {i}") for i, lieu in enumerate(LIEUX * 3)],
    )
    structures = _enregistrer(
        missions.Structure,
        [
            missions.Structure(
                mission=mission,
                nom=f"{hasard.choice(GENRES)} {hasard.choice(LIEUX)} {i}",
                type=hasard.choice(types),
                territoire=hasard.choice(territoires),
                pays=hasard.choice(["FR", "FR", "FR", "IT", "RO"]),
                priorite=hasard.choice([1, 2, 3, None]),
                enveloppe_cooperation=hasard.choice([None, Decimal(hasard.randrange(2, 90) * 500)]),
            )
            for i in range(nombre)
        ],
    )
    personnes = [
        missions.Personne(
            mission=mission,
            prenom=hasard.choice(PRENOMS),
            nom=f"{hasard.choice(NOMS)}",
            fonction=hasard.choice(FONCTIONS),
            structure=structure,
            courriel=f"contact{i}.{rang}@example.org",
            telephone=f"+33 4 70 00 {i % 100:02} {rang:02}" if rang else "",
            contact_cooperation=rang == 0,
        )
        for i, structure in enumerate(structures)
        for rang in range(3)
    ]
    return structures, _enregistrer(missions.Personne, personnes)


def _projets(mission, hasard, jour, structures, nombre):
    types = [
        appuis.TypeCooperation.objects.get_or_create(libelle=t)[0] for t in ("Transnationale", "Interterritoriale")
    ]
    fonds = [
        appuis.TypeFinancement.objects.get_or_create(libelle=t)[0] for t in ("LEADER", "Région", "Autofinancement")
    ]
    projets = _enregistrer(
        appuis.Projet,
        [
            appuis.Projet(
                mission=mission,
                nom=f"{hasard.choice(SUJETS)} {hasard.choice(LIEUX)} {i}",
                type=hasard.choice(types),
                chef_de_file=hasard.choice(structures),
                cout_total=Decimal(hasard.randrange(4, 400) * 500),
                stade=hasard.choice(appuis.Stade.values),
                date_debut=(debut := jour - datetime.timedelta(days=hasard.randrange(700))),
                date_fin=debut + datetime.timedelta(days=hasard.randrange(200, 900)),
            )
            for i in range(nombre)
        ],
    )
    liens = [(projet, structure) for projet in projets for structure in hasard.sample(structures, 2)]
    appuis.Partenariat.objects.bulk_create(
        [appuis.Partenariat(projet=p, structure=s, role="Partenaire") for p, s in liens], batch_size=500
    )
    appuis.Financement.objects.bulk_create(
        [appuis.Financement(projet=p, type=hasard.choice(fonds), montant=Decimal("12500.50")) for p in projets],
        batch_size=500,
    )
    appuis.ActionPrevue.objects.bulk_create(
        [appuis.ActionPrevue(projet=p, intitule="Voyage d’étude", lieu="Aubrives") for p in projets], batch_size=500
    )
    appuis.LienProjet.objects.bulk_create(
        [appuis.LienProjet(projet=p, titre="Page du projet", url="https://example.org/") for p in projets],
        batch_size=500,
    )
    return projets


def _appuis(mission, hasard, jour, nombre, comptes, structures, personnes, projets):
    objets = _enregistrer(
        appuis.Appui,
        [
            appuis.Appui(
                mission=mission,
                intitule=f"{hasard.choice(SUJETS)} {i}",
                charge=hasard.choice(comptes),
                projet=hasard.choice([None, hasard.choice(projets)]),
                ouvert_le=jour - datetime.timedelta(days=hasard.randrange(30, 900)),
                stade=hasard.choice(StadeAppui.values),
                etape=hasard.choice(appuis.Etape.values),
                etat=hasard.choice(["en-cours", "en-cours", "suspendu", "clos"]),
                besoin_exprime="Trouver un partenaire qui transforme, pas seulement qui produit.",
            )
            for i in range(nombre)
        ],
    )
    liens, benefices, sequences, documents, engagements = [], [], [], [], []
    for objet in objets:
        rang = hasard.randrange(len(structures))
        liens.append(appuis.Appui.structures.through(appui=objet, structure=structures[rang]))
        for personne in personnes[3 * rang : 3 * rang + hasard.randrange(1, 4)]:
            benefices.append(appuis.Appui.beneficiaires.through(appui=objet, personne=personne))
        for _ in range(hasard.randrange(1, 5)):
            sequences.append(
                appuis.Sequence(
                    appui=objet,
                    date=jour - datetime.timedelta(days=hasard.randrange(600)),
                    duree=hasard.choice([30, 60, 90, 120]),
                    canal=hasard.choice(Canal.values),
                    nature=hasard.choice(NATURES),
                    auteur=objet.charge,
                )
            )
        for _ in range(hasard.randrange(3)):
            documents.append(
                appuis.Document(
                    appui=objet,
                    nature=hasard.choice(appuis.Document.Nature.values),
                    titre="Offre de coopération",
                    fichier="absent.pdf",
                    nom_d_origine="offre.pdf",
                    extension="pdf",
                    type_mime="application/pdf",
                    taille=1,
                    depose_par=objet.charge,
                )
            )
        engagements.append(
            appuis.Engagement(
                appui=objet,
                quoi="Relire l’offre de coopération",
                charge=objet.charge,
                echeance=jour + datetime.timedelta(days=hasard.randrange(-30, 60)),
                fait_le=hasard.choice([None, jour]),
            )
        )
    appuis.Appui.structures.through.objects.bulk_create(liens, batch_size=500)
    appuis.Appui.beneficiaires.through.objects.bulk_create(benefices, batch_size=500)
    for modele, lignes in (
        (appuis.Sequence, sequences),
        (appuis.Document, documents),
        (appuis.Engagement, engagements),
    ):
        modele.objects.bulk_create(lignes, batch_size=500)
