"""Adding recipients to an enquête: from the réseau, or from a list that somebody pastes or sends as a workbook."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from comptes.models import normaliser_courriel
from coopappui.champs import exiger_une_adresse
from coopappui.texte import nettoyer, plier
from missions.envois_d_enquete import ecrire_a_tous
from missions.models import Destinataire, Enquete, Personne, TypeStructure

MAXIMUM = 2000
_COLONNES = {
    "nom": ("nom", "nom et prenom", "prenom et nom", "personne", "contact", "destinataire"),
    "prenom": ("prenom",),
    "courriel": (
        "courriel",
        "e-mail",
        "email",
        "mail",
        "adresse de courriel",
        "adresse mail",
        "adresse e-mail",
        "adresse electronique",
    ),
    "organisme": ("organisme", "structure", "groupe", "territoire", "groupe, structure ou territoire"),
    "telephone": ("telephone", "tel", "tel.", "portable"),
    "type": ("type", "type de structure"),
}
_LONGUEURS = {
    nom: Destinataire._meta.get_field(nom).max_length for nom in ("nom", "courriel", "organisme", "telephone")
}
_TELEPHONE = re.compile(r"[+\d][\d\s().\-/\u00a0\u202f]{7,}")


@dataclass
class Bilan:
    """What an addition did, in sentences."""

    ajoutes: list = field(default_factory=list)
    deja: list = field(default_factory=list)
    sans_adresse: list = field(default_factory=list)

    def phrases(self):
        n = len(self.ajoutes)
        yield (
            f"{n} destinataire{'s' if n > 1 else ''} ajouté{'s' if n > 1 else ''}."
            if n
            else "Personne n’a été ajouté."
        )
        if self.deja:
            yield f"Déjà dans la liste : {_quelques(self.deja)}."
        if self.sans_adresse:
            yield f"Sans courriel, à joindre autrement : {_quelques(self.sans_adresse)}."


def _quelques(noms):
    reste = f" et {len(noms) - 8} autres" if len(noms) > 8 else ""
    return ", ".join(noms[:8]) + reste


@transaction.atomic
def ajouter(enquete, candidats):
    """Keeps these unsaved recipients, those already there aside; if it is open, they are soon written to.

    Asked twice, it adds once: without an address, the same name in the same structure is the same person, unless two
    phone numbers tell them apart.

    Raises ValidationError when the enquête is closed or would have too many.
    """
    enquete = Enquete.objects.select_for_update(of=("self",)).select_related("mission").get(pk=enquete.pk)
    if enquete.close:
        raise ValidationError("L’enquête est close : rouvrez-la pour ajouter des destinataires.")
    presents = list(enquete.destinataires.select_related("personne"))
    if len(presents) + len(candidats) > MAXIMUM:
        raise ValidationError(f"{MAXIMUM} destinataires au plus par enquête.")
    personnes = {d.personne_id for d in presents if d.personne_id}
    adresses = {d.adresse for d in presents if d.adresse}
    # Of a list, whatever the card of the réseau says since.
    courriels = {d.courriel for d in presents if d.courriel}
    telephones = defaultdict(set)
    for present in presents:
        telephones[_nom_plie(present)].add(_chiffres(present))
    bilan = Bilan()
    for candidat in candidats:
        candidat.enquete = enquete
        double = candidat.personne_id in personnes if candidat.personne_id else False
        if candidat.adresse:
            double = double or candidat.adresse in adresses or candidat.courriel in courriels
        elif not candidat.personne_id:
            double = _deja_nomme(telephones[_nom_plie(candidat)], _chiffres(candidat))
        if double:
            bilan.deja.append(candidat.qui)
            continue
        candidat.save()
        personnes.add(candidat.personne_id)
        adresses.add(candidat.adresse)
        courriels |= {candidat.courriel} - {""}
        telephones[_nom_plie(candidat)].add(_chiffres(candidat))
        bilan.ajoutes.append(candidat)
        if not candidat.adresse:
            bilan.sans_adresse.append(candidat.qui)
    if enquete.ouverte and bilan.ajoutes:
        ecrire_a_tous.enqueue(enquete.pk)
    return bilan


def _nom_plie(destinataire):
    return plier(destinataire.nom), plier(destinataire.organisme)


def _chiffres(destinataire):
    return "".join(c for c in destinataire.telephone if c.isdigit())


def _deja_nomme(telephones, le_sien):
    return bool(telephones) and (not le_sien or "" in telephones or le_sien in telephones)


# --- lists ---------------------------------------------------------------------------------------


def rangees_du_texte(texte):
    """Rows of a pasted list: between tabs, else semicolons, else commas."""
    lignes = [ligne for ligne in nettoyer(texte).splitlines() if ligne.strip()]
    separateur = next((s for s in "\t;" if any(s in ligne for ligne in lignes)), ",")
    return [[case.strip() for case in ligne.split(separateur)] for ligne in lignes]


def lire(mission, rangees):
    """(unsaved recipients, refusals in sentences) of a list whose first row may be headings.

    An address that is somebody's of the réseau makes them the recipient: nothing is typed twice.
    """
    rangees = [[nettoyer(str(case)).strip() if case is not None else "" for case in rangee] for rangee in rangees]
    if len(rangees) > MAXIMUM:
        return [], [f"{MAXIMUM} lignes au plus."]
    places = _places(rangees[0]) if rangees else {}
    connues = {
        normaliser_courriel(p.courriel): p for p in Personne.objects.filter(mission=mission).exclude(courriel="")
    }
    types = {plier(t.libelle): t for t in TypeStructure.objects.all()}
    candidats, refus = [], []
    for numero, rangee in enumerate(rangees[1:] if places else rangees, 2 if places else 1):
        if not any(rangee):
            continue
        champs = _champs(rangee, places)
        if raison := _refus(champs):
            refus.append(f"Ligne {numero} : {raison}")
            continue
        candidats.append(_candidat(champs, connues, types))
    return candidats, refus


def _places(entetes):
    """{field: column}; {} when the first row is no row of headings."""
    plies = [plier(case).rstrip(" :*") for case in entetes]
    places = {
        champ: next((plies.index(nom) for nom in noms if nom in plies), None) for champ, noms in _COLONNES.items()
    }
    places = {champ: place for champ, place in places.items() if place is not None}
    return (
        places if {"nom", "courriel", "organisme"} & set(places) and not any("@" in case for case in entetes) else {}
    )


def _champs(rangee, places):
    if places:
        champs = {champ: rangee[place] if place < len(rangee) else "" for champ, place in places.items()}
    else:
        champs = _deviner([case for case in rangee if case])
    champs = dict.fromkeys(_COLONNES, "") | champs
    nom = " ".join(filter(None, [champs.pop("prenom"), champs["nom"]]))
    return champs | {"nom": nom, "courriel": normaliser_courriel(champs["courriel"].strip("<>"))}


def _deviner(cases):
    champs = {}
    for case in cases:
        if "@" in case and "courriel" not in champs:
            champs["courriel"] = case
        elif _TELEPHONE.fullmatch(case) and "telephone" not in champs:
            champs["telephone"] = case
        else:
            champs.setdefault("organisme" if "nom" in champs else "nom", case)
    return champs


def _refus(champs):
    if not champs["nom"] and not champs["organisme"] and not champs["courriel"]:
        return "ni nom, ni structure, ni adresse."
    for nom, maximum in _LONGUEURS.items():
        if len(champs[nom]) > maximum:
            return f"« {champs[nom][:40]}… » est trop long ({maximum} caractères au plus)."
    if champs["courriel"]:
        try:
            exiger_une_adresse(champs["courriel"])
        except ValidationError:
            return f"« {champs['courriel'][:60]} » n’est pas une adresse de courriel."
    if len(_nom(champs)) > _LONGUEURS["nom"]:
        return "donnez un nom : cette adresse est trop longue pour en tenir lieu."
    return ""


def _nom(champs):
    return champs["nom"] or ("" if champs["organisme"] else champs["courriel"])


def _candidat(champs, connues, types):
    if personne := connues.get(champs["courriel"]) if champs["courriel"] else None:
        return Destinataire(personne=personne)
    return Destinataire(
        nom=_nom(champs),
        organisme=champs["organisme"],
        courriel=champs["courriel"],
        telephone=champs["telephone"],
        type_structure=types.get(plier(champs["type"])),
    )
