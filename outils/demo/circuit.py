"""Fiches on their way between a bénéficiaire and their officer: asked for, transmitted, to be corrected, validated."""

from datetime import timedelta

from django.utils import timezone

from outils.demo.commun import dans
from outils.models import Demande, Outil, Transmission

# (tool, what becomes of it).
PARCOURS = {
    "ressources-piste": ("vider", "demander"),
    "selection-partenaire": ("demander", "transmettre"),
    "checklist-premiere-rencontre": ("demander", "transmettre", "corriger"),
    "pre-projet": ("demander", "transmettre", "valider"),
}
MOTS = {
    "ressources-piste": "Commencez par ce que vous avez déjà sur place ; nous compléterons ensemble.",
    "checklist-premiere-rencontre": "Encore deux précisions avant la rencontre.",
}
REMARQUES = (
    "Précisez qui accueille le groupe à son arrivée.",
    "Avez-vous pensé à la traduction pendant la visite ?",
)


def parcourir(fiche, agent, beneficiaire):
    """Takes a shared fiche along its way. Nobody is told: these people do not exist."""
    for pas in PARCOURS.get(fiche.code, ()):
        _PAS[pas](fiche, agent, beneficiaire)


def _demander(fiche, agent, beneficiaire):
    fiche.modifie_par = agent
    demande, _ = fiche.demander(agent, [beneficiaire], dans(6), MOTS.get(fiche.code, ""))
    Demande.objects.filter(pk=demande.pk).update(le=timezone.now() - timedelta(days=5))


def _transmettre(fiche, agent, beneficiaire):
    transmission = fiche.transmettre(beneficiaire)
    la_veille = timezone.now() - timedelta(days=1)
    Transmission.objects.filter(pk=transmission.pk).update(le=la_veille)
    Outil.objects.filter(pk=fiche.pk).update(transmise_le=la_veille)
    fiche.transmise_le = la_veille


def _corriger(fiche, agent, beneficiaire):
    blocs = fiche.derniere_transmission.blocs()
    reponses = [
        (f"{bloc.intitule}, {ou}", case) for bloc in blocs for ou, cases in bloc.parts for case in cases if case
    ]
    for texte, (ou, case) in zip(REMARQUES, reponses[2 :: len(reponses) // 2], strict=False):
        libelle = f"{ou}, {case.libelle}"
        fiche.remarques.create(ou=case.ou, libelle=libelle, reponse=str(case), texte=texte, par=agent)
    fiche.demander_une_correction(agent, MOTS[fiche.code], dans(9))


def _valider(fiche, agent, beneficiaire):
    fiche.modifie_par = agent
    fiche.finaliser()


def _vider(fiche, agent, beneficiaire):
    """Barely begun: what is asked is still to be answered."""
    for champ in fiche.champs_du_plan()[2:]:
        setattr(fiche, champ.name, champ.get_default())
    for bloc in fiche.tableaux():
        getattr(fiche, bloc.relation).all().delete()
    fiche.__dict__.pop("contenu", None)
    fiche.save()
    fiche.compter()


_PAS = {
    "vider": _vider,
    "demander": _demander,
    "transmettre": _transmettre,
    "corriger": _corriger,
    "valider": _valider,
}
