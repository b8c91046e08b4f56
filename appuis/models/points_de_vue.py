"""What the partners of a project answer to a croisement: its row of the tableau de suivi as each of them knows it."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from appuis.models.croisements import Croisement
from appuis.models.etapes import Stade
from appuis.models.projets import Financement, Projet
from appuis.models.references import TypeCooperation, TypeFinancement
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.champs import Jour, Montant
from coopappui.modeles import dates_dans_l_ordre, montant_positif
from coopappui.texte import guillemets
from missions.models import Personne, Structure


class PointDeVueQuerySet(models.QuerySet):
    def partages_avec(self, user):
        """The user's own, on projects they still have access to."""
        siens = Personne.objects.filter(compte_id=user.pk, compte__is_active=True).values("pk")
        projets = Projet.objects.partages_avec(user).values("pk")
        return self.filter(personne__in=siens, croisement__projet__in=projets)

    def a_comparer(self):
        """With all that comparing needs, in a fixed number of queries."""
        return self.select_related("personne", "structure", "type").prefetch_related(*lignes_vues())

    def du_dernier_croisement(self, projet):
        """Those of the running croisement of a project, failing that of the last one closed."""
        dernier = Croisement.objects.filter(projet=projet).order_by(F("clos_le").desc(nulls_first=True))
        return self.filter(croisement=models.Subquery(dernier.values("pk")[:1])).select_related(
            "croisement", "personne", "structure", "type"
        )

    def attendus(self):
        """Not answered yet, by people who still have access to the project."""
        acces = Q(personne__projets_suivis=F("croisement__projet")) | Q(
            personne__appuis__projet=F("croisement__projet")
        )
        return self.filter(
            acces, confirme_le=None, croisement__clos_le=None, personne__compte__is_active=True
        ).distinct()


class PointDeVue(models.Model):
    """The row of a project as one person of a partner knows it."""

    croisement = models.ForeignKey(Croisement, models.CASCADE, related_name="points_de_vue", verbose_name="croisement")
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="points_de_vue", verbose_name="personne interrogée"
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="points_de_vue", verbose_name="structure", null=True, blank=True
    )
    demande_le = models.DateTimeField("demandé le", default=timezone.now, editable=False)
    # The row was copied there, to be corrected.
    commence_le = models.DateTimeField("commencé le", null=True, blank=True, editable=False)
    confirme_le = models.DateTimeField("confirmé le", null=True, blank=True, editable=False)
    remarque = models.TextField("remarque", max_length=2000, blank=True)

    nom = models.CharField("nom du projet de coopération", max_length=200, blank=True)
    type = models.ForeignKey(
        TypeCooperation,
        models.PROTECT,
        related_name="points_de_vue",
        verbose_name="type de coopération",
        null=True,
        blank=True,
    )
    objet = models.TextField("objet", max_length=5000, blank=True)
    partenaires = models.TextField("partenaires", max_length=5000, blank=True)
    chef_de_file = models.CharField("chef de file", max_length=200, blank=True)
    cout_total = Montant("coût total du projet (€)")
    stade = models.CharField("état d’avancement", max_length=12, choices=Stade, blank=True)
    date_debut = Jour("date de début", null=True, blank=True)
    date_fin = Jour("date de fin", null=True, blank=True)

    objects = PointDeVueQuerySet.as_manager()

    class Meta:
        verbose_name = "point de vue"
        verbose_name_plural = "points de vue"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["croisement", "personne"],
                name="un_point_de_vue_par_personne",
                violation_error_message="Cette personne est déjà interrogée.",
            ),
            dates_dans_l_ordre("date_debut", "date_fin", "point_de_vue_finit_apres_son_debut"),
            montant_positif("cout_total", "point_de_vue_cout_positif"),
        ]

    def __str__(self):
        return str(self.structure or self.personne)

    def get_absolute_url(self):
        return reverse("espace:suivi", args=[self.pk])

    @property
    def compte(self):
        return self.personne.compte

    # --- transitions --------------------------------------------------------------------------

    @transaction.atomic
    def commencer(self):
        """Copies the row as the portal knows it now, to be corrected; an answer already given is kept as it is."""
        self.croisement.verrouiller()
        self.refresh_from_db(fields=["confirme_le"])
        if self.confirme_le is None:
            self._copier()

    @transaction.atomic
    def confirmer(self, tel_quel=False):
        """The answer is given: what was corrected, or `tel_quel` the row as the portal knows it now."""
        self.croisement.verrouiller()
        if tel_quel:
            self._copier()
        self.confirme_le = timezone.now()
        self.save(update_fields=["confirme_le"])

    def _copier(self):
        projet = self.croisement.projet
        for champ in ("nom", "type", "objet", "cout_total", "stade", "date_debut", "date_fin"):
            setattr(self, champ, getattr(projet, champ))
        self.chef_de_file = str(projet.chef_de_file or "")
        self.partenaires = "\n".join(noms_des_partenaires(projet))
        self.commence_le = timezone.now()
        self.save()
        self.financements.all().delete()
        self.actions.all().delete()
        for f in projet.financements.all():
            self.financements.create(type_id=f.type_id, financeur=f.financeur, montant=f.montant, etat=f.etat)
        for a in projet.actions_prevues.all():
            self.actions.create(intitule=a.intitule, lieu=a.lieu, echeance=a.echeance)

    # --- what is told -------------------------------------------------------------------------

    def prevenir(self, titre, quoi, sauf=None):
        """Tells the person; `quoi` tells apart the requests and the reminders, each said once."""
        echeance = self.croisement.echeance
        detail = f"Réponse souhaitée pour le {echeance:%d/%m/%Y}." if echeance else ""
        cle = f"croisement:{self.croisement_id}:{self.pk}:{quoi}"
        prevenir([self.compte], Sujet.SUIVI, titre, self.get_absolute_url(), detail, cle=cle, sauf=sauf)

    def annoncer_un_ecart(self):
        """Tells the officers that this view differs, once a day however many times it is changed."""
        titre = f"{self} ne connaît pas {guillemets(self.croisement.projet)} tout à fait comme le portail"
        cle = f"croisement:{self.croisement_id}:{self.pk}:ecart-{timezone.localdate()}"
        adresse = self.croisement.get_absolute_url()
        prevenir(self.croisement.officiers(), Sujet.SUIVI, titre, adresse, cle=cle, sauf=self.compte)


