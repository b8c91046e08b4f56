"""The kinds of answers of a questionnaire: how each is checked, told in words, counted.

An answer is kept as JSON:

- oui-non, nuance: "oui", "en-cours", "en-devenir", "non"
- un, plusieurs: {"choix": ["temps", "autre"], "precisions": {"autre": "…"}}
- court, long: "…"
- nombre: "12.5" (a decimal number, exact)
- date: "2027-03-31"
- tableau: {"ligne": {"colonne": "…"}}, the empty cells left out
"""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format

from coopappui.champs import JourField, NombreField, tenir_dans_une_cellule
from coopappui.jours import jour_long
from coopappui.texte import nettoyer

COURT_MAX, LONG_MAX = 300, 5000


class Genre(models.TextChoices):
    OUI_NON = "oui-non", "Oui / non"
    NUANCE = "nuance", "Oui / en cours / en devenir / non"
    UN = "un", "Un choix dans une liste"
    PLUSIEURS = "plusieurs", "Plusieurs choix dans une liste"
    COURT = "court", "Texte court"
    LONG = "long", "Texte long"
    NOMBRE = "nombre", "Nombre"
    DATE = "date", "Date"
    TABLEAU = "tableau", "Tableau à double entrée"


def _texte(valeur, maximum):
    if not isinstance(valeur, str):
        raise ValidationError("Écrivez un texte.")
    texte = nettoyer(valeur).replace("\r\n", "\n").strip()
    if len(texte) > maximum:
        raise ValidationError(f"{maximum} caractères au plus ({len(texte)} ici).")
    tenir_dans_une_cellule(texte)
    return texte


class _Regle:
    def possibles(self, question):
        return []

    def cles(self, valeur):
        return set()

    def defauts(self, question):
        """(field, sentence) of what the question lacks to be asked."""
        return ()


class _Texte(_Regle):
    def __init__(self, maximum):
        self.maximum = maximum

    def valider(self, question, valeur):
        return _texte(valeur or "", self.maximum) or None

    def en_mots(self, question, valeur):
        return valeur


class _Nombre(_Regle):
    champ = NombreField(required=False, max_digits=15, decimal_places=3)

    def valider(self, question, valeur):
        if isinstance(valeur, (int, float)) and not isinstance(valeur, bool):
            valeur = str(valeur)
        nombre = self.champ.clean(nettoyer(valeur) if isinstance(valeur, str) else None)
        return None if nombre is None else format(nombre.normalize() + 0, "f")

    def en_mots(self, question, valeur):
        return number_format(Decimal(valeur), force_grouping=True)


class _Date(_Regle):
    champ = JourField(required=False)

    def valider(self, question, valeur):
        jour = self.champ.clean(nettoyer(valeur) if isinstance(valeur, str) else valeur)
        return jour and jour.isoformat()

    def en_mots(self, question, valeur):
        return jour_long(datetime.date.fromisoformat(valeur))


class _Cases(_Regle):
    """Fixed answers, one of them."""

    def __init__(self, *paires):
        self.paires = list(paires)

    def possibles(self, question):
        return self.paires

    def valider(self, question, valeur):
        if not valeur:
            return None
        if valeur not in [cle for cle, _ in self.paires]:
            raise ValidationError("Choisissez l’une des réponses proposées.")
        return valeur

    def cles(self, valeur):
        return {valeur}

    def en_mots(self, question, valeur):
        return dict(self.paires).get(valeur, valeur)


class _Choix(_Regle):
    """Answers of a list, some of which ask to say more."""

    def __init__(self, plusieurs):
        self.plusieurs = plusieurs

    def possibles(self, question):
        return [(choix["cle"], choix["libelle"]) for choix in question.choix]

    def valider(self, question, valeur):
        """What is said of a choice that is not ticked is left out."""
        valeur = valeur or {}
        if not isinstance(valeur, dict):
            raise ValidationError("Choisissez parmi les réponses proposées.")
        cochees, dites = valeur.get("choix") or [], valeur.get("precisions") or {}
        if not isinstance(cochees, list) or not isinstance(dites, dict):
            raise ValidationError("Choisissez parmi les réponses proposées.")
        possibles = {choix["cle"]: choix for choix in question.choix}
        if any(not isinstance(c, str) or c not in possibles for c in cochees):
            raise ValidationError("Choisissez parmi les réponses proposées.")
        if len(set(cochees)) > 1 and not self.plusieurs:
            raise ValidationError("Choisissez une seule réponse.")
        retenues = [cle for cle in possibles if cle in cochees]
        precisions = {
            cle: texte
            for cle in retenues
            if possibles[cle].get("preciser") and (texte := _texte(dites.get(cle) or "", 1000))
        }
        return {"choix": retenues, "precisions": precisions} if retenues else None

    def cles(self, valeur):
        return set(valeur["choix"])

    def en_mots(self, question, valeur):
        libelles, precisions = dict(self.possibles(question)), valeur["precisions"]
        return "\n".join(
            " : ".join(filter(None, [libelles.get(cle, cle), precisions.get(cle)])) for cle in valeur["choix"]
        )

    def defauts(self, question):
        if len(question.choix) < 2:
            yield "choix", "Donnez au moins deux choix, un par ligne."


class _Tableau(_Regle):
    def valider(self, question, valeur):
        valeur = valeur or {}
        if not isinstance(valeur, dict) or any(not isinstance(ligne, dict) for ligne in valeur.values()):
            raise ValidationError("Ce tableau n’est pas celui de la question.")
        rempli = {}
        for ligne in question.lignes:
            cases = valeur.get(ligne["cle"], {})
            textes = {c["cle"]: _texte(cases.get(c["cle"]) or "", 1000) for c in question.colonnes}
            if textes := {cle: texte for cle, texte in textes.items() if texte}:
                rempli[ligne["cle"]] = textes
        return rempli or None

    def en_mots(self, question, valeur):
        return "\n".join(
            f"{ligne['libelle']} · {colonne['libelle']} : {texte}"
            for ligne in question.lignes
            for colonne in question.colonnes
            if (texte := valeur.get(ligne["cle"], {}).get(colonne["cle"]))
        )

    def defauts(self, question):
        if not question.lignes:
            yield "lignes", "Donnez au moins une ligne."
        if not question.colonnes:
            yield "colonnes", "Donnez au moins une colonne."


OUI_NON = (("oui", "Oui"), ("non", "Non"))
NUANCES = (("oui", "Oui"), ("en-cours", "En cours"), ("en-devenir", "En devenir"), ("non", "Non"))

GENRES = {
    Genre.OUI_NON: _Cases(*OUI_NON),
    Genre.NUANCE: _Cases(*NUANCES),
    Genre.UN: _Choix(plusieurs=False),
    Genre.PLUSIEURS: _Choix(plusieurs=True),
    Genre.COURT: _Texte(COURT_MAX),
    Genre.LONG: _Texte(LONG_MAX),
    Genre.NOMBRE: _Nombre(),
    Genre.DATE: _Date(),
    Genre.TABLEAU: _Tableau(),
}
