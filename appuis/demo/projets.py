"""The projets de coopération, with the dates at which each stage was reached."""

from appuis.demo.fichiers import deposer
from appuis.demo.jours import dater, signer
from appuis.models import (
    ActionPrevue,
    Engagement,
    Financement,
    LienProjet,
    Partenariat,
    Projet,
    TypeCooperation,
    TypeFinancement,
)


def monter_projets(scene, fiches):
    for cle, fiche in fiches.items():
        scene.projets[cle] = _projet(scene, **fiche)


def _projet(scene, *, type, chef_de_file, stades, debut=None, fin=None, documents=(), **champs):
    parties = {nom: champs.pop(nom, ()) for nom in ("financements", "actions", "liens", "engagements")}
    partenaires = champs.pop("partenaires", {})
    jour, par = scene.calendrier.jour, scene.fondateur
    naissance = scene.calendrier.instant(stades["emergence"])
    projet = scene.creer(
        Projet,
        naissance,
        par,
        mission=scene.mission,
        type=TypeCooperation.objects.get(libelle=type),
        chef_de_file=scene.structures[chef_de_file],
        date_debut=jour(debut),
        date_fin=jour(fin),
        **champs,
    )
    for structure, role in partenaires.items():
        scene.creer(Partenariat, naissance, par, projet=projet, structure=scene.structures[structure], role=role)
    for financement in parties["financements"]:
        libelle = TypeFinancement.objects.get(libelle=financement["type"])
        scene.creer(Financement, naissance, par, projet=projet, **financement | {"type": libelle})
    for action in parties["actions"]:
        echeance = jour(action.get("echeance"))
        scene.creer(ActionPrevue, naissance, par, projet=projet, **action | {"echeance": echeance})
    for lien in parties["liens"]:
        scene.creer(LienProjet, naissance, par, projet=projet, **lien)
    for engagement in parties["engagements"]:
        echeance, qui = jour(engagement["pour"]), scene.comptes[engagement["qui"]]
        scene.creer(Engagement, naissance, par, projet=projet, quoi=engagement["quoi"], charge=qui, echeance=echeance)
    for stade, ecart in stades.items():
        signer(projet, par, scene.calendrier.instant(ecart)).atteindre(stade, jour(ecart))
    for document in documents:
        deposer(scene, projet=projet, **document)
    dater(projet, modifie_le=scene.calendrier.instant(max(stades.values())))
    return projet
