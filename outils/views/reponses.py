"""Answering a published offer: the message joins the registre of prises de contact of the project."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from appuis.views.demander import repondre_a
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.courriel import ecrire
from coopappui.jours import jour_long
from coopappui.texte import guillemets
from outils.forms.reponses import ReponseForm
from outils.models import PriseDeContact
from outils.views.offres import langue_de, publiee

MOTS = {
    "fr": {
        "titre": "Répondre à une offre de coopération",
        "envoyer": "Envoyer mon message",
        "annuler": "Revenir à l’offre",
        "information": "Votre message et vos coordonnées servent à vous répondre, rien d’autre. Les membres de la "
        "mission les lisent et les gardent le temps de chercher un partenaire. Vous pouvez demander à les lire, à les "
        "corriger ou à les effacer.",
        "en_savoir_plus": "Données personnelles",
        "merci": "Merci, votre message est parti",
        "suite": "Un accusé de réception vous est envoyé par e-mail. Il n’arrive pas d’ici une heure ? Vérifiez les "
        "indésirables, puis écrivez au contact de l’offre.",
        "objet": "Votre réponse à une offre de coopération",
        "recu": "Nous avons bien reçu votre réponse à l’offre « {offre} », le {le}. Elle est entre les mains de "
        "« {mission} », qui vous répondra.",
        "erreur": "Vous n’avez rien écrit ? Quelqu’un a donné votre adresse par erreur : ignorez ce message.",
        "bonjour": "Bonjour,",
        "l_offre": "Relire l’offre",
    },
    "en": {
        "titre": "Answer a cooperation offer",
        "envoyer": "Send my message",
        "annuler": "Back to the offer",
        "information": "Your message and your contact details are used to answer you, nothing else. They are read by "
        "the members of the mission and kept for as long as a partner is looked for. You may ask to read, correct or "
        "erase them.",
        "en_savoir_plus": "Personal data (in French)",
        "merci": "Thank you, your message has been sent",
        "suite": "You will receive an acknowledgement by e-mail. Nothing after an hour? Check your spam folder, then "
        "write to the contact given in the offer.",
        "objet": "Your answer to a cooperation offer",
        "recu": "We have received your answer to the offer “{offre}”, on {le}. It is now with “{mission}”, who will "
        "answer you.",
        "erreur": "You did not write to us? Somebody gave your address by mistake: please ignore this message.",
        "bonjour": "Hello,",
        "l_offre": "Read the offer again",
    },
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def repondre(request, pk):
    offre, langue = publiee(pk), langue_de(request)
    suiveur = _suiveur(offre)
    if suiveur is None:
        raise Http404
    contact = PriseDeContact(mission=offre.mission, projet=offre.le_projet, offre=offre, pris_par=suiveur)
    with override(langue):
        form = ReponseForm(request.POST or None, instance=contact, langue=langue)
        remercier = redirect(f"{reverse('offres:merci', args=[pk])}?langue={langue}")
        if form.robot:
            return remercier
        if form.recevable(request):
            with override("fr"):
                contact = form.save()
            if not form.deja_enregistre:
                _annoncer(contact, langue)
            return remercier
        contexte = {"offre": offre, "form": form, "langue": langue, "mots": MOTS[langue]}
        return render(request, "public/repondre.html", contexte, status=form.statut)


@login_not_required
@require_safe
def merci(request, pk):
    langue = langue_de(request)
    return render(request, "public/merci.html", {"offre": publiee(pk), "langue": langue, "mots": MOTS[langue]})


def _suiveur(offre):
    """Who follows the answers: the officer who published the offer, else another of the mission; None when there is
    none left."""
    charges = offre.mission.charges()
    return charges.filter(pk__in=[offre.modifie_par_id or 0, offre.cree_par_id or 0]).first() or charges.first()


def _annoncer(contact, langue):
    offre, mots = contact.offre, MOTS[langue]
    titre = offre.titre_du_projet or offre.titre
    prevenir(
        contact.mission.charges(),
        Sujet.DEMANDE,
        f"Une réponse à l’offre {guillemets(titre)}",
        contact.get_absolute_url(),
        detail="Elle est au registre des prises de contact.",
    )
    le = jour_long(timezone.localdate())
    ecrire(
        contact.courriel,
        mots["objet"],
        [mots["bonjour"], mots["recu"].format(offre=titre, le=le, mission=contact.mission)],
        (mots["l_offre"], f"{offre.adresse_publique}?langue={langue}"),
        pied=[mots["erreur"]],
        entetes=repondre_a(contact.mission),
    )
