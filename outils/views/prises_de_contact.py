"""The registre of prises de contact: read by the members of the mission, written by its officers."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.appuis import ChoixMission
from appuis.models import Projet
from appuis.views import tableaux
from coopappui.historique import entrees
from coopappui.texte import numero
from missions.appartenances import est_charge
from missions.models import Mission
from outils.forms.contacts_au_reseau import AuReseauForm
from outils.forms.prises_de_contact import PriseDeContactForm
from outils.models import PriseDeContact
from outils.tableaux.prises_de_contact import PRISES_DE_CONTACT

CONSEIL = {
    "titre": "Un contact se prépare et se suit",
    "points": [
        "Notez tout de suite ce qui s’est dit : vous rappellerez en sachant où vous en étiez.",
        "Dites pourquoi ce contact vous intéresse, ou non : vos collègues n’auront pas à le redemander.",
        "Donnez une date à la suite : elle vous sera rappelée.",
    ],
    "source": "Cap Rural, guide, p. 107",
}


@require_safe
def contacts(request):
    projet = numero(request.GET.get("projet"))
    creation = reverse("outils:contact_nouveau") + (f"?{urlencode({'projet': projet})}" if projet else "")
    gabarit = "outils/contacts/liste.html"
    return tableaux.page(
        request, PRISES_DE_CONTACT, gabarit, creation=creation, nouveau="Nouveau contact", dirigees=[]
    )


@require_safe
def contacts_xlsx(request):
    return tableaux.classeur(request, PRISES_DE_CONTACT)


@require_safe
def contacts_pdf(request):
    return tableaux.imprime(request, PRISES_DE_CONTACT)


def _fil(contact=None):
    fil = [("Carnet d’outils", reverse("outils:catalogue")), ("Prises de contact", reverse("outils:contacts"))]
    return [*fil, (str(contact), contact.get_absolute_url())] if contact else fil


@require_safe
def contact(request, pk):
    contacts = PriseDeContact.objects.visibles_par(request.user).avec_suite()
    contact = get_object_or_404(
        contacts.select_related("mission", "projet", "personne", "structure", "pris_par", "offre"), pk=pk
    )
    contexte = {
        "contact": contact,
        "rappel": contact.rappel() if contact.suite else None,
        "modifiable": est_charge(request.user, contact.mission),
        "fil": _fil(),
    }
    return render(request, "outils/contacts/contact.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_nouveau(request):
    """`projet`, `personne`, `structure` or `mission` in the address: where it is reached from."""
    missions = Mission.objects.avec_charge(request.user)
    initial = _reprises(request)
    demandee = initial.pop("mission", None) or numero(request.GET.get("mission"))
    if demandee is None and len(missions) > 1:
        return _choisir_la_mission(request)
    mission = get_object_or_404(missions, **({"pk": demandee} if demandee else {}))
    form = PriseDeContactForm(
        request.POST or None, user=request.user, instance=PriseDeContact(mission=mission), initial=initial
    )
    if form.is_valid():
        contact = form.save()
        if not form.deja_enregistre:
            messages.success(request, f"Le contact « {contact} » est au registre.")
        return redirect(contact)
    retour = reverse("outils:contacts") + (f"?projet={initial['projet']}" if "projet" in initial else "")
    return _formulaire(request, form, "Nouveau contact", retour, _fil())


def _reprises(request):
    """What the address already says, among what this officer may write on; 404 for what is not theirs."""
    if projet := numero(request.GET.get("projet")):
        projet = get_object_or_404(Projet.objects.modifiables_par(request.user), pk=projet)
        return {"projet": projet.pk, "mission": projet.mission_id}
    for nom in ("personne", "structure"):
        if pk := numero(request.GET.get(nom)):
            modele = PriseDeContact._meta.get_field(nom).related_model
            fiche = get_object_or_404(modele.objects.modifiables_par(request.user), pk=pk)
            connu = PriseDeContact.du_reseau(**{"personne": None, "structure": None, nom: fiche})
            return connu | {nom: fiche.pk, "mission": fiche.mission_id}
    return {}


def _choisir_la_mission(request):
    form = ChoixMission(request.POST or None, user=request.user)
    if form.is_valid():
        return redirect(f"{request.path}?mission={form.cleaned_data['mission'].pk}")
    contexte = {"titre": "Nouveau contact", "form": form, "bouton": "Continuer", "fil": _fil()}
    return render(request, "formulaire.html", contexte | {"retour": reverse("outils:contacts")})


def _formulaire(request, form, titre, retour, fil):
    contexte = {"titre": titre, "form": form, "retour": retour, "fil": fil, "conseil": CONSEIL}
    return render(request, "outils/contacts/modifier.html", contexte)


def _modifiable(request, pk):
    contacts = PriseDeContact.objects.modifiables_par(request.user)
    return get_object_or_404(contacts.select_related("mission", "projet", "personne", "structure"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_modifier(request, pk):
    contact = _modifiable(request, pk)
    form = PriseDeContactForm(request.POST or None, user=request.user, instance=contact)
    if form.is_valid():
        contact = form.save()
        messages.success(request, f"Le contact « {contact} » est enregistré.")
        return redirect(contact)
    return _formulaire(request, form, "Modifier le contact", contact.get_absolute_url(), _fil(contact))


@require_http_methods(["GET", "HEAD", "POST"])
def contact_reseau(request, pk):
    """Its person and its organisation join the réseau, once it is known that they are not there already."""
    contact = _modifiable(request, pk)
    if request.method == "POST":
        # Sent twice, they join once.
        contact = PriseDeContact.objects.select_for_update().get(pk=contact.pk)
    if not contact.a_ajouter:
        messages.info(request, f"« {contact} » est déjà au réseau.")
        return redirect(contact)
    form = AuReseauForm(request.POST if request.method == "POST" else None, contact=contact, user=request.user)
    if form.is_valid():
        with transaction.atomic():
            form.enregistrer()
        messages.success(request, f"« {contact} » est relié au réseau.")
        return redirect(contact)
    contexte = {
        "titre": "Ajouter au réseau",
        "form": form,
        "bouton": "Ajouter au réseau",
        "intro": "Les coordonnées notées ici complètent les champs vides de la fiche ; elles n’en remplacent aucun.",
        "retour": contact.get_absolute_url(),
        "fil": _fil(contact),
    }
    return render(request, "formulaire.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_supprimer(request, pk):
    contact = _modifiable(request, pk)
    if request.method == "POST":
        nom = str(contact)
        contact.oublier_la_suite()
        contact.delete()
        messages.success(request, f"Le contact « {nom} » est supprimé.")
        return redirect("outils:contacts")
    return render(request, "outils/contacts/supprimer.html", {"contact": contact, "fil": _fil(contact)})


@require_safe
def contact_historique(request, pk):
    contact = get_object_or_404(PriseDeContact.objects.visibles_par(request.user), pk=pk)
    contexte = {"fiche": contact, "entrees": entrees(contact), "fil": _fil(contact)}
    return render(request, "outils/historique.html", contexte)
