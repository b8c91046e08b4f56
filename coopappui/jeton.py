"""Submitted twice, created once: double click, back and resend, network retry, two tabs.

The model has `jeton = JetonField()` (unique). The form that creates carries a fresh one in a hidden field:

    class ProjetForm(JetonMixin, VersionMixin, FormulaireModele): ...

    if form.is_valid():
        projet = form.save()          # the second time, the object made the first time
        if not form.deja_enregistre:
            ...                       # what must happen once: log, mail
        return redirect(projet)
"""

import hashlib
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def empreinte(jeton):
    """What is kept of a personal link: enough to recognise it, not to write it again."""
    return hashlib.sha256(jeton.encode()).hexdigest()


class JetonField(models.UUIDField):
    """Idempotency key of the form that created the object."""

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args,
            **{"verbose_name": "jeton", "null": True, "unique": True, "editable": False, "default": None} | kwargs,
        )


class ChampJeton(forms.UUIDField):
    widget = forms.HiddenInput

    def clean(self, valeur):
        """A forged key is no key."""
        try:
            return super().clean(valeur)
        except ValidationError:
            return None


class JetonForm(forms.Form):
    """For a button that creates: `{{ form.jeton }}` beside it."""

    jeton = ChampJeton(required=False, initial=uuid.uuid4)


class JetonMixin:
    """For the ModelForm of an object that has a `jeton`; does nothing when the object exists already."""

    deja_enregistre = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["jeton"] = ChampJeton(required=False, initial=uuid.uuid4)
            if hasattr(self, "helper"):
                self.helper.render_hidden_fields = True

    def save(self, commit=True):
        jeton = self.cleaned_data.get("jeton") if "jeton" in self.fields else None
        if not jeton:
            return super().save(commit)
        if deja := self._deja(jeton):
            return deja
        self.instance.jeton = jeton
        try:
            with transaction.atomic():
                return super().save(commit)
        except IntegrityError:
            # The same page, sent twice at the same moment: the other request came first.
            if deja := self._deja(jeton):
                return deja
            raise

    def _deja(self, jeton):
        objet = self._meta.model._base_manager.filter(jeton=jeton).first()
        self.deja_enregistre = objet is not None
        return objet
