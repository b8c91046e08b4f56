"""The matrice says who does what, by when; its deadlines are engagements of the project."""

import uuid

import pytest
from django.utils import timezone

from appuis.models import Appui, Engagement, Partenariat
from coopappui.plan.saisie import Saisie
from outils.commencer import dupliquer, fiche_sur, remplir_de_ce_qui_est_connu
from outils.models import MatriceResponsabilites
from tests.factories import StructureFactory, il_y_a
from tests.saisie import saisie


@pytest.fixture
def matrice(troupe):
    """Two tasks, two partners: the GAL welcomes in ten days; nobody invites, the Gruppo does nothing."""
    fiche = MatriceResponsabilites.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Matrice")
    accueillir = fiche.taches.create(etape="1. Organiser", tache="Accueillir", rang=0)
    fiche.taches.create(etape="1. Organiser", tache="Inviter", rang=1)
    gal = fiche.partenaires.create(nom="GAL Terres d’Aubrives", role="chef-de-file", rang=0)
    fiche.partenaires.create(nom="Gruppo Valle Serina", rang=1)
    fiche.responsabilites.create(ligne=accueillir, colonne=gal, tache="Réserver\nla salle", echeance=il_y_a(-10))
    return fiche


def relire(fiche):
    return MatriceResponsabilites.objects.get(pk=fiche.pk)


def engagements(projet):
    return sorted(projet.engagements.values_list("quoi", "echeance"))


def test_it_works(matrice, troupe):
    tache, gal = matrice.taches.first(), matrice.partenaires.first()
    attendue = (f"{tache.cle}:{gal.cle}", "Accueillir : Réserver la salle", "GAL Terres d’Aubrives", il_y_a(-10))
    assert list(matrice.echeances()) == [attendue]
    assert matrice.alertes() == [
        "Personne ne tient : « Inviter ».",
        "Sans aucune tâche : « Gruppo Valle Serina ».",
    ]
    matrice.apres_enregistrement()
    assert engagements(troupe.projet) == [("GAL Terres d’Aubrives · Accueillir : Réserver la salle", il_y_a(-10))]


def test_une_nouvelle_matrice_connait_les_partenaires_du_projet(troupe):
    Partenariat.objects.create(
        projet=troupe.projet, structure=StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina")
    )
    fiche = fiche_sur(MatriceResponsabilites, troupe.projet, troupe.agent)
    remplir_de_ce_qui_est_connu(fiche, troupe.agent)
    assert [(p.nom, p.role) for p in fiche.partenaires.all()] == [
        ("GAL Terres d’Aubrives", "chef-de-file"),
        ("Gruppo Valle Serina", "partenaire"),
    ]
    assert [str(t) for t in fiche.taches.all()] == [
        "Accueillir",
        "Inviter",
        "Rédiger",
        "Rapport d’activité",
        "Rapport financier",
    ]


def test_un_partenaire_du_projet_qui_n_est_pas_dans_la_matrice(matrice, troupe):
    for nom, sigle in (
        ("Huilerie du Moulin", ""),
        ("gruppo  VALLE serina", ""),
        ("Groupement", "GAL Terres d'Aubrives"),
    ):
        structure = StructureFactory(mission=troupe.mission, nom=nom, sigle=sigle)
        Partenariat.objects.create(projet=troupe.projet, structure=structure)
    assert matrice.alertes()[-1] == "Du projet, mais pas dans la matrice : « Huilerie du Moulin »."


def test_une_deadline_depassee_jusqu_a_ce_qu_elle_soit_faite(matrice, troupe):
    matrice.responsabilites.update(echeance=il_y_a(2))
    fiche = relire(matrice)
    assert fiche.analyse[0]["depassee"]
    assert any(phrase.startswith("Deadline dépassée : « Accueillir") for phrase in fiche.alertes())
    fiche.apres_enregistrement()
    troupe.projet.engagements.get().faire()
    fiche = relire(matrice)
    assert (fiche.analyse[0]["faite"], fiche.analyse[0]["depassee"]) == (True, False)
    assert not any("dépassée" in phrase for phrase in fiche.alertes())


