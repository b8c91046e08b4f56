"""The sources of the veille: what the mission reads, why, how often, and who reads it.

The guide has the veille written down as a task of its own: say what it is for, list what one needs to know, spot the
sources, choose the words that point at what matters (Cap Rural, guide, p. 23-24 and 88).
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from coopappui.champs import PlusieursChoix, Site, Texte
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet, refuser_le_futur
from coopappui.texte import plier
from missions.models.mission import Mission

# A feed is collected this often; one that fails is left alone twice as long each time, a week at most.
REPOS, REPOS_MAX = timedelta(hours=6), timedelta(days=7)
# Somebody may ask for it again after this long.
ENTRE_DEUX = timedelta(minutes=1)
# Each feed costs the worker up to a minute when its site does not answer.
SOURCES_MAX = 100
# Failures in a row after which the reader is told.
ECHECS_A_DIRE = 3


class DeMissionQuerySet(ChercheQuerySet):
    """Objects of the veille: every active member of the mission reads and writes them."""

    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par


class Frequence(models.TextChoices):
    JOUR = "jour", "Tous les jours"
    SEMAINE = "semaine", "Toutes les semaines"
    QUINZAINE = "quinzaine", "Tous les quinze jours"
    MOIS = "mois", "Tous les mois"
    TRIMESTRE = "trimestre", "Tous les trois mois"

    @property
    def jours(self):
        return {"jour": 1, "semaine": 7, "quinzaine": 14, "mois": 30, "trimestre": 91}[self.value]


class SourceQuerySet(DeMissionQuerySet):
    def actives(self):
        return self.filter(etat=Source.Etat.ACTIVE)

    def a_relever(self, maintenant=None):
        """Feeds whose turn has come."""
        maintenant = maintenant or timezone.now()
        return self.actives().exclude(flux="").filter(Q(prochaine_le=None) | Q(prochaine_le__lte=maintenant))

    def a_lire(self, au):
        """Active sources that are due to be read by that day."""
        dues = Q(lue_le=None)
        for frequence in Frequence:
            dues |= Q(frequence=frequence, lue_le__lte=au - timedelta(days=frequence.jours))
        return self.actives().filter(dues)

    def a_lire_par(self, user, au):
        """Those that this member reads in their missions, and that are due."""
        return self.visibles_par(user).a_lire(au).filter(lecteur=user.pk)

    def dans_l_ordre_de_lecture(self):
        """Those never read first, then those read longest ago."""
        return self.order_by(F("lue_le").asc(nulls_first=True), "nom")

    def en_panne(self):
        return self.actives().filter(echecs__gt=0)


class Source(Cherchable):
    class Famille(models.TextChoices):
        """The guide's six families of tools (p. 88), or none: the source is read as it comes."""

        ALERTES = "alertes", "Alertes et signalements"
        FLUX = "flux", "Agrégateurs de flux RSS"
        SIGNETS = "signets", "Plateformes de partage de signets"
        CAPTURE = "capture", "Outils de capture et d’annotation"
        RESEAUX = "reseaux", "Réseaux sociaux et leur gestion"
        CURATION = "curation", "Outils de curation"
        AUCUNE = "", "Aucun outil : lettre, revue, partenaire…"

    class Finalite(models.TextChoices):
        INTERNE = "interne", "Usage interne, pour préparer les appuis"
        ALIMENTER = "alimenter", "Alimenter les personnes accompagnées"

    class Besoin(models.TextChoices):
        OUTILS = "outils", "Outils méthodologiques et techniques"
        PARTENAIRES = "partenaires", "Partenaires"
        PISTES = "pistes", "Pistes de coopération"
        CENTRES = "centres", "Centres de ressources"
        ACTUALITES = "actualites", "Actualités politiques, institutionnelles et techniques"
        AUTRE = "autre", "Autre"

    class Etat(models.TextChoices):
        ACTIVE = "active", "Active"
        SUSPENDUE = "suspendue", "Suspendue"

    champs_cherches = ("nom", "mots_cles", "remarques")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="sources", verbose_name="mission")
    nom = models.CharField("nom", max_length=150)
    famille = models.CharField("famille d’outils", max_length=10, choices=Famille, blank=True)
    page = Site("page à lire", max_length=500, help_text="Le site, la page ou le profil à ouvrir.")
    flux = Site(
        "fil RSS ou Atom",
        max_length=500,
        help_text="Si la source en a un, le portail le relève pour vous. Sinon, vous notez ce que vous y lisez.",
    )
    finalites = PlusieursChoix("à quoi elle sert", choix=Finalite)
    besoin = models.CharField("besoin de connaissances", max_length=12, choices=Besoin, default=Besoin.ACTUALITES)
    mots_cles = Texte(
        "mots-clés",
        max_length=1000,
        help_text="Votre grille de lecture, séparée par des virgules : ce qui contient un de ces mots passe devant.",
    )
    frequence = models.CharField("fréquence de lecture", max_length=10, choices=Frequence, default=Frequence.SEMAINE)
    lecteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name="qui la lit", null=True, blank=True
    )
    remarques = Texte("remarques", max_length=2000)
    etat = models.CharField("état", max_length=9, choices=Etat, default=Etat.ACTIVE)
    lue_le = models.DateField("lue le", null=True, blank=True)

    # What the last collections left: see missions/veille/releve.py.
    prochaine_le = models.DateTimeField(editable=False, null=True, blank=True)
    tentee_le = models.DateTimeField("dernier essai", editable=False, null=True, blank=True)
    reussie_le = models.DateTimeField("dernière réussite", editable=False, null=True, blank=True)
    # When its content was last received; later collections may have answered « nothing new ».
    contenu_le = models.DateTimeField(editable=False, null=True, blank=True)
    erreur = models.CharField("dernière erreur", max_length=300, editable=False, blank=True)
    echecs = models.PositiveIntegerField("échecs de suite", editable=False, default=0)
    etag = models.CharField(max_length=300, editable=False, blank=True)
    modifie = models.CharField(max_length=100, editable=False, blank=True)

    jeton = JetonField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "source"
        ordering = ["nom", "pk"]
        indexes = [models.Index(fields=["etat", "prochaine_le"], name="source_a_relever")]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "nom"],
                name="une_source_une_fois_par_mission",
                violation_error_message="La mission a déjà une source de ce nom.",
            ),
            models.UniqueConstraint(
                fields=["mission", "flux"],
                condition=~Q(flux=""),
                name="un_fil_une_fois_par_mission",
                violation_error_message="Ce fil est déjà celui d’une autre source de la mission.",
            ),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("veille:source", args=[self.pk])

    @property
    def active(self):
        return self.etat == self.Etat.ACTIVE

    @property
    def nom_de_la_famille(self):
        return self.get_famille_display() if self.famille else "Lecture directe"

    @property
    def mots(self):
        """The keywords, one by one."""
        return [mot.strip() for mot in self.mots_cles.replace("\n", ",").replace(";", ",").split(",") if mot.strip()]

    def mots_trouves_dans(self, *textes):
        """The keywords that these texts hold, whatever the accents, the case and the plural."""
        lu = _en_mots(" ".join(textes))
        return [mot for mot in self.mots if _en_mots(mot) in lu]

    @property
    def a_lire_le(self):
        """The day of its next reading; None: as soon as possible."""
        return self.lue_le and self.lue_le + timedelta(days=Frequence(self.frequence).jours)

    @property
    def a_lire_pour(self):
        """The same as a deadline: today when it was never read."""
        return self.a_lire_le or timezone.localdate()

    def libelles_des_finalites(self):
        return self._meta.get_field("finalites").libelles(self.finalites)

    def clean(self):
        refuser_le_futur(self, "lue_le")

    def marquer_lue(self, le=None):
        """Raises ValidationError when that day is to come."""
        self.lue_le = le or timezone.localdate()
        self.clean()
        self.save(update_fields=["lue_le"])

    def basculer(self):
        """Suspended, or active again."""
        self.etat = self.Etat.SUSPENDUE if self.active else self.Etat.ACTIVE
        self.prochaine_le = None
        self.save(update_fields=["etat", "prochaine_le"])

    def signaler_de_nouveau(self):
        """The keywords have changed: what is still to read is flagged by the new ones."""
        for information in self.informations.a_trier():
            information.signaler(self)
            information.save(update_fields=["signalee", "mots_trouves"])

    # --- collection ---------------------------------------------------------------------------

    def prendre(self, maintenant=None):
        """Claims the next collection: True for one caller only, however many ask at the same moment."""
        maintenant = maintenant or timezone.now()
        libre = Q(tentee_le=None) | Q(tentee_le__lte=maintenant - ENTRE_DEUX)
        return bool(
            Source.objects.actives()
            .exclude(flux="")
            .filter(libre, pk=self.pk)
            .update(tentee_le=maintenant, prochaine_le=maintenant + REPOS)
        )

    def noter_reussite(self, maintenant, **champs):
        Source.objects.filter(pk=self.pk).update(
            reussie_le=maintenant, erreur="", echecs=0, prochaine_le=maintenant + REPOS, **champs
        )

    def noter_echec(self, maintenant, phrase):
        """Returns how many failures in a row that makes."""
        echecs = self.echecs + 1
        attente = min(REPOS * 2 ** min(echecs, 8), REPOS_MAX)
        Source.objects.filter(pk=self.pk).update(erreur=phrase[:300], echecs=echecs, prochaine_le=maintenant + attente)
        return echecs


_PONCTUATION = str.maketrans(dict.fromkeys("'’.,;:!?()[]«»\"/-", " "))


def _en_mots(texte):
    """Words only, each after a space: a keyword is looked for at the start of words."""
    return " " + " ".join(plier(texte).translate(_PONCTUATION).split())
