"""Guide, p. 106."""

ENTETES = [
    "Partenaire potentiel",
    "Points à aborder",
    "Groupe",
    "Critère",
    "Détail/précisions",
    "Critère présent (O/N)",
    "Compléments/remarques",
    "Caractéristiques du partenaire en lien avec la stratégie",
    "Similarité de savoir-faire, expérience, approche",
    "Complémentarité de savoir-faire, expérience, approche",
    "Autres critères",
]