def noms_des_partenaires(projet):
    """The partners of the row, the chef de file aside: it has its own column."""
    return [str(p.structure) for p in projet.partenariats.all() if p.structure_id != projet.chef_de_file_id]


def lignes_vues():
    """What to prefetch: the rows of a point of view."""
    return models.Prefetch("financements", FinancementVu.objects.select_related("type")), "actions"


class FinancementVu(models.Model):
    """A financement as a partner knows it."""

    point_de_vue = models.ForeignKey(
        PointDeVue, models.CASCADE, related_name="financements", verbose_name="point de vue"
    )
    type = models.ForeignKey(
        TypeFinancement, models.PROTECT, related_name="financements_vus", verbose_name="type de financement"
    )
    financeur = models.CharField("financeur", max_length=150, blank=True)
    montant = Montant("montant (€)")
    etat = models.CharField("état", max_length=10, choices=Financement.Etat, default=Financement.Etat.PRESSENTI)

    class Meta:
        verbose_name = "financement vu par un partenaire"
        verbose_name_plural = "financements vus par un partenaire"
        ordering = ["pk"]
        constraints = [montant_positif("montant", "financement_vu_montant_positif")]

    def __str__(self):
        return " · ".join(filter(None, [str(self.type), self.financeur]))


class ActionVue(models.Model):
    """An action prévue as a partner knows it."""

    point_de_vue = models.ForeignKey(PointDeVue, models.CASCADE, related_name="actions", verbose_name="point de vue")
    intitule = models.CharField("action prévue", max_length=200)
    lieu = models.CharField("lieu", max_length=120, blank=True)
    echeance = Jour("échéance", null=True, blank=True)

    class Meta:
        verbose_name = "action vue par un partenaire"
        verbose_name_plural = "actions vues par un partenaire"
        ordering = ["echeance", "pk"]

    def __str__(self):
        return self.intitule
