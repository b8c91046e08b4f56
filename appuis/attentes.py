"""What is expected from a bénéficiaire now, in one list: their engagements, a fiche to fill, a row to confirm…

Each part of the portal adds its own source, `source(user) -> iterable of Attente`, from the `ready` of its
application: the space shows them without knowing them.
"""

from dataclasses import dataclass
from datetime import date

from appuis.conversations import non_lus
from appuis.models import Appui, PointDeVue
from appuis.models.messages import adresse_de_la_conversation


@dataclass(frozen=True)
class Attente:
    """`quoi`: « Remplir le pré-projet »; `adresse`: where; `bouton`: « Remplir ». `appui` and `projet`: what it is
    about, when it is about one. `pour_le`: its due date, if any; `detail`: a few words under it."""

    quoi: str
    adresse: str
    bouton: str
    icone: str
    pour_le: date | None = None
    detail: str = ""
    appui_id: int | None = None
    projet_id: int | None = None


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
            f"Confirmer le tableau de suivi de « {croisement.projet} »",
            point.get_absolute_url(),
            "Confirmer",
            "table",
            pour_le=croisement.echeance,
            projet_id=croisement.projet_id,
        )


SOURCES = [des_messages, des_croisements]


def attentes(user):
    """All of them, the most pressing first, undated last."""
    toutes = [attente for source in SOURCES for attente in source(user)]
    return sorted(toutes, key=lambda a: (a.pour_le is None, a.pour_le or date.max))
