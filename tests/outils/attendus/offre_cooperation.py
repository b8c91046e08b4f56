"""Guide, p. 100."""

ENTETES = [
    "Type de coopération",
    "Titre du projet",
    "Thématique (mots-clés)",
    "Date de publication",
    "Date d’expiration",
    "Groupe/structure/territoire proposant l’offre",
    "Nom d’un référent",
    "Localisation",
    "Coordonnées",
    "Description du projet",
    "Contexte",
    "Objectifs et actions envisagés",
    "Porteurs de projet potentiels",
    "Partenaires recherchés",
    "Compétences/connaissances/expertises",
    "Caractéristiques autres",
    "Ce que peut offrir le partenaire",
    "Informations complémentaires",
    "Langue parlée",
    "Contact",
]
