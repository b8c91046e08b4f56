"""Whose tableau it is, and the headings they gave it."""

from django.db.models import F, FilteredRelation, Q

from missions.models import Mission


def missions_et_colonnes(utilisateur, code):
    """{name of mission: {column: (intitulé, visible, ordre)}} of the user's missions, in one query."""
    reglees = FilteredRelation("colonnes_adaptees", condition=Q(colonnes_adaptees__tableau=code))
    lignes = (
        Mission.objects.visibles_par(utilisateur)
        .annotate(reglage=reglees, rang=F("reglage__ordre"))
        .order_by("nom", "rang")
        .values_list("nom", "reglage__code", "reglage__intitule", "reglage__visible", "rang")
    )
    missions = {}
    for nom, colonne, *reglage in lignes:
        colonnes = missions.setdefault(nom, {})
        if colonne:
            colonnes[colonne] = tuple(reglage)
    return missions


def adapter(tableau, missions):
    """The tableau with the missions' headings; the guide's when they disagree."""
    premiere, *autres = missions.values()
    return tableau.adapte(premiere) if all(m == premiere for m in autres) else tableau


def auteur(missions):
    """Who signs the exports."""
    return " · ".join(missions) if len(missions) < 3 else f"{len(missions)} missions"
