"""The guide's vocabulary of progress: five steps of an appui, stages of a project, what an appui brings."""

from django.db import models

from missions.stades import StadeAppui

__all__ = ["Canal", "Etape", "NatureApport", "Stade", "StadeAppui"]


class Etape(models.TextChoices):
    """The five steps of an appui (guide, p. 30-35)."""

    CONTACT = "contact", "Prendre contact"
    DEMARRAGE = "demarrage", "Démarrer un appui"
    BLOCAGES = "blocages", "Lever les blocages"
    CLOTURE = "cloture", "Clore un temps de travail"
    BILAN = "bilan", "Tenir à jour un bilan des appuis réalisés"

    @property
    def numero(self):
        """1 to 5."""
        return list(Etape).index(self) + 1

    @property
    def court(self):
        """The label that fits in a badge or a stepper."""
        return {"demarrage": "Démarrer", "bilan": "Tenir à jour le bilan"}.get(self.value, self.label)

    @property
    def suivante(self):
        """The next step, or None after the last."""
        return (list(Etape)[self.numero :] or [None])[0]


class Stade(models.TextChoices):
    """What a project reaches (guide, Livret B, p. 38-39)."""

    EMERGENCE = "emergence", "Émergence"
    LANCEMENT = "lancement", "Lancement"
    REALISATION = "realisation", "Réalisation"
    CLOTURE = "cloture", "Clôture"

    @property
    def numero(self):
        return list(Stade).index(self) + 1

    @property
    def partie(self):
        """The part of the guide that serves a project at this stage (guide, p. 38-39)."""
        parties = (StadeAppui.ENVIE, StadeAppui.PARTENARIATS, StadeAppui.MISE_EN_OEUVRE, StadeAppui.FIN)
        return parties[self.numero - 1]


class NatureBlocage(models.TextChoices):
    """What a blocage is about: the difficulties that Livret B names at each stage, grouped (guide, p. 41-73)."""

    ENVIE = "envie", "Envie de coopérer, a priori, plus-value à montrer"
    ACTEURS = "acteurs", "Mobiliser les acteurs et les élus"
    IDEE = "idee", "Idée ou sujet à préciser"
    PARTENAIRES = "partenaires", "Trouver des partenaires"
    RENCONTRE = "rencontre", "Se connaître : rencontre, langue, cultures"
    ROLES = "roles", "Rôles, engagements, gouvernance"
    MOYENS = "moyens", "Moyens humains, techniques, financiers"
    CADRE = "cadre", "Règles, procédures, calendrier"
    RESEAU = "reseau", "Faire réseau"
    COMMUNICATION = "communication", "Communiquer"
    BILAN = "bilan", "Évaluer, faire le bilan, préparer la suite"


class NatureApport(models.TextChoices):
    """What an appui brings to lift a blocage: the guide's seven kinds (p. 33)."""

    METHODE = "methode", "Méthode"
    OUTIL = "outil", "Outil"
    RESSOURCE = "ressource", "Ressource"
    EXPERIENCE = "experience", "Échange d’expériences"
    FORMATION = "formation", "Formation"
    PERSONNE = "personne", "Personne ressource"
    RELATION = "relation", "Mise en relation"


class Canal(models.TextChoices):
    """How people met or talked."""

    TELEPHONE = "telephone", "Téléphone"
    VISIO = "visio", "Visioconférence"
    RENCONTRE = "rencontre", "Rencontre"
    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"
