"""Guide, p. 100."""

ENTETES = [
    "Sujet",
    "Sujet de l’action de coopération",
    "Ressources humaines",
    "Au sein du groupe/structure/territoire",
    "En dehors du groupe/structure/territoire",
    "Ressources linguistiques",
    "Ressources financières",
    "Type de financeur",
    "Type de financement",
    "Enveloppe maximale (€)",
    "Particularités",
    "Ressources techniques",
]
