"""Rows of a table edited on the page of the object they belong to: partners of a project, activities of a sheet…

    class PartenaireLigne(LigneMixin, FormulaireModele):
        class Meta: model, fields = Partenariat, ["structure", "role"]

    class Partenaires(Lignes):
        formulaire, prefixe, titre = PartenaireLigne, "partenaires", "Partenaires"

    page = Ensemble(form, Partenaires(projet, request.POST or None), …)
    if page.is_valid():
        projet = page.save()

In the page, inside the form: `{% include "composants/lignes.html" with lignes=lignes only %}`.

« Ajouter une ligne » is a submit button: the page comes back with one more row and all that was typed; htmx only makes
it smoother. A new row left as it came is ignored. « Retirer » is a box to tick, undone by unticking it.

Two people at once: rows are VersionMixin forms, so each field of each row is protected; rows added elsewhere stay;
a row removed elsewhere, or removed here after a change elsewhere, is told before anything happens. The lock is the
parent's, taken by the main form of the page. The fields of a uniqueness rule must not change in rows that exist.
"""

from django import forms
from django.db import models, transaction
from django.utils.functional import cached_property

from coopappui.concurrence import VersionMixin, auteur_et_date, forme
from coopappui.formulaires import _nettoyer_donnees

CHANGEE = "{qui} a changé cette ligne entre-temps ({quoi}). Pour la retirer quand même, enregistrez de nouveau."
DISPARUE = "Quelqu’un a retiré cette ligne entre-temps. Pour la remettre, enregistrez de nouveau ; sinon, retirez-la."
INCOMPLETE = "Cette page est arrivée incomplète : rechargez-la avant d’enregistrer."


class LigneMixin(VersionMixin):
    """A row: a ModelForm with the number of the object (`id`) and the box that removes it."""

    verrouille = False

    def __init__(self, *args, disparue=False, **kwargs):
        super().__init__(*args, empty_permitted=kwargs["instance"].pk is None, use_required_attribute=False, **kwargs)
        self.disparue = disparue
        if self.instance.pk:
            self.fields["id"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=self.instance.pk)
        self.fields["retirer"] = forms.BooleanField(label="Retirer", required=False)

    @property
    def retiree(self):
        return self.is_bound and bool(self.data.get(self.add_prefix("retirer")))

    @property
    def ignoree(self):
        """A new row where nothing was typed."""
        return self.instance.pk is None and not self.has_changed()

    @property
    def a_enregistrer(self):
        """Something differs from what is stored."""
        return self.instance.pk is None or bool(self.ecarts)

    def full_clean(self):
        if not self.retiree:
            super().full_clean()
            return
        # What a removed row says no longer matters, unless somebody else has just changed it.
        self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        base = self._lire() if self.instance.pk else None
        actuel = {nom: forme(self._stocke(nom)) for nom in self._suivis()}
        if base and any(actuel[nom] != base.get(nom, actuel[nom]) for nom in actuel):
            self.add_error(None, CHANGEE.format(qui=auteur_et_date(self.instance), quoi=self.instance))
            self._relire(actuel)

    def _clean_form(self):
        super()._clean_form()
        if self.disparue and not self._errors:
            self.disparue = False
            base = self._lire() or {}
            if any(forme(self.cleaned_data[nom]) != base.get(nom) for nom in self._suivis()):
                self.add_error(None, DISPARUE)
            else:
                self.inutile = True

    inutile = False


