"""The tableaux de suivi: shared by the members of a mission; a stranger sees their own, without a row of ours."""

from tests.acces import MEMBRES, Ligne

LIGNES = [
    Ligne(nom, get=f"{MEMBRES} etranger")
    for tableau in ("suivi_appuis", "suivi_actions")
    for nom in (tableau, f"{tableau}_xlsx", f"{tableau}_pdf")
] + [Ligne("suivi_colonnes", lambda t: [t.mission.pk, "suivi-appuis"], get="responsable", post="responsable")]
