"""What is typed about an appui as a whole."""

from django import forms
from django.db import transaction

from appuis.models import Appui, Bilan, Evenement, Projet
from comptes.models import Utilisateur
from coopappui.champs import JourField
from coopappui.formulaires import Formulaire, FormulaireModele, PlusieursField, UnField
from missions.forms.a_la_volee import NouvellePersonne, NouvelleStructure
from missions.models import Membre, Mission, Personne, Structure


def charges_de(mission):
    """Accounts of the mission's active officers."""
    return Utilisateur.objects.filter(pk__in=mission.membres.actifs().charges().values("utilisateur"))


class AppuiForm(FormulaireModele):
    structures = PlusieursField(Structure.objects.none(), genre="structures", label="Structures appuyées", required=False)
    beneficiaires = PlusieursField(Personne.objects.none(), genre="personnes", label="Bénéficiaires", required=False)
    projet = UnField(
        Projet.objects.none(),
        adresse="projets:choisir",
        label="Projet de coopération",
        required=False,
        help_text="Laissez vide si le projet n’est pas encore né.",
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
            "co_charges": "Ils portent l’appui avec vous ; ils ne lisent vos notes confidentielles que si vous le dites.",
        }

    def __init__(self, data=None, *args, user, mission, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user, self.mission = user, mission
        self.instance.mission = mission
        if not self.instance.charge_id:
            self.instance.charge = user
        self.fields["structures"].queryset = mission.structures.all()
        self.fields["beneficiaires"].queryset = mission.personnes.select_related("structure")
        self.fields["projet"].queryset = mission.projets.all()
        self.fields["co_charges"].queryset = charges_de(mission).exclude(pk=self.instance.charge_id)
        self.nouvelle_structure = NouvelleStructure(data, prefix="structure", mission=mission)
        self.nouvelle_personne = NouvellePersonne(data, prefix="personne", mission=mission)

    def is_valid(self):
        annexes = [self.nouvelle_structure, self.nouvelle_personne]
        return super().is_valid() and all([annexe.is_valid() for annexe in annexes])

    @transaction.atomic
    def save(self, commit=True):
        nouveau = self.instance.pk is None
        appui = super().save()
        if structure := self.nouvelle_structure.creer(self.mission, self.user):
            appui.structures.add(structure)
        if personne := self.nouvelle_personne.creer(self.mission, self.user):
            if structure and not personne.structure_id:
                personne.structure = structure
                personne.save()
            appui.beneficiaires.add(personne)
        if nouveau:
            Evenement.noter(appui, Evenement.Verbe.OUVERTURE, self.user)
        return appui


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


class BilanForm(FormulaireModele):
    class Meta:
        model = Bilan
        fields = ["difficultes", "solutions", "arguments", "actions_a_venir"]
        widgets = {nom: forms.Textarea(attrs={"rows": 4}) for nom in fields}


class TransmissionForm(Formulaire):
    """Handing over; the author of confidential notes picks, one by one, those that go with the appui."""

    a = forms.ModelChoiceField(Utilisateur.objects.none(), label="Transmettre à", empty_label=None, widget=forms.RadioSelect)
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
        self.fields["a"].queryset = charges_de(appui.mission).exclude(pk=appui.charge_id)
        notes = appui.notes.modifiables_par(user)
        if notes.exists():
            self.fields["notes"].queryset = notes
            self.fields["notes"].label_from_instance = lambda note: f"{note.cree_le:%d/%m/%Y} · {note.texte[:80]}"
        else:
            del self.fields["notes"]


def est_charge(user, mission):
    return Membre.objects.actifs_de(user).charges().filter(mission=mission).exists()
