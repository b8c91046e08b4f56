"""Lines of a page of the admin (an inline) that two people edit at once.

    class ActiviteInline(admin.TabularInline):
        model, form, formset = Activite, LigneDeFiche, LignesDeFiche

What each line says is compared field by field, as on every page (coopappui.concurrence). Here, a line taken out on one
side and written on the other is told before anything happens. The lock is the page's, taken by its own form.
"""

import re

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from coopappui.admin import Fiche
from coopappui.concurrence import SEL, auteur_et_date, forme
from coopappui.lignes import CHANGEE, DISPARUE
from coopappui.texte import numero


class LigneDeFiche(Fiche):
    verrouille = False
    ailleurs = False

    def _concilier(self):
        """Says first whether somebody has written on this line since the page was opened."""
        if self.instance.pk is not None:
            self.actuel = {nom: forme(self._stocke(nom)) for nom in self._suivis()}
            base = self._lire()
            self.ailleurs = base is None or any(base.get(n, v) != v for n, v in self.actuel.items())
        super()._concilier()

    def apprendre(self):
        """From now on the page knows what the others wrote."""
        self._relire(self.actuel)


class LignesDeFiche(forms.BaseInlineFormSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Number of the line → who took it out.
        self.a_remettre = {}
        if self.is_bound:
            self._ranger_les_disparues()

    def clean(self):
        super().clean()
        for i, qui in self.a_remettre.items():
            self.forms[i].add_error(None, DISPARUE.replace("Quelqu’un", qui))
        refus = []
        for form in self.initial_forms:
            if form.ailleurs and self.can_delete and self._should_delete_form(form):
                refus.append(CHANGEE.format(qui=auteur_et_date(form.instance), quoi=form.instance))
                form.apprendre()
        if refus:
            raise ValidationError(refus)

    # --- lines that are gone ------------------------------------------------------------------

    def _ranger_les_disparues(self):
        """A line that somebody took out: forgotten if nothing was typed in it, shown as a new one otherwise."""
        total, initiales = (self._compte(nom) for nom in ("TOTAL", "INITIAL"))
        presentes = {str(ligne.pk) for ligne in self.get_queryset()}
        gardees = [i for i in range(initiales) if self._lu(i, "id") in presentes]
        if len(gardees) == initiales:
            return
        disparues = [i for i in range(initiales) if i not in gardees and self._reecrite(i)]
        ordre = [*gardees, *range(initiales, total), *disparues]
        for place, i in enumerate(disparues, start=len(ordre) - len(disparues)):
            self.a_remettre[place] = auteur_et_date(self.model(pk=numero(self._lu(i, "id"))))
        self._renumeroter(ordre, {*disparues}, len(gardees))

    def _compte(self, nom):
        recu = self.data.get(f"{self.prefix}-{nom}_FORMS", "")
        return min(int(recu), self.absolute_max) if recu.isdecimal() and len(recu) < 9 else 0

    def _lu(self, i, nom):
        return self.data.get(f"{self.prefix}-{i}-{nom}", "")

    def _reecrite(self, i):
        if self._lu(i, "DELETE"):
            return False
        try:
            base = signing.loads(self._lu(i, "version"), salt=SEL)
        except signing.BadSignature:
            return True
        return any(forme(self._lu(i, nom)) != lu for nom, lu in base.items())

    def _renumeroter(self, ordre, nouvelles, initiales):
        """The same lines under other numbers; those of `nouvelles` lose what tied them to a stored one."""
        donnees = self.data.copy()
        motif = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(\w+)")
        lignes = {}
        for cle in [cle for cle in donnees if motif.fullmatch(cle)]:
            i, nom = motif.fullmatch(cle).groups()
            lignes.setdefault(int(i), {})[nom] = donnees.pop(cle)[-1]
        for nouveau, ancien in enumerate(ordre):
            for nom, valeur in lignes.get(ancien, {}).items():
                if ancien not in nouvelles or nom not in ("id", "version"):
                    donnees[f"{self.prefix}-{nouveau}-{nom}"] = valeur
        donnees[f"{self.prefix}-TOTAL_FORMS"] = str(len(ordre))
        donnees[f"{self.prefix}-INITIAL_FORMS"] = str(initiales)
        self.data = donnees
