"""Rows under an object: added, changed, removed, by one person or two, with honest data or forged ones."""

import pytest

from appuis.models import ActionPrevue, Partenariat, Projet
from coopappui.formulaires import FormulaireModele
from coopappui.lignes import Ensemble, LigneMixin, Lignes
from tests.factories import StructureFactory
from tests.saisie import saisie


class Nom(FormulaireModele):
    class Meta:
        model = Projet
        fields = ["nom"]


class ActionLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = ActionPrevue
        fields = ["intitule", "lieu"]


class PartenaireLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = Partenariat
        fields = ["structure", "role"]


class Actions(Lignes):
    formulaire, prefixe, titre, maximum = ActionLigne, "actions", "Actions", 5


class Partenaires(Lignes):
    formulaire, prefixe, titre = PartenaireLigne, "partenaires", "Partenaires"


@pytest.fixture
def projet(troupe):
    troupe.projet.actions_prevues.create(intitule="Voyage d’étude", lieu="Cuneo")
    troupe.projet.actions_prevues.create(intitule="Atelier", lieu="Aubrives")
    return troupe.projet


def page(projet, donnees=None, table=Actions):
    projet = Projet.objects.get(pk=projet.pk) if projet.pk else projet
    return Ensemble(Nom(donnees, instance=projet), table(projet, donnees))


def lire(projet, table=Actions):
    """What the browser holds once the page is open."""
    ouverte = page(projet, table=table)
    return saisie(ouverte.form, *ouverte.tables)


def enregistrer(projet, donnees, table=Actions):
    recue = page(projet, donnees, table)
    assert recue.is_valid(), [form.errors for _, form in recue.formulaires()]
    return recue.save()


def lignes(projet):
    return list(projet.actions_prevues.order_by("pk").values_list("intitule", "lieu"))


def test_ajouter_changer_retirer(projet):
    donnees = lire(projet) | {
        "actions-0-lieu": "Turin",
        "actions-1-retirer": "on",
        "actions-total": "4",
        "actions-2-intitule": "Foire",
        "actions-3-intitule": "  ",
    }
    enregistrer(projet, donnees)
    assert lignes(projet) == [("Voyage d’étude", "Turin"), ("Foire", "")]


def test_un_projet_et_ses_lignes_naissent_ensemble(troupe):
    nouveau = Projet(mission=troupe.mission)
    donnees = {"nom": "Refuges", "actions-total": "1", "actions-0-intitule": "Voyage"}
    assert lignes(enregistrer(nouveau, donnees)) == [("Voyage", "")]


def test_ce_qui_n_a_pas_change_n_est_pas_reecrit(projet):
    avant = ActionPrevue.history.count()
    enregistrer(projet, lire(projet))
    assert ActionPrevue.history.count() == avant


def test_une_ligne_de_plus_sans_rien_perdre(projet):
    donnees = lire(projet) | {"_ajouter": "actions", "actions-0-lieu": "Turin", "nom": ""}
    recue = page(projet, donnees)
    assert not recue.is_valid()
    assert not recue.juge
    (table,) = recue.tables
    assert len(table.formulaires) == 3
    assert table.nouvelle == "actions-2"
    assert table.formulaires[0]["lieu"].value() == "Turin"
    assert recue.nombre_d_erreurs() == 0


def test_une_erreur_se_dit_sur_sa_ligne_et_rien_n_est_ecrit(projet):
    recue = page(projet, lire(projet) | {"actions-0-intitule": "", "actions-0-lieu": "Turin"})
    assert not recue.is_valid()
    assert "intitule" in recue.tables[0].formulaires[0].errors
    assert lignes(projet)[0] == ("Voyage d’étude", "Cuneo")


def test_une_ligne_retiree_n_est_pas_jugee(projet):
    enregistrer(projet, lire(projet) | {"actions-0-intitule": "", "actions-0-retirer": "on"})
    assert lignes(projet) == [("Atelier", "Aubrives")]


@pytest.mark.parametrize("total", ["5000", "999999999999999999999", "-1", "deux", "", None])
def test_un_total_invente(projet, total):
    donnees = lire(projet)
    donnees["actions-total"] = total
    recue = page(projet, {nom: valeur for nom, valeur in donnees.items() if valeur is not None})
    assert not recue.is_valid()
    assert len(recue.tables[0].formulaires) <= 5
    assert recue.erreurs_de_tables()[0].startswith("Actions : ")
    assert len(lignes(projet)) == 2


