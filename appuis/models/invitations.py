"""An invitation: the single-use link by which a person of the réseau enters an appui or a project.

The link proves nothing by itself: whoever holds it accepts for the invited person, who then signs in by a code sent to
the invited address. Only the print of its token is kept.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appuis.models.appuis import Appui
from appuis.models.projets import Projet
from comptes.invitations import compte_pour
from comptes.models import Sujet, normaliser_courriel
from comptes.notifications import prevenir
from coopappui.champs import Courriel, est_adressable
from coopappui.courriel import ecrire
from coopappui.jeton import JetonField, empreinte
from coopappui.texte import en_une_ligne, guillemets
from missions.models import Personne

DUREE = timedelta(days=14)
OCTETS = 32


class InvitationQuerySet(models.QuerySet):
    def visibles_par(self, user):
        appuis, projets = Appui.objects.visibles_par(user), Projet.objects.visibles_par(user)
        return self.filter(Q(appui__in=appuis) | Q(projet__in=projets))

    def modifiables_par(self, user):
        """Sent again and revoked by the officers of the appui, or of the project's mission."""
        appuis, projets = Appui.objects.modifiables_par(user), Projet.objects.modifiables_par(user)
        return self.filter(Q(appui__in=appuis) | Q(projet__in=projets))

    def avec_tout(self):
        return self.select_related("personne", "par", "appui__mission", "projet__mission")

    def en_attente(self):
        """Neither accepted nor revoked; the expired ones too."""
        return self.filter(acceptee_le=None, revoquee_le=None)

    def valables(self):
        return self.en_attente().filter(expire_le__gt=timezone.now())

    def expirees(self):
        return self.en_attente().filter(expire_le__lte=timezone.now())

    def du_lien(self, jeton):
        return self.filter(empreinte=empreinte(jeton))

    def de(self, cible):
        return self.filter(**{_champ(cible): cible})

    def recue(self, user, cible):
        """The one by which this account entered there, with whoever sent it; None when they came another way."""
        acceptees = self.de(cible).filter(personne__compte_id=user.pk, acceptee_le__isnull=False, revoquee_le=None)
        return acceptees.select_related("par").first()

    def revoquer(self, par):
        """All those of the queryset that wait: used when the access of a person is taken back."""
        return self.en_attente().update(revoquee_le=timezone.now(), revoquee_par=par)

    @transaction.atomic
    def inviter(self, personne, cible, par, jeton=None):
        """Invites the person to an appui or a project, and writes to them.

        One that expired starts again with a new link. Raises ValidationError, in sentences, when it cannot be.
        """
        # Locked: two officers who invite the same person send one invitation.
        Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
        if phrases := list(obstacles(personne, cible)):
            raise ValidationError(phrases)
        invitation = self.de(cible).filter(personne=personne).en_attente().first()
        invitation = invitation or Invitation(personne=personne, **{_champ(cible): cible})
        invitation.jeton = jeton or invitation.jeton
        invitation.envoyer(par)
        return invitation


def _champ(cible):
    return "appui" if isinstance(cible, Appui) else "projet"


def obstacles(personne, cible, deja=False):
    """Why this person cannot be invited there, in sentences. `deja`: they are, and it is to be sent again."""
    adresse = adresse_de(personne)
    if cible.mission_id != personne.mission_id:
        yield "Cette personne n’est pas dans le réseau de la mission."
    elif isinstance(cible, Appui) and not cible.ouvert:
        yield f"Cet appui est {cible.get_etat_display().lower()} : reprenez-le avant d’y inviter quelqu’un."
    elif not adresse:
        yield f"{personne} n’a pas d’adresse e-mail : ajoutez-la à sa fiche, puis recommencez."
    elif not est_adressable(adresse):
        yield f"Rien ne peut être écrit à « {adresse} » : corrigez l’adresse de {personne}, puis recommencez."
    elif autre := _autre_du_courriel(personne, adresse):
        yield (
            f"L’adresse {adresse} est déjà celle de {autre}. Un compte est à une seule personne : corrigez l’une des "
            "deux fiches, ou fusionnez-les."
        )
    elif deja:
        return
    elif personne.compte_id and type(cible).objects.partages_avec(personne.compte).filter(pk=cible.pk).exists():
        yield f"{personne} y a déjà accès, avec le compte {adresse}."
    elif attente := Invitation.objects.de(cible).filter(personne=personne).valables().first():
        jour = timezone.localdate(attente.envoyee_le)
        yield f"Une invitation attend déjà {personne} depuis le {jour:%d/%m/%Y}. Vous pouvez la renvoyer."


