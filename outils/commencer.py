"""A new fiche: filled with what the portal already knows, or copied from another one."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from appuis.models import Appui, Projet
from coopappui.plan.modeles import cle_neuve
from missions.models import Structure

PORTEURS = {"projet": Projet, "appui": Appui, "structure": Structure}


def fiche_sur(modele, objet, user):
    """An unsaved fiche hanging on a project, an appui or a structure."""
    porteur = next(nom for nom, classe in PORTEURS.items() if isinstance(objet, classe))
    fiche = modele(mission=objet.mission, cree_par=user, modifie_par=user, **{porteur: objet})
    fiche.titre = f"{modele.nom()} · {objet}"[:200]
    return fiche


@transaction.atomic
def remplir_de_ce_qui_est_connu(fiche, user):
    """Saves a new fiche with its first answers and rows, each marked with where it comes from."""
    lignes = {bloc.relation: list(bloc.depart) for bloc in fiche.tableaux()}
    lignes = {relation: [(valeurs, "") for valeurs in depart] for relation, depart in lignes.items()}
    for nom, valeur, source in fiche.connu():
        if nom in lignes:
            lignes[nom].append((valeur, source))
        elif valeur not in (None, "", []):
            setattr(fiche, nom, _tenir(fiche, nom, valeur))
            fiche.reprises[nom] = source
    fiche.save()
    for bloc in fiche.tableaux():
        modele = bloc.modele(type(fiche))
        _creer(
            [
                modele(outil=fiche, rang=rang, reprise=source, **{n: _tenir(modele, n, v) for n, v in valeurs.items()})
                for rang, (valeurs, source) in enumerate(lignes[bloc.relation][: bloc.maximum])
            ],
            user,
        )
    fiche.__dict__.pop("contenu", None)
    return fiche


def _tenir(modele, nom, valeur):
    """A text cut to the room of its field."""
    limite = modele._meta.get_field(nom).max_length
    return valeur[:limite] if limite and isinstance(valeur, str) else valeur


def _creer(objets, user):
    if objets:
        bulk_create_with_history(objets, type(objets[0]), default_user=user)


@transaction.atomic
def dupliquer(fiche, objet, user, titre, jeton):
    """The same answers on another object, or for another year; neither its state nor what was decided."""
    modele = type(fiche)
    copie = fiche_sur(modele, objet, user)
    copie.titre, copie.jeton = titre, jeton
    noms = [champ.name for champ in modele.champs_du_plan() if champ.name not in modele.decisions]
    _recopier(fiche, copie, noms)
    copie.save()
    lignes = {}
    for bloc in fiche.tableaux():
        noms = [nom for nom in bloc.noms if f"{bloc.relation}.{nom}" not in modele.decisions]
        paires = [(ligne, _copie_de(ligne, noms, copie)) for ligne in fiche.contenu.lignes(bloc.relation)]
        _creer([nouvelle for _, nouvelle in paires], user)
        lignes |= {ancienne.cle: nouvelle for ancienne, nouvelle in paires}
    for bloc in fiche.croises():
        noms = [nom for nom in bloc.noms if f"{bloc.relation}.{nom}" not in modele.decisions]
        cellules = []
        for (ligne, colonne), cellule in fiche.contenu.cellules(bloc.relation).items():
            nouvelle = _copie_de(cellule, noms, copie)
            nouvelle.ligne, nouvelle.colonne = lignes[ligne], lignes[colonne]
            cellules.append(nouvelle)
        _creer(cellules, user)
    copie.apres_enregistrement()
    return copie


def _copie_de(objet, noms, fiche):
    copie = type(objet)(outil=fiche)
    _recopier(objet, copie, noms)
    if hasattr(objet, "cle"):
        copie.cle, copie.rang = cle_neuve(), objet.rang
    return copie


def _recopier(objet, copie, noms):
    for nom in noms:
        setattr(copie, nom, getattr(objet, nom))
    copie.brut = {nom: texte for nom, texte in objet.brut.items() if nom in noms}
