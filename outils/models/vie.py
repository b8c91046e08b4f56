"""The life of a fiche: written by the mission, shared, asked for, transmitted, corrected, finished.

Who may do what is said by the querysets; what may be done now, by the methods, which raise ValidationError in French.
Each is to be called on a locked fiche, in a transaction.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from coopappui.plan.avancement import Avancement, avancements, total


class Etat(models.TextChoices):
    BROUILLON = "brouillon", "Brouillon"
    PARTAGEE = "partagee", "Partagée"
    TRANSMISE = "transmise", "Transmise"
    A_CORRIGER = "a-corriger", "À corriger"
    FINALISEE = "finalisee", "Finalisée"


# Where one writes, and, of these, where its bénéficiaires do.
OUVERTS = (Etat.BROUILLON, Etat.PARTAGEE, Etat.A_CORRIGER)
A_REMPLIR = (Etat.PARTAGEE, Etat.A_CORRIGER)


class Vie(models.Model):
    Etat = Etat

    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.BROUILLON)
    modifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="modifiée par", null=True
    )
    modifie_le = models.DateTimeField("modifiée le", default=timezone.now)
    # Since when its bénéficiaires read it; a fiche may be finished without ever being shared.
    partagee_le = models.DateTimeField("partagée le", null=True, blank=True, editable=False)
    # The last time: a fiche is transmitted again once corrected.
    transmise_le = models.DateTimeField("transmise le", null=True, blank=True, editable=False)
    finalisee_le = models.DateTimeField("finalisée le", null=True, blank=True, editable=False)
    # As last counted, for the lists.
    reponses_faites = models.PositiveSmallIntegerField("réponses données", default=0, editable=False)
    reponses_demandees = models.PositiveSmallIntegerField("réponses demandées", default=0, editable=False)

    class Meta:
        abstract = True

    # --- where it is ----------------------------------------------------------------------------------

    @property
    def finie(self):
        return self.etat == Etat.FINALISEE

    @property
    def transmise(self):
        """In the officer's hands: nobody writes in it."""
        return self.etat == Etat.TRANSMISE

    @property
    def a_reprendre(self):
        """Its bénéficiaires were asked for a correction."""
        return self.etat == Etat.A_CORRIGER

    @property
    def ouverte(self):
        return self.etat in OUVERTS

    @property
    def a_remplir(self):
        """Its bénéficiaires write in it."""
        return self.etat in A_REMPLIR

    @property
    def supprimable(self):
        """What was transmitted has a receipt, which stays."""
        return self.ouverte and not self.transmise_le

    @property
    def passage(self):
        """What a page that offers to decide saw: when it is no more so, somebody else decided."""
        return f"{self.etat} {self.transmise_le.isoformat() if self.transmise_le else ''}".strip()

    @property
    def avancement(self):
        return Avancement(self.reponses_faites, self.reponses_demandees)

    def compter(self):
        """Counts again what is answered; returns it block by block."""
        parts = avancements(self)
        compte = {"reponses_faites": total(parts).faites, "reponses_demandees": total(parts).demandees}
        if any(getattr(self, nom) != valeur for nom, valeur in compte.items()):
            for nom, valeur in compte.items():
                setattr(self, nom, valeur)
            # In the table that holds them, whatever the tool: one query.
            self._meta.get_field("reponses_faites").model._base_manager.filter(pk=self.pk).update(**compte)
        return parts

    # --- who it concerns --------------------------------------------------------------------------------

    def beneficiaires(self):
        """The accounts that read it once it is shared: those of its project, of its appui or of its structure."""
        if self.projet_id:
            personnes = self.projet.personnes_ayant_acces()
        elif self.appui_id:
            personnes = self.appui.beneficiaires
        else:
            personnes = self.structure.personnes
        comptes = get_user_model().objects.filter(pk__in=personnes.values("compte"), is_active=True)
        return comptes.order_by("last_name", "first_name", "pk")

    def charges(self):
        """The officers who follow it: those of its appui or of its project's, whoever asked for it; else whoever began
        it; else all those of the mission."""
        actifs = self.mission.charges()
        equipe = (self.appui or self.projet).officiers() if self.appui_id or self.projet_id else actifs.none()
        demandeurs = Q(pk__in=self.demandes.values("par"))
        suivent = actifs.filter(demandeurs | Q(pk__in=equipe.order_by().values("pk")))
        return suivent or actifs.filter(pk=self.cree_par_id) or actifs

    @cached_property
    def demande(self):
        """What its bénéficiaires are asked now, or None. Reads prefetched `demandes`."""
        return next((demande for demande in self.demandes.all() if demande.close_le is None), None)

    @cached_property
    def derniere_transmission(self):
        """Reads prefetched `transmissions`, the latest first."""
        return next(iter(self.transmissions.all()), None)

    @property
    def remarques_ouvertes(self):
        return [remarque for remarque in self.remarques.select_related("par") if remarque.ouverte]

    # --- what may be done -------------------------------------------------------------------------------

    @transaction.atomic
    def partager(self):
        """Its bénéficiaires read it and may fill it. Raises ValidationError when it is finished."""
        self._exiger_ouverte()
        if self.partagee_le:
            return
        self.etat, self.partagee_le = Etat.PARTAGEE, timezone.now()
        self._changer_d_etat("partagée avec les bénéficiaires")

    @transaction.atomic
    def reprendre(self):
        """Back to a draft that only the mission reads. Raises ValidationError when it is finished."""
        self._exiger_ouverte()
        self.etat, self.partagee_le = Etat.BROUILLON, None
        self._clore_la_demande()
        self._changer_d_etat("plus partagée")

    @transaction.atomic
    def demander(self, par, destinataires, echeance=None, mot=""):
        """Asks these accounts to fill it, by a day or not; shares it. Returns (demande, those who are told something
        new): asked again, the same demande says what it says now."""
        self._exiger_ouverte()
        destinataires = list(destinataires)
        if not destinataires:
            raise ValidationError("Choisissez au moins une personne.")
        if not self.partagee_le:
            self.partager()
        demande = self.demande or self.demandes.model(fiche=self, par=par)
        dite = demande.pk and (demande.echeance, demande.mot) == (echeance, mot)
        deja = set(demande.destinataires.all()) if dite else set()
        demande.par, demande.echeance, demande.mot = par, echeance, mot
        demande.save()
        demande.destinataires.set(destinataires)
        self.__dict__["demande"] = demande
        return demande, [compte for compte in destinataires if compte not in deja]

    @transaction.atomic
    def transmettre(self, par):
        """Hands it over to the mission as it is, and keeps what it says: returns the Transmission."""
        if not self.a_remplir:
            raise ValidationError("Cette fiche n’est pas à transmettre.")
        if nombre := self.a_corriger():
            raise ValidationError(f"Corrigez d’abord {_reponses(nombre)} que la fiche ne comprend pas.")
        self._clore_la_demande()
        transmission = self.transmissions.model.objects.garder(self, par)
        self.etat, self.transmise_le, self.modifie_par = Etat.TRANSMISE, transmission.le, par
        self._changer_d_etat(f"transmise, n° {transmission.numero}")
        self.__dict__["derniere_transmission"] = transmission
        return transmission

    @transaction.atomic
    def demander_une_correction(self, par, mot="", echeance=None):
        """Gives it back to its bénéficiaires, with the open remarks or a word. Returns the demande."""
        if not self.transmise:
            raise ValidationError("Cette fiche n’est plus à relire : rien n’a été demandé.")
        if not (mot or self.remarques.filter(levee_le=None).exists()):
            raise ValidationError("Écrivez au moins une remarque, ou dites en un mot ce qu’il faut corriger.")
        avant = self.demandes.order_by("-le", "-pk").first()
        demande = self.demandes.create(par=par, mot=mot, echeance=echeance, correction=True)
        # Those who were asked and still read it, and whoever transmitted it; else everybody who reads it.
        demandees = avant.destinataires.values_list("pk", flat=True) if avant else ()
        voulus = {*demandees, self.derniere_transmission.par_id}
        lecteurs = self.beneficiaires()
        demande.destinataires.set([c for c in lecteurs if c.pk in voulus] or lecteurs)
        self.__dict__["demande"] = demande
        self.etat, self.modifie_par = Etat.A_CORRIGER, par
        self._changer_d_etat("correction demandée")
        return demande

    @transaction.atomic
    def finaliser(self):
        """Read-only from now on. Raises ValidationError, one message each thing missing or to put right."""
        if self.finie:
            self._exiger_ouverte()
        phrases = self.manques()
        if nombre := self.a_corriger():
            phrases.append(f"Corrigez {_reponses(nombre)} que la fiche ne comprend pas.")
        if phrases:
            raise ValidationError(phrases)
        self._clore_la_demande()
        # What is agreed upon has nothing left to be said against it.
        self.remarques.filter(levee_le=None).update(levee_le=timezone.now(), levee_par=self.modifie_par)
        self.etat, self.finalisee_le = Etat.FINALISEE, timezone.now()
        self._changer_d_etat("validée" if self.transmise_le else "finalisée")

    @transaction.atomic
    def rouvrir(self):
        """Open again, shared if it was. Raises ValidationError when it is open."""
        if self.ouverte:
            raise ValidationError("Cette fiche est déjà ouverte.")
        self.etat = Etat.PARTAGEE if self.partagee_le else Etat.BROUILLON
        self.finalisee_le = None
        self._changer_d_etat("rouverte")

    def _exiger_ouverte(self):
        if self.finie:
            raise ValidationError(f"Cette fiche est {self.get_etat_display().lower()} : rouvrez-la d’abord.")
        if self.transmise:
            raise ValidationError("Cette fiche est transmise : demandez une correction, ou rouvrez-la d’abord.")

    def _clore_la_demande(self):
        self.demandes.filter(close_le=None).update(close_le=timezone.now())
        self.__dict__["demande"] = None

    def _changer_d_etat(self, raison):
        self._change_reason = raison
        self.modifie_le = timezone.now()
        self.save()
        self.compter()
        self.apres_enregistrement()


def _reponses(nombre):
    return f"{nombre} réponse{'s' if nombre > 1 else ''}"
