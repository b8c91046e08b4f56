"""What happens to an appui, each time with its line in the journal (guide, Livret A, p. 30-35)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from appuis.models.etapes import Etape
from appuis.models.journal import Evenement
from missions.models import Membre


class VieDAppui(models.Model):
    """The transitions of Appui."""

    class Meta:
        abstract = True

    @transaction.atomic
    def franchir(self, etape, par, le=None):
        """Passes the current step, dated and signed. Raises ValidationError when something is lacking."""
        etape, le = Etape(etape), le or timezone.localdate()
        self._exiger(self.Etat.EN_COURS)
        if etape != self.etape:
            raise ValidationError(f"L’étape en cours est « {self.etape_courante.label} ».")
        if phrases := self.manques(etape):
            raise ValidationError(phrases)
        if le > timezone.localdate():
            raise ValidationError({"le": "Une étape ne se franchit pas dans le futur."})
        self.etapes_franchies.create(etape=etape, le=le, par=par)
        if etape.suivante:
            self.etape = etape.suivante
            self.save(update_fields=["etape", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.ETAPE, par, etape.label)

    def rouvrir_etape(self, etape, par):
        """Takes the appui back to a step already passed: a new séquence de travail goes through the steps again."""
        self._exiger(self.Etat.EN_COURS)
        etape = Etape(etape)
        annulees = self.etapes_franchies.filter(etape__in=[e for e in Etape if e.numero >= etape.numero])
        if not annulees.exists():
            raise ValidationError("Cette étape n’a pas été franchie.")
        annulees.delete()
        self.etape = etape
        self.save(update_fields=["etape", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.ETAPE_ROUVERTE, par, etape.label)

    def suspendre(self, par, motif=""):
        self._exiger(self.Etat.EN_COURS)
        self._passer(self.Etat.SUSPENDU, Evenement.Verbe.SUSPENSION, par, motif)

    def arreter(self, par, raison, motif=""):
        """Stops the appui for one of the guide's reasons; it can be resumed later (guide, p. 34)."""
        self._exiger(self.Etat.EN_COURS, self.Etat.SUSPENDU)
        self.motif_arret = self.MotifArret(raison)
        texte = " · ".join(filter(None, [self.get_motif_arret_display(), motif]))
        self._passer(self.Etat.ARRETE, Evenement.Verbe.ARRET, par, texte)

    def reprendre(self, par):
        self._exiger(self.Etat.SUSPENDU, self.Etat.ARRETE, self.Etat.CLOS)
        self.motif_arret = ""
        self._passer(self.Etat.EN_COURS, Evenement.Verbe.REPRISE, par)

    def clore(self, par, le=None):
        """Closes the appui. A coup de main ponctuel closes at once; the others once their bilan is kept."""
        self._exiger(self.Etat.EN_COURS)
        if self.rythme != self.Rythme.PONCTUEL and (phrases := self.manques(Etape.BILAN)):
            raise ValidationError(phrases)
        self._passer(self.Etat.CLOS, Evenement.Verbe.CLOTURE, par)

    def relancer(self, par):
        """The officer has just chased the bénéficiaire: the delay starts again."""
        self._exiger(self.Etat.EN_COURS)
        self.relance_le, self.reporte_au = timezone.localdate(), None
        self.save(update_fields=["relance_le", "reporte_au", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.RELANCE, par)

    def reporter(self, par, au):
        self._exiger(self.Etat.EN_COURS)
        if au <= timezone.localdate():
            raise ValidationError({"au": "Choisissez une date à venir."})
        self.reporte_au = au
        self.save(update_fields=["reporte_au", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.REPORT, par, f"au {au:%d/%m/%Y}")

    @transaction.atomic
    def transmettre(self, a, par, notes=(), garder_comme_co_charge=False):
        """Hands the appui over to another officer of the mission.

        `notes`: confidential notes that `par`, their author, passes on explicitly; the others stay closed.
        Raises ValidationError when `a` is not chargé d'appui of the mission or `par` did not write a note.
        """
        if not Membre.objects.actifs_de(a).charges().filter(mission=self.mission).exists():
            raise ValidationError({"a": "Cette personne n’est pas chargée d’appui dans la mission."})
        if a.pk == self.charge_id:
            raise ValidationError({"a": "Cette personne porte déjà l’appui."})
        if any(note.auteur_id != par.pk or note.appui_id != self.pk for note in notes):
            raise ValidationError({"notes": "On ne transmet que ses propres notes."})
        ancien = self.charge
        self.charge = a
        self.save(update_fields=["charge", "modifie_le"])
        self.co_charges.remove(a)
        if garder_comme_co_charge:
            self.co_charges.add(ancien)
        for note in notes:
            note.lecteurs.add(a)
        Evenement.noter(self, Evenement.Verbe.TRANSMISSION, par, f"de {ancien} à {a}")

    def _exiger(self, *etats):
        if self.etat not in etats:
            raise ValidationError(
                f"Cet appui est {self.get_etat_display().lower()} : cette action n’est pas possible."
            )

    @transaction.atomic
    def _passer(self, etat, verbe, par, detail=""):
        self.etat = etat
        self.save(update_fields=["etat", "motif_arret", "modifie_le"])
        Evenement.noter(self, verbe, par, detail)
