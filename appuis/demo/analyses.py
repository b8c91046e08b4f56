"""What the team made of an enquête of the demonstration: marks, first appuis."""

from missions.models import Appreciation, Enquete, Marque


def monter_analyses(scene, analyses):
    for fiche in analyses:
        _analyse(scene, **fiche)


def _analyse(scene, *, enquete, marques, retenus):
    enquete = Enquete.objects.get(mission=scene.mission, titre=enquete)
    questions = {question.numero: question for question in enquete.questions.all()}
    destinataires = {d.personne_id: d for d in enquete.destinataires.all()}

    def destinataire(qui):
        return destinataires[scene.personnes[qui].pk]

    for marque in marques:
        question = questions[marque["question"]] if "question" in marque else None
        posee = Marque.objects.poser(
            destinataire(marque["qui"]),
            marque["situation"],
            scene.comptes[marque["par"]],
            question,
            marque.get("note", ""),
        )
        Marque.objects.filter(pk=posee.pk).update(le=scene.calendrier.instant(marque["jour"]))
    for retenu in retenus:
        appreciation = Appreciation.objects.pour(destinataire(retenu["qui"]))
        appreciation.retenir(scene.comptes[retenu["par"]], retenu["pourquoi"])
