"""The mission as a case to manage: its four phases, side by side, then one by one."""

import io

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.depots import telechargement
from coopappui.historique import entrees
from coopappui.plan.xlsx import Classeur, Entete
from coopappui.retour import adresse_de_retour, revenir
from coopappui.telechargements import reponse_xlsx
from missions.appartenances import mission_de
from missions.forms.phases import ActionForm, DocumentDActionForm
from missions.guide import PAR_NUMERO
from missions.models import ActionDePhase, DocumentDAction, VersionDeDocument
from missions.phases import avec_documents, en_cours

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def phases(request, pk):
    mission = mission_de(request, pk)
    a_lire = VersionDeDocument.objects.filter(mission=mission).non_lues_par(request.user).defer("contenu")
    return render(
        request, "mission/phases/phases.html", {"mission": mission, "phases": en_cours(mission), "a_lire": a_lire}
    )


@require_safe
def phase(request, pk, numero):
    mission = mission_de(request, pk)
    if numero not in PAR_NUMERO:
        raise Http404
    [phase] = en_cours(mission, numero)
    a_lire = VersionDeDocument.objects.none()
    if numero == 1:
        a_lire = VersionDeDocument.objects.filter(mission=mission).non_lues_par(request.user).defer("contenu")
    contexte = {
        "mission": mission,
        "phase": avec_documents(phase),
        "a_lire": a_lire,
        "autres": [autre for autre in PAR_NUMERO.values() if autre.numero != numero],
        "etats": ActionDePhase.Etat.choices,
    }
    return render(request, "mission/phases/phase.html", contexte)


@require_safe
def historique(request, pk):
    mission = mission_de(request, pk)
    liees = {"actions": "action", "groupes": "groupe à contacter"}
    contexte = {"mission": mission, "entrees": _signees(entrees(mission, liees))}
    return render(request, "mission/phases/historique.html", contexte)


def _signees(entrees):
    """Without what the portal put there by itself."""
    return [entree for entree in entrees if entree["qui"] or entree["changements"]]


AVANCEMENT = {
    "Phase": lambda en_cours: f"{en_cours.numero}. {en_cours.phase.titre}",
    "Où elle en est": lambda en_cours: en_cours.resume,
    "Actions faites": lambda en_cours: en_cours.faites,
    "Actions prévues": lambda en_cours: en_cours.prevues,
    "Il manque": lambda en_cours: "\n".join(phrase for phrase, _ in en_cours.manques),
}
COLONNES = {
    "Phase": lambda action: f"{action.phase}. {action.de_la_phase.titre}",
    "Action": str,
    "Dans le guide": lambda action: f"p. {action.du_guide.page}" if action.du_guide else "ajoutée par la mission",
    "État": lambda action: action.get_etat_display(),
    "Qui": lambda action: str(action.qui or ""),
    "Échéance": lambda action: action.echeance,
    "Faite le": lambda action: action.faite_le,
    "Note": lambda action: action.note,
    "Documents": lambda action: action.nombre_de_documents,
}
LARGEURS = [34, 46, 16, 12, 22, 13, 13, 60, 12]


@require_safe
def phases_xlsx(request, pk):
    """Where each phase stands; then one row an action, in the guide's order."""
    mission = mission_de(request, pk)
    phases, fichier = en_cours(mission), io.BytesIO()
    actions = [action for phase in phases for action in phase.actions]
    with Classeur(f"Phases de la mission · {mission}", auteur=str(mission)) as classeur:
        _feuille(classeur, "Avancement", AVANCEMENT, [34, 44, 10, 10, 80], phases, mission)
        _feuille(classeur, "Actions", COLONNES, LARGEURS, actions, mission)
        classeur.enregistrer(fichier)
    return reponse_xlsx(fichier, f"Phases {mission} {timezone.localdate():%Y-%m-%d}")


def _feuille(classeur, titre, colonnes, largeurs, objets, mission):
    feuille = classeur.feuille(titre, [list(map(Entete, colonnes))], largeurs, en_tete_imprime=str(mission))
    for objet in objets:
        feuille.ligne([lire(objet) for lire in colonnes.values()])


# --- one action --------------------------------------------------------------------------------


def action_de(request, pk, code):
    actions = ActionDePhase.objects.modifiables_par(request.user).select_related("mission", "qui")
    return get_object_or_404(actions, mission=pk, code=code)