class Lignes:
    formulaire = None
    prefixe = ""
    titre = ""
    nom = "Ligne"
    ajout = "Ajouter une ligne"
    aide = ""
    maximum = 200
    # Empty rows offered when the table has none.
    vides = 0

    def __init__(self, parent, data=None, **pour_chaque_ligne):
        self.parent, self.data, self.options = parent, _nettoyer_donnees(data), pour_chaque_ligne
        self.is_bound = data is not None
        self.erreurs = []
        self.modele = self.formulaire._meta.model
        self.lien = next(c for c in self.modele._meta.fields if c.is_relation and isinstance(parent, c.related_model))

    # --- reading ------------------------------------------------------------------------------

    def existants(self):
        """The rows in the database; a subclass selects what they show."""
        return self.modele._default_manager.filter(**{self.lien.name: self.parent})

    @property
    def nom_total(self):
        return f"{self.prefixe}-total"

    @cached_property
    def formulaires(self):
        self._stockees = {ligne.pk: ligne for ligne in self.existants()} if self.parent.pk else {}
        if not self.is_bound:
            vides = [] if self._stockees else [self._vierge() for _ in range(self.vides)]
            return [self._ligne(i, ligne) for i, ligne in enumerate([*self._stockees.values(), *vides])]
        return [self._ligne_recue(i) for i in range(self._total())]

    def _total(self):
        recu = self.data.get(self.nom_total, "")
        if not recu.isdecimal() or len(recu) > 9:
            self.erreurs.append(INCOMPLETE)
            return 0
        total = int(recu) + (self.data.get("_ajouter") == self.prefixe)
        if total > self.maximum:
            self.erreurs.append(f"{self.maximum} lignes au plus dans ce tableau.")
        return min(total, self.maximum)

    def _ligne(self, i, instance, **options):
        return self.formulaire(self.data, prefix=f"{self.prefixe}-{i}", instance=instance, **self.options, **options)

    def _vierge(self):
        return self.modele(**{self.lien.name: self.parent})

    def _ligne_recue(self, i):
        numero = self.data.get(f"{self.prefixe}-{i}-id", "")
        nouvelle = self._vierge()
        if not numero:
            return self._ligne(i, nouvelle)
        # A number of another parent's row is as good as a row that is gone.
        ligne = self._stockees.get(int(numero)) if numero.isdecimal() and len(numero) < 19 else None
        return self._ligne(i, ligne or nouvelle, disparue=ligne is None)

    @property
    def nouvelle(self):
        """The prefix of the row just asked for, which takes the focus."""
        if self.is_bound and self.data.get("_ajouter") == self.prefixe and self.formulaires:
            return self.formulaires[-1].prefix
        return ""

    @property
    def cherche(self):
        return any(form.cherche for form in self.formulaires)

    # --- judging ------------------------------------------------------------------------------

    def is_valid(self):
        # Every row is judged, so that all the errors show at once.
        refusees = [form for form in self.formulaires if not form.is_valid()]
        return not refusees and not self.erreurs and self._sans_doublon()

    def _gardees(self):
        return [f for f in self.formulaires if not (f.retiree or f.ignoree or f.inutile)]

    def _sans_doublon(self):
        regles = [
            regle
            for regle in self.modele._meta.constraints
            if isinstance(regle, models.UniqueConstraint) and self.lien.name in regle.fields
        ]
        for regle in regles:
            champs = [self.modele._meta.get_field(nom) for nom in regle.fields if nom != self.lien.name]
            recues = {form.instance.pk for form in self.formulaires}
            vus = {self._cle(ligne, champs) for pk, ligne in self._stockees.items() if pk not in recues}
            for form in self._gardees():
                cle = self._cle(form.instance, champs)
                if None not in cle and cle in vus:
                    form.add_error(
                        champs[0].name if champs[0].name in form.fields else None, regle.violation_error_message
                    )
                    return False
                vus.add(cle)
        return True

    def _cle(self, objet, champs):
        return tuple(getattr(objet, champ.attname) for champ in champs)

    # --- saving -------------------------------------------------------------------------------

    def save(self, parent):
        for form in self.formulaires:
            if form.retiree and form.instance.pk:
                form.instance.delete()
        for form in self._gardees():
            if form.a_enregistrer:
                setattr(form.instance, self.lien.name, parent)
                form.save()


class Ensemble:
    """A form and the tables under it: judged together, saved together or not at all."""

    def __init__(self, form, *tables):
        self.form, self.tables = form, tables
        self.is_bound = form.is_bound

    def is_valid(self):
        # The main form first: it takes the lock.
        refusees = [partie for partie in (self.form, *self.tables) if not partie.is_valid()]
        return not refusees

    @transaction.atomic
    def save(self):
        objet = self.form.save()
        if not getattr(self.form, "deja_enregistre", False):
            for table in self.tables:
                table.save(objet)
        return objet

    @property
    def juge(self):
        """False when only a search or one more row was asked."""
        return self.is_bound and not self.form.cherche and not any(table.cherche for table in self.tables)

    def formulaires(self):
        """Every form of the page with the name of its row, for the error summary."""
        lignes = [(f"{t.nom} {i}", ligne) for t in self.tables for i, ligne in enumerate(t.formulaires, 1)]
        return [("", self.form), *lignes]

    def erreurs_de_tables(self):
        return [f"{table.titre} : {erreur}" for table in self.tables for erreur in table.erreurs]

    def nombre_d_erreurs(self):
        erreurs = sum(len(liste) for _, form in self.formulaires() for liste in form.errors.values())
        return erreurs + len(self.erreurs_de_tables())
