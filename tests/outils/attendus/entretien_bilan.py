"""Guide, p. 65-67."""

ENTETES = [
    "Bilan du déroulement",
    "Actions prévues",
    "Actions en cours",
    "Actions finies",
    "Problèmes rencontrés",
    "Solutions trouvées",
    "Devenir du partenariat",
    "Ce qu’il reste à faire",
    "Communication",
    "Évaluation",
    "Relations partenariales",
    "Plus-values pour le territoire",
    "Arguments en faveur de la coopération",
    "Savoir-faire acquis",
    "La suite",
    "Personnes à mobiliser plus tard",
    "Accord donné",
]
