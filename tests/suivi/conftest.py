"""A few appuis that differ in all that a tableau shows; a project whose two partners are asked for their view."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from appuis.models import Appui, Croisement, Document, Projet, Stade, StadeAtteint
from missions.models import Structure, Territoire
from tests.factories import (
    AppuiFactory,
    DocumentFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    StructureFactory,
    TerritoireFactory,
    TypeFinancementFactory,
    TypeStructureFactory,
    UtilisateurFactory,
    il_y_a,
)
from tests.personnages import Troupe


@dataclass
class Suivi:
    """`troupe.appui` (GAL, two persons, three séquences, two documents), `collectif` (two structures, one Italian),
    `seul` (a person without structure, suspended)."""

    troupe: Troupe
    valle: Structure
    elier: Structure
    territoire: Territoire
    collectif: Appui
    seul: Appui
    refuges: Projet


@pytest.fixture
def suivi(troupe):
    t = troupe
    territoire = TerritoireFactory(mission=t.mission, nom="Pays d’Aubrives")
    gal = t.structure
    gal.priorite, gal.enveloppe_cooperation, gal.territoire = 1, Decimal("12500.50"), territoire
    gal.save()
    t.personne.fonction, t.personne.telephone, t.personne.courriel = "Élue", "+33 4 70 00 00 01", "bea@example.org"
    t.personne.save()
    paul = PersonneFactory(mission=t.mission, prenom="Paul", nom="Girard", fonction="", courriel="paul@example.org")
    t.appui.beneficiaires.add(paul)
    PersonneFactory(
        mission=t.mission,
        prenom="Inès",
        nom="Nouvel",
        structure=gal,
        contact_cooperation=True,
        courriel="i@example.org",
    )
    PersonneFactory(
        mission=t.mission,
        prenom="Aline",
        nom="Baud",
        structure=gal,
        contact_cooperation=True,
        courriel="a@example.org",
    )
    PersonneFactory(mission=t.mission, prenom="Personne", nom="Discrète", structure=gal)
    for jours, nature in ((40, "Premier échange"), (6, "Relecture de l’offre"), (20, "Point sur les financements")):
        SequenceFactory(appui=t.appui, date=il_y_a(jours), nature=nature, canal="visio", duree=90)
    DocumentFactory(appui=t.appui, titre="Offre de coopération", nature=Document.Nature.REMIS)
    DocumentFactory(appui=t.appui, titre="Budget", nature=Document.Nature.ETUDIE)

    valle = StructureFactory(
        mission=t.mission,
        nom="Gruppo Valle Serina",
        pays="IT",
        type=TypeStructureFactory(libelle="GAL LEADER"),
        enveloppe_cooperation=Decimal("8000"),
    )
    elier = StructureFactory(mission=t.mission, nom="Commune de Saint-Élier", priorite=3)
    refuges = ProjetFactory(mission=t.mission, nom="Refuges sans plastique", chef_de_file=valle, cout_total=90000)
    StadeAtteint.objects.create(projet=refuges, stade=Stade.EMERGENCE, le=il_y_a(100))
    collectif = AppuiFactory(
        mission=t.mission,
        intitule="Refuges à plusieurs",
        charge=t.collegue,
        projet=refuges,
        structures=[valle, elier],
        beneficiaires=[],
        forme=Appui.Forme.COLLECTIF,
        origine=Appui.Origine.PROACTIVE,
        etape="demarrage",
        stade="partenariats",
        ouvert_le=il_y_a(300),
    )
    SequenceFactory(appui=collectif, date=il_y_a(90), nature="Visite croisée", canal="rencontre", duree=120)
    lea = PersonneFactory(
        mission=t.mission, prenom="Léa", nom="Œuvrard", fonction="Artisane", courriel="lea@example.org"
    )
    seul = AppuiFactory(
        mission=t.mission,
        intitule="Idée à mûrir",
        charge=t.agent,
        co_charges=[t.collegue],
        structures=[],
        beneficiaires=[lea],
        etat=Appui.Etat.SUSPENDU,
        ouvert_le=il_y_a(10),
    )
    return Suivi(t, valle, elier, territoire, collectif, seul, refuges)


@pytest.fixture
def serina(troupe):
    structure = StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina", sigle="GVS")
    personne = PersonneFactory(
        mission=troupe.mission, prenom="Giulia", nom="Bianchi", structure=structure, compte=UtilisateurFactory()
    )
    troupe.projet.participants.add(personne)
    return personne


@pytest.fixture
def projet(troupe, serina):
    projet = troupe.projet
    projet.cout_total, projet.date_fin = 50000, date(2028, 6, 30)
    projet.save()
    projet.partenariats.create(structure=serina.structure)
    projet.actions_prevues.create(intitule="Visite croisée", lieu="Serina", echeance=date(2027, 3, 1))
    projet.financements.create(type=TypeFinancementFactory(), financeur="GAL", montant=30000)
    return projet


@pytest.fixture
def croisement(projet, troupe, serina):
    croisement = Croisement.objects.create(projet=projet, lance_par=troupe.agent)
    croisement.demander_a([troupe.personne, serina])
    return croisement
