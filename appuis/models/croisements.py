"""Croiser les informations: the partners of a project confirm or correct its row of the tableau de suivi (p. 88).

A partner's point of view never changes the project: an officer compares them and retains what is right.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appuis.models.projets import Projet
from coopappui.champs import Jour
from coopappui.texte import guillemets


class CroisementQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(projet__in=Projet.objects.visibles_par(user).values("pk"))

    def modifiables_par(self, user):
        return self.filter(projet__in=Projet.objects.modifiables_par(user).values("pk"))

    def ouverts(self):
        return self.filter(clos_le=None)

    def suivis_par(self, user):
        """Those an officer has to look at: started by them, or about a project whose appui they carry."""
        portes = Projet._meta.get_field("appuis").related_model.objects.modifiables_par(user).exclude(projet=None)
        return self.modifiables_par(user).filter(Q(lance_par=user.pk) | Q(projet__in=portes.values("projet")))


class Croisement(models.Model):
    """The row of a project sent to its partners, until an officer closes it."""

    CLOS = "Ce croisement est clos : les réponses ne changent plus."

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="croisements", verbose_name="projet")
    lance_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="lancé par")
    lance_le = models.DateTimeField("lancé le", default=timezone.now, editable=False)
    echeance = Jour("réponse souhaitée pour le", null=True, blank=True)
    mot = models.TextField("un mot pour eux", max_length=1000, blank=True)
    relance_le = Jour("relancé le", null=True, blank=True)
    clos_le = models.DateTimeField("clos le", null=True, blank=True)

    objects = CroisementQuerySet.as_manager()

    class Meta:
        verbose_name = "croisement des informations"
        verbose_name_plural = "croisements des informations"
        ordering = ["-lance_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["projet"],
                condition=Q(clos_le=None),
                name="un_croisement_ouvert_par_projet",
                violation_error_message="Un croisement est déjà en cours sur ce projet.",
            )
        ]

    def __str__(self):
        return f"Croisement du {timezone.localdate(self.lance_le):%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("projets:croisement", args=[self.pk])

    @property
    def ouvert(self):
        return self.clos_le is None

    @property
    def en_attente(self):
        """The points of view still awaited. Reads prefetched `points_de_vue`."""
        return [point for point in self.points_de_vue.all() if point.confirme_le is None]

    @property
    def peut_relancer(self):
        return self.ouvert and self.relance_le != timezone.localdate()

    def verrouiller(self):
        """Decides on what is stored now. Raises ValidationError when it is closed."""
        self.refresh_from_db(from_queryset=Croisement.objects.select_for_update())
        if not self.ouvert:
            raise ValidationError(self.CLOS)

    # --- transitions --------------------------------------------------------------------------

    @transaction.atomic
    def demander_a(self, personnes, sauf=None):
        """Asks these people; those who are asked already are left alone. Returns the points of view created."""
        self.verrouiller()
        deja = set(self.points_de_vue.values_list("personne", flat=True))
        nouveaux = [p for p in personnes if p.pk not in deja]
        points = [self.points_de_vue.create(personne=p, structure=p.structure) for p in nouveaux]
        for point in points:
            point.prevenir(f"Confirmez le tableau de suivi de {guillemets(self.projet)}", "demande", sauf)
        return points

    @transaction.atomic
    def relancer(self):
        """Chases those who have not answered, at most once a day. Returns how many there are."""
        self.verrouiller()
        if not self.peut_relancer:
            raise ValidationError("Vous les avez déjà relancés aujourd’hui : laissez-leur le temps de répondre.")
        points = self.points_de_vue.attendus().select_related("personne__compte", "croisement__projet")
        if not points:
            muets = self.points_de_vue.filter(confirme_le=None).exists()
            raise ValidationError(
                "Ceux qui n’ont pas répondu n’ont plus accès au projet." if muets else "Tout le monde a répondu."
            )
        self.relance_le = timezone.localdate()
        self.save(update_fields=["relance_le"])
        for point in points:
            titre = f"Votre réponse est attendue sur le tableau de suivi de {guillemets(self.projet)}"
            point.prevenir(titre, f"relance-{self.relance_le}")
        return len(points)

    @transaction.atomic
    def clore(self):
        self.verrouiller()
        self.clos_le = timezone.now()
        self.save(update_fields=["clos_le"])

    def officiers(self):
        """Who is told what the partners answer: who asked, and those who carry the project's appuis."""
        return self.projet.officiers(aussi=self.lance_par_id)
