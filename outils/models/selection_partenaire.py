"""The points à aborder pour sélectionner un partenaire: one fiche a partner, compared side by side."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, OuiNon, Texte
from coopappui.plan.blocs import Section, Tableau
from coopappui.texte import plier
from outils.comparaison import ALERTE, Comparaison
from outils.models.base import Ligne, Outil


class GroupeDeCriteres(models.TextChoices):
    """The guide's four groups."""

    CARACTERISTIQUES = "caracteristiques", "Caractéristiques du partenaire en lien avec la stratégie"
    SIMILARITE = "similarite", "Similarité de savoir-faire, expérience, approche"
    COMPLEMENTARITE = "complementarite", "Complémentarité de savoir-faire, expérience, approche"
    AUTRES = "autres", "Autres critères"


_SAVOIR_FAIRE = (
    "Connaissances/expériences/compétences (méthodologiques, thématiques, sur la coopération, linguistiques)"
)

DEPART = [
    (GroupeDeCriteres.CARACTERISTIQUES, "Type de groupe/structure/territoire"),
    (GroupeDeCriteres.CARACTERISTIQUES, "Localisation"),
    (GroupeDeCriteres.CARACTERISTIQUES, "Historique de coopération"),
    (GroupeDeCriteres.SIMILARITE, _SAVOIR_FAIRE),
    (GroupeDeCriteres.COMPLEMENTARITE, _SAVOIR_FAIRE),
    (GroupeDeCriteres.COMPLEMENTARITE, "Ce que le groupe/structure/territoire peut offrir"),
    (GroupeDeCriteres.AUTRES, "Alerte sur ce qui n’est pas souhaité"),
    (GroupeDeCriteres.AUTRES, "Partenariat préalable existant entre les deux groupes/structures/territoires"),
]


class SelectionPartenaire(Outil):
    """Source: guide, p. 106 (Cap Rural)."""

    code = "selection-partenaire"
    stade = StadeAppui.PARTENARIATS
    page = "106"
    pour = "Vérifier les mêmes points avec chaque partenaire possible, puis les comparer."
    quand = "À chaque contact sérieux : une fiche par partenaire potentiel."
    complement = "outils/complements/selection-partenaire.html"

    partenaire = Court("partenaire potentiel")

    plan = [
        Section("Partenaire potentiel", "partenaire"),
        Tableau(
            "Points à aborder",
            "criteres",
            "critere",
            "detail",
            "present",
            "complements",
            "groupe",
            nom="Critère",
            ajout="Ajouter un critère",
            depart=[{"groupe": groupe, "critere": critere} for groupe, critere in DEPART],
        ),
    ]
    requis = {
        "partenaire": "Donnez le nom du partenaire potentiel.",
        "criteres": "Gardez au moins un critère.",
    }

    class Meta:
        verbose_name = "sélection d’un partenaire"
        verbose_name_plural = "sélections de partenaires"

    def connu(self):
        """The first partner of the project that was not looked at yet."""
        if projet := self.le_projet:
            vus = {plier(f.partenaire) for f in SelectionPartenaire.objects.du_projet(projet)}
            noms = (str(p.structure) for p in projet.partenariats.select_related("structure"))
            if nom := next((nom for nom in noms if plier(nom) not in vus), ""):
                yield "partenaire", nom, "du projet"

    def alertes(self):
        points = self.contenu.lignes("criteres")
        presents = [p for p in points if p.present == "oui" and plier(p.critere).startswith(ALERTE)]
        return [
            f"Présent alors que ce n’est pas souhaité : {p.complements or p.detail or p.critere}" for p in presents
        ]

    def comparables(self):
        """The fiches of the same project, this one included, that whoever reads this one may read too: the shared ones
        when it is shared, none of another appui than its own."""
        objet = models.Q(appui=self.appui_id) if self.appui_id else models.Q()
        if self.le_projet:
            objet |= models.Q(projet=self.le_projet)
        autres = SelectionPartenaire.objects.filter(objet).exclude(pk=self.pk)
        if self.partagee_le:
            autres = autres.filter(partagee_le__isnull=False)
        return [self, *autres.order_by("partenaire", "pk").prefetch_related("criteres")]

    @property
    def analyse(self):
        """The partners side by side, or None when there is only this one."""
        fiches = self.comparables()
        return Comparaison(fiches, GroupeDeCriteres) if len(fiches) > 1 else None


class PointAAborder(Ligne):
    champ_groupe = "groupe"

    outil = models.ForeignKey(SelectionPartenaire, models.CASCADE, related_name="criteres")
    critere = Court("critère", max_length=300)
    detail = Texte("détail/précisions", help_text="Ce que vous cherchez sur ce point.")
    present = OuiNon("critère présent (O/N)")
    complements = Texte("compléments/remarques")
    groupe = models.CharField("groupe", max_length=20, choices=GroupeDeCriteres, blank=True)
