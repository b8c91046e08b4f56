"""Guide, p. 112."""

ENTETES = [
    "Proposition",
    "Interlocuteur",
    "Ce à quoi il est sensible (SONCAS)",
    "Arguments",
    "Caractéristique",
    "Avantage",
    "Bénéfice",
    "Pour qui",
    "Preuve",
    "Objections",
    "Objection",
    "Vraie ou fausse",
    "Réponse",
]
