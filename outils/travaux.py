"""What people are reminded of about the fiches, in the one mail of reminders that each gets a day."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from comptes.rappels import AVANT, Rappel, moment, source
from coopappui.jours import jour_long
from outils.models import Demande, Outil
from outils.models.vie import A_REMPLIR

JOURS_SANS_TOUCHER = 7
# A draft left for longer than this will not be recalled any more: the officer sees it.
OUBLI = 30


@source
def fiches_attendues(aujourd_hui):
    """Due in seven days, then in two."""
    limite = aujourd_hui + timedelta(days=max(AVANT))
    demandes = Demande.objects.ouvertes().filter(echeance__range=(aujourd_hui, limite)).select_related("fiche")
    for demande in demandes.prefetch_related("destinataires"):
        fiche = demande.fiche
        phrase = f"{demande} avant le {jour_long(demande.echeance, 'j F')}."
        for compte in _qui_lit(fiche, demande.destinataires.all()):
            cle = f"demande-{demande.pk}-{moment(demande.echeance, aujourd_hui)}"
            yield Rappel(compte, cle, phrase, _a_remplir(fiche))


@source
def brouillons_laisses(aujourd_hui):
    """Begun by one of its bénéficiaires, not transmitted, and that nobody has touched for a week."""
    depuis = aujourd_hui - timedelta(days=OUBLI)
    laissees = Outil.objects.filter(etat__in=A_REMPLIR, modifie_le__date__gte=depuis).select_related("modifie_par")
    for fiche in laissees:
        jour = localtime(fiche.modifie_le).date()
        if fiche.modifie_par and (aujourd_hui - jour).days >= JOURS_SANS_TOUCHER:
            for compte in _qui_lit(fiche, [fiche.modifie_par]):
                phrase = f"Vous avez commencé « {fiche.nom_de_l_outil} » : il vous reste à la transmettre."
                # Once for each time it was left.
                yield Rappel(compte, f"brouillon-{fiche.pk}-{jour}", phrase, _a_remplir(fiche))


def _qui_lit(fiche, comptes):
    """Those of these accounts that are still its bénéficiaires."""
    lecteurs = set(fiche.beneficiaires())
    return [compte for compte in comptes if compte in lecteurs]


def _a_remplir(fiche):
    return reverse("outils:modifier", args=[fiche.genre, fiche.pk])
