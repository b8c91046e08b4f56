"""What to check before a project starts: the partnership stands on sound bases, the funding fits the ambition."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Tableau
from outils.models.base import Ligne, Outil
from outils.phrases import citer


def _depart(points):
    return [{"theme": theme, "point": point} for theme, siens in points.items() for point in siens]


BASES = {
    "Connaissance mutuelle": [
        "Chacun sait qui fait quoi, quand et pourquoi",
        "Les objectifs sont communs et les actions y répondent",
        "Le cadre administratif et réglementaire de chacun est respecté",
        "Les règles de fonctionnement du bénéficiaire sont connues",
    ],
    "Co-construction": [
        "Au moins une action est commune et partagée",
        "Les responsabilités et les moyens financiers, techniques et humains sont répartis",
    ],
    "Plus-value pour tous les partenaires": [
        "Les actions répondent aux attentes affichées",
        "Les résultats, productions et livrables correspondent aux attendus de chacun",
    ],
    "Modalités pour faire vivre le partenariat": [
        "Les instances de pilotage et de suivi sont composées",
        "Les rôles et missions sont clairs, d’abord ceux du chef de file",
        "Le planning des échanges et des rencontres est fixé : fréquence, outils",
        "Les tâches et les moyens sont équilibrés entre partenaires",
        "Le règlement des litiges est prévu",
    ],
}
FINANCEMENTS = {
    "Exigences des financeurs": ["Le projet répond aux exigences des financeurs"],
    "Réalisme calendaire": [
        "Le projet a un début, une fin et un rétro-planning",
        "Les temps administratifs de chaque action et de chacun sont comptés",
        "Les calendriers des co-financeurs sont pris en compte",
    ],
    "Réalisme financier": [
        "Une enveloppe est dédiée au projet, année par année",
        "Le plan de financement correspond aux actions prévues",
        "Le coût estimé de chaque action tient dans l’enveloppe",
        "Un ré-abondement de l’enveloppe coopération est possible",
        "Un dispositif financier est trouvé pour chaque étape",
        "Les limites de chaque financement et leurs lignes de partage sont connues",
        "La demande de subvention est complète : porteur, devis, interprétariat, transport, accord signé…",
    ],
}
_COLONNES = ("theme", "point", "reponse", "commentaire", "qui")


class VerificationPartenariat(Outil):
    """Source: Cap Rural, guide, p. 61-62; the guide lists the points, the answers are ours."""

    code = "verification-partenariat"
    stade = StadeAppui.MISE_EN_OEUVRE
    page = "61-62"
    pour = "Vérifier les moyens au regard de l’ambition, et dire qui s’occupe de ce qui manque."
    quand = "Quand le projet se formalise, avant de déposer les demandes de financement."
    complement = "outils/complements/verification-partenariat.html"

    plan = [
        Tableau(
            "Partenariat sur de bonnes bases",
            "points_du_partenariat",
            *_COLONNES,
            nom="Point",
            ajout="Ajouter un point",
            aide="Le partenariat débute sur de bonnes bases : où en êtes-vous sur chaque point ?",
            depart=_depart(BASES),
        ),
        Tableau(
            "Cohérence avec les financements",
            "points_des_financements",
            *_COLONNES,
            nom="Point",
            ajout="Ajouter un point",
            aide="Le projet est cohérent avec les financements sollicités.",
            depart=_depart(FINANCEMENTS),
        ),
    ]
    requis = {
        "points_du_partenariat": "Gardez au moins un point sur le partenariat.",
        "points_des_financements": "Gardez au moins un point sur les financements.",
    }

    class Meta:
        verbose_name = "vérification du partenariat et des financements"
        verbose_name_plural = "vérifications du partenariat et des financements"

    @property
    def analyse(self):
        """`manquants`: the points answered « non » or « partiellement »; `acquis`, `total`, `sans_reponse`: counts."""
        points = [point for bloc in self.tableaux() for point in self.contenu.lignes(bloc.relation)]
        return {
            "manquants": [point for point in points if point.manque],
            "acquis": sum(point.reponse == PointAVerifier.Reponse.OUI for point in points),
            "sans_reponse": sum(not point.reponse for point in points),
            "total": len(points),
        }

    def alertes(self):
        orphelins = [point for point in self.analyse["manquants"] if not (point.qui or "").strip()]
        return [f"Personne ne s’en charge : {citer(orphelins)}."] if orphelins else []


class PointAVerifier(Ligne):
    class Reponse(models.TextChoices):
        OUI = "oui", "Oui"
        PARTIELLEMENT = "partiellement", "Partiellement"
        NON = "non", "Non"

    champ_groupe = "theme"
    intitule = "point"

    theme = Court("thème", max_length=100)
    point = Texte("point à vérifier", max_length=500)
    reponse = models.CharField("réponse", max_length=15, choices=Reponse, blank=True)
    commentaire = Texte("commentaire", max_length=2000)
    qui = Court("qui s’en charge")

    class Meta(Ligne.Meta):
        abstract = True

    @property
    def manque(self):
        return self.reponse in (self.Reponse.NON, self.Reponse.PARTIELLEMENT)


class PointDuPartenariat(PointAVerifier):
    outil = models.ForeignKey(VerificationPartenariat, models.CASCADE, related_name="points_du_partenariat")


class PointDesFinancements(PointAVerifier):
    outil = models.ForeignKey(VerificationPartenariat, models.CASCADE, related_name="points_des_financements")
