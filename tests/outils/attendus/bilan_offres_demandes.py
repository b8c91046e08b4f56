"""Guide, p. 101."""

ENTETES = [
    "Offres et demandes",
    "Porteurs de projets / idées identifiées (titre du projet)",
    "Contact",
    "Ce qu’ils souhaitent faire en coopération",
    "En quoi est-ce cohérent avec la stratégie de mon territoire ?",
    "Difficultés et incompatibilités éventuelles",
    "Ressources",
]
