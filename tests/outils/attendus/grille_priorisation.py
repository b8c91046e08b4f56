"""Guide, p. 101-105."""

ENTETES = [
    "Pistes",
    "Piste",
    "Retenue",
    "Pourquoi",
    "Questions",
    "Question",
    "Analyse",
    "Seuil",
    "Total minimal pour être retenue",
    "Critères",
    "Groupe",
    "Critère",
    "Poids",
    "Note minimale",
    "Pertinence",
    "Efficacité",
    "Efficience (rapport coût-bénéfice)",
    "Approche participative",
    "Notation",
]
