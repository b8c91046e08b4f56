"""The fil conducteur: how a meeting unfolds, sequence by sequence; the times follow from the durations."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Duree, Jour, Texte
from coopappui.plan.blocs import Section, Tableau
from coopappui.templatetags.composants import duree
from outils.models.base import Ligne, Outil
from outils.phrases import citer

JOURNEE = 24 * 60


class FilConducteur(Outil):
    """Source: Cap Rural, guide, p. 93."""

    code = "fil-conducteur"
    stade = StadeAppui.PARTENARIATS
    page = "93"
    pour = "Préparer le déroulé d’une rencontre, d’une réunion ou d’une session, séquence par séquence."
    quand = "Quelques semaines avant le jour J, puis sur place pour tenir les horaires."
    complement = "outils/complements/fil-conducteur.html"
    paysage = True

    intitule = Court("titre")
    date = Jour("date", null=True, blank=True)
    lieu = Court("lieu")
    debut = models.TimeField("heure de début", null=True, blank=True)
    fin = models.TimeField(
        "heure de fin prévue",
        null=True,
        blank=True,
        help_text="Facultative : vous saurez si le déroulé la dépasse.",
    )

    plan = [
        Section("La rencontre", "intitule", "date", "lieu", "debut", "fin"),
        Tableau(
            "Déroulé",
            "sequences",
            "sequence",
            "objectifs",
            "resultats",
            "contenu",
            "duree",
            "outils_pedagogiques",
            "intervenants",
            "materiel",
            nom="Séquence",
            ajout="Ajouter une séquence",
        ),
    ]
    requis = {
        "intitule": "Donnez un titre à la rencontre.",
        "debut": "Dites à quelle heure elle commence.",
        "sequences": "Décrivez au moins une séquence.",
    }

    class Meta:
        verbose_name = "fil conducteur"
        verbose_name_plural = "fils conducteurs"

    @property
    def analyse(self):
        """`rangees`: (sequence, « 09:00 », « 09:45 »), the times empty as long as the start is not known; `total` and
        `reste` (before the planned end; None without it), in minutes; `debut` and `fin`, read on a clock."""
        ouverture, rangees, total = _minutes(self.debut), [], 0
        for sequence in self.contenu.lignes("sequences"):
            avant, total = total, total + (sequence.duree or 0)
            rangees.append((sequence, _heure(ouverture, avant), _heure(ouverture, total)))
        prevue = _minutes(self.fin)
        reste = None if None in (ouverture, prevue) else prevue - ouverture - total
        fin = _heure(ouverture, total)
        return {"rangees": rangees, "total": total, "reste": reste, "debut": _heure(ouverture, 0), "fin": fin}

    def alertes(self):
        analyse, phrases = self.analyse, []
        sans = [str(s) or f"séquence {n}" for n, (s, _, _) in enumerate(analyse["rangees"], 1) if not s.duree]
        if sans:
            phrases.append(f"Sans durée : {citer(sans)}. Les horaires qui suivent n’en tiennent pas compte.")
        if self.debut is None:
            if analyse["total"]:
                phrases.append("Donnez l’heure de début : les horaires se calculeront.")
            return phrases
        if self.fin and self.fin <= self.debut:
            phrases.append("L’heure de fin prévue ne vient pas après l’heure de début.")
        elif self.fin and analyse["reste"] < 0:
            trop = duree(-analyse["reste"])
            phrases.append(f"Le déroulé finit à {analyse['fin']}, {trop} après l’heure prévue ({self.fin:%H:%M}).")
        if _minutes(self.debut) + analyse["total"] > JOURNEE:
            phrases.append(f"La journée déborde : le déroulé dure {duree(analyse['total'])} et passe minuit.")
        return phrases


class SequenceDeRencontre(Ligne):
    outil = models.ForeignKey(FilConducteur, models.CASCADE, related_name="sequences")
    sequence = Court("séquence", max_length=300)
    objectifs = Texte("objectifs")
    resultats = Texte("résultats attendus")
    contenu = Texte("contenu")
    duree = Duree("horaire (durée)", null=True, blank=True, help_text="Par exemple 1 h 30 ou 45 min.")
    outils_pedagogiques = Texte("outils pédagogiques")
    intervenants = Texte("intervenants")
    materiel = Texte("matériel")


def _minutes(heure):
    """Since midnight; None as long as the time is not known."""
    return None if heure is None else heure.hour * 60 + heure.minute


def _heure(ouverture, ecoulees):
    """The clock, so many minutes after the start."""
    if ouverture is None:
        return ""
    jours, minutes = divmod(ouverture + ecoulees, JOURNEE)
    lendemain = " (le lendemain)" if jours == 1 else f" ({jours} jours après)" if jours else ""
    return f"{minutes // 60:02}:{minutes % 60:02}{lendemain}"
