"""Asking for an appui from the public pages of a mission, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.demandes import DemandeForm
from appuis.models import DemandeDAppui
from appuis.models.demandes import numero
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.courriel import ecrire
from coopappui.jours import jour_long
from missions.annonce import annonce
from missions.models import Mission

SEL = "demande-recue"
# The receipt is shown to who has just asked; the mail stays.
RECU_VISIBLE = 24 * 60 * 60


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def demander(request, adresse):
    mission = _mission(request, adresse)
    demande = DemandeDAppui(mission=mission)
    form = DemandeForm(request.POST or None, instance=demande, initial=_deja_connu(request.user))
    if form.robot:
        return _remercier(mission, 0)
    if form.recevable(request):
        demande = form.save()
        if not form.deja_enregistre:
            _annoncer(demande)
        return _remercier(mission, demande.pk)
    charte = mission.versions.publiques().exists()
    contexte = {"mission": mission, "form": form, "charte": charte}
    return render(request, "public/demander.html", contexte, status=form.statut)


@login_not_required
@require_safe
def recue(request, adresse, jeton):
    """The receipt. A robot has its own, number zero: an officer who is told this number knows why nothing came."""
    mission = _mission(request, adresse)
    try:
        pk = signing.loads(jeton, salt=SEL, max_age=RECU_VISIBLE)
    except signing.BadSignature as faux:
        raise Http404 from faux
    demande = DemandeDAppui.objects.filter(mission=mission, pk=pk).first()
    contexte = {
        "mission": mission,
        "demande": demande,
        "numero": demande.numero if demande else numero(timezone.localdate().year, 0),
        "le": demande.recue_le if demande else timezone.now(),
        "delais": annonce(mission).delais,
    }
    return render(request, "public/demande_recue.html", contexte)


def _mission(request, adresse):
    return get_object_or_404(Mission.objects.lisibles_par(request.user), adresse_publique=adresse)


def _deja_connu(user):
    """What somebody signed in need not type again."""
    if not user.is_authenticated:
        return {}
    return {"prenom": user.first_name, "nom": user.last_name, "courriel": user.email, "telephone": user.telephone}


def _remercier(mission, pk):
    return redirect("demande_recue", mission.adresse_publique, signing.dumps(pk, salt=SEL))


def _annoncer(demande):
    """To the officers, without a word of the need; to who asks, with the subject as only reminder."""
    mission = demande.mission
    prevenir(
        mission.charges(),
        Sujet.DEMANDE,
        f"Demande d’appui {demande.numero} à qualifier",
        demande.get_absolute_url(),
        detail=f"Reçue sur les pages publiques de « {mission} ».",
    )
    joindre = mission.contact_courriel or mission.contact_telephone
    delais = annonce(mission).delais
    ecrire(
        demande.courriel,
        f"Votre demande d’appui {demande.numero}",
        [
            "Bonjour,",
            f"« {mission} » a bien reçu votre demande d’appui le "
            f"{jour_long(demande.recue_le, 'j F Y à H:i')}, sous le numéro {demande.numero}.",
            f"Sujet : {demande.sujet}",
            f"Délais habituels : {delais}" if delais else "",
            f"Pour la compléter, ou y renoncer : {joindre}, en rappelant ce numéro." if joindre else "",
        ],
        ("La page de la mission", mission.url_publique),
        pied=["Vous n’avez rien demandé ? Quelqu’un a donné votre adresse par erreur : ignorez ce message."],
        entetes=repondre_a(mission),
    )


def repondre_a(mission):
    """Answers to our mails reach the mission, when it has a public address."""
    return {"Reply-To": mission.contact_courriel} if mission.contact_courriel else None
