"""Sending the row of a project to its partners, and correcting it as one of them."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from appuis.forms.projets import proposees
from appuis.models import ActionVue, Croisement, FinancementVu, PointDeVue, TypeFinancement
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele
from coopappui.lignes import LigneMixin, Lignes
from coopappui.texte import numero


class _Personnes(forms.ModelMultipleChoiceField):
    def clean(self, value):
        for cle in value or []:
            if numero(str(cle)) is None:
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": cle})
        return super().clean(value)

    def label_from_instance(self, personne):
        nom = " · ".join(filter(None, [str(personne), str(personne.structure or "")]))
        return f"{nom} (déjà interrogée)" if personne.pk in self.interrogees else nom


class DemandeForm(FormulaireModele):
    """`interrogees`: numbers of those who are asked already, when the croisement is running."""

    personnes = _Personnes(None, label="À qui le demander", widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Croisement
        fields = ["personnes", "echeance", "mot"]
        widgets = {"mot": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "echeance": "Facultatif.",
            "mot": "Facultatif. Lu sur le portail par toutes les personnes interrogées ; il n’est pas dans l’e-mail.",
        }

    def __init__(self, *args, personnes, interrogees=(), **kwargs):
        super().__init__(*args, **kwargs)
        champ = self.fields["personnes"]
        champ.interrogees = set(interrogees)
        champ.queryset = personnes
        champ.error_messages |= {"required": "Choisissez au moins une personne."}
        self.initial["personnes"] = [p.pk for p in personnes if p.pk not in champ.interrogees]

    def clean_echeance(self):
        echeance = self.cleaned_data["echeance"]
        if echeance and echeance < timezone.localdate():
            raise ValidationError("Choisissez une date à venir.")
        return echeance


class PointDeVueForm(VersionMixin, FormulaireModele):
    class Meta:
        model = PointDeVue
        fields = [
            *("nom", "type", "objet", "chef_de_file", "partenaires", "cout_total", "stade"),
            *("date_debut", "date_fin", "remarque"),
        ]
        widgets = {
            "objet": forms.Textarea(attrs={"rows": 4}),
            "partenaires": forms.Textarea(attrs={"rows": 4}),
            "remarque": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"remarque": "Une remarque ?"}
        help_texts = {
            "partenaires": "Un par ligne, sans le chef de file.",
            "remarque": "Facultatif. Lue par les membres de la mission, pas par les autres partenaires.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].empty_label = "Je ne sais pas"
        proposees(self.fields["type"], self.instance.type_id)
        self.fields["stade"].choices = [("", "Je ne sais pas"), *PointDeVue._meta.get_field("stade").choices]
        # The remark comes last, under the tables.
        self.helper.layout = Layout(
            *("nom", "type", "objet", "chef_de_file", "partenaires"),
            Div("cout_total", "date_debut", "date_fin", css_class="rangee"),
            "stade",
        )


class FinancementVuLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = FinancementVu
        fields = ["type", "financeur", "montant", "etat"]
        labels = {"type": "Type"}

    def __init__(self, data=None, *, types, **kwargs):
        super().__init__(data, **kwargs)
        champ, actuel = self.fields["type"], self.instance.type_id
        proposees(champ, actuel)
        # Read once for all the rows.
        offerts = [(t.pk, str(t)) for t in types if t.actif or t.pk == actuel]
        champ.choices = [("", "Choisir"), *offerts]


class ActionVueLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = ActionVue
        fields = ["intitule", "lieu", "echeance"]
        labels = {"intitule": "Action"}


class FinancementsVus(Lignes):
    formulaire, prefixe = FinancementVuLigne, "financements"
    titre, nom, ajout = "Financements", "Financement", "Ajouter un financement"
    maximum = 100

    def __init__(self, parent, data=None):
        super().__init__(parent, data, types=list(TypeFinancement.objects.all()))

    def existants(self):
        return super().existants().select_related("type")


class ActionsVues(Lignes):
    formulaire, prefixe = ActionVueLigne, "actions"
    titre, nom, ajout = "Actions prévues", "Action", "Ajouter une action"
