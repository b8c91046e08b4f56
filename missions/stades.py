"""The guide's stages of the support, named once for every part of the portal (Cap Rural, guide, p. 38-75)."""

from django.db import models


class StadeAppui(models.TextChoices):
    """The part of Livret B an appui works on: four stages and two transversal threads (guide, p. 38-75)."""

    ENVIE = "envie", "Susciter l’envie de coopérer"
    PARTENARIATS = "partenariats", "Soutenir l’émergence de partenariats opérationnels"
    MISE_EN_OEUVRE = "mise-en-oeuvre", "Accompagner la formalisation et la mise en œuvre du projet"
    FIN = "fin", "Accompagner la fin du projet et anticiper l’après"
    RESEAU = "reseau", "Encourager la mise en réseau (transversal)"
    EVALUATION = "evaluation", "Appuyer l’évaluation du projet (transversal)"
