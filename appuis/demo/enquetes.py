"""The enquêtes of the demonstration: one closed, with its answers; one open, its recipients at each state."""

from missions.models import ContactDEnquete, Destinataire, Enquete, Reponse


def monter_enquetes(scene, enquetes):
    for fiche in enquetes:
        _enquete(scene, **fiche)


def _enquete(scene, *, ouverte, butoir, flechees, reponses, close=None, **suite):
    presentation = {nom: suite.pop(nom) for nom in ("titre", "but", "temps_estime", "introduction") if nom in suite}
    calendrier = scene.calendrier
    enquete = scene.creer(
        Enquete,
        calendrier.instant(ouverte),
        scene.fondateur,
        mission=scene.mission,
        date_butoir=calendrier.jour(butoir),
        creee_le=calendrier.instant(ouverte - 3),
        creee_par=scene.fondateur,
        **presentation,
    )
    enquete.poser_les_questions_du_guide()
    questions = {question.numero: question for question in enquete.questions.all()}
    for numero, minimum in flechees.items():
        questions[numero].minimum_de_retours = minimum
        questions[numero].save()
    envoi = calendrier.instant(ouverte)
    for reponse in reponses:
        _reponses(scene, enquete, questions, envoi, **reponse)
    _autres(scene, enquete, envoi, **suite)
    etat = Enquete.Etat.OUVERTE if close is None else Enquete.Etat.CLOSE
    close_le = None if close is None else calendrier.instant(close)
    Enquete.objects.filter(pk=enquete.pk).update(etat=etat, ouverte_le=envoi, close_le=close_le)
    enquete.history.update(etat=etat, ouverte_le=envoi, close_le=close_le)
    enquete.questions.update(posee_le=envoi)


def _reponses(scene, enquete, questions, envoi, *, qui, jour, mode=Destinataire.Mode.EN_LIGNE, **valeurs):
    quand = scene.calendrier.instant(jour)
    destinataire = Destinataire.objects.create(
        enquete=enquete,
        personne=scene.personnes[qui],
        envoye_le=envoi,
        commence_le=quand,
        repondu_le=quand,
        mode=mode,
        saisi_par=None if mode == Destinataire.Mode.EN_LIGNE else scene.fondateur,
    )
    for numero, valeur in valeurs.items():
        question = questions[numero]
        Reponse.objects.create(destinataire=destinataire, question=question, valeur=question.valider(valeur))


def _autres(
    scene, enquete, envoi, silencieux=(), relances=(), commences=(), refus=(), retires=(), contacts=(), importes=()
):
    """Those who did not answer, each as far as they went."""
    hier = scene.calendrier.instant(-1)
    destinataires = {}
    for qui in [*silencieux, *commences, *refus, *retires]:
        destinataires[qui] = Destinataire.objects.create(
            enquete=enquete,
            personne=scene.personnes[qui],
            envoye_le=envoi,
            commence_le=hier if qui in commences else None,
            refuse_le=envoi if qui in refus else None,
            revoque_le=envoi if qui in retires else None,
            relance_le=hier if qui in relances else None,
        )
    for qui in commences:
        premiere = enquete.questions.get(numero="1")
        Reponse.objects.create(destinataire=destinataires[qui], question=premiere, valeur="en-devenir")
    for fiche in importes:
        Destinataire.objects.create(enquete=enquete, envoye_le=envoi if "courriel" in fiche else None, **fiche)
    for contact in contacts:
        ContactDEnquete.objects.create(
            destinataire=destinataires[contact["qui"]],
            le=scene.calendrier.instant(contact["jour"]),
            par=scene.fondateur,
            moyen=contact["moyen"],
            note=contact["note"],
        )
