"""Writing into a project the value that a partner gives: with its history, and only as the officer saw it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from appuis.croiser import Comparaison, Geste, pour_comparer
from appuis.ecarts import LISTES
from appuis.models import ActionPrevue, Croisement, Financement, Partenariat, Projet
from missions.models.doublons import cle

CHANGE = "Cette valeur a changé entre-temps, au portail ou chez le partenaire : relisez-la avant de la retenir."


@transaction.atomic
def retenir(croisement, code, nom, point, empreinte):
    """Returns what was done, in words. Raises ValidationError, in French, when it is not possible any more."""
    projet = Projet.objects.select_for_update().get(pk=croisement.projet_id)
    croisement = pour_comparer(Croisement.objects.filter(pk=croisement.pk)).get()
    if not croisement.ouvert:
        raise ValidationError(Croisement.CLOS)
    trouvee = Comparaison(croisement).cellule(code, nom, point)
    if trouvee is None or not trouvee[1].geste or trouvee[1].empreinte != empreinte:
        raise ValidationError(CHANGE)
    rangee, cellule = trouvee
    raison = f"croisement des informations : {cellule.point}"[:100]
    if code in LISTES:
        _ECRIRE[code](projet, rangee.portail and rangee.portail.brut, cellule.valeur and cellule.valeur.brut, raison)
        projet.save(update_fields=["modifie_le"])
    else:
        valeur = cellule.valeur.brut
        setattr(projet, code, _structure(projet, valeur) if code == "chef_de_file" else valeur)
        projet._change_reason = raison
        projet.full_clean(exclude=["recherche"])
        projet.save()
    return f"{rangee.sujet.intitule} : {_FAIT[cellule.geste].format(cellule.texte or rangee.texte)}"


_FAIT = {
    Geste.RETENIR: "« {} » est retenu.",
    Geste.AJOUTER: "« {} » est ajouté au projet.",
    Geste.RETIRER: "« {} » est retiré du projet.",
}


def _structure(projet, nom):
    """The structure of the mission's réseau that has this name or this acronym."""
    structures = projet.mission.structures
    trouvee = structures.nommees(nom).first() or next((s for s in structures.all() if cle(s.sigle) == cle(nom)), None)
    if trouvee is None:
        raise ValidationError(
            f"« {nom} » n’est pas dans le réseau de la mission : créez d’abord sa fiche, ou choisissez la structure "
            "en modifiant le projet."
        )
    return trouvee


def _partenaire(projet, connu, donne, raison):
    if donne is None:
        lien = next(p for p in projet.partenariats.select_related("structure") if str(p.structure) == connu)
        return _supprimer(lien, raison)
    return _enregistrer(Partenariat(projet=projet, structure=_structure(projet, donne)), raison)


def _financement(projet, connu, donne, raison):
    if donne is None:
        return _supprimer(connu, raison)
    financement = connu or Financement(projet=projet, type=donne.type, financeur=donne.financeur)
    financement.montant, financement.etat = donne.montant, donne.etat
    return _enregistrer(financement, raison)


def _action(projet, connu, donne, raison):
    if donne is None:
        return _supprimer(connu, raison)
    action = connu or ActionPrevue(projet=projet, intitule=donne.intitule)
    action.lieu, action.echeance = donne.lieu, donne.echeance
    return _enregistrer(action, raison)


def _enregistrer(objet, raison):
    objet._change_reason = raison
    objet.full_clean()
    objet.save()


def _supprimer(objet, raison):
    objet._change_reason = raison
    objet.delete()


_ECRIRE = {"partenaires": _partenaire, "financements": _financement, "actions": _action}
