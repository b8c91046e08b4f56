"""Two people, one object: different fields are both kept, the same field is refused and both values are shown."""

import pytest

from appuis.models import Projet
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele
from coopappui.jeton import JetonMixin
from tests.saisie import saisie


class Fiche(VersionMixin, FormulaireModele):
    class Meta:
        model = Projet
        fields = ["nom", "objet", "cout_total", "date_debut", "stade", "chef_de_file"]


@pytest.fixture
def lue(troupe):
    """The form as two people have just opened it."""
    return Fiche(instance=Projet.objects.get(pk=troupe.projet.pk))


def envoyer(troupe, lue, **changements):
    return Fiche(saisie(lue, **changements), instance=Projet.objects.get(pk=troupe.projet.pk))


def enregistrer(troupe, lue, **changements):
    form = envoyer(troupe, lue, **changements)
    assert form.is_valid(), form.errors
    return form.save()


def test_seul(troupe, lue):
    enregistrer(troupe, lue, nom="Filière châtaigne", cout_total="1 234,50")
    troupe.projet.refresh_from_db()
    assert (troupe.projet.nom, str(troupe.projet.cout_total)) == ("Filière châtaigne", "1234.50")


def test_deux_champs_differents_sont_gardes(troupe, lue):
    enregistrer(troupe, lue, nom="Filière châtaigne", chef_de_file=None)
    enregistrer(troupe, lue, objet="Transformer ensemble.\r\nVendre ensemble.", date_debut="2026-03-01")
    troupe.projet.refresh_from_db()
    assert troupe.projet.nom == "Filière châtaigne"
    assert troupe.projet.chef_de_file is None
    assert troupe.projet.objet.startswith("Transformer")


def test_le_meme_champ_est_refuse(troupe, lue):
    projet = Projet.objects.get(pk=troupe.projet.pk)
    projet.nom, projet._history_user = "Filière châtaigne", troupe.collegue
    projet.save()
    form = envoyer(troupe, lue, nom="Filière noix", objet="Planter.")
    assert not form.is_valid()
    (erreur,) = form.errors["nom"]
    assert "Colin Marchal" in erreur
    assert "« Filière châtaigne »" in erreur
    assert form["nom"].value() == "Filière noix"
    troupe.projet.refresh_from_db()
    assert (troupe.projet.nom, troupe.projet.objet) == ("Filière châtaigne", "")


def test_le_second_envoi_decide_en_connaissance_de_cause(troupe, lue):
    Projet.objects.update(nom="Filière châtaigne", objet="Écrit par l’autre.")
    refuse = envoyer(troupe, lue, nom="Filière noix")
    assert not refuse.is_valid()
    accepte = Fiche(dict(refuse.data.items()), instance=Projet.objects.get(pk=troupe.projet.pk))
    assert accepte.is_valid(), accepte.errors
    accepte.save()
    troupe.projet.refresh_from_db()
    assert (troupe.projet.nom, troupe.projet.objet) == ("Filière noix", "Écrit par l’autre.")


def test_la_meme_valeur_n_est_pas_un_conflit(troupe, lue):
    Projet.objects.update(nom="Filière noix")
    enregistrer(troupe, lue, nom="Filière noix")


@pytest.mark.parametrize("version", [None, "n’importe quoi"])
def test_sans_version_on_relit_d_abord(troupe, lue, version):
    form = envoyer(troupe, lue, nom="Filière noix", version=version)
    assert not form.is_valid()
    assert "trop ancienne" in form.non_field_errors()[0]
    assert Fiche(dict(form.data.items()), instance=Projet.objects.get(pk=troupe.projet.pk)).is_valid()


def test_supprime_entre_temps(troupe, lue):
    form = envoyer(troupe, lue, nom="Filière noix")
    Projet.objects.filter(pk=troupe.projet.pk).delete()
    assert not form.is_valid()
    assert "supprimé" in form.non_field_errors()[0]
    assert form["nom"].value() == "Filière noix"


class Creation(JetonMixin, FormulaireModele):
    class Meta:
        model = Projet
        fields = ["nom"]


def creer(troupe, donnees):
    form = Creation(donnees, instance=Projet(mission=troupe.mission))
    assert form.is_valid()
    return form, form.save()


def test_envoye_deux_fois_cree_une_fois(troupe):
    donnees = saisie(Creation(), nom="Refuges sans plastique")
    premier, projet = creer(troupe, donnees)
    second, encore = creer(troupe, donnees)
    assert (premier.deja_enregistre, second.deja_enregistre) == (False, True)
    assert projet == encore
    assert Projet.objects.filter(nom="Refuges sans plastique").count() == 1


def test_deux_pages_creent_deux_projets(troupe):
    creer(troupe, saisie(Creation(), nom="Refuges sans plastique"))
    creer(troupe, saisie(Creation(), nom="Refuges sans plastique"))
    assert Projet.objects.filter(nom="Refuges sans plastique").count() == 2


def test_un_jeton_invente_ne_gene_pas(troupe):
    creer(troupe, {"nom": "Refuges sans plastique", "jeton": "x"})
    creer(troupe, {"nom": "Refuges sans plastique"})
    assert Projet.objects.filter(nom="Refuges sans plastique").count() == 2
