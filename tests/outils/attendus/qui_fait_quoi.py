"""Guide, p. 108-110."""

ENTETES = [
    "Objet / sujet",
    "Mode",
    "Acteurs",
    "Acteur",
    "Organisme",
    "Fonction",
    "Rôle",
    "Mobilisé",
]
