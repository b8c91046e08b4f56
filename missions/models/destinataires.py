"""Who an enquête is sent to, where each stands, and how they answered.

Reading the page writes nothing; what the mission knows is what the person chose to do.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from comptes.models import Sujet, normaliser_courriel
from comptes.notifications import prevenir
from coopappui.champs import Courriel, Court, est_adressable
from coopappui.texte import guillemets
from missions.models.destinataires_lien import LienPersonnel
from missions.models.destinataires_requetes import DestinataireQuerySet
from missions.models.enquetes import Enquete
from missions.models.questions import visibles
from missions.models.references import TypeStructure
from missions.models.reseau import Personne


class Destinataire(LienPersonnel, models.Model):
    class Mode(models.TextChoices):
        EN_LIGNE = "en-ligne", "En ligne"
        PAPIER = "papier", "Sur papier"
        TELEPHONE = "telephone", "Par téléphone"

    enquete = models.ForeignKey(Enquete, models.CASCADE, related_name="destinataires", verbose_name="enquête")
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="enquetes", verbose_name="personne", null=True, blank=True
    )
    # Of somebody who is not in the réseau.
    nom = Court("nom", max_length=160)
    organisme = Court("groupe, structure ou territoire")
    type_structure = models.ForeignKey(
        TypeStructure, models.PROTECT, related_name="+", verbose_name="type de structure", null=True, blank=True
    )
    courriel = Courriel("courriel", blank=True)
    telephone = Court("téléphone", max_length=30)

    graine = models.CharField("graine du lien", max_length=64, blank=True, editable=False)
    empreinte = models.CharField("empreinte du lien", max_length=64, blank=True, editable=False)
    envoye_le = models.DateTimeField("envoyée le", null=True, blank=True, editable=False)
    relance_avant_le = models.DateTimeField("rappel avant la date", null=True, blank=True, editable=False)
    relance_apres_le = models.DateTimeField("rappel après la date", null=True, blank=True, editable=False)
    relance_le = models.DateTimeField("relancé le", null=True, blank=True, editable=False)
    commence_le = models.DateTimeField("commencée le", null=True, blank=True, editable=False)
    repondu_le = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    refuse_le = models.DateTimeField("refusé le", null=True, blank=True, editable=False)
    revoque_le = models.DateTimeField("retiré le", null=True, blank=True, editable=False)
    mode = models.CharField("mode", max_length=9, choices=Mode, default=Mode.EN_LIGNE, editable=False)
    saisi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="réponses saisies par",
        null=True,
        blank=True,
        editable=False,
    )

    objects = DestinataireQuerySet.as_manager()

    class Meta:
        verbose_name = "destinataire d’enquête"
        verbose_name_plural = "destinataires d’enquête"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["empreinte"],
                condition=~Q(empreinte=""),
                name="un_lien_ouvre_une_enquete",
                violation_error_message="Ce lien est déjà celui d’un autre destinataire.",
            ),
            models.UniqueConstraint(
                fields=["enquete", "personne"],
                name="une_personne_une_fois_par_enquete",
                violation_error_message="Cette personne est déjà destinataire de l’enquête.",
            ),
            models.UniqueConstraint(
                fields=["enquete", "courriel"],
                condition=~Q(courriel=""),
                name="une_adresse_une_fois_par_enquete",
                violation_error_message="Cette adresse est déjà celle d’un destinataire de l’enquête.",
            ),
            models.CheckConstraint(
                condition=Q(personne__isnull=False) | ~Q(nom="") | ~Q(organisme=""),
                name="un_destinataire_a_un_nom",
                violation_error_message="Donnez un nom, ou celui de la structure.",
            ),
            models.CheckConstraint(
                condition=Q(repondu_le__isnull=True) | Q(refuse_le__isnull=True),
                name="on_repond_ou_on_refuse",
                violation_error_message="On ne peut pas avoir répondu et refusé.",
            ),
        ]

    def __str__(self):
        return self.qui

    # --- who ----------------------------------------------------------------------------------

    @property
    def qui(self):
        return str(self.personne) if self.personne_id else self.nom or self.organisme

    @property
    def structure(self):
        return self.personne.structure if self.personne_id else None

    @property
    def son_organisme(self):
        return str(self.structure or "") if self.personne_id else self.organisme

    @property
    def type_d_acteur(self):
        """What kind of structure answers; None when unknown."""
        return self.structure.type if self.structure else self.type_structure

    @property
    def adresse(self):
        """Where the link goes; the card of the réseau says it, once corrected there."""
        return normaliser_courriel((self.personne.courriel if self.personne_id else "") or self.courriel)

    @property
    def joignable(self):
        return est_adressable(self.adresse)

    @property
    def numero_de_telephone(self):
        de_la_fiche = self.personne.telephone if self.personne_id else ""
        return de_la_fiche or self.telephone or (self.structure.telephone if self.structure else "")

    # --- where they stand ---------------------------------------------------------------------

    @property
    def etat(self):
        """A word for lists: « répondu », « commencé », « sans réponse »…"""
        if self.revoque_le:
            return "retiré"
        if self.repondu_le:
            return "répondu"
        if self.refuse_le:
            return "ne souhaite pas répondre"
        if self.commence_le:
            return "commencé"
        if self.adresse and not self.joignable:
            return "adresse inutilisable"
        if self.envoye_le:
            return "sans réponse"
        return "à envoyer" if self.adresse else "sans adresse"

    @property
    def repondu(self):
        return self.repondu_le is not None and self.revoque_le is None

    @property
    def peut_repondre(self):
        """Opens the questionnaire: once sent, an answer may be changed until the date butoir."""
        if not self.enquete.ouverte or self.revoque_le or self.refuse_le:
            return False
        return self.repondu_le is None or not self.enquete.butoir_passee

    @property
    def saisissable(self):
        """An officer may type in what is said on paper or by phone."""
        return not self.refus_de_saisie

    @property
    def refus_de_saisie(self):
        """Why an officer may not type in their answers, in sentences; never over what the person writes online, which
        is theirs until they send it."""
        if not self.enquete.ouverte:
            return "L’enquête n’est pas ouverte."
        if self.refuse_le:
            return f"{self.qui} ne souhaite pas répondre."
        if self.revoque_le:
            return f"Le lien de {self.qui} a été retiré : rétablissez-le d’abord."
        if self.commence_le and self.mode == self.Mode.EN_LIGNE:
            if self.repondu_le:
                return f"{self.qui} a répondu en ligne : ses réponses ne se saisissent plus d’ici."
            return f"{self.qui} a commencé à répondre en ligne : ce qui n’est pas envoyé n’est lu de personne."
        return ""

    @property
    def derniere_relance(self):
        return max(filter(None, [self.relance_le, self.relance_avant_le, self.relance_apres_le]), default=None)

    @property
    def _avancement(self):
        """Sorts recipients: answers sent, else a refusal, else a start; the latest, a link that serves still first."""
        rangs = [(3, self.repondu_le), (2, self.refuse_le), (1, self.commence_le)]
        rang, le = next(((rang, le) for rang, le in rangs if le), (0, None))
        return rang, self.revoque_le is None, le.timestamp() if le else 0

    def garder_de(self, doublon):
        """Merged: stands where the most advanced of the two stands; one set of answers is kept, whole."""
        suivi = doublon if doublon._avancement > self._avancement else self
        delaisse = self if suivi is doublon else doublon
        if suivi._avancement[0]:
            delaisse.reponses.all().delete()
        for nom in ("envoye_le", "relance_avant_le", "relance_apres_le", "relance_le"):
            setattr(self, nom, max(filter(None, [getattr(self, nom), getattr(doublon, nom)]), default=None))
        lien = next((d for d in (suivi, delaisse) if d.empreinte), suivi)
        graine, trace = lien.graine, lien.empreinte
        for nom in ("commence_le", "repondu_le", "refuse_le", "revoque_le", "mode", "saisi_par_id"):
            setattr(self, nom, getattr(suivi, nom))
        self.graine, self.empreinte = graine, trace

    @property
    def cle_de_l_annonce(self):
        """Of the notifications that say who has answered."""
        return f"enquete-repondue:{self.pk}"

    def valeurs(self):
        """{question pk: value} of what was answered."""
        return dict(self.reponses.values_list("question", "valeur"))

    # --- answering ----------------------------------------------------------------------------

    @transaction.atomic
    def enregistrer(self, valeurs, mode=Mode.EN_LIGNE, par=None):
        """Keeps these answers, {question: value already checked, or None to empty it}.

        Raises ValidationError when the enquête or the link closed meanwhile.
        """
        destinataire = self._ouvert(par)
        if any(question.enquete_id != destinataire.enquete_id for question in valeurs):
            raise ValueError("Questions of another enquête.")
        # An old page that changes nothing does not change how they answered either.
        if valeurs or par or not destinataire.commence_le:
            destinataire.mode, destinataire.saisi_par = mode, par
        destinataire.commence_le = destinataire.commence_le or timezone.now()
        destinataire.save(update_fields=["commence_le", "mode", "saisi_par"])
        for question, valeur in valeurs.items():
            if valeur is None:
                destinataire.reponses.filter(question=question).delete()
            else:
                destinataire.reponses.update_or_create(question=question, defaults={"valeur": valeur})
        # Once sent, what is kept is coherent at any time.
        if destinataire.repondu_le:
            destinataire._oublier_le_hors_sujet()
        return destinataire

    @transaction.atomic
    def envoyer_ses_reponses(self, par=None):
        """Counts from now on. True the first time."""
        destinataire = self._ouvert(par)
        if not destinataire.reponses.exists():
            raise ValidationError("Répondez au moins à une question, puis envoyez.")
        premiere, qui = destinataire.repondu_le is None, destinataire.qui
        destinataire._oublier_le_hors_sujet()
        if premiere:
            destinataire.repondu_le = timezone.now()
            destinataire.save(update_fields=["repondu_le"])
            prevenir(
                destinataire.enquete.equipe(),
                Sujet.MISSION,
                f"{qui} a répondu à l’enquête {guillemets(destinataire.enquete)}",
                destinataire.enquete.get_absolute_url(),
                cle=destinataire.cle_de_l_annonce,
                sauf=par,
            )
        return premiere

    @transaction.atomic
    def refuser(self):
        """Wishes not to answer: what was begun is erased, and nothing more is asked."""
        destinataire = self._ouvert(None)
        destinataire.reponses.all().delete()
        destinataire.refuse_le, destinataire.repondu_le, destinataire.commence_le = timezone.now(), None, None
        destinataire.save(update_fields=["refuse_le", "repondu_le", "commence_le"])

    @transaction.atomic
    def revenir(self):
        """Changed their mind: may answer after all."""
        destinataire = self.verrouiller()
        if not destinataire.enquete.ouverte or destinataire.revoque_le:
            raise ValidationError("Cette enquête ne prend plus de réponses.")
        destinataire.refuse_le = None
        destinataire.save(update_fields=["refuse_le"])

    def _oublier_le_hors_sujet(self):
        """Answers to questions that, given the others, are not asked."""
        valeurs = self.valeurs()
        posees = {q.pk for q in visibles(list(self.enquete.questions.posees()), valeurs)}
        retirees = set(self.enquete.questions.filter(retiree_le__isnull=False).values_list("pk", flat=True))
        self.reponses.filter(question__in=set(valeurs) - posees - retirees).delete()

    def _ouvert(self, par):
        """This recipient, locked and still able to answer; an officer types in as long as the enquête is open."""
        destinataire = self.verrouiller()
        peut = destinataire.saisissable if par else destinataire.peut_repondre
        if not peut:
            raise ValidationError("Cette enquête ne prend plus de réponses.")
        return destinataire

    def verrouiller(self):
        lus = Destinataire.objects.select_for_update(of=("self",)).select_related(
            "enquete__mission", "personne__structure", "type_structure"
        )
        return lus.get(pk=self.pk)
