"""What is typed about an appui as a whole."""

from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.db import transaction

from appuis.models import Appui, Bilan, Evenement, Projet
from comptes.models import Utilisateur
from coopappui.champs import JourField
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele, PlusieursField, UnField
from coopappui.jeton import JetonMixin
from missions.forms.reseau_a_la_volee import NouvellePersonne, NouvelleStructure
from missions.models import Mission, Personne, Structure


def _a_la_volee(partiel, nom):
    return HTML(f'{{% include "reseau/{partiel}" with form=form.{nom} only %}}')


class AppuiForm(JetonMixin, VersionMixin, FormulaireModele):
    """The whole of an appui. The forms of the steps keep a part of its fields."""

    structures = PlusieursField(
        Structure.objects.none(), genre="structures", label="Structures appuyées", required=False
    )
    beneficiaires = PlusieursField(Personne.objects.none(), genre="personnes", label="Bénéficiaires", required=False)
    projet = UnField(
        Projet.objects.none(),
        adresse="projets:choisir",
        label="Projet de coopération",
        required=False,
        help_text="Laissez vide si le projet n’est pas encore né.",
    )

    sections = (
        (
            "Qui est appuyé",
            "structures",
            _a_la_volee("_nouvelle_structure.html", "nouvelle_structure"),
            "beneficiaires",
            _a_la_volee("_nouvelle_personne.html", "nouvelle_personne"),
        ),
        ("Le premier contact", ("origine", "forme"), ("canal", "ouvert_le")),
        ("Le besoin", "intitule", "besoin_exprime", "besoin_reformule", "points_a_travailler"),
        ("Le projet", "projet", "stade", "invitations_ouvertes"),
        ("Les conditions", ("rythme", "tarif"), ("duree_prevue", "calendrier"), "limites"),
        ("L’équipe", "co_charges"),
    )

    class Meta:
        model = Appui
        fields = [
            "intitule",
            "structures",
            "beneficiaires",
            "origine",
            "canal",
            "ouvert_le",
            "forme",
            "besoin_exprime",
            "besoin_reformule",
            "points_a_travailler",
            "projet",
            "stade",
            "invitations_ouvertes",
            "rythme",
            "tarif",
            "duree_prevue",
            "calendrier",
            "limites",
            "co_charges",
        ]
        widgets = {
            "besoin_exprime": forms.Textarea(attrs={"rows": 3}),
            "besoin_reformule": forms.Textarea(attrs={"rows": 3}),
            "points_a_travailler": forms.Textarea(attrs={"rows": 3}),
            "limites": forms.Textarea(attrs={"rows": 2}),
            "co_charges": forms.CheckboxSelectMultiple,
            "origine": forms.RadioSelect,
            "forme": forms.RadioSelect,
            "rythme": forms.RadioSelect,
            "tarif": forms.RadioSelect,
        }
        help_texts = {
            "besoin_exprime": "Tel que la personne le dit.",
            "besoin_reformule": "Tel que vous vous êtes mis d’accord ; il diffère souvent.",
            "rythme": "Un coup de main ponctuel se clôt sans passer par toutes les étapes.",
            "co_charges": "Ils portent l’appui avec vous ; ils ne lisent que les notes que vous leur ouvrez.",
        }

    def __init__(self, data=None, *args, user, mission, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user, self.mission = user, mission
        self.instance.mission = mission
        if not self.instance.charge_id:
            self.instance.charge = user
        for nom, queryset in (
            ("structures", mission.structures.all()),
            ("beneficiaires", mission.personnes.select_related("structure")),
            ("projet", mission.projets.all()),
            ("co_charges", mission.charges().exclude(pk=self.instance.charge_id)),
        ):
            if isinstance(self.fields.get(nom), (PlusieursField, UnField)):
                self.fields[nom].limiter(queryset, mission=mission.pk)
            elif nom in self.fields:
                self.fields[nom].queryset = queryset
        # On the fly, beside the directory's choices.
        self.nouvelle_structure = NouvelleStructure(data, mission=mission)
        self.nouvelle_personne = NouvellePersonne(data, mission=mission)
        self.helper.layout = Layout(
            *(Fieldset(titre, *self._presents(champs), css_class="partie") for titre, *champs in self.sections)
        )

    def _presents(self, champs):
        """The parts of a section that this form has; fields in a tuple stand side by side."""
        for champ in champs:
            if isinstance(champ, tuple):
                yield Row(*(Column(nom) for nom in self._presents(champ)))
            elif isinstance(champ, HTML) or champ in self.fields:
                yield champ

    def is_valid(self):
        return all([super().is_valid(), self.nouvelle_structure.is_valid(), self.nouvelle_personne.is_valid()])

    @transaction.atomic
    def save(self, commit=True):
        nouveau = self.instance.pk is None
        appui = super().save()
        if self.deja_enregistre:
            return appui
        if structure := self.nouvelle_structure.creer(self.mission, self.user):
            appui.structures.add(structure)
        liens = {"structure": structure} if structure else {}
        if personne := self.nouvelle_personne.creer(self.mission, self.user, **liens):
            appui.beneficiaires.add(personne)
        if nouveau:
            Evenement.noter(appui, Evenement.Verbe.OUVERTURE, self.user)
        return appui


class ContactForm(AppuiForm):
    """Step 1: who, how, what is asked, under which conditions."""

    projet = None
    sections = (*AppuiForm.sections[:2], ("Le besoin", "intitule", "besoin_exprime"), AppuiForm.sections[4])

    class Meta(AppuiForm.Meta):
        fields = [
            "intitule",
            "structures",
            "beneficiaires",
            "forme",
            "origine",
            "canal",
            "ouvert_le",
            "besoin_exprime",
            "rythme",
            "tarif",
            "duree_prevue",
            "calendrier",
            "limites",
        ]


class DemarrageForm(AppuiForm):
    """Step 2: the need as agreed, the points to work on, the project."""

    structures = None
    sections = (
        ("Le besoin", "besoin_exprime", "besoin_reformule", "points_a_travailler"),
        ("Les bénéficiaires", "beneficiaires", AppuiForm.sections[0][4]),
        AppuiForm.sections[3],
    )

    class Meta(AppuiForm.Meta):
        fields = ["besoin_exprime", "besoin_reformule", "points_a_travailler", "beneficiaires", "projet", "stade"]


class ChoixMission(Formulaire):
    """Shown to officers of several missions before a new appui."""

    mission = forms.ModelChoiceField(Mission.objects.none(), label="Pour quelle mission ?", empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = Mission.objects.avec_charge(user)


class FranchirForm(Formulaire):
    le = JourField(label="Franchie le")


class ArretForm(Formulaire):
    raison = forms.ChoiceField(label="Raison de l’arrêt", choices=Appui.MotifArret, widget=forms.RadioSelect)
    motif = forms.CharField(
        label="Précision",
        required=False,
        max_length=200,
        help_text="Lisible par la mission : un fait, rien de confidentiel.",
    )


class SuspensionForm(Formulaire):
    motif = forms.CharField(
        label="Pourquoi, jusqu’à quand ?",
        required=False,
        max_length=200,
        help_text="Lisible par la mission : un fait, rien de confidentiel.",
    )


class ReportForm(Formulaire):
    au = JourField(label="Reporter la relance au")


class BilanForm(VersionMixin, FormulaireModele):
    class Meta:
        model = Bilan
        fields = ["difficultes", "solutions", "arguments", "actions_a_venir"]
        widgets = {nom: forms.Textarea(attrs={"rows": 4}) for nom in fields}


class TransmissionForm(Formulaire):
    """Handing over; the author of confidential notes picks, one by one, those that go with the appui."""

    a = forms.ModelChoiceField(
        Utilisateur.objects.none(), label="Transmettre à", empty_label=None, widget=forms.RadioSelect
    )
    garder = forms.BooleanField(label="L’actuel chargé d’appui reste co-chargé", required=False)
    notes = forms.ModelMultipleChoiceField(
        None,
        label="Notes confidentielles transmises",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune note ne part sans que vous la cochiez. La personne concernée doit en être d’accord.",
    )

    def __init__(self, *args, user, appui, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["a"].queryset = appui.mission.charges().exclude(pk=appui.charge_id)
        notes = appui.notes.modifiables_par(user)
        if notes.exists():
            self.fields["notes"].queryset = notes
            self.fields["notes"].label_from_instance = lambda note: f"{note.cree_le:%d/%m/%Y} · {note.texte[:80]}"
        else:
            del self.fields["notes"]