def test_la_derniere_ligne_permise(projet):
    donnees = {"nom": "x", "actions-total": "5"} | {f"actions-{i}-intitule": f"Action {i}" for i in range(5)}
    enregistrer(projet, donnees)
    assert ActionPrevue.objects.filter(projet=projet).count() == 7
    trop = page(projet, donnees | {"actions-total": "6", "actions-5-intitule": "Une de trop"})
    assert not trop.is_valid()
    assert "5 lignes au plus" in trop.erreurs_de_tables()[0]


def test_une_ligne_d_un_autre_projet_reste_a_lui(projet, troupe):
    from tests.factories import ProjetFactory

    ailleurs = ProjetFactory().actions_prevues.create(intitule="Ailleurs")
    donnees = lire(projet) | {"actions-0-id": str(ailleurs.pk), "actions-0-retirer": "on"}
    enregistrer(projet, donnees)
    ailleurs.refresh_from_db()
    assert ailleurs.projet != projet
    assert len(lignes(projet)) == 2


def test_deux_fois_le_meme_partenaire(projet, troupe):
    structure = StructureFactory(mission=troupe.mission)
    donnees = {"nom": "x", "partenaires-total": "2", "partenaires-0-structure": structure.pk}
    donnees["partenaires-1-structure"] = structure.pk
    recue = page(projet, donnees, Partenaires)
    assert not recue.is_valid()
    assert "déjà partenaire" in recue.tables[0].formulaires[1].errors["structure"][0]


def test_un_partenaire_ajoute_ailleurs_entre_temps(projet, troupe):
    structure = StructureFactory(mission=troupe.mission)
    donnees = lire(projet, Partenaires) | {"partenaires-total": "1", "partenaires-0-structure": structure.pk}
    projet.partenariats.create(structure=structure, role="Accueille")
    assert not page(projet, donnees, Partenaires).is_valid()
    assert projet.partenariats.get().role == "Accueille"


def test_a_deux_sur_la_meme_ligne(projet):
    donnees = lire(projet)
    projet.actions_prevues.filter(lieu="Cuneo").update(lieu="Turin")
    enregistrer(projet, donnees | {"actions-0-intitule": "Visite"})
    assert lignes(projet)[0] == ("Visite", "Turin")
    refusee = page(projet, donnees | {"actions-0-lieu": "Milan"})
    assert not refusee.is_valid()
    assert "« Turin »" in refusee.tables[0].formulaires[0].errors["lieu"][0]


def test_retirer_une_ligne_que_l_autre_vient_de_changer(projet):
    donnees = lire(projet) | {"actions-0-retirer": "on"}
    projet.actions_prevues.filter(lieu="Cuneo").update(lieu="Turin")
    refusee = page(projet, donnees)
    assert not refusee.is_valid()
    (erreur,) = refusee.tables[0].formulaires[0].non_field_errors()
    assert "a changé cette ligne" in erreur
    encore = donnees | {"actions-0-version": refusee.tables[0].formulaires[0]["version"].value()}
    enregistrer(projet, encore)
    assert lignes(projet) == [("Atelier", "Aubrives")]


def test_une_ligne_retiree_par_l_autre(projet):
    donnees = lire(projet)
    projet.actions_prevues.filter(lieu="Cuneo").delete()
    enregistrer(projet, donnees)
    assert lignes(projet) == [("Atelier", "Aubrives")]


def test_une_ligne_retiree_par_l_autre_mais_changee_ici(projet):
    donnees = lire(projet) | {"actions-0-lieu": "Turin"}
    projet.actions_prevues.filter(lieu="Cuneo").delete()
    refusee = page(projet, donnees)
    assert not refusee.is_valid()
    ligne = refusee.tables[0].formulaires[0]
    assert "a retiré cette ligne" in ligne.non_field_errors()[0]
    assert "id" not in ligne.fields
    del donnees["actions-0-id"]
    enregistrer(projet, donnees)
    assert ("Voyage d’étude", "Turin") in lignes(projet)


def test_cent_lignes_se_lisent_en_une_requete(projet, django_assert_max_num_queries):
    ActionPrevue.objects.bulk_create(ActionPrevue(projet=projet, intitule=f"Action {i}") for i in range(98))
    Actions.maximum, avant = 200, Actions.maximum
    try:
        donnees = lire(projet)
        with django_assert_max_num_queries(2):
            page(projet, donnees).is_valid()
    finally:
        Actions.maximum = avant
