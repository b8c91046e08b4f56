"""The fil conducteur: how a meeting unfolds, sequence by sequence; the times follow from the durations."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Duree, Jour, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


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
