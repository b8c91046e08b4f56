"""The guide's vocabulary of progress: five steps of an appui, stages of a project, what an appui brings."""

from django.db import models


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


class StadeAppui(models.TextChoices):
    """The part of Livret B an appui works on: four stages and two transversal threads (guide, p. 38-75)."""

    ENVIE = "envie", "Susciter l’envie de coopérer"
    PARTENARIATS = "partenariats", "Soutenir l’émergence de partenariats opérationnels"
    MISE_EN_OEUVRE = "mise-en-oeuvre", "Accompagner la formalisation et la mise en œuvre du projet"
    FIN = "fin", "Accompagner la fin du projet et anticiper l’après"
    RESEAU = "reseau", "Encourager la mise en réseau (transversal)"
    EVALUATION = "evaluation", "Appuyer l’évaluation du projet (transversal)"

    @classmethod
    def du_projet(cls, stade):
        """The part of the guide that serves a project at this stage (guide, p. 38-39)."""
        return dict(zip(Stade, (cls.ENVIE, cls.PARTENARIATS, cls.MISE_EN_OEUVRE, cls.FIN), strict=True))[Stade(stade)]


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
