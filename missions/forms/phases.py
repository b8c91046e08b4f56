"""What is typed about an action of a phase, and its documents."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from coopappui.concurrence import VersionMixin
from coopappui.depots import DepotMixin
from coopappui.formulaires import FormulaireModele
from coopappui.jeton import JetonMixin
from missions.models import ActionDePhase, DocumentDAction


def comptes_de(mission, deja=None):
    """Who may be named: the members of the mission, and the person named already even if they have left."""
    comptes = mission.comptes()
    if deja:
        comptes |= get_user_model().objects.filter(pk=deja)
    return comptes.order_by("last_name", "first_name")


class ActionForm(JetonMixin, VersionMixin, FormulaireModele):
    """An action of the guide has its own title; one of the mission's is named here."""

    class Meta:
        model = ActionDePhase
        fields = ["intitule", "etat", "qui", "echeance", "faite_le", "note"]
        widgets = {"etat": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "faite_le": "Laissée vide, c’est aujourd’hui.",
            "note": "Ce qui a été fait, ce qui reste à faire.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["qui"].queryset = comptes_de(self.instance.mission, self.instance.qui_id)
        self.fields["qui"].empty_label = "Personne pour l’instant"
        if self.instance.du_guide:
            del self.fields["intitule"]
        else:
            self.fields["intitule"].required = True
        self.helper.layout = Layout(
            *(["intitule"] if "intitule" in self.fields else []),
            Div("etat", css_class="en-colonnes"),
            Div("qui", "echeance", "faite_le", css_class="rangee"),
            "note",
        )

    def clean(self):
        """The date belongs to what is done, and to nothing else."""
        donnees = super().clean()
        if "etat" in donnees and "faite_le" in donnees:
            le = donnees["faite_le"]
            if donnees["etat"] == ActionDePhase.Etat.FAIT:
                donnees["faite_le"] = le or self.instance.faite_le or timezone.localdate()
            elif le and le != self.instance.faite_le:
                self.add_error("faite_le", "Choisissez l’état « Fait », ou videz cette date.")
            else:
                donnees["faite_le"] = None
        return donnees


class DocumentDActionForm(DepotMixin, JetonMixin, FormulaireModele):
    class Meta:
        model = DocumentDAction
        fields = ["fichier", "titre"]

    def __init__(self, *args, action, par, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.action = action
        self.preparer(par)
