"""Whom an enquête is sent to, and where each stands."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.texte import numero
from missions import anonymat
from missions.ajouts_de_destinataires import ajouter
from missions.appartenances import est_charge
from missions.forms.destinataire_au_reseau import DestinataireAuReseauForm
from missions.forms.destinataires import ContactForm, FiltresDestinataires, ListeForm
from missions.models import Appreciation, ContactDEnquete, Destinataire, Personne
from missions.views.enquetes import a_modifier, fil, lue

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
# People shown at once when choosing: filters bring the others.
MONTRES = 200
PAR_PAGE = 50
# Names of the querysets of Destinataire.
ETATS = {
    "repondus": "Ont répondu",
    "commences": "Ont commencé",
    "silencieux": "Sans réponse",
    "refus": "Ne souhaitent pas répondre",
    "retires": "Retirés",
}


def fil_des_destinataires(enquete):
    adresse = reverse("enquetes:destinataires", args=[enquete.pk])
    return [*fil(enquete.mission, enquete), ("Destinataires", adresse)]


@require_safe
def destinataires(request, pk):
    enquete = lue(request, pk)
    etat = request.GET.get("etat", "")
    siens = getattr(enquete.destinataires, etat if etat in ETATS else "actifs")()
    chiffres = enquete.chiffres()
    tous = siens.avec_tout().avec_dernier_contact()
    contexte = {
        "enquete": enquete,
        "destinataires": Paginator(tous, PAR_PAGE).get_page(request.GET.get("page")),
        "etat": etat if etat in ETATS else "",
        "etats": [(cle, libelle, chiffres[cle]) for cle, libelle in ETATS.items()],
        "chiffres": chiffres,
        "fil": fil(enquete.mission, enquete),
    }
    return render(request, "enquetes/destinataires.html", contexte)


@lire_ou_poster
def choisir(request, pk):
    """People of the réseau, several at once."""
    enquete = a_modifier(request, pk)
    siennes = Personne.objects.filter(mission=enquete.mission_id)
    if request.method == "POST":
        cles = [cle for cle in map(numero, request.POST.getlist("personnes")) if cle]
        choisies = siennes.filter(pk__in=cles[:MONTRES]).select_related("structure__type")
        candidats = [Destinataire(personne=personne) for personne in choisies]
        if not candidats:
            messages.error(request, "Cochez au moins une personne.")
            return redirect(request.get_full_path())
        return _ajouter(request, enquete, candidats) or redirect(request.get_full_path())
    deja = enquete.destinataires.filter(personne__isnull=False).values("personne")
    filtres = FiltresDestinataires(request.GET, siennes.exclude(pk__in=deja), request.user)
    trouvees = list(
        filtres.qs.select_related("structure__type", "structure__territoire").order_by("recherche")[: MONTRES + 1]
    )
    contexte = {
        "enquete": enquete,
        "filtres": filtres,
        "personnes": trouvees[:MONTRES],
        "reste": len(trouvees) > MONTRES,
        "fil": fil_des_destinataires(enquete),
    }
    return render(request, "enquetes/choisir.html", contexte)


@lire_ou_poster
def importer(request, pk):
    enquete = a_modifier(request, pk)
    form = ListeForm(request.POST or None, files=request.FILES or None, mission=enquete.mission)
    if request.method == "POST" and form.is_valid() and (reponse := _ajouter(request, enquete, form.candidats)):
        return reponse
    contexte = {
        "titre": "Importer des destinataires",
        "form": form,
        "bouton": "Ajouter ces destinataires",
        "retour": reverse("enquetes:destinataires", args=[pk]),
        "fil": fil_des_destinataires(enquete),
        "intro": "Une adresse déjà dans le réseau y est reconnue. Sans courriel, une personne reste dans "
        "la liste : vous la joindrez par téléphone ou sur papier.",
    }
    return render(request, "formulaire.html", contexte)


def _ajouter(request, enquete, candidats):
    """The list, once they are in it; None when they cannot be."""
    try:
        bilan = ajouter(enquete, candidats)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return None
    premiere, *suite = bilan.phrases()
    messages.success(request, premiere) if bilan.ajoutes else messages.info(request, premiere)
    for phrase in suite:
        messages.warning(request, phrase)
    return redirect("enquetes:destinataires", enquete.pk)


@lire_ou_poster
def destinataire(request, pk):
    """One recipient: where they stand, what was said with them."""
    destinataire = un(request, pk)
    form = ContactForm(request.POST or None, instance=ContactDEnquete(destinataire=destinataire, par=request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Le contact est noté.")
        return redirect("enquetes:destinataire", pk)
    enquete = destinataire.enquete
    contexte = {
        "destinataire": destinataire,
        "enquete": enquete,
        "contacts": destinataire.contacts.select_related("par"),
        "form": form,
        "fil": fil_des_destinataires(enquete),
        "efface": anonymat.est_efface(destinataire),
        "charge": est_charge(request.user, enquete.mission),
        "attendu": enquete.ouverte
        and not (destinataire.repondu_le or destinataire.refuse_le or destinataire.revoque_le),
    }
    return render(request, "enquetes/destinataire.html", contexte)


@require_POST
def retirer(request, pk):
    """Out of the list while nothing left; its link taken back afterwards."""
    destinataire = un(request, pk)
    if destinataire.enquete.en_preparation:
        destinataire.delete()
        messages.success(request, f"{destinataire.qui} n’est plus destinataire.")
        return redirect("enquetes:destinataires", destinataire.enquete_id)
    destinataire.revoquer()
    messages.success(request, f"Le lien de {destinataire.qui} n’ouvre plus rien.")
    return redirect("enquetes:destinataire", pk)


@require_POST
def retablir(request, pk):
    destinataire = un(request, pk)
    destinataire.retablir()
    messages.success(request, f"Le lien de {destinataire.qui} sert de nouveau.")
    return redirect("enquetes:destinataire", pk)


@lire_ou_poster
def au_reseau(request, pk):
    """Somebody who came from a list gets a card: the first step of an appui. The réseau is written by chargés."""
    destinataire = un(request, pk)
    if not est_charge(request.user, destinataire.enquete.mission):
        raise Http404
    if destinataire.personne or anonymat.est_efface(destinataire):
        return redirect("enquetes:destinataire", pk)
    form = DestinataireAuReseauForm(
        request.POST if request.method == "POST" else None, destinataire=destinataire, user=request.user
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                destinataire = form.enregistrer()
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
        else:
            messages.success(request, f"{destinataire.qui} est au réseau.")
        if Appreciation.objects.retenues().filter(destinataire=pk).exists():
            return redirect("enquetes:premiers_appuis", destinataire.enquete_id)
        return redirect("enquetes:destinataire", pk)
    contexte = {
        "titre": "Ajouter au réseau",
        "form": form,
        "bouton": "Ajouter au réseau",
        "intro": "Ce que dit la liste complète les champs vides de la fiche, sans en remplacer aucun. "
        "Vous pourrez ensuite ouvrir un appui.",
        "retour": reverse("enquetes:destinataire", args=[pk]),
        "fil": fil_des_destinataires(destinataire.enquete),
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def effacer(request, pk):
    """At the request of the person: what names them, and what was written."""
    anonymat.effacer(un(request, pk))
    messages.success(request, "C’est effacé : ses choix restent comptés, sans son nom.")
    return redirect("enquetes:destinataire", pk)


def un(request, pk):
    siens = Destinataire.objects.modifiables_par(request.user).avec_tout().select_related("saisi_par")
    return get_object_or_404(siens, pk=pk)
