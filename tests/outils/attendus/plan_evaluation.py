"""Guide, p. 73-75."""

ENTETES = [
    "Quand évaluer",
    "Obligations",
    "Qui y prend part",
    "Questions évaluatives",
    "Question évaluative",
    "Critère",
    "Indicateur",
    "Qualitatif / quantitatif",
    "Source",
    "Fréquence",
    "Valeur de départ",
    "Cible",
    "Valeur constatée",
    "Bénéfices immatériels",
    "Liens créés",
    "Réseaux",
    "Compétences",
]
