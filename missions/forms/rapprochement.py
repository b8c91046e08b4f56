"""Somebody writes or is met: are they, and their organisation, in the réseau already? Asked, never guessed.

A form says for each card which ones look like it; the officer chooses one of them, or a new one.
"""

from django import forms

from coopappui.formulaires import Formulaire

CREER, NON = "creer", "non"
PROPOSEES = 6


class Rapprochement(Formulaire):
    """`fiches`: {field: {pk: card proposed}}."""

    def __init__(self, data=None, *, mission, user, **kwargs):
        super().__init__(data, **kwargs)
        self.mission, self.user, self.fiches = mission, user, {}

    def proposer(self, champ, label, fiches, nom, courriel="", **aussi):
        """Cards of a name that looks like this one, of the same e-mail, or that say the same `aussi`; or a new one.

        Nothing is chosen beforehand as long as there is a doubt.
        """
        trouvees = self.fiches[champ] = self._semblables(fiches, nom, courriel, aussi)
        choix = [(str(pk), f"C’est {self._nommer(fiche)}, déjà au réseau") for pk, fiche in trouvees.items()]
        self.fields[champ] = forms.ChoiceField(
            label=label,
            choices=[*choix, (CREER, f"Créer « {nom} »")],
            widget=forms.RadioSelect,
            initial=None if trouvees else CREER,
            error_messages={"required": "Choisissez une réponse."},
            help_text="Une fiche du même nom, ou presque, existe déjà : est-ce la même ?" if trouvees else "",
        )

    @staticmethod
    def _semblables(fiches, nom, courriel, aussi):
        trouvees = {fiche.pk: fiche for fiche in fiches.semblables(nom)[:PROPOSEES]}
        for critere in filter(None, [aussi, {"courriel__iexact": courriel} if courriel else {}]):
            trouvees |= {fiche.pk: fiche for fiche in fiches.filter(**critere)[:PROPOSEES]}
        return trouvees

    @staticmethod
    def _nommer(fiche):
        return f"« {fiche} »" + (f" ({fiche.precision})" if fiche.precision else "")

    def choisie(self, champ, modele, **valeurs):
        """The card chosen, or a new one; None when it is not to be added."""
        choix = self.cleaned_data.get(champ, NON)
        if choix == NON:
            return None
        return modele(mission=self.mission, **valeurs) if choix == CREER else self.fiches[champ][int(choix)]

    def completer(self, fiche, **valeurs):
        """A card's empty fields are filled, none overwritten."""
        manquantes = {nom: valeur for nom, valeur in valeurs.items() if valeur and not getattr(fiche, nom)}
        for nom, valeur in manquantes.items():
            setattr(fiche, nom, valeur)
        if manquantes or fiche.pk is None:
            fiche._history_user = self.user
            fiche.save()
        return fiche
