"""Guide, p. 57 et 94."""

ENTETES = [
    "Définir et détailler",
    "À l’ordre du jour",
    "Point",
    "Où en est-on",
    "Commentaire",
]
