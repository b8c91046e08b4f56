"""The columns of a tableau de suivi, adapted by a mission: one line a column."""

from django import forms
from django.db import transaction

from appuis.models import ColonneAdaptee
from coopappui.formulaires import Formulaire


class ColonnesForm(Formulaire):
    """`tableau`: the guide's; `colonnes()` gives the fields of each column, in the mission's order."""

    def __init__(self, data=None, *, mission, tableau):
        self.mission, self.guide = mission, tableau
        adaptees = mission.colonnes_adaptees.filter(tableau=tableau.code)
        self.tableau = tableau.adapte({c.code: (c.intitule, c.visible, c.ordre) for c in adaptees})
        super().__init__(data)
        for rang, colonne in enumerate(self.tableau.colonnes, start=1):
            du_guide = self.guide.colonne(colonne.code)
            nom = du_guide.nom_complet
            self.fields[f"intitule_{colonne.code}"] = forms.CharField(
                label=f"Intitulé de « {nom} »",
                max_length=ColonneAdaptee._meta.get_field("intitule").max_length,
                required=False,
                initial="" if colonne.intitule == du_guide.intitule else colonne.intitule,
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": du_guide.intitule}),
            )
            self.fields[f"visible_{colonne.code}"] = forms.BooleanField(
                label=f"Afficher « {nom} »",
                required=False,
                initial=not colonne.facultative,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"ordre_{colonne.code}"] = forms.IntegerField(
                label=f"Rang de « {nom} »",
                min_value=1,
                max_value=99,
                required=False,
                initial=rang,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    def colonnes(self):
        """[(the guide's column, its three bound fields)]"""
        return [
            (
                self.guide.colonne(c.code),
                self[f"intitule_{c.code}"],
                self[f"visible_{c.code}"],
                self[f"ordre_{c.code}"],
            )
            for c in self.tableau.colonnes
        ]

    def clean(self):
        propre = super().clean()
        if not any(propre.get(f"visible_{c.code}") for c in self.tableau.colonnes):
            raise forms.ValidationError("Gardez au moins une colonne.")
        return propre

    @transaction.atomic
    def enregistrer(self):
        """Nothing is kept of a tableau that is the guide's."""
        propre = self.cleaned_data
        codes = [c.code for c in self.tableau.colonnes]
        avant = {code: rang for rang, code in enumerate(codes, start=1)}
        apres = {code: propre[f"ordre_{code}"] or 99 for code in codes}
        # A column given the rank of another goes before it.
        ordonnes = sorted(codes, key=lambda code: (apres[code], apres[code] == avant[code], avant[code]))
        adaptees = [
            ColonneAdaptee(
                mission=self.mission,
                tableau=self.guide.code,
                code=code,
                intitule="" if (titre := propre[f"intitule_{code}"]) == self.guide.colonne(code).intitule else titre,
                visible=propre[f"visible_{code}"],
                ordre=ordre,
            )
            for ordre, code in enumerate(ordonnes)
        ]
        du_guide = ordonnes == [c.code for c in self.guide.colonnes] and all(
            not c.intitule and c.visible == (not self.guide.colonne(c.code).facultative) for c in adaptees
        )
        self.mission.colonnes_adaptees.filter(tableau=self.guide.code).delete()
        if not du_guide:
            ColonneAdaptee.objects.bulk_create(adaptees)
