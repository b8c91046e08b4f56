"""The espace ressources: what the mission gathers so as to bring it out easily (guide, p. 27-28 and 89)."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.appuis import Appui
from appuis.models.etapes import NatureBlocage, StadeAppui
from appuis.models.rubriques import Rubrique
from appuis.mots import racines
from coopappui.champs import Court, Jour, PlusieursChoix, Site, Texte
from coopappui.depots import depot, effacer_fichiers, nom_range
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet
from coopappui.redaction import exiger_une_redaction, mots_nus
from coopappui.texte import plier
from missions.models import Langue, Mission


class RessourceQuerySet(ChercheQuerySet):
    # --- access -------------------------------------------------------------------------------

    def visibles_par(self, user):
        """Those of the user's missions, in every state, and those that all missions share."""
        missions = Mission.objects.visibles_par(user)
        partagees = Q(mission=None, etat=Ressource.Etat.PUBLIEE) & Q(Exists(missions))
        return self.filter(Q(mission__in=missions.values("pk")) | partagees)

    def modifiables_par(self, user):
        """Every member of a mission keeps its resources; those that all missions share are kept in the admin."""
        return self.filter(mission__in=Mission.objects.visibles_par(user).values("pk"))

    def remettables_par(self, user):
        """What an officer may hand over: published, and not kept for the members."""
        return self.visibles_par(user).publiees().exclude(audience=Ressource.Audience.MEMBRES)

    def partagees_avec(self, user):
        """What a bénéficiaire reads: the published ones of the missions that support them, and what they were given,
        even archived since. Never what is kept for the members."""
        appuis = Appui.objects.partages_avec(user)
        soutenu = Q(mission__in=appuis.values("mission")) | (Q(mission=None) & Q(Exists(appuis)))
        remises = Ressource.objects.filter(remises__appui__in=appuis.values("pk")).values("pk")
        ouvertes = self.exclude(audience=Ressource.Audience.MEMBRES)
        return ouvertes.filter(Q(etat=Ressource.Etat.PUBLIEE) & soutenu | Q(pk__in=remises))

    def lisibles_par(self, user):
        return self.filter(
            Q(pk__in=Ressource.objects.visibles_par(user).values("pk"))
            | Q(pk__in=Ressource.objects.partagees_avec(user).values("pk"))
        )

    def du_public(self, mission):
        """What anybody reads on the public pages of a mission."""
        siennes = Q(mission=mission) | Q(mission=None)
        return self.publiees().filter(siennes, audience=Ressource.Audience.PUBLIC)

    # --- questions ----------------------------------------------------------------------------

    def de_la_mission(self, mission):
        return self.filter(mission=mission)

    def deposes_par(self, compte, depuis):
        """Files this account put there since."""
        return self.filter(cree_par=compte, cree_le__gt=depuis).exclude(fichier="")

    def publiees(self):
        return self.filter(etat=Ressource.Etat.PUBLIEE)

    def a_revoir(self, aujourd_hui=None):
        return self.exclude(etat=Ressource.Etat.ARCHIVEE).filter(a_revoir_le__lte=aujourd_hui or timezone.localdate())

    def qui_servent(self, champ, valeurs):
        """Those whose `champ` (stades, blocages) holds one of these values, on both databases alike."""
        return self.alias(**{f"{champ}_lus": Cast(champ, models.TextField())}).filter(_tient(f"{champ}_lus", valeurs))

    def cherchant(self, q):
        """Every word, wherever it is."""
        for mot in racines(q):
            self = self.filter(recherche__contains=mot)
        return self

    def classees(self, q=""):
        """What has the words in its title, then in its summary and themes, then in its text; at each rank, own
        productions first. Without a search: own productions first, then by title."""
        rangs = Value(0)
        for mot in racines(q):
            rangs += Case(
                When(titre_plie__contains=mot, then=Value(2)),
                When(entete_plie__contains=mot, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
        ordre = ["-rang"] if racines(q) else []
        return self.annotate(rang=rangs).order_by(*ordre, "-production_propre", "titre_plie", "pk")

    def conseillees(self, stades, blocages):
        """For a project at these stages and blocages of these natures: what answers both first, then the blocage,
        then the stage; own productions first at each rank. Annotates `pour_blocage` and `pour_stade`."""
        lues = self.alias(
            stades_lus=Cast("stades", models.TextField()), blocages_lus=Cast("blocages", models.TextField())
        )
        du_stade, du_blocage = _tient("stades_lus", stades), _tient("blocages_lus", blocages)
        vrai, faux = Value(1), Value(0)
        return (
            lues.filter(du_stade | du_blocage)
            .annotate(
                pour_stade=Case(When(du_stade, then=vrai), default=faux),
                pour_blocage=Case(When(du_blocage, then=vrai), default=faux),
            )
            .order_by("-pour_blocage", "-pour_stade", "-production_propre", "titre_plie", "pk")
        )

    def avec_nombre_de_remises(self, user):
        """Annotates `nombre_de_remises`, in the appuis that the user may see."""
        remises = Ressource._meta.get_field("remises").related_model.objects.filter(ressource=OuterRef("pk"))
        remises = remises.filter(appui__in=Appui.objects.visibles_par(user).values("pk")).order_by()
        nombre = models.Subquery(remises.values("ressource").annotate(n=models.Count("pk")).values("n"))
        return self.annotate(nombre_de_remises=Coalesce(nombre, 0))

    def avec_noms(self):
        """With all that a list shows of them."""
        return self.select_related("mission").prefetch_related("langues")

    def delete(self):
        fichiers = [r.fichier for r in self if r.fichier]
        fait = super().delete()
        transaction.on_commit(lambda: effacer_fichiers(fichiers))
        return fait

    delete.alters_data = True
    delete.queryset_only = True


def _tient(champ, valeurs):
    """Does the JSON list kept as text hold one of these values? Nothing does when there is none."""
    condition = Q(pk__in=[])
    for valeur in valeurs:
        condition |= Q(**{f"{champ}__contains": f'"{valeur}"'})
    return condition


@depot
class Ressource(Cherchable):
    class Genre(models.TextChoices):
        FICHIER = "fichier", "Fichier"
        LIEN = "lien", "Lien"
        VIDEO = "video", "Vidéo"
        TEXTE = "texte", "Texte"
        FICHE = "fiche", "Fiche méthode"

        @property
        def icone(self):
            return {
                "fichier": "file-earmark-text",
                "lien": "link-45deg",
                "video": "play-btn",
                "texte": "text-left",
                "fiche": "journal-text",
            }[self.value]

    class Audience(models.TextChoices):
        PUBLIC = "public", "Tout le monde"
        BENEFICIAIRES = "beneficiaires", "Les bénéficiaires et les membres de la mission"
        MEMBRES = "membres", "Les membres de la mission"

        @property
        def court(self):
            return {"public": "public", "beneficiaires": "bénéficiaires", "membres": "membres"}[self.value]

    class Etat(models.TextChoices):
        PROPOSEE = "proposee", "Proposée"
        PUBLIEE = "publiee", "Publiée"
        ARCHIVEE = "archivee", "Archivée"

    # Empty: shared by all the missions, kept by the administrators.
    mission = models.ForeignKey(
        Mission, models.PROTECT, related_name="ressources", verbose_name="mission", null=True, blank=True
    )
    # Names a sheet that comes with the portal, so that it is loaded once, whatever its title becomes.
    code = models.SlugField("code", max_length=60, unique=True, null=True, blank=True, editable=False)
    titre = models.CharField("titre", max_length=200)
    resume = Texte("résumé", max_length=1000, help_text="À quoi elle sert, en deux ou trois phrases.")
    rubrique = models.CharField("rubrique", max_length=15, choices=Rubrique, default=Rubrique.GUIDES)
    genre = models.CharField("genre", max_length=8, choices=Genre, default=Genre.LIEN)
    adresse = Site(
        "adresse",
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"], message="Donnez l’adresse d’un site, en https://…")],
        help_text="Du site, du document en ligne ou de la vidéo.",
    )
    texte = Texte(
        "texte",
        max_length=20_000,
        validators=[exiger_une_redaction],
        help_text="Mise en forme : « ## Titre », « - puce », « 1. étape », « **important** ».",
    )
    fichier = models.FileField("fichier", upload_to=nom_range, max_length=60, blank=True)
    nom_d_origine = models.CharField("nom du fichier", max_length=255, editable=False, blank=True)
    extension = models.CharField("extension", max_length=8, editable=False, blank=True)
    type_mime = models.CharField("type", max_length=100, editable=False, blank=True)
    taille = models.PositiveIntegerField("taille (octets)", editable=False, default=0)
    stades = PlusieursChoix("étapes de la coopération", choix=StadeAppui)
    blocages = PlusieursChoix("blocages qu’elle aide à lever", choix=NatureBlocage)
    themes = Court("thèmes", max_length=300, help_text="Quelques mots, séparés par des virgules.")
    langues = models.ManyToManyField(Langue, related_name="ressources", verbose_name="langues", blank=True)
    source = Court("auteur ou source", max_length=300)
    production_propre = models.BooleanField(
        "production de la mission", default=False, help_text="Elle est mise en avant, et vient en premier."
    )
    audience = models.CharField("qui peut la lire", max_length=13, choices=Audience, default=Audience.BENEFICIAIRES)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.PUBLIEE)
    a_revoir_le = Jour("à revoir le", null=True, blank=True, help_text="Le jour où vérifier qu’elle est à jour.")
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="ajoutée par",
        null=True,
        blank=True,
        editable=False,
    )
    cree_le = models.DateTimeField("ajoutée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)
    titre_plie = models.TextField(editable=False, default="", blank=True)
    entete_plie = models.TextField(editable=False, default="", blank=True)
    jeton = JetonField()

    objects = RessourceQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["recherche", "titre_plie", "entete_plie", "modifie_le", "jeton", "code"],
        m2m_fields=[langues],
    )

    class Meta:
        verbose_name = "ressource"
        ordering = ["titre_plie", "pk"]
        indexes = [models.Index(fields=["mission", "etat"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(genre__in=("lien", "video")) | ~Q(adresse=""),
                name="un_lien_a_une_adresse",
                violation_error_message="Donnez l’adresse de ce lien ou de cette vidéo.",
            ),
            models.CheckConstraint(
                condition=~Q(genre__in=("texte", "fiche")) | ~Q(texte=""),
                name="un_texte_est_ecrit",
                violation_error_message="Écrivez le texte, ou choisissez un autre genre.",
            ),
            models.CheckConstraint(
                condition=~Q(genre="fichier") | ~Q(fichier=""),
                name="un_fichier_est_depose",
                violation_error_message="Choisissez le fichier, ou un autre genre.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("ressources:ressource", args=[self.pk])

    def save(self, *args, update_fields=None, **kwargs):
        plier_ressource(self)
        if update_fields is not None:
            update_fields = {*update_fields, "titre_plie", "entete_plie"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        fichier = self.fichier
        fait = super().delete(*args, **kwargs)
        if fichier:
            transaction.on_commit(lambda: effacer_fichiers([fichier]))
        return fait

    def oublier_le_fichier(self, fichier):
        """The one that another has just replaced goes once that is done for good."""
        transaction.on_commit(lambda: effacer_fichiers([fichier]))

    def texte_cherche(self):
        return texte_cherche(self)

    # --- transitions --------------------------------------------------------------------------

    def publier(self):
        """What was proposed or archived is offered to its readers."""
        self.etat = self.Etat.PUBLIEE
        self.save(update_fields=["etat", "modifie_le"])

    def archiver(self):
        self.etat = self.Etat.ARCHIVEE
        self.save(update_fields=["etat", "modifie_le"])

    def revoir(self, prochaine=None):
        """Somebody has checked that it is up to date: to be checked again in a year."""
        aujourd_hui = timezone.localdate()
        self.a_revoir_le = prochaine or aujourd_hui + timedelta(days=365)
        self.save(update_fields=["a_revoir_le", "modifie_le"])

    # --- what pages say -----------------------------------------------------------------------

    @property
    def icone(self):
        return self.Genre(self.genre).icone

    @property
    def audience_courte(self):
        return self.Audience(self.audience).court

    @property
    def se_lit_ici(self):
        """A text or a sheet, which also leaves as a PDF."""
        return self.genre in (self.Genre.TEXTE, self.Genre.FICHE)

    @property
    def est_a_revoir(self):
        return bool(self.a_revoir_le and self.a_revoir_le <= timezone.localdate() and self.etat != self.Etat.ARCHIVEE)

    @property
    def noms_des_stades(self):
        return self._meta.get_field("stades").libelles(self.stades)

    @property
    def noms_des_blocages(self):
        return self._meta.get_field("blocages").libelles(self.blocages)

    @property
    def site(self):
        return self.adresse.split("//", 1)[-1].split("/", 1)[0]

    @property
    def texte_nu(self):
        return mots_nus(self.texte)

    @classmethod
    def manques_de(cls, mission):
        """What the espace ressources of a mission lacks, for its phase 4: [(sentence, address)]."""
        siennes = list(cls.objects.filter(mission=mission).exclude(etat=cls.Etat.ARCHIVEE).only("etat", "a_revoir_le"))
        if not any(ressource.etat == cls.Etat.PUBLIEE for ressource in siennes):
            yield "L’espace ressources n’a encore aucune ressource de la mission.", reverse("ressources:ressources")
        if n := sum(ressource.est_a_revoir for ressource in siennes):
            phrase = f"{n} ressource{'s sont' if n > 1 else ' est'} à revoir."
            yield phrase, f"{reverse('ressources:ressources')}?a_revoir=on"

    def manques(self):
        """Sentences: what keeps it from being found beside an appui."""
        if not self.resume:
            yield "Dites en quelques phrases à quoi elle sert."
        if not self.stades and not self.blocages:
            yield "Dites à quelle étape ou pour quel blocage elle sert : elle sera proposée à côté des appuis."


def texte_cherche(ressource):
    """Also for the models of migrations, which have no method."""
    texte = (ressource.titre, ressource.resume, ressource.themes, ressource.source, mots_nus(ressource.texte))
    return plier(" ".join(texte))


def plier_ressource(ressource):
    ressource.titre_plie = plier(ressource.titre)
    ressource.entete_plie = plier(f"{ressource.resume} {ressource.themes}")
