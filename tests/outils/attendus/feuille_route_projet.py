"""Guide, p. 111."""

ENTETES = [
    "Activités",
    "N°",
    "Activité",
    "Date de début (mois / année)",
    "Date de fin (mois / année)",
    "Groupe cible / localisation",
    "Responsable",
    "Partenaires participants",
    "Résultat principal",
]
