"""What the registre of prises de contact holds of somebody: in their own data, and anonymous once they are erased."""

from django.utils import timezone

from appuis.models import Engagement
from coopappui.donnees import effacer, rassembler
from outils.models import PriseDeContact
from tests.factories import il_y_a
from tests.outils.contacts import noter, noter_ferri

TITRE = "Mes réponses à des offres et mes prises de contact"


def _reponse_de_bea(troupe, **champs):
    """Sent without an account, from the address that Béa has."""
    return noter(
        troupe,
        nom="Fontaine",
        prenom="Béa",
        organisme="GAL",
        courriel=troupe.beneficiaire.email,
        informations="Nous cherchons quarante tonnes de noisettes.",
        suite="rappeler",
        suite_le=il_y_a(-5),
        **champs,
    )


def test_ses_reponses_sont_dans_ses_donnees(troupe):
    _reponse_de_bea(troupe)
    noter(troupe, nom="Fontaine", personne=troupe.personne, informations="Vue au salon.")
    noter_ferri(troupe)
    siens = rassembler(troupe.beneficiaire)[TITRE]
    assert {s["informations recueillies"] for s in siens} == {
        "Nous cherchons quarante tonnes de noisettes.",
        "Vue au salon.",
    }
    assert rassembler(troupe.etranger)[TITRE] == []


def test_effacees_elles_ne_nomment_plus_personne(troupe):
    contact = _reponse_de_bea(troupe)
    contact.remarques = "Béa préfère le matin."
    contact.save()
    noter(troupe, nom="Fontaine", personne=troupe.personne)
    autre = noter_ferri(troupe)
    assert "Prises de contact rendues anonymes : 2." in effacer(troupe.beneficiaire)
    contact = PriseDeContact.objects.get(pk=contact.pk)
    assert str(contact) == "Personne effacée (GAL)"
    assert (contact.courriel, contact.informations, contact.remarques) == ("", "", "")
    assert "fontaine" not in contact.recherche
    assert not contact.history.exists()
    assert PriseDeContact.objects.filter(nom="Personne effacée").count() == 2
    autre.refresh_from_db()
    assert autre.courriel == "paolo@example.org"
    assert autre.rappel()


def test_ni_les_rappels_de_la_suite(troupe):
    """What is still to do goes; what was done keeps its date."""
    fait, attendu = _reponse_de_bea(troupe), _reponse_de_bea(troupe)
    rappel = fait.rappel()
    rappel.fait_le = timezone.localdate()
    rappel.save()
    effacer(troupe.beneficiaire)
    rappel = Engagement.objects.get()
    assert (rappel.quoi, rappel.fait_le) == ("Contact avec une personne effacée", timezone.localdate())
    assert not Engagement.history.filter(quoi__contains="Fontaine").exists()
    assert attendu.rappel() is None
