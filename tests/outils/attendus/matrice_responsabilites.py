"""Guide, p. 107."""

ENTETES = [
    "Étapes et tâches",
    "Étape du projet",
    "Tâche",
    "Partenaires",
    "Nom",
    "Rôle",
    "Chef de file",
    "Partenaire",
    "Responsabilités",
    "Tâches",
    "Deadline",
]
