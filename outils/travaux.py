"""What people are to be reminded of about the fiches: rows for the one mail of reminders that each gets a day."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from outils.models import Demande, Outil
from outils.models.vie import A_REMPLIR

JOURS_AVANT = (7, 2)
JOURS_SANS_TOUCHER = 7


def rappels(aujourd_hui):
    """[(account, sentence, address)]: what is due in seven and in two days, the drafts left for seven."""
    return [*_echeances(aujourd_hui), *_brouillons(aujourd_hui)]


def _echeances(aujourd_hui):
    dates = [aujourd_hui + timedelta(days=jours) for jours in JOURS_AVANT]
    demandes = Demande.objects.ouvertes().filter(echeance__in=dates).select_related("fiche")
    for demande in demandes.prefetch_related("destinataires"):
        fiche = demande.fiche
        phrase = f"{demande} avant le {date_format(demande.echeance, 'j F')}."
        for compte in _qui_lit(fiche, demande.destinataires.all()):
            yield compte, phrase, _a_remplir(fiche)


def _brouillons(aujourd_hui):
    """Begun by one of its bénéficiaires, not transmitted, and that nobody has touched since that day."""
    jour = aujourd_hui - timedelta(days=JOURS_SANS_TOUCHER)
    large = (jour - timedelta(days=1), jour + timedelta(days=2))
    laissees = Outil.objects.filter(etat__in=A_REMPLIR, modifie_le__date__range=large).select_related("modifie_par")
    for fiche in laissees:
        if localtime(fiche.modifie_le).date() == jour and fiche.modifie_par:
            for compte in _qui_lit(fiche, [fiche.modifie_par]):
                phrase = f"Vous avez commencé « {fiche.nom_de_l_outil} » : il vous reste à la transmettre."
                yield compte, phrase, _a_remplir(fiche)


def _qui_lit(fiche, comptes):
    """Those of these accounts that are still its bénéficiaires."""
    lecteurs = set(fiche.beneficiaires())
    return [compte for compte in comptes if compte in lecteurs]


def _a_remplir(fiche):
    return reverse("outils:modifier", args=[fiche.genre, fiche.pk])
