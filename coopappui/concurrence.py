"""Two people edit the same object: nothing is overwritten unseen.

    class AppuiForm(VersionMixin, FormulaireModele): ...

Nothing else to do: the form carries in a hidden field the values its reader saw (`version`), and at saving compares
three states of each field, the one read, the one stored now and the one typed:

- only the other person changed it: their value is kept;
- only this person changed it: it is saved;
- both did, differently: the form is refused; the error beside the field says who, when and what they wrote. What was
  typed stays in the field, and saving again puts it in place, knowingly.

The row is locked while this is decided, so the view must run in a transaction (every POST does). A form shown
without its hidden fields is refused: in a hand-made template, print `{{ form.version }}`. A new object has no version:
see coopappui.jeton for double submits. In tests, `tests.saisie.saisie(form, champ="valeur")` makes the POST data.
"""

import datetime
import hashlib
from base64 import urlsafe_b64encode
from decimal import Decimal
from itertools import pairwise

from django import forms
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.text import Truncator

from coopappui.jours import jour_long

SEL = "coopappui.version"
EMPREINTE = 6


def empreinte(texte):
    """Six characters that tell one text from another: all that a page keeps of what its reader saw."""
    octets = hashlib.blake2b(repr(texte).encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return urlsafe_b64encode(octets).decode()[:EMPREINTE]


def forme(valeur):
    """A value as something that JSON keeps and that compares: what was read, what is stored, what was typed."""
    if valeur is None:
        return ""
    if isinstance(valeur, Model):
        return str(valeur.pk)
    if isinstance(valeur, (QuerySet, list, tuple, set)):
        return sorted(forme(v) for v in valeur)
    if isinstance(valeur, Decimal):
        return format(valeur.normalize() + 0, "f")
    if isinstance(valeur, (datetime.date, datetime.time)):
        return valeur.isoformat()
    return str(valeur).replace("\r\n", "\n").strip()


class VersionMixin:
    # Rows of a table are protected by the lock of their parent.
    verrouille = True
    # Fields kept on another object: `_stocke` reads them, `_verrouiller` locks it. Their change by somebody else is
    # always told, even to who did not touch them.
    hors_objet = ()
    # True when what does not exist yet is compared too: somebody may make it meanwhile.
    des_la_creation = False
    # How much of the other person's text the error shows.
    extrait = 300

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Fields refused, and fields that this save changes.
        self.conflits, self.ecarts = [], []
        if self.instance.pk is None and not self.des_la_creation:
            return
        self.fields["version"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if hasattr(self, "helper"):
            self.helper.render_hidden_fields = True
        if not self.is_bound:
            self.initial["version"] = self._signer({n: self._forme(n, self._stocke(n)) for n in self._suivis()})

    def _suivis(self):
        """Names of the form's fields that are fields of the model or kept elsewhere, files aside."""
        suivis = {champ.name for champ in self._meta.model._meta.get_fields() if hasattr(champ, "formfield")}
        suivis.update(self.hors_objet)
        return [
            n for n, c in self.fields.items() if n in suivis and not c.disabled and not isinstance(c, forms.FileField)
        ]

    def _stocke(self, nom):
        """The stored value, as the form field would clean it."""
        champ = self.instance._meta.get_field(nom)
        if champ.many_to_many:
            return list(getattr(self.instance, nom).all()) if self.instance.pk else []
        return getattr(self.instance, nom) if champ.is_relation else champ.value_from_object(self.instance)

    def _forme(self, nom, valeur):
        """What of the value of this field is compared; for fields whose words say more than their value."""
        return forme(valeur)

    def _signer(self, base):
        return signing.dumps(base, salt=SEL, compress=True)

    def _lire(self):
        """The values read by the person, or None when the page does not say."""
        try:
            return signing.loads(self.data.get(self.add_prefix("version")) or "", salt=SEL)
        except signing.BadSignature:
            return None

    def _clean_form(self):
        super()._clean_form()
        if "version" in self.fields:
            self._concilier()

    def _verrouiller(self):
        """Reads what is stored now; nobody else writes it until this is saved."""
        self.instance.refresh_from_db(from_queryset=type(self.instance)._base_manager.select_for_update())

    def _garder_les_fichiers(self):
        """A file that was not sent is the one stored now: another may have taken its place since the page was made."""
        for nom in [n for n, champ in self.fields.items() if isinstance(champ, forms.FileField)]:
            if nom in self.cleaned_data and nom not in self.changed_data:
                self.cleaned_data[nom] = getattr(self.instance, nom)

    def _concilier(self):
        if self.verrouille:
            try:
                self._verrouiller()
            except ObjectDoesNotExist:
                self.add_error(
                    None, "Quelqu’un a supprimé cette fiche entre-temps. Copiez ce que vous vouliez garder."
                )
                return
            self._garder_les_fichiers()
        stocke = {nom: self._stocke(nom) for nom in self._suivis()}
        actuel = {nom: self._forme(nom, valeur) for nom, valeur in stocke.items()}
        base = self._lire()
        if base is None:
            self.add_error(
                None, "Cette page est trop ancienne. Relisez ce que vous avez tapé, puis enregistrez de nouveau."
            )
            self._relire(actuel)
            return
        for nom in [n for n in stocke if n in self.cleaned_data and actuel[n] != base.get(n, actuel[n])]:
            saisi = self._forme(nom, self.cleaned_data[nom])
            if saisi == base[nom] and nom not in self.hors_objet:
                self.cleaned_data[nom] = stocke[nom]
            elif saisi != actuel[nom]:
                self.conflits.append(nom)
                base[nom] = actuel[nom]
                self.add_error(nom, self._phrase(nom, stocke[nom]))
        self.ecarts = [
            n for n in stocke if n in self.cleaned_data and self._forme(n, self.cleaned_data[n]) != actuel[n]
        ]
        if self.conflits:
            self._relire(base)

    def _relire(self, base):
        """From now on the page holds these values as read."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self._signer(base)

    def _phrase(self, nom, valeur):
        leur = Truncator(self._en_clair(nom, valeur)).chars(self.extrait)
        return (
            f"{self._auteur_et_date(nom)} a changé ce champ pendant que vous l’écriviez. "
            f"Valeur enregistrée : « {leur} ». La vôtre est gardée ici ; "
            "enregistrez de nouveau pour la mettre à la place."
        )

    def _auteur_et_date(self, nom):
        return auteur_et_date(self.instance, nom)

    def _en_clair(self, nom, valeur):
        champ = self.fields[nom]
        if isinstance(valeur, list):
            return ", ".join(str(v) for v in valeur) or "rien"
        if isinstance(valeur, bool):
            return "oui" if valeur else "non"
        if isinstance(valeur, datetime.date):
            return jour_long(valeur)
        if valeur in (None, ""):
            return "vide"
        if isinstance(champ, forms.ChoiceField) and not isinstance(champ, forms.ModelChoiceField):
            return str(dict(champ.choices).get(valeur, valeur))
        return str(champ.prepare_value(valeur) if isinstance(valeur, Decimal) else valeur)


def auteur_et_date(objet, nom=""):
    """« Rose Perrin, le 23 novembre à 14:32, »: who last changed this field (or this object), from its history."""
    traces = list(objet.history.select_related("history_user")[:20]) if hasattr(objet, "history") else []
    if not traces:
        return "Quelqu’un d’autre"
    trace = traces[0]
    attribut = objet._meta.get_field(nom).attname if nom and not objet._meta.get_field(nom).many_to_many else ""
    for apres, avant in pairwise(traces):
        if attribut and getattr(apres, attribut, None) != getattr(avant, attribut, None):
            trace = apres
            break
    quand = jour_long(trace.history_date, "j F à H:i")
    return f"{trace.history_user or 'Quelqu’un d’autre'}, le {quand},"
