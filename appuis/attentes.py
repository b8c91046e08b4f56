"""What is expected from a bénéficiaire now, in one list: their engagements, a fiche to fill, a row to confirm…

Each part of the portal adds its own source, `source(user) -> iterable of Attente`, from the `ready` of its
application: the space shows them without knowing them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from appuis.conversations import non_lus
from appuis.models import Appui, Engagement, PointDeVue
from appuis.models.messages import adresse_de_la_conversation
from coopappui.texte import guillemets
from missions.models import Genre, PriseDeConnaissance, VersionDeDocument


@dataclass(frozen=True)
class Attente:
    """`quoi`: « Remplir le pré-projet »; `adresse`: where; `bouton`: « Remplir ». `appui` and `projet`: what it is
    about, when it is about one. `pour_le`: its due date, if any; `detail`: a few words under it. `geste`: the address
    to post to when a click on the button is all it takes; the button leads to `adresse` otherwise."""

    quoi: str
    adresse: str
    bouton: str
    icone: str
    pour_le: date | None = None
    detail: str = ""
    appui_id: int | None = None
    projet_id: int | None = None
    geste: str = ""

    @property
    def suite_du_bouton(self):
        """What a screen reader hears after the button, which often begins the same sentence."""
        debut = f"{self.bouton} "
        return f" {self.quoi.removeprefix(debut)}" if self.quoi.startswith(debut) else f" : {guillemets(self.quoi)}"

    def concerne(self, appui=None, projet=None):
        """Is it about this appui (or its project), this project, or about nothing in particular?"""
        projet_id = appui.projet_id if appui else projet.pk
        if self.appui_id:
            return appui is not None and self.appui_id == appui.pk
        return self.projet_id in (None, projet_id)


def charte(user):
    """The charte in force in the missions of their running appuis, until they say that they have read it."""
    appuis = Appui.objects.partages_avec(user).ouverts()
    siennes = PriseDeConnaissance.objects.filter(compte=user)
    anciennes = siennes.filter(version__mission=OuterRef("mission"), version__genre=Genre.CHARTE)
    versions = VersionDeDocument.objects.publiques().filter(mission__in=appuis.values("mission"))
    versions = versions.exclude(pk__in=siennes.values("version")).annotate(relue=Exists(anciennes))
    for version in versions.select_related("mission").defer("contenu"):
        yield Attente(
            quoi="Lire la nouvelle version de la charte" if version.relue else "Lire la charte de l’appui",
            adresse=reverse("espace:charte", args=[version.mission_id]),
            bouton="Lire",
            icone="file-earmark-text",
            detail=f"Ce que l’appui est, et à quoi chacun s’engage. {version.mission}",
        )


def engagements(user):
    """What they promised on their running appuis."""
    siens = Engagement.objects.du_beneficiaire(user).ouverts().filter(appui__in=Appui.objects.ouverts())
    for engagement in siens.select_related("appui"):
        page = reverse("espace:appui", args=[engagement.appui_id])
        yield Attente(
            quoi=engagement.quoi,
            adresse=f"{page}#a-faire",
            bouton="C’est fait",
            icone="check2-square",
            pour_le=engagement.echeance,
            detail=f"Avec : {engagement.moyens}" if engagement.moyens else "",
            appui_id=engagement.appui_id,
            projet_id=engagement.appui.projet_id,
            geste=reverse("espace:engagement_fait", args=[engagement.pk]),
        )


def des_messages(user):
    """The messages a bénéficiaire has not read."""
    siens = Appui.objects.partages_avec(user).values("pk")
    for appui, nombre in non_lus(user, siens):
        quoi = f"Lire {nombre} nouveaux messages" if nombre > 1 else "Lire un nouveau message"
        adresse = adresse_de_la_conversation(appui.pk)
        yield Attente(quoi, adresse, "Lire", "chat-dots", detail=str(appui), appui_id=appui.pk)


def des_croisements(user):
    """The rows of the tableau de suivi that a partner is asked to confirm."""
    for point in PointDeVue.objects.partages_avec(user).attendus().select_related("croisement__projet"):
        croisement = point.croisement
        yield Attente(
            f"Confirmer le tableau de suivi de {guillemets(croisement.projet)}",
            point.get_absolute_url(),
            "Confirmer",
            "table",
            pour_le=croisement.echeance,
            projet_id=croisement.projet_id,
        )


SOURCES = [charte, engagements, des_messages, des_croisements]


def attentes(user):
    """All of them, the most pressing first, undated last."""
    toutes = [attente for source in SOURCES for attente in source(user)]
    return sorted(toutes, key=lambda a: (a.pour_le is None, a.pour_le or date.max))
