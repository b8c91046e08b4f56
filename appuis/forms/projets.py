"""What is typed about a projet de coopération: the project itself, the rows of its tables, its stages."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from appuis.forms.sequences import EngagementForm
from appuis.models import ActionPrevue, Financement, LienProjet, Partenariat, Projet, Stade
from coopappui.champs import JourField
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele, UnField
from coopappui.jeton import JetonMixin
from coopappui.lignes import LigneMixin, Lignes
from missions.forms.reseau_a_la_volee import NouvelleStructure
from missions.models import Structure


def proposees(champ, actuelle):
    """Values of a reference list still offered, and the one in use even when archived."""
    champ.queryset = champ.queryset.filter(Q(actif=True) | Q(pk=actuelle))


def _nouvelle_structure(nom):
    return HTML(f'{{% include "reseau/_nouvelle_structure.html" with form=form.{nom} only %}}')


class ProjetForm(JetonMixin, VersionMixin, FormulaireModele):
    chef_de_file = UnField(Structure.objects.none(), genre="structures", label="Chef de file", required=False)

    class Meta:
        model = Projet
        fields = ["nom", "type", "objet", "chef_de_file", "cout_total", "date_debut", "date_fin"]
        widgets = {"objet": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "objet": "Ce que le projet veut changer, et avec qui. Ces informations se partagent largement.",
        }

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user, self.mission = user, self.instance.mission
        self.fields["chef_de_file"].queryset = self.mission.structures.all()
        self.fields["type"].empty_label = "À préciser"
        proposees(self.fields["type"], self.instance.type_id)
        self.nouveau_chef = NouvelleStructure(data, prefix="chef", mission=self.mission)
        self.helper.layout = Layout(
            Fieldset("Le projet", "nom", "type", "objet", css_class="partie"),
            Fieldset("Le chef de file", "chef_de_file", _nouvelle_structure("nouveau_chef"), css_class="partie"),
            Fieldset(
                "Le coût et le calendrier",
                HTML('<p class="doux">Prévus, ou réels une fois connus. Laissez vide ce qui ne l’est pas encore.</p>'),
                Div("cout_total", "date_debut", "date_fin", css_class="rangee"),
                css_class="partie",
            ),
        )

    def is_valid(self):
        nouveau_valide = self.nouveau_chef.is_valid()
        return super().is_valid() and nouveau_valide

    def save(self, commit=True):
        if chef := self.nouveau_chef.creer(self.mission, self.user):
            self.instance.chef_de_file = chef
        return super().save(commit)


class PartenaireLigne(LigneMixin, FormulaireModele):
    """A partner who is there keeps its structure: to change it, remove the row and add another."""

    structure = UnField(Structure.objects.none(), genre="structures", label="Structure", required=False)

    class Meta:
        model = Partenariat
        fields = ["structure", "role"]

    def __init__(self, data=None, *, mission, user, **kwargs):
        super().__init__(data, **kwargs)
        self.mission, self.user, self.nouvelle = mission, user, None
        if self.instance.pk:
            del self.fields["structure"]
            return
        self.fields["structure"].queryset = mission.structures.all()
        self.nouvelle = NouvelleStructure(data, prefix=f"{self.prefix}-nouvelle", mission=mission)
        self.helper.layout = Layout("structure", _nouvelle_structure("nouvelle"), "role", "retirer")

    def has_changed(self):
        return super().has_changed() or bool(self.nouvelle and self.nouvelle.saisie)

    def is_valid(self):
        nouvelle_valide = self.nouvelle is None or self.retiree or self.nouvelle.is_valid()
        return super().is_valid() and nouvelle_valide

    def clean_structure(self):
        structure = self.cleaned_data["structure"]
        if structure is None and not self.nouvelle.saisie:
            raise ValidationError("Choisissez une structure, ou créez-la.")
        return structure

    def save(self, commit=True):
        if self.nouvelle and (structure := self.nouvelle.creer(self.mission, self.user)):
            # Known after all, and maybe already a partner: its role is completed.
            deja = Partenariat.objects.filter(projet=self.instance.projet, structure=structure).first()
            if deja:
                deja.role = deja.role or self.instance.role
                self.instance = deja
            self.instance.structure = structure
        return super().save(commit)


class FinancementLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = Financement
        fields = ["type", "financeur", "montant", "etat"]
        labels = {"type": "Type"}

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["type"].empty_label = "Choisir"
        proposees(self.fields["type"], self.instance.type_id)


class ActionLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = ActionPrevue
        fields = ["intitule", "lieu", "echeance"]
        labels = {"intitule": "Action"}


class LienLigne(LigneMixin, FormulaireModele):
    url = forms.URLField(label="Adresse", max_length=500, assume_scheme="https")

    class Meta:
        model = LienProjet
        fields = ["url", "titre"]


class Partenaires(Lignes):
    formulaire, prefixe = PartenaireLigne, "partenaires"
    titre, nom, ajout = "Partenaires", "Partenaire", "Ajouter un partenaire"
    maximum = 100

    def existants(self):
        return super().existants().select_related("structure")


class Financements(Lignes):
    formulaire, prefixe = FinancementLigne, "financements"
    titre, nom, ajout = "Financements", "Financement", "Ajouter un financement"
    maximum = 100

    def existants(self):
        return super().existants().select_related("type")


class Actions(Lignes):
    formulaire, prefixe = ActionLigne, "actions"
    titre, nom, ajout = "Actions prévues", "Action", "Ajouter une action"


class Liens(Lignes):
    formulaire, prefixe = LienLigne, "liens"
    titre, nom, ajout = "Sites et ressources en ligne", "Lien", "Ajouter un lien"
    aide = "Les fichiers se déposent depuis la page du projet."
    maximum = 50


class StadeForm(Formulaire):
    """A stage reached on a date. An earlier stage asks what is meant: going back, or correcting a date."""

    CORRIGER, REVENIR = "corriger", "revenir"

    stade = forms.ChoiceField(label="Le projet a atteint le stade", choices=Stade, widget=forms.RadioSelect)
    le = JourField(label="Le")
    geste = forms.ChoiceField(
        label="Ce stade est déjà passé",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (CORRIGER, "Je corrige seulement sa date"),
            (REVENIR, "Le projet revient à ce stade ; les dates des stades suivants sont effacées"),
        ],
    )

    def __init__(self, data=None, *args, projet, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.projet = projet
        self.initial.setdefault("le", timezone.localdate())
        demande = data.get("stade") if data else self.initial.get("stade")
        self.recule = demande in Stade.values and Stade(demande).numero < Stade(projet.stade).numero
        if not self.recule:
            del self.fields["geste"]

    def clean(self):
        donnees = super().clean()
        if self.recule and not donnees.get("geste"):
            self.add_error("geste", "Dites si vous corrigez une date ou si le projet revient en arrière.")
        return donnees

    def enregistrer(self):
        """True once done; else the reason is among the errors."""
        corrige = self.cleaned_data.get("geste") == self.CORRIGER
        dater = self.projet.dater if corrige else self.projet.atteindre
        try:
            dater(self.cleaned_data["stade"], self.cleaned_data["le"])
        except ValidationError as erreur:
            self.add_error(None, erreur)
            return False
        return True


class EngagementProjetForm(EngagementForm):
    """Who does what on a project: an officer of the mission, or somebody of the chef de file or of a partner."""

    def __init__(self, data=None, *args, projet, user, **kwargs):
        super(EngagementForm, self).__init__(data, *args, **kwargs)
        engagement = self.instance
        engagement.projet = projet
        personnes = projet.mission.personnes.filter(
            Q(structure__projets_menes=projet)
            | Q(structure__partenariats__projet=projet)
            | Q(pk=engagement.personne_id)
        ).distinct()
        self.fields["qui"].choices = [
            *((f"charge:{compte.pk}", f"{compte} (chargé d’appui)") for compte in projet.mission.charges()),
            *((f"personne:{p.pk}", str(p)) for p in personnes[:100]),
            ("", "Un partenaire, sans précision"),
        ]
        self.initial["qui"] = f"charge:{user.pk}"
        if engagement.pk:
            choix = [(n, v) for n, v in (("charge", engagement.charge_id), ("personne", engagement.personne_id)) if v]
            self.initial["qui"] = f"{choix[0][0]}:{choix[0][1]}" if choix else ""
        if engagement.origine:
            # Said once, where it was written; who holds it may change here.
            for nom in ("quoi", "echeance"):
                self.fields[nom].disabled = True
            self.fields["echeance"].help_text = "Suit ce qui est écrit dans le carnet d’outils : changez-le là-bas."
