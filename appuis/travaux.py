"""What the appuis ask to be done while nobody looks: see coopappui.travaux."""

from datetime import timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from appuis.models import Appui, DemandeDAppui, Engagement, Invitation, PointDeVue
from comptes.rappels import AVANT, Rappel, moment, source
from coopappui.jours import jour_long
from coopappui.texte import guillemets, pluriel
from coopappui.travaux import travail
from missions.models import Personne

ATTENTE = timedelta(days=5)
# A request set aside is kept for as long as its author may come back about it.
GARDE_DES_ECARTEES = timedelta(days=365)


@travail
def effacer_les_demandes_ecartees():
    vieilles = DemandeDAppui.objects.filter(
        etat=DemandeDAppui.Etat.ECARTEE, traitee_le__lt=timezone.now() - GARDE_DES_ECARTEES
    )
    effacees, _ = vieilles.delete()
    s = pluriel(effacees)
    return f"{effacees} demande{s} écartée{s} effacée{s}." if effacees else None


@travail
def dire_les_invitations_expirees():
    """Tells the officers which invitations nobody answered."""
    oubliees = Invitation.objects.expirees().filter(expiration_dite=False).avec_tout()
    dites = sum(invitation.dire_l_expiration() for invitation in oubliees)
    return f"Invitations expirées annoncées : {dites}." if dites else None


@source
def engagements(aujourd_hui):
    """What a bénéficiaire promised on a running appui, seven days before, then two."""
    limite = aujourd_hui + timedelta(days=max(AVANT))
    promis = Engagement.objects.filter(
        fait_le=None,
        charge=None,
        echeance__range=(aujourd_hui, limite),
        appui__etat=Appui.Etat.EN_COURS,
    )
    # The bénéficiaires of today: whoever lost access since is not reminded of it.
    joignables = Personne.objects.filter(compte__is_active=True).select_related("compte")
    for engagement in promis.prefetch_related(Prefetch("appui__beneficiaires", joignables, to_attr="joignables")):
        for personne in engagement.appui.joignables:
            if engagement.personne_id in (None, personne.pk):
                yield Rappel(
                    personne.compte,
                    f"engagement-{engagement.pk}-{moment(engagement.echeance, aujourd_hui)}",
                    f"{guillemets(engagement.quoi)} est prévu pour le {jour_long(engagement.echeance, 'j F')}.",
                    reverse("espace:appui", args=[engagement.appui_id]),
                )


@source
def tableaux_a_confirmer(aujourd_hui):
    """The row of a project that a partner has not confirmed yet."""
    limite = aujourd_hui + timedelta(days=max(AVANT))
    attendus = PointDeVue.objects.attendus().filter(croisement__echeance__range=(aujourd_hui, limite))
    for point in attendus.select_related("personne__compte", "croisement__projet"):
        echeance, projet = point.croisement.echeance, point.croisement.projet
        yield Rappel(
            point.personne.compte,
            f"suivi-{point.pk}-{moment(echeance, aujourd_hui)}",
            f"Le tableau de suivi de {guillemets(projet)} est à confirmer avant le {jour_long(echeance, 'j F')}.",
            point.get_absolute_url(),
        )


@source
def demandes_qui_attendent(aujourd_hui):
    """Once a request: to the officer it is entrusted to, else to all."""
    en_attente = DemandeDAppui.objects.a_qualifier().filter(recue_le__date__lt=aujourd_hui - ATTENTE)
    for demande in en_attente.select_related("mission"):
        charges = demande.mission.charges().filter(is_active=True)
        for compte in charges.filter(pk=demande.confiee_a_id) or charges:
            yield Rappel(
                compte,
                f"demande-d-appui-{demande.pk}",
                f"La demande d’appui {demande.numero} attend depuis plus de cinq jours.",
                demande.get_absolute_url(),
            )
