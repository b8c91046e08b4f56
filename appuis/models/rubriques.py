"""Where a resource is shelved: the guide's rubriques (Cap Rural, guide, p. 89)."""

from django.db import models


class Rubrique(models.TextChoices):
    """The guide's rubriques, in its order (p. 89)."""

    DEFINITION = "definition", "La coopération, qu’est-ce que c’est ?"
    PARLER = "parler", "Outils et témoignages pour en parler"
    TEXTES = "textes", "Textes réglementaires"
    GUIDES = "guides", "Guides et outils méthodologiques"
    INITIER = "initier", "Ressources pour initier la coopération"
    PISTES = "pistes", "Ressources pour identifier des pistes de coopération et rechercher des partenaires"
    RENCONTRE = "rencontre", "Ressources pour la première rencontre"
    FORMALISER = "formaliser", "Ressources pour formaliser le projet"
    MOYENS = "moyens", "Ressources pour mobiliser les moyens techniques et financiers"
    SUIVRE = "suivre", "Ressources pour suivre, gérer et mettre en œuvre le projet"
    COMMUNIQUER = "communiquer", "Ressources pour communiquer"
    VALORISER = "valoriser", "Ressources pour valoriser et capitaliser"
    EVALUER = "evaluer", "Ressources pour évaluer"
    ISSUES = "issues", "Ressources issues de la coopération au sein du groupe/territoire/structure"

    @property
    def mise_en_oeuvre(self):
        """Is it under « Comment mettre en œuvre la coopération ? »"""
        return self not in (self.DEFINITION, self.PARLER, self.TEXTES, self.GUIDES, self.ISSUES)

    @classmethod
    def groupees(cls):
        """Choices for a select, the guide's sub-list under its own heading."""
        generales = [(r.value, r.label) for r in cls if not r.mise_en_oeuvre and r != cls.ISSUES]
        sous_liste = [(r.value, r.label) for r in cls if r.mise_en_oeuvre]
        return [
            *generales,
            ("Comment mettre en œuvre la coopération ?", sous_liste),
            (cls.ISSUES.value, cls.ISSUES.label),
        ]