def adresse_de(personne):
    """Where a person is invited: the address of their account once they have one."""
    return personne.compte.email if personne.compte_id else normaliser_courriel(personne.courriel)


def _autre_du_courriel(personne, adresse, invitees=True):
    """Somebody else of the mission who enters with this address, or who is invited at it."""
    autres = Personne.objects.filter(mission=personne.mission_id).exclude(pk=personne.pk)
    pris = Q(compte__email=adresse)
    if invitees:
        pris |= Q(pk__in=Invitation.objects.valables().filter(courriel=adresse).values("personne"))
    return autres.filter(pris).first()


def _entrees(cible):
    """The people who may enter there."""
    return cible.beneficiaires if isinstance(cible, Appui) else cible.participants


class Invitation(models.Model):
    PERIMEE = "Ce lien n’est plus valable."

    personne = models.ForeignKey(Personne, models.CASCADE, related_name="invitations", verbose_name="personne")
    appui = models.ForeignKey(
        Appui, models.CASCADE, related_name="invitations", verbose_name="appui", null=True, blank=True
    )
    projet = models.ForeignKey(
        Projet, models.CASCADE, related_name="invitations", verbose_name="projet", null=True, blank=True
    )
    # Where it was sent: the only address whose code opens what it promises.
    courriel = Courriel("adresse e-mail")
    empreinte = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="invitation envoyée par"
    )
    envoyee_le = models.DateTimeField("envoyée le")
    expire_le = models.DateTimeField("expire le")
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    revoquee_le = models.DateTimeField("révoquée le", null=True, blank=True)
    revoquee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="révoquée par", null=True, blank=True
    )
    # The officers were told that it had expired.
    expiration_dite = models.BooleanField("expiration annoncée", default=False, editable=False)
    jeton = JetonField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-envoyee_le", "-pk"]
        indexes = [models.Index(fields=["expire_le"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(appui__isnull=False, projet__isnull=True) | Q(appui__isnull=True, projet__isnull=False),
                name="une_invitation_a_un_appui_ou_a_un_projet",
                violation_error_message="On invite à un appui ou à un projet.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["personne", cible],
                    condition=Q(acceptee_le__isnull=True, revoquee_le__isnull=True),
                    name=f"une_invitation_en_attente_par_{cible}",
                    violation_error_message="Une invitation attend déjà cette personne.",
                )
                for cible in ("appui", "projet")
            ),
        ]

    def __str__(self):
        return f"{self.personne} · {self.cible}"

    @property
    def cible(self):
        """The appui or the project it opens."""
        return self.appui or self.projet

    @property
    def mission(self):
        return self.cible.mission

    @property
    def expiree(self):
        return self.en_attente and self.expire_le <= timezone.now()

    @property
    def en_attente(self):
        return self.acceptee_le is None and self.revoquee_le is None

    @property
    def utilisable(self):
        """May still be accepted: a stopped appui lets nobody in until it is resumed."""
        ouverte = self.projet_id is not None or self.appui.ouvert
        return self.en_attente and not self.expiree and ouverte

    @property
    def adresse_de_l_espace(self):
        """What the invited person reads."""
        return reverse(f"espace:{_champ(self.cible)}", args=[self.cible.pk])

    def equipe(self):
        """Accounts told of it: the officers of the appui; of a project, whoever invited among the officers of its
        mission, and those who carry its appuis."""
        if self.appui_id:
            return self.appui.officiers()
        return self.projet.officiers(aussi=self.par_id)

    # --- transitions --------------------------------------------------------------------------

    def envoyer(self, par):
        """Writes a new link to the person; the one they may already have opens nothing any more."""
        lien = secrets.token_urlsafe(OCTETS)
        self.empreinte, self.courriel = empreinte(lien), adresse_de(self.personne)
        self.par, self.envoyee_le = par, timezone.now()
        self.expire_le, self.expiration_dite = self.envoyee_le + DUREE, False
        self.save()
        self._ecrire(reverse("invitations:ouvrir", args=[lien]))

    @transaction.atomic
    def renvoyer(self, par):
        invitation = self._verrouiller()
        if not invitation.en_attente:
            raise ValidationError(f"Cette invitation est {invitation.etat} : elle ne se renvoie plus.")
        if phrases := list(obstacles(invitation.personne, invitation.cible, deja=True)):
            raise ValidationError(phrases)
        invitation.envoyer(par)
        return invitation

    @transaction.atomic
    def revoquer(self, par):
        """Kills the link; once accepted, takes the access back: the next page is closed."""
        invitation = self._verrouiller()
        if invitation.revoquee_le:
            return invitation
        if invitation.acceptee_le:
            _entrees(invitation.cible).remove(invitation.personne)
        invitation.revoquee_le, invitation.revoquee_par = timezone.now(), par
        invitation.save(update_fields=["revoquee_le", "revoquee_par"])
        return invitation

    @transaction.atomic
    def accepter(self):
        """Opens what it promises to the account of the invited address, made if need be, and tells the officers.

        Once only, whoever clicks at the same time. Returns the account. Raises ValidationError (PERIMEE).
        """
        invitation = self._verrouiller()
        personne = Personne.objects.select_for_update(of=("self",)).get(pk=invitation.personne_id)
        autre_compte = personne.compte_id and personne.compte.email != invitation.courriel
        deja_pris = _autre_du_courriel(personne, invitation.courriel, invitees=False)
        if not invitation.utilisable or autre_compte or deja_pris:
            raise ValidationError(self.PERIMEE)
        compte = personne.compte or compte_pour(invitation.courriel, personne.prenom, personne.nom)
        if personne.compte_id is None:
            personne.compte, personne._history_user = compte, compte
            personne.save(update_fields=["compte"])
        cible = invitation.cible
        cible._history_user = compte
        _entrees(cible).add(personne)
        invitation.acceptee_le = timezone.now()
        invitation.save(update_fields=["acceptee_le"])
        invitation._prevenir(f"{personne} a accepté l’invitation : {guillemets(cible)}", sauf=compte)
        return compte

    def dire_l_expiration(self):
        """Tells the officers, once. False when somebody else has just done it."""
        a_dire = Invitation.objects.expirees().filter(pk=self.pk, expiration_dite=False)
        if not a_dire.update(expiration_dite=True):
            return False
        self._prevenir(f"L’invitation de {self.personne} a expiré sans réponse : {guillemets(self.cible)}")
        return True

    # --- words --------------------------------------------------------------------------------

    @property
    def etat(self):
        """« envoyée », « acceptée », « acceptée, puis retirée », « révoquée », « expirée »."""
        if self.revoquee_le:
            return "acceptée, puis retirée" if self.acceptee_le else "révoquée"
        return "acceptée" if self.acceptee_le else "expirée" if self.expiree else "envoyée"

    @property
    def depuis_le(self):
        """The date that goes with the state."""
        if self.expiree:
            return self.expire_le
        return self.revoquee_le or self.acceptee_le or self.envoyee_le

    @property
    def invitant(self):
        """Whoever invites, on one line: a name is somebody's typing, and this goes into a mail."""
        return en_une_ligne(str(self.par))

    @property
    def par_un_charge(self):
        """Sent by an officer of the mission, whose address may be given."""
        return self.mission.charges().filter(pk=self.par_id).exists()

    @property
    def objet(self):
        """« l’appui « … » », « le projet « … » »."""
        return f"{'l’appui' if self.appui_id else 'le projet'} {guillemets(en_une_ligne(str(self.cible)))}"

    def _ecrire(self, chemin):
        jour = timezone.localdate(self.expire_le)
        mission = en_une_ligne(str(self.mission))
        ecrire(
            self.courriel,
            f"{self.invitant} vous invite sur CoopAppui",
            [
                f"{self.invitant} vous invite à suivre {self.objet}, avec {guillemets(mission)}.",
                "Ouvrez l’invitation pour lire ce qu’elle vous donne à voir ; rien n’est accepté tant que vous ne "
                "l’avez pas confirmé. Vous entrez ensuite avec un code envoyé à cette adresse, sans mot de passe.",
            ],
            ("Ouvrir l’invitation", chemin),
            pied=[
                f"Ce lien sert une fois et jusqu’au {jour:%d/%m/%Y}. Il n’ouvre rien à qui ne lit pas vos e-mails.",
                "Vous n’attendiez pas cette invitation ? Vous pouvez l’ignorer.",
            ],
        )

    def _prevenir(self, titre, sauf=None):
        prevenir(self.equipe(), Sujet.ACCES, titre, self.cible.get_absolute_url(), sauf=sauf)

    def _verrouiller(self):
        tout = Invitation.objects.avec_tout().select_related("personne__compte")
        return tout.select_for_update(of=("self",)).get(pk=self.pk)
