"""Factories: believable French objects, the least that makes each valid."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from appuis import models as appuis
from comptes.models import Utilisateur
from missions import models as missions

MOT_DE_PASSE = "demo-coopappui"


def il_y_a(jours):
    """The date `jours` days ago (negative: to come)."""
    return timezone.localdate() - datetime.timedelta(days=jours)


def a_midi(jour):
    """Noon of that day in France: as many times 24 hours ago is another day when the clocks changed in between."""
    return timezone.make_aware(datetime.datetime.combine(jour, datetime.time(12)))


class UtilisateurFactory(DjangoModelFactory):
    class Meta:
        model = Utilisateur
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Delorme{n}")
    password = factory.django.Password(MOT_DE_PASSE)


class MissionFactory(DjangoModelFactory):
    class Meta:
        model = missions.Mission

    nom = factory.Sequence(lambda n: f"Mission {n}")


class MembreFactory(DjangoModelFactory):
    class Meta:
        model = missions.Membre

    mission = factory.SubFactory(MissionFactory)
    utilisateur = factory.SubFactory(UtilisateurFactory)
    role = missions.Membre.Role.CHARGE


class TypeStructureFactory(DjangoModelFactory):
    class Meta:
        model = missions.TypeStructure
        django_get_or_create = ("libelle",)

    libelle = "Commune"


class TerritoireFactory(DjangoModelFactory):
    class Meta:
        model = missions.Territoire

    mission = factory.SubFactory(MissionFactory)
    nom = factory.Sequence(lambda n: f"Pays d’Aubrives {n}")


class StructureFactory(DjangoModelFactory):
    class Meta:
        model = missions.Structure

    mission = factory.SubFactory(MissionFactory)
    nom = factory.Sequence(lambda n: f"Communauté de communes {n}")
    type = factory.SubFactory(TypeStructureFactory)


class PersonneFactory(DjangoModelFactory):
    class Meta:
        model = missions.Personne

    mission = factory.SubFactory(MissionFactory)
    prenom = "Lucie"
    nom = factory.Sequence(lambda n: f"Berthier{n}")
    fonction = "Agent de développement"
    courriel = factory.Sequence(lambda n: f"lucie{n}@example.org")


class EnqueteFactory(DjangoModelFactory):
    """An enquête ready to be sent, but for its questions and its recipients."""

    class Meta:
        model = missions.Enquete

    mission = factory.SubFactory(MissionFactory)
    titre = factory.Sequence(lambda n: f"Vos besoins d’appui {n}")
    but = "Construire avec vous notre offre d’appui."
    temps_estime = 20
    date_butoir = factory.LazyFunction(lambda: il_y_a(-21))

    class Params:
        ouverte = factory.Trait(etat="ouverte", ouverte_le=factory.LazyFunction(timezone.now))
        close = factory.Trait(
            etat="close",
            ouverte_le=factory.LazyFunction(timezone.now),
            close_le=factory.LazyFunction(timezone.now),
        )


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = missions.Question

    enquete = factory.SubFactory(EnqueteFactory)
    enonce = factory.Sequence(lambda n: f"Quelles sont vos attentes ? ({n})")


class DestinataireFactory(DjangoModelFactory):
    """Somebody of the réseau, who has not received anything yet."""

    class Meta:
        model = missions.Destinataire

    enquete = factory.SubFactory(EnqueteFactory)
    personne = factory.LazyAttribute(lambda o: PersonneFactory(mission=o.enquete.mission))

    class Params:
        repondu = factory.Trait(
            envoye_le=factory.LazyFunction(timezone.now),
            commence_le=factory.LazyFunction(timezone.now),
            repondu_le=factory.LazyFunction(timezone.now),
        )


class ReponseFactory(DjangoModelFactory):
    class Meta:
        model = missions.Reponse

    question = factory.SubFactory(QuestionFactory)
    destinataire = factory.LazyAttribute(lambda o: DestinataireFactory(enquete=o.question.enquete, repondu=True))
    valeur = "Un appui régulier."


class TypeCooperationFactory(DjangoModelFactory):
    class Meta:
        model = appuis.TypeCooperation
        django_get_or_create = ("libelle",)

    libelle = "Transnationale"


class TypeFinancementFactory(DjangoModelFactory):
    class Meta:
        model = appuis.TypeFinancement
        django_get_or_create = ("libelle",)

    libelle = "LEADER"


class ProjetFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Projet

    mission = factory.SubFactory(MissionFactory)
    nom = factory.Sequence(lambda n: f"Filière noisette {n}")
    type = factory.SubFactory(TypeCooperationFactory)


class AppuiFactory(DjangoModelFactory):
    """An appui just opened; traits take it further."""

    class Meta:
        model = appuis.Appui
        skip_postgeneration_save = True

    mission = factory.SubFactory(MissionFactory)
    intitule = factory.Sequence(lambda n: f"Chercher un partenaire {n}")
    charge = factory.LazyAttribute(lambda o: MembreFactory(mission=o.mission).utilisateur)
    besoin_exprime = "Trouver un partenaire italien."

    @factory.post_generation
    def structures(self, create, extracted, **kwargs):
        self.structures.set(extracted if extracted is not None else [StructureFactory(mission=self.mission)])

    @factory.post_generation
    def beneficiaires(self, create, extracted, **kwargs):
        self.beneficiaires.set(extracted or [])

    @factory.post_generation
    def co_charges(self, create, extracted, **kwargs):
        self.co_charges.set(extracted or [])


class DemandeFactory(DjangoModelFactory):
    """An appui asked for on the public pages."""

    class Meta:
        model = appuis.DemandeDAppui

    mission = factory.SubFactory(MissionFactory)
    prenom = "Odile"
    nom = "Garnier"
    courriel = "odile.garnier@example.org"
    structure_nom = factory.Sequence(lambda n: f"Syndicat du Val Chanteuil {n}")
    sujet = "Trouver un partenaire roumain"
    besoin = "Nous voulons faire venir des apiculteurs."


class SequenceFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Sequence

    appui = factory.SubFactory(AppuiFactory)
    nature = "Relecture de l’offre"
    auteur = factory.SelfAttribute("appui.charge")
    date = factory.LazyFunction(lambda: il_y_a(3))


class BlocageFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Blocage

    appui = factory.SubFactory(AppuiFactory)
    intitule = "Partenaire italien sans référent"


class EngagementFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Engagement

    appui = factory.SubFactory(AppuiFactory)
    quoi = "Relire l’offre de coopération"
    charge = factory.SelfAttribute("appui.charge")
    echeance = factory.LazyFunction(lambda: il_y_a(-7))


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Document

    appui = factory.SubFactory(AppuiFactory)
    titre = "Offre de coopération"
    extension = "pdf"
    fichier = factory.django.FileField(filename="offre.pdf", data=b"%PDF-1.4\n%%EOF\n")
    nom_d_origine = "offre.pdf"
    type_mime = "application/pdf"
    taille = 15
    depose_par = factory.SelfAttribute("appui.charge")


class RessourceFactory(DjangoModelFactory):
    """A text; `fichier_joint` gives it a file besides."""

    class Meta:
        model = appuis.Ressource

    class Params:
        fichier_joint = factory.Trait(
            fichier=factory.django.FileField(filename="trame.pdf", data=b"%PDF-1.4\n%%EOF\n"),
            nom_d_origine="trame.pdf",
            extension="pdf",
            type_mime="application/pdf",
            taille=15,
        )

    mission = factory.SubFactory(MissionFactory)
    titre = factory.Sequence(lambda n: f"Relancer un partenaire {n}")
    resume = "Trois courriels prêts à adapter."
    genre = "texte"
    texte = "## Avant d’écrire\n\nCherchez un nom."


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = appuis.NoteConfidentielle
        skip_postgeneration_save = True

    appui = factory.SubFactory(AppuiFactory)
    auteur = factory.SelfAttribute("appui.charge")
    texte = "Le binôme élu-technicien ne s’accorde pas."

    @factory.post_generation
    def lecteurs(self, create, extracted, **kwargs):
        self.lecteurs.set(extracted or [])


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = appuis.Message

    appui = factory.SubFactory(AppuiFactory)
    auteur = factory.SelfAttribute("appui.charge")
    texte = "Avez-vous eu des nouvelles de la Valle Serina ?"


class PieceJointeFactory(DjangoModelFactory):
    class Meta:
        model = appuis.PieceJointe

    message = factory.SubFactory(MessageFactory)
    extension = "pdf"
    fichier = factory.django.FileField(filename="devis.pdf", data=b"%PDF-1.4\n%%EOF\n")
    nom_d_origine = "devis.pdf"
    type_mime = "application/pdf"
    taille = 15


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = missions.Source

    mission = factory.SubFactory(MissionFactory)
    nom = factory.Sequence(lambda n: f"Lettre de la coopération {n}")


class InformationFactory(DjangoModelFactory):
    """To read, unless a state is said: `InformationFactory(etat="gardee")`."""

    class Meta:
        model = missions.Information

    mission = factory.SubFactory(MissionFactory)
    titre = factory.Sequence(lambda n: f"Un appel à projets n° {n}")
    etat = "a-lire"
    triee_le = factory.LazyAttribute(lambda i: None if i.etat == "a-lire" else timezone.now())


class ListeFactory(DjangoModelFactory):
    class Meta:
        model = missions.ListeDeDiffusion
        skip_postgeneration_save = True

    mission = factory.SubFactory(MissionFactory)
    nom = factory.Sequence(lambda n: f"Les élus {n}")

    @factory.post_generation
    def personnes(self, cree, personnes, **kwargs):
        if personnes:
            self.inscrire(personnes, None)


class LettreFactory(DjangoModelFactory):
    class Meta:
        model = missions.Lettre

    mission = factory.SubFactory(MissionFactory)
    titre = factory.Sequence(lambda n: f"La lettre de novembre {n}")


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = missions.ArticleDeLettre

    lettre = factory.SubFactory(LettreFactory)
    titre = factory.Sequence(lambda n: f"Un article {n}")
    texte = "Ce qu’il faut en **retenir**."
    rang = factory.Sequence(lambda n: n)
