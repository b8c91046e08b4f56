"""Who was invited and what became of it, who has read the charte, what one of them said when stopping.

Nothing is sent by mail.
"""

import secrets
from datetime import timedelta

from appuis.demo.jours import dater
from appuis.models import Appui, Invitation, RaisonConfiee
from appuis.models.invitations import DUREE, adresse_de
from coopappui.jeton import empreinte
from missions.models import PriseDeConnaissance


def monter_acces(scene, *, invitations=(), lectures=(), raisons=()):
    for invitation in invitations:
        _inviter(scene, **invitation)
    for lecture in lectures:
        _lire_la_charte(scene, **lecture)
    for raison in raisons:
        _confier(scene, **raison)


def _appui(scene, intitule):
    return Appui.objects.get(mission=scene.mission, intitule=intitule)


def _inviter(scene, *, personne, par, jour, appui="", projet="", acceptee=None, revoquee=None):
    personne, envoyee = scene.personnes[personne], scene.calendrier.instant(jour)
    invitation = Invitation(
        personne=personne,
        appui=_appui(scene, appui) if appui else None,
        projet=scene.projets[projet] if projet else None,
        courriel=adresse_de(personne),
        empreinte=empreinte(secrets.token_urlsafe()),
        par=scene.comptes[par],
        envoyee_le=envoyee,
        expire_le=envoyee + DUREE,
        acceptee_le=None if acceptee is None else scene.calendrier.instant(acceptee, 1),
    )
    if revoquee is not None:
        invitation.revoquee_le, invitation.revoquee_par = scene.calendrier.instant(revoquee, 2), scene.comptes[par]
    invitation.save()
    if invitation.projet and invitation.acceptee_le and not invitation.revoquee_le:
        invitation.projet.participants.add(personne)


def _lire_la_charte(scene, *, compte, version, jour):
    """A day or two after it was published, never before."""
    lue = scene.mission.versions.get(genre="charte", numero=version)
    prise = PriseDeConnaissance.objects.noter(lue, scene.comptes[compte])
    PriseDeConnaissance.objects.filter(pk=prise.pk).update(le=scene.calendrier.instant(jour) + timedelta(hours=1))


def _confier(scene, *, appui, compte, jour, texte):
    raison = RaisonConfiee(appui=_appui(scene, appui), auteur=scene.comptes[compte], texte=texte)
    raison.full_clean()
    raison.save()
    dater(raison, cree_le=scene.calendrier.instant(jour))
