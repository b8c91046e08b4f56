"""The form of one piece of a fiche: its sections, one row, one crossing. Derived from the model's fields.

A piece never refuses a draft: a value goes to its column, anything else stays as typed in `brut`. What is refused is
overwriting, unseen, what somebody else wrote since the page was read: see `concilier`.
"""

from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.template.loader import render_to_string

from coopappui.concurrence import EMPREINTE, empreinte, forme
from coopappui.formulaires import Formulaire

FIN_AVANT_DEBUT = "La fin ne peut pas précéder le début."


@cache
def formulaire_de(modele, noms):
    """The form class of these fields of a model."""
    champs = fields_for_model(modele, fields=noms)
    for champ in champs.values():
        champ.required = False
        if isinstance(champ, forms.TimeField):
            champ.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return type(f"Morceau{modele.__name__}", (Morceau,), champs)


class Morceau(Formulaire):
    """`ordres`: pairs of dates that must follow each other."""

    def __init__(self, objet, data=None, prefix=None, ordres=(), reprises=None):
        self.objet, self.ordres = objet, ordres
        self.adoptes, self.conflits, self.ecarts, self.omis = [], [], [], []
        self.lues, self.signale = "", False
        super().__init__(data, prefix=prefix, use_required_attribute=False)
        for nom, champ in self.fields.items():
            self.initial[nom] = objet.brut[nom] if nom in objet.brut else self._stocke(nom)
            if reprises and nom in reprises:
                repris = f"Repris {reprises[nom]}."
                champ.help_text = f"{champ.help_text} {repris}".strip()
        for nom in objet.brut:
            if nom in self.fields:
                self._montrer_tel_quel(nom, objet.brut[nom])

    # --- states: what is stored, what was typed -------------------------------------------------------

    def _stocke(self, nom):
        return self.objet._meta.get_field(nom).value_from_object(self.objet)

    def etat_stocke(self, nom):
        """Stored value as compared: a text that two equal answers share."""
        return _tel_quel(self.objet.brut[nom]) if nom in self.objet.brut else forme(self._stocke(nom))

    def etat_saisi(self, nom):
        if nom in self.cleaned_data:
            return forme(self.cleaned_data[nom])
        return _tel_quel(self.brut_saisi(nom))

    def brut_saisi(self, nom):
        """What was typed, as it came."""
        return self[nom].data

    def empreintes(self):
        """What the page that shows this piece remembers of it: one print a field, in their order."""
        return "".join(self._empreinte(i, nom) for i, nom in enumerate(self.fields))

    def _empreinte(self, i, nom):
        if nom in self.omis and self.lues:
            return self._lue(i)  # not sent: the page still shows what it had read
        if not self.is_bound or nom in self.omis:
            return empreinte(self.etat_stocke(nom))
        if nom in self.conflits:
            # Once the other text was shown, saving again replaces it knowingly.
            return empreinte(self.etat_stocke(nom)) if self.signale else self._lue(i)
        return empreinte(self.etat_saisi(nom))

    def _lue(self, i):
        return self.lues[i * EMPREINTE : (i + 1) * EMPREINTE]

    # --- judging ----------------------------------------------------------------------------------------

    def full_clean(self):
        if self.is_bound:
            self.cherche = False
            super().full_clean()
            for nom in self._errors:
                self._montrer_tel_quel(nom, self.brut_saisi(nom))
            return
        # A draft opens with what is still to be put right, said beside each field.
        self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        for nom in [n for n in self.fields if n in self.objet.brut]:
            self._errors[nom] = self.error_class(self._reproches(nom), renderer=self.renderer)

    def _reproches(self, nom):
        try:
            valeur = self.fields[nom].clean(self.objet.brut[nom])
            self.objet._meta.get_field(nom).run_validators(valeur)
        except ValidationError as e:
            return e.messages
        return [FIN_AVANT_DEBUT]

    def clean(self):
        donnees = super().clean()
        for nom, valeur in list(donnees.items()):
            if valeur not in (None, "", []):
                # The limits of the column, which the form field does not always know.
                try:
                    self.objet._meta.get_field(nom).run_validators(valeur)
                except ValidationError as e:
                    self.add_error(nom, e)
        for debut, fin in self.ordres:
            if donnees.get(debut) and donnees.get(fin) and donnees[fin] < donnees[debut]:
                self.add_error(fin, FIN_AVANT_DEBUT)
        return donnees

    def _montrer_tel_quel(self, nom, brut):
        """Date pickers and lists would hide what they do not understand: it is shown as typed."""
        champ = self.fields[nom]
        if isinstance(champ, forms.MultipleChoiceField):
            return
        if isinstance(champ, forms.ChoiceField):
            if brut not in {str(cle) for cle, _ in champ.choices}:
                champ.widget.choices = [*champ.choices, (brut, brut)]
        elif isinstance(champ.widget, (forms.DateInput, forms.TimeInput, forms.NumberInput)):
            champ.widget.input_type = "text"

    # --- two people at once -----------------------------------------------------------------------------

    def concilier(self, lues):
        """Sorts the fields by what became of them since `lues`, the prints that the page read (None: a new piece).

        `ecarts`: to be written; `adoptes`: changed by somebody else only, kept as they are; `conflits`: changed by
        both, refused.
        """
        self.is_valid()
        self.lues = lues or ""
        for i, nom in enumerate(self.fields):
            if self.fields[nom].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(nom)):
                self.omis.append(nom)
                continue
            saisi, stocke = self.etat_saisi(nom), self.etat_stocke(nom)
            if saisi == stocke:
                continue
            lue = self._lue(i) if lues is not None else empreinte(stocke)
            if empreinte(stocke) == lue:
                self.ecarts.append(nom)
            elif empreinte(saisi) == lue:
                self.adoptes.append(nom)
            else:
                self.conflits.append(nom)

    def ecrire(self):
        """Puts on the object what was typed and may be written; does not save it. True when it differs."""
        for nom in self.ecarts:
            champ = self.objet._meta.get_field(nom)
            if nom in self.cleaned_data:
                self.objet.brut.pop(nom, None)
                valeur = self.cleaned_data[nom]
                setattr(self.objet, nom, valeur if valeur is not None or champ.null else champ.get_default())
            else:
                self.objet.brut[nom] = self.brut_saisi(nom)
                setattr(self.objet, nom, champ.get_default())
        return bool(self.ecarts)

    def montrer_le_conflit(self, nom, texte, qui):
        """Says beside the field what the other person wrote; automatic saves leave it until one text is chosen."""
        self.fields[nom].widget.attrs["data-a-trancher"] = True
        contexte = {"ident": self[nom].id_for_label, "texte": texte, "qui": qui, "valeur": self._a_prendre(nom)}
        self._errors[nom] = self.error_class([render_to_string("plan/saisie/_conflit.html", contexte)])

    def _a_prendre(self, nom):
        """The stored value as its field in the page would hold it; None when no single field does."""
        champ = self.fields[nom]
        if isinstance(champ, forms.MultipleChoiceField):
            return None
        valeur = self.objet.brut[nom] if nom in self.objet.brut else champ.prepare_value(self._stocke(nom))
        if isinstance(champ, forms.ChoiceField):
            return valeur or ""
        return champ.widget.format_value(valeur) or ""

    @property
    def vide(self):
        """Nothing was typed: every field is as a new piece would have it."""
        return all(
            self.etat_saisi(nom) in ("", forme(self.objet._meta.get_field(nom).get_default())) for nom in self.fields
        )

    @property
    def a_corriger(self):
        """Fields whose text is not a value yet: (name, messages)."""
        return [(nom, liste) for nom, liste in self.errors.items() if nom not in (*self.conflits, *self.omis)]


def _tel_quel(brut):
    """Never equal to a value, even when they read the same."""
    return ["tel quel", brut]
