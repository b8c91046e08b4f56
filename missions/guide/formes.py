"""What the guide says of a phase, declared: its parts, its actions, what to remember."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Lien:
    """A page of the portal: its URL name takes the key of the mission, unless `args` says what it takes."""

    libelle: str
    adresse: str
    args: tuple | None = None

    def vers(self, mission):
        return self.libelle, reverse(self.adresse, args=[mission.pk] if self.args is None else self.args)


@dataclass(frozen=True)
class Action:
    code: str
    titre: str
    points: tuple[str, ...]
    page: str
    outils: tuple[Lien, ...] = ()


@dataclass(frozen=True)
class Temps:
    """One of the numbered parts of a phase."""

    titre: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Retenir:
    points: tuple[str, ...]
    page: str
    # Read after « À retenir : ».
    titre: str = ""


@dataclass(frozen=True)
class Phase:
    numero: int
    titre: str
    court: str
    page: str
    prealables: tuple[str, ...]
    but: tuple[str, ...]
    temps: tuple[Temps, ...]
    retenir: tuple[Retenir, ...]

    @property
    def actions(self):
        return [action for temps in self.temps for action in temps.actions]
