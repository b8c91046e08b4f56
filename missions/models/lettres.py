"""The lettres d'information: composed from what the veille kept, sent once to each, never changed afterwards.

« Diffuser les résultats de la veille » (Cap Rural, guide, p. 24).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from comptes.models import normaliser_courriel
from coopappui.champs import Courriel, Texte
from coopappui.jeton import JetonField
from coopappui.redaction import exiger_une_redaction, litteral
from missions.models.diffusion import Desabonnement, ListeDeDiffusion, empreinte
from missions.models.informations import Information
from missions.models.mission import Mission
from missions.models.reseau import Personne
from missions.models.veille import DeMissionQuerySet

ENVOYEE = "Cette lettre est partie : elle ne change plus. Dupliquez-la pour en écrire une autre."
AIDE_MARKDOWN = "**gras**, *italique*, [lien](https://exemple.fr), « - » en début de ligne pour une liste."


class LettreQuerySet(DeMissionQuerySet):
    def en_preparation(self):
        return self.filter(etat=Lettre.Etat.PREPARATION)

    def avec_comptes(self):
        """Annotates `nombre_d_articles` and `nombre_d_envois`."""
        return self.annotate(
            nombre_d_articles=models.Count("articles", distinct=True),
            nombre_d_envois=models.Count("envois", distinct=True),
        )


class Lettre(models.Model):
    class Etat(models.TextChoices):
        PREPARATION = "preparation", "En préparation"
        ENVOYEE = "envoyee", "Envoyée"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="lettres", verbose_name="mission")
    titre = models.CharField("titre", max_length=150, help_text="C’est aussi l’objet du courriel.")
    introduction = Texte("introduction", max_length=5000, validators=[exiger_une_redaction], help_text=AIDE_MARKDOWN)
    liste = models.ForeignKey(
        ListeDeDiffusion,
        models.SET_NULL,
        related_name="lettres",
        verbose_name="liste de diffusion",
        null=True,
        blank=True,
    )
    etat = models.CharField("état", max_length=11, choices=Etat, default=Etat.PREPARATION)
    cree_le = models.DateTimeField("créée le", default=timezone.now, editable=False)
    envoyee_le = models.DateTimeField("envoyée le", null=True, blank=True, editable=False)
    envoyee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="envoyée par",
        null=True,
        blank=True,
        editable=False,
    )
    # As they left, with a mark where each recipient's own address of unsubscription goes.
    html = models.TextField(editable=False, blank=True)
    texte = models.TextField(editable=False, blank=True)
    nom_de_la_liste = models.CharField("envoyée à la liste", max_length=100, editable=False, blank=True)
    jeton = JetonField()

    objects = LettreQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre d’information"
        verbose_name_plural = "lettres d’information"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="preparation", envoyee_le=None, html="", texte="")
                | (Q(etat="envoyee", envoyee_le__isnull=False) & ~Q(html="") & ~Q(texte="")),
                name="une_lettre_envoyee_garde_ce_qui_est_parti",
                violation_error_message="Une lettre envoyée a une date et ce qui est parti ; les autres non.",
            )
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("veille:lettre", args=[self.pk])

    @property
    def envoyee(self):
        return self.etat == self.Etat.ENVOYEE

    def manques(self):
        """What it lacks before it may leave, in sentences."""
        phrases = []
        if not self.articles.exists():
            phrases.append("Choisissez au moins une information gardée, ou écrivez un article.")
        if self.liste is None:
            phrases.append("Dites à quelle liste de diffusion elle s’adresse.")
        elif not self.liste.destinataires():
            phrases.append(f"La liste « {self.liste} » n’a personne à qui écrire.")
        return phrases

    def en_preparation(self):
        """This letter, locked; raises ValidationError when it has left meanwhile."""
        lettre = Lettre.objects.select_for_update(of=("self",)).select_related("mission").get(pk=self.pk)
        if lettre.envoyee:
            raise ValidationError(ENVOYEE)
        return lettre

    # --- what it holds ------------------------------------------------------------------------

    @transaction.atomic
    def ajouter(self, informations):
        """Kept informations, at the end; those already there are left out. Returns how many were added."""
        lettre = self.en_preparation()
        deja = set(lettre.articles.values_list("information", flat=True))
        nouvelles = [i for i in informations if i.pk not in deja and i.mission_id == lettre.mission_id]
        rang = lettre.rang_suivant()
        for decalage, information in enumerate(nouvelles):
            lettre.articles.create(
                rang=rang + decalage,
                information=information,
                titre=information.titre,
                lien=information.lien,
                provenance=str(information.source or "")[:150],
                # Not the note: it is the team's.
                # Plain text, often read from a feed: no mark of it comes alive in a letter that the mission signs.
                texte=litteral(information.resume),
            )
        return len(nouvelles)

    def rang_suivant(self):
        return (self.articles.aggregate(r=Max("rang"))["r"] or 0) + 1

    @transaction.atomic
    def deplacer(self, article, pas):
        """One place up (-1) or down (+1)."""
        lettre = self.en_preparation()
        ordre = list(lettre.articles.all())
        if article not in ordre:
            raise ValidationError("Cet article vient d’être retiré de la lettre.")
        ici = ordre.index(article)
        la = min(max(ici + pas, 0), len(ordre) - 1)
        ordre.insert(la, ordre.pop(ici))
        for rang, autre in enumerate(ordre, 1):
            ArticleDeLettre.objects.filter(pk=autre.pk).update(rang=rang)

    @transaction.atomic
    def dupliquer(self, jeton=None):
        """`jeton`: the key of the page that asks; the second time, the copy made the first time."""
        Lettre.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if jeton and (deja := Lettre.objects.filter(jeton=jeton, mission=self.mission).first()):
            return deja
        copie = Lettre.objects.create(
            jeton=jeton,
            mission=self.mission,
            titre=f"{self.titre[:140]} (copie)",
            introduction=self.introduction,
            liste=self.liste,
        )
        for article in self.articles.all():
            article.pk, article.jeton, article.lettre = None, None, copie
            article.save(force_insert=True)
        return copie

    @transaction.atomic
    def envoyer(self, par, html, texte):
        """Closes it with what leaves, and writes down to whom: once each. Raises ValidationError."""
        lettre = self.en_preparation()
        if manques := lettre.manques():
            raise ValidationError(manques)
        destinataires = lettre.liste.destinataires()
        lettre.etat, lettre.envoyee_le, lettre.envoyee_par = self.Etat.ENVOYEE, timezone.now(), par
        lettre.html, lettre.texte, lettre.nom_de_la_liste = html, texte, lettre.liste.nom
        lettre.save()
        EnvoiDeLettre.objects.bulk_create(
            EnvoiDeLettre(lettre=lettre, personne=p, nom=str(p), courriel=normaliser_courriel(p.courriel))
            for p in destinataires
        )
        return len(destinataires)


class ArticleQuerySet(models.QuerySet):
    def modifiables_par(self, user):
        return self.filter(lettre__in=Lettre.objects.modifiables_par(user))


class ArticleDeLettre(models.Model):
    """An information of the veille with one's own comment, or an article of one's own."""

    lettre = models.ForeignKey(Lettre, models.CASCADE, related_name="articles", verbose_name="lettre")
    rang = models.PositiveIntegerField("rang", default=1)
    information = models.ForeignKey(
        Information, models.SET_NULL, related_name="articles", verbose_name="information", null=True, blank=True
    )
    titre = models.CharField("titre", max_length=300)
    texte = Texte("texte", max_length=10_000, validators=[exiger_une_redaction], help_text=AIDE_MARKDOWN)
    lien = models.CharField("lien", max_length=1000, blank=True, validators=[URLValidator(["http", "https"])])
    provenance = models.CharField("source citée", max_length=150, blank=True)
    jeton = JetonField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "article de lettre"
        verbose_name_plural = "articles de lettres"
        ordering = ["rang", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lettre", "information"],
                name="une_information_une_fois_par_lettre",
                violation_error_message="Cette information est déjà dans la lettre.",
            )
        ]

    def __str__(self):
        return self.titre


class EnvoiDeLettre(models.Model):
    """A letter and one of those it was sent to, as they were named that day."""

    class Etat(models.TextChoices):
        A_REMETTRE = "a-remettre", "En attente d’envoi"
        REMIS = "remis", "Envoyée"
        DESABONNE = "desabonne", "N’en voulait plus"
        IMPOSSIBLE = "impossible", "Adresse inutilisable"

    lettre = models.ForeignKey(Lettre, models.CASCADE, related_name="envois", verbose_name="lettre")
    personne = models.ForeignKey(
        Personne, models.SET_NULL, related_name="lettres_recues", verbose_name="personne", null=True, blank=True
    )
    nom = models.CharField("nom", max_length=170)
    courriel = Courriel("courriel", blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.A_REMETTRE)
    remis_le = models.DateTimeField("remise à la file le", null=True, blank=True)

    class Meta:
        verbose_name = "envoi de lettre"
        verbose_name_plural = "envois de lettres"
        ordering = ["nom", "pk"]
        constraints = [
            # An erased person leaves a row without an address.
            models.UniqueConstraint(
                fields=["lettre", "courriel"],
                condition=~Q(courriel=""),
                name="une_lettre_une_fois_par_destinataire",
                violation_error_message="Cette personne a déjà reçu cette lettre.",
            )
        ]

    def __str__(self):
        return f"{self.lettre} à {self.nom}"

    def se_desabonne(self):
        """True when this person asked for nothing more since the letter was sent."""
        return Desabonnement.objects.de(self.lettre.mission_id, self.personne_id, empreinte(self.courriel)).exists()