@lire_ou_poster
def action(request, pk, code):
    action = action_de(request, pk, code)
    form = ActionForm(request.POST or None, instance=action)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"« {action} » est enregistrée.")
        return redirect(f"{_phase(action)}#{action.code}")
    contexte = {
        "titre": action.titre,
        "action": action,
        "form": form,
        "retour": _phase(action),
        "fil": _fil(action),
        "conseil": _conseil(action),
        "documents": action.documents.select_related("action", "depose_par"),
        "entrees": _signees(entrees(action)),
        "liens": [outil.vers(action.mission) for outil in action.du_guide.outils] if action.du_guide else [],
    }
    return render(request, "mission/phases/action.html", contexte)


@require_POST
def action_etat(request, pk, code):
    """One click; with htmx the line alone comes back."""
    action = action_de(request, pk, code)
    etat = request.POST.get("etat", "")
    if etat not in ActionDePhase.Etat:
        messages.error(request, "Cet état n’existe pas : choisissez parmi ceux que propose la page.")
        return revenir(request, _phase(action))
    action.passer_a(etat)
    fait = f"« {action} » : {action.get_etat_display().lower()}."
    if not request.htmx:
        messages.success(request, fait)
        return redirect(f"{adresse_de_retour(request, _phase(action))}#{action.code}")
    [phase] = en_cours(action.mission, action.phase)
    action = next(a for a in avec_documents(phase).actions if a.code == code)
    contexte = {"action": action, "phase": phase, "etats": ActionDePhase.Etat.choices, "annonce": fait}
    return render(request, "mission/phases/_action_et_avancement.html", contexte)


@lire_ou_poster
def action_nouvelle(request, pk, numero):
    mission = mission_de(request, pk)
    if numero not in PAR_NUMERO:
        raise Http404
    action = ActionDePhase(mission=mission, phase=numero)
    form = ActionForm(request.POST or None, instance=action)
    if request.method == "POST" and form.is_valid():
        action = form.save()
        if not form.deja_enregistre:
            messages.success(request, f"« {action} » est ajoutée à la phase {numero}.")
        return redirect(f"{_phase(action)}#{action.code}")
    contexte = {
        "titre": "Ajouter une action",
        "form": form,
        "bouton": "Ajouter à la phase",
        "retour": _phase(action),
        "fil": _fil(action),
        "intro": "Une action de votre mission, à côté de celles du guide.",
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def action_supprimer(request, pk, code):
    """Only what the mission added: an action of the guide is sans objet."""
    action = action_de(request, pk, code)
    if action.du_guide:
        messages.error(request, "Une action du guide ne se supprime pas : marquez-la « sans objet ».")
        return redirect(action)
    for document in action.documents.all():
        document.delete()
    action.delete()
    messages.success(request, f"« {action} » n’est plus dans la mission.")
    return redirect(_phase(action))


# --- its documents -----------------------------------------------------------------------------


@lire_ou_poster
def document_nouveau(request, pk, code):
    action = action_de(request, pk, code)
    envoi = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentDActionForm(*envoi, action=action, par=request.user)
    if form.is_valid():
        document = form.save()
        if not form.deja_enregistre:
            messages.success(request, f"Le document « {document} » est déposé.")
        return redirect(action)
    contexte = {
        "titre": "Déposer un document",
        "form": form,
        "bouton": "Déposer",
        "retour": action.get_absolute_url(),
        "fil": [*_fil(action), (action.titre, action.get_absolute_url())],
    }
    return render(request, "formulaire.html", contexte)


def _document(documents, pk, numero):
    return get_object_or_404(documents.select_related("action__mission"), action__mission=pk, pk=numero)


@require_safe
def document(request, pk, numero):
    return telechargement(_document(DocumentDAction.objects.visibles_par(request.user), pk, numero))


@require_POST
def document_supprimer(request, pk, numero):
    document = _document(DocumentDAction.objects.modifiables_par(request.user), pk, numero)
    document.delete()
    messages.success(request, f"Le document « {document} » est supprimé.")
    return redirect(document.action)


def _phase(action):
    return reverse("mission:phase", args=[action.mission_id, action.phase])


def _fil(action):
    hub = reverse("mission:phases", args=[action.mission_id])
    return [("La mission d’appui", hub), (f"{action.phase}. {action.de_la_phase.court}", _phase(action))]


def _conseil(action):
    guide = action.du_guide
    if guide is None:
        return None
    source = f"Cap Rural, guide, p. {guide.page}"
    return {"titre": "Ce que propose le guide", "points": guide.points, "source": source}
