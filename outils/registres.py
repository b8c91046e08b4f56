"""The registres of the guide that the carnet d'outils holds: rows of the database, always up to date."""

from dataclasses import dataclass

from appuis.models import StadeAppui


@dataclass(frozen=True)
class Registre:
    """`stade`: the part of Livret B where the guide uses it; `adresse`: URL name of its page."""

    nom: str
    pour: str
    quand: str
    page: str
    stade: StadeAppui
    adresse: str


REGISTRES = (
    Registre(
        nom="Suivi de prise de contact avec des partenaires",
        pour="Garder la trace des personnes contactées, de ce qu’elles ont dit et de ce qu’il reste à faire.",
        quand="Dès la recherche de partenaires, à chaque appel, courriel ou rencontre.",
        page="107",
        stade=StadeAppui.PARTENARIATS,
        adresse="outils:contacts",
    ),
)
