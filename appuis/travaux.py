"""What the appuis ask to be done while nobody looks: see coopappui.travaux."""

from datetime import timedelta

from django.template.defaultfilters import pluralize
from django.utils import timezone

from appuis.forms.appuis import charges_de
from appuis.models import DemandeDAppui, Invitation
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.travaux import travail

ATTENTE = timedelta(days=5)
# A request set aside is kept for as long as its author may come back about it.
GARDE_DES_ECARTEES = timedelta(days=365)


@travail
def rappeler_les_demandes():
    """Once a request: to the officer it is entrusted to, else to all."""
    en_attente = DemandeDAppui.objects.a_qualifier().filter(recue_le__lt=timezone.now() - ATTENTE)
    rappels = 0
    for demande in en_attente.select_related("mission", "confiee_a"):
        rappels += len(
            prevenir(
                [demande.confiee_a] if demande.confiee_a else charges_de(demande.mission),
                Sujet.DEMANDE,
                f"La demande d’appui {demande.numero} attend depuis plus de cinq jours",
                demande.get_absolute_url(),
                cle=f"demande-attend:{demande.pk}",
            )
        )
    return f"{rappels} rappel{pluralize(rappels)} de demandes d’appui." if rappels else None


@travail
def effacer_les_demandes_ecartees():
    vieilles = DemandeDAppui.objects.filter(
        etat=DemandeDAppui.Etat.ECARTEE, traitee_le__lt=timezone.now() - GARDE_DES_ECARTEES
    )
    effacees, _ = vieilles.delete()
    s = pluralize(effacees)
    return f"{effacees} demande{s} écartée{s} effacée{s}." if effacees else None


@travail
def dire_les_invitations_expirees():
    """Tells the officers which invitations nobody answered."""
    oubliees = Invitation.objects.expirees().filter(expiration_dite=False).avec_tout()
    dites = sum(invitation.dire_l_expiration() for invitation in oubliees)
    return f"Invitations expirées annoncées : {dites}." if dites else None
