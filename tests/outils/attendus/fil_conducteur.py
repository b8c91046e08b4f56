"""Guide, p. 93."""

ENTETES = [
    "La rencontre",
    "Titre",
    "Date",
    "Lieu",
    "Heure de début",
    "Déroulé",
    "Séquence",
    "Objectifs",
    "Résultats attendus",
    "Contenu",
    "Horaire (durée)",
    "Outils pédagogiques",
    "Intervenants",
    "Matériel",
]
