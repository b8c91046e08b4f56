"""Guide, p. 70-71."""

ENTETES = [
    "Objectifs",
    "Publics",
    "Besoins d’information",
    "Moyens",
    "Actions de communication",
    "Action",
    "Public",
    "Message",
    "Support",
    "Responsable",
    "Date",
    "Coût (€)",
]