def test_les_engagements_suivent_la_matrice(matrice, troupe):
    matrice.apres_enregistrement()
    engagement = troupe.projet.engagements.get()
    cellule = matrice.responsabilites.get()
    cellule.tache, cellule.echeance = "", il_y_a(-20)
    cellule.save()
    relire(matrice).apres_enregistrement()
    engagement.refresh_from_db()
    assert (engagement.quoi, engagement.echeance) == ("GAL Terres d’Aubrives · Accueillir", il_y_a(-20))
    cellule.delete()
    relire(matrice).apres_enregistrement()
    assert engagements(troupe.projet) == []


def test_ce_qui_est_fait_reste_quand_la_matrice_s_en_va(matrice, troupe):
    inviter, gruppo = matrice.taches.last(), matrice.partenaires.last()
    matrice.responsabilites.create(ligne=inviter, colonne=gruppo, echeance=il_y_a(-5))
    relire(matrice).apres_enregistrement()
    Engagement.objects.get(quoi__contains="Inviter").faire()
    relire(matrice).avant_suppression()
    assert engagements(troupe.projet) == [("Gruppo Valle Serina · Inviter", il_y_a(-5))]


def test_une_deadline_arrive_dans_la_liste_a_faire(matrice, connecte, troupe):
    matrice.apres_enregistrement()
    texte = " ".join(connecte(troupe.agent).get("/a-faire/").content.decode().split())
    assert "GAL Terres d’Aubrives · Accueillir : Réserver la salle" in texte
    assert "Filière noisette · attendu d’un partenaire" in texte
    assert "Accueillir" not in connecte(troupe.collegue).get("/a-faire/").content.decode()
    assert b"Accueillir" in connecte(troupe.agent).get("/a-faire.ics").content


def test_sur_un_appui_sans_projet_rien_ne_s_ecrit(troupe):
    Appui.objects.update(projet=None)
    troupe.appui.refresh_from_db()
    fiche = MatriceResponsabilites.objects.create(mission=troupe.mission, appui=troupe.appui, titre="Matrice")
    fiche.responsabilites.create(
        ligne=fiche.taches.create(tache="Inviter"), colonne=fiche.partenaires.create(), echeance=timezone.localdate()
    )
    fiche.apres_enregistrement()
    assert not Engagement.objects.exists()
    assert [qui for _, _, qui, _ in fiche.echeances()] == ["Partenaire 1"]


def test_une_copie_garde_les_taches_mais_pas_les_dates(matrice, troupe):
    copie = dupliquer(matrice, troupe.projet, troupe.agent, "L’an prochain", uuid.uuid4())
    assert [(c.tache, c.echeance) for c in copie.responsabilites.all()] == [("Réserver\nla salle", None)]
    assert engagements(troupe.projet) == []


def test_enregistrer_sans_rien_changer_n_ecrit_rien(matrice, troupe, django_assert_max_num_queries):
    relire(matrice).apres_enregistrement()
    with django_assert_max_num_queries(8) as requetes:
        relire(matrice).apres_enregistrement()
    assert not [r for r in requetes if r["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_enregistrer_le_formulaire_ecrit_les_engagements(matrice, connecte, troupe):
    client = connecte(troupe.agent)
    adresse = f"/outils/matrice-responsabilites/{matrice.pk}/modifier/"
    page = Saisie(relire(matrice))
    donnees = saisie(*(morceau for _, morceau in page.morceaux())) | {"version": page.version()}
    donnees |= {relation: [ligne.cle for ligne in table.gardees()] for relation, table in page.tables.items()}
    inviter, gruppo = matrice.taches.last(), matrice.partenaires.last()
    cellule = f"responsabilites-{inviter.cle}-{gruppo.cle}"
    client.post(adresse, donnees | {f"{cellule}-tache": "Inviter le lycée", f"{cellule}-echeance": il_y_a(-30)})
    assert engagements(troupe.projet) == [
        ("GAL Terres d’Aubrives · Accueillir : Réserver la salle", il_y_a(-10)),
        ("Gruppo Valle Serina · Inviter le lycée", il_y_a(-30)),
    ]
    texte = client.get(f"/outils/matrice-responsabilites/{matrice.pk}/").content.decode()
    assert "Inviter le lycée" in texte
    assert "Sans aucune tâche" not in texte
