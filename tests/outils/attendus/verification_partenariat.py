"""Guide, p. 61-62."""

ENTETES = [
    "Partenariat sur de bonnes bases",
    "Connaissance mutuelle",
    "Co-construction",
    "Plus-value pour tous les partenaires",
    "Modalités pour faire vivre le partenariat",
    "Cohérence avec les financements",
    "Exigences des financeurs",
    "Réalisme calendaire",
    "Réalisme financier",
    "Point à vérifier",
    "Réponse",
    "Commentaire",
    "Qui s’en charge",
]
