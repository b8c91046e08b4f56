"""Takes the demonstration out: its objects, their files and their history. Its accounts stay."""

from django.apps import apps
from django.db import transaction

from appuis.demo.documents import oublier_documents
from appuis.demo.ressources import oublier_ressources
from appuis.models import Appui, Document, Message, Projet
from missions.models import (
    DocumentDAction,
    Enquete,
    GroupeAContacter,
    Membre,
    Mission,
    Personne,
    Question,
    Reponse,
    Structure,
    Territoire,
)


@transaction.atomic
def effacer(mission):
    appartenance = {
        "mission": {"mission_id": mission.pk},
        "appui": {"appui_id__in": list(mission.appuis.values_list("pk", flat=True))},
        "enquete": {"enquete_id__in": list(mission.enquetes.values_list("pk", flat=True))},
        "personne": {"personne_id__in": list(mission.personnes.values_list("pk", flat=True))},
        "projet": {"projet_id__in": list(mission.projets.values_list("pk", flat=True))},
    }
    finir = oublier_documents(mission)
    histoire_de_la_mission = Mission.history.filter(id=mission.pk)
    Document.objects.de_la_mission(mission).delete()
    for document in DocumentDAction.objects.de_la_mission(mission):
        document.delete()
    Message.objects.filter(appui__mission=mission).delete()
    _effacer_les_enquetes(mission)
    Appui.objects.filter(mission=mission).delete()
    oublier_ressources(mission)
    for modele in (Projet, GroupeAContacter, Personne, Structure, Territoire, Membre):
        modele.objects.filter(mission=mission).delete()
    mission.delete()
    histoire_de_la_mission.delete()
    finir()
    for modele in apps.get_models():
        if hasattr(modele, "instance_type"):  # only the models of simple_history have one
            _oublier(modele, appartenance)


def _effacer_les_enquetes(mission):
    """Answers first, then questions without what they depend on: nothing else lets go of them."""
    Reponse.objects.filter(question__enquete__mission=mission).delete()
    Question.objects.filter(enquete__mission=mission).update(si=None)
    Enquete.objects.filter(mission=mission).delete()


def _oublier(historique, appartenance):
    """Deletes the rows kept in a history: those of the mission, of its appuis, of its projects."""
    champs = {champ.name for champ in historique._meta.fields}
    lignes = [historique.objects.filter(**condition) for nom, condition in appartenance.items() if nom in champs]
    for queryset in lignes:
        for relation in historique._meta.related_objects:  # the history of its many-to-many relations
            relation.related_model._base_manager.filter(history__in=queryset).delete()
        queryset.delete()
