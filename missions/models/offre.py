"""The offre d'appui: what the mission proposes, to whom, with what, how soon (Cap Rural, guide, p. 21-22).

A document of the mission like the charte, but written by its members, on its pages. What is published is what was
kept: a modalité set aside, or not decided yet, stays in the draft.
"""

from copy import copy

from django.db import models, transaction
from simple_history.models import HistoricalRecords

from coopappui.champs import Court, Mois, Texte
from coopappui.modeles import dates_dans_l_ordre
from coopappui.plan.blocs import Section, Tableau
from coopappui.plan.modeles import Fiche, Ligne
from missions.contenus import Liste, est_vide, figer
from missions.models.documents_mission import DocumentDeMission, DocumentQuerySet, Genre
from missions.models.mission import Mission

_PAR_LIGNE = "Une idée par ligne."


class OffreQuerySet(DocumentQuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par


class OffreDAppui(DocumentDeMission):
    genre = Genre.OFFRE
    code = "offre-d-appui"
    intitule = ""

    presentation = Texte(
        "présentation",
        max_length=5000,
        help_text="En quelques lignes : à quoi sert la mission, et ce que l’on peut lui demander.",
    )
    publics = Liste("publics", max_length=5000, help_text=f"Qui vous appuyez, et sur quels territoires. {_PAR_LIGNE}")
    moyens = Liste(
        "moyens", max_length=5000, help_text=f"Les personnes, le temps, l’argent, les partenaires. {_PAR_LIGNE}"
    )
    delais = Court("délais", max_length=300, help_text="« Premier échange sous dix jours, appui sous un mois. »")
    conditions = Texte(
        "conditions",
        max_length=3000,
        help_text="Gratuit ou payant, libre ou lié à un programme : dites-le clairement.",
    )

    plan = [
        Section("L’offre en bref", "presentation", "publics", "moyens", "delais", "conditions"),
        Tableau(
            "Modalités d’appui",
            "modalites",
            "nature",
            "intitule",
            "publics",
            "moyens",
            "delais",
            nom="Modalité",
            ajout="Ajouter une modalité",
            aide="Précisez celles que vous pressentiez, retirez ce qui ne sert pas, ajoutez ce qui manque.",
        ),
        Tableau(
            "Calendrier de mise en œuvre",
            "calendrier",
            "quoi",
            "debut",
            "fin",
            "qui",
            nom="Étape",
            ajout="Ajouter une étape",
            aide="Ce qui commence quand, et qui s’en charge.",
        ),
        Tableau(
            "Critères de priorisation",
            "criteres",
            "critere",
            "poids",
            "precision",
            nom="Critère",
            ajout="Ajouter un critère",
            aide="Ce qui fait passer une demande avant une autre, choisi si possible avec vos partenaires.",
        ),
    ]
    requis = {
        "presentation": "Présentez l’offre en quelques lignes.",
        "publics": "Dites à quels publics elle s’adresse.",
        "moyens": "Dites quels moyens la mission y consacre.",
        "delais": "Annoncez vos délais.",
        "calendrier": "Donnez au moins une étape au calendrier de mise en œuvre.",
        "criteres": "Donnez au moins un critère de priorisation.",
    }

    objects = OffreQuerySet.as_manager()

    class Meta(DocumentDeMission.Meta):
        verbose_name = "offre d’appui"
        verbose_name_plural = "offres d’appui"

    @classmethod
    def commencer(cls, mission, par):
        """The draft of a mission, with the modalités that the guide lists and what its public pages already say."""
        with transaction.atomic():
            offre, creee = cls.objects.get_or_create(
                mission=mission,
                defaults={"publics": mission.publics, "delais": mission.delais, "modifie_par": par},
            )
            if creee:
                pressenties = [nature for nature in Modalite.Nature if nature != Modalite.Nature.AUTRE]
                for rang, nature in enumerate(pressenties, start=1):
                    Modalite.objects.create(outil=offre, nature=nature, rang=10 * rang)
        return offre

    def blocs_du_brouillon(self):
        """Those of the workbook, which holds every modalité: what was decided of each stands first."""
        return [bloc.rempli(self) for bloc in map(_avec_la_decision, self.plan)]

    def figer(self):
        """What is published: the modalités kept, and the programmes that go with the offer."""
        contenu = figer(self)
        gardees = {modalite.cle for modalite in self.contenu.lignes("modalites") if modalite.gardee}
        for bloc in contenu:
            if bloc["relation"] == "modalites":
                bloc["lignes"] = [ligne for ligne in bloc["lignes"] if ligne["cle"] in gardees]
        for programme in self._programmes():
            contenu += programme.figer()
        return contenu

    def _programmes(self):
        return self.mission.programmes.filter(avec_l_offre=True).order_by("annee").prefetch_related("lignes")

    def manques(self):
        # What an empty draft lacks is said item by item.
        phrases = Fiche.manques(self) if est_vide(self.figer()) else super().manques()
        modalites = self.contenu.lignes("modalites")
        gardees = [modalite for modalite in modalites if modalite.gardee]
        if not gardees:
            phrases.append("Retenez au moins une modalité d’appui.")
        indecises = [str(m) for m in modalites if m.sort == Modalite.Sort.PRESSENTIE]
        if indecises:
            phrases.append(f"Décidez de ce que deviennent : {', '.join(indecises)}.")
        for modalite in gardees:
            if vides := modalite.vides():
                phrases.append(f"« {modalite} » : précisez {' et '.join(vides)}.")
        return phrases

    def alertes(self):
        remarques = list(self.mission.remarques_sur_l_offre.values_list("suite", flat=True))
        if not remarques:
            return ["Aucune remarque n’est notée : présentez l’offre aux enquêtés avant de la publier."]
        attendent = sum(not suite for suite in remarques)
        if attendent:
            s = "s attendent" if attendent > 1 else " attend"
            return [f"{attendent} remarque{s} que l’on dise ce qu’on en fait."]
        return []


def _avec_la_decision(bloc):
    if getattr(bloc, "relation", "") != "modalites":
        return bloc
    bloc = copy(bloc)
    bloc.noms = ("sort", *bloc.noms)
    return bloc


class Modalite(Ligne):
    class Nature(models.TextChoices):
        INDIVIDUEL = "individuel", "Appui individuel"
        COLLECTIF = "collectif", "Appui collectif"
        FORMATION = "formation", "Formation"
        VEILLE = "veille", "Veille"
        VISITE = "visite", "Visite d’expériences"
        AUTRE = "autre", "Autre"

    class Sort(models.TextChoices):
        """What became of it between the first idea and the offer."""

        PRESSENTIE = "pressentie", "Pressentie, à décider"
        RETENUE = "retenue", "Retenue"
        NOUVELLE = "nouvelle", "Nouvelle"
        RETIREE = "retiree", "Retirée"

    outil = models.ForeignKey(OffreDAppui, models.CASCADE, related_name="modalites")
    nature = models.CharField("modalité", max_length=12, choices=Nature, default=Nature.AUTRE)
    intitule = Court("en quoi elle consiste")
    publics = Court("publics", max_length=500)
    moyens = Court("moyens", max_length=500)
    delais = Court("délais")
    sort = models.CharField("décision", max_length=12, choices=Sort, default=Sort.PRESSENTIE)

    history = HistoricalRecords(excluded_fields=["reprise", "brut", "cle", "rang"])

    class Meta(Ligne.Meta):
        verbose_name = "modalité"
        constraints = [
            *Ligne.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(nature="autre")
                | ~models.Q(sort__in=["retenue", "nouvelle"])
                | ~models.Q(intitule=""),
                name="une_autre_modalite_dit_en_quoi_elle_consiste",
                violation_error_message="Dites en quoi consiste cette modalité.",
            ),
        ]

    def __str__(self):
        if self.nature == self.Nature.AUTRE:
            return self.intitule or "Autre modalité"
        return self.get_nature_display()

    @property
    def gardee(self):
        return self.sort in (self.Sort.RETENUE, self.Sort.NOUVELLE)

    def vides(self):
        libelles = {"publics": "ses publics", "moyens": "ses moyens", "delais": "ses délais"}
        return [libelle for nom, libelle in libelles.items() if not getattr(self, nom)]


class EtapeDuCalendrier(Ligne):
    outil = models.ForeignKey(OffreDAppui, models.CASCADE, related_name="calendrier")
    quoi = Court("quoi", blank=False)
    debut = Mois("début")
    fin = Mois("fin")
    qui = Court("qui")

    class Meta(Ligne.Meta):
        verbose_name = "étape du calendrier"
        constraints = [
            *Ligne.Meta.constraints,
            dates_dans_l_ordre("debut", "fin", "etape_du_calendrier_dates_dans_l_ordre"),
        ]


class CritereDePriorite(Ligne):
    class Poids(models.IntegerChoices):
        FORT = 3, "3 · décisif"
        MOYEN = 2, "2 · important"
        FAIBLE = 1, "1 · départage"

    outil = models.ForeignKey(OffreDAppui, models.CASCADE, related_name="criteres")
    critere = Court("critère", blank=False)
    poids = models.PositiveSmallIntegerField("poids", choices=Poids, default=Poids.MOYEN)
    precision = Court("précision", max_length=500)

    class Meta(Ligne.Meta):
        verbose_name = "critère de priorisation"
        ordering = ["-poids", "rang", "pk"]
