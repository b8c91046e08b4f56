"""What is typed about a séquence de travail, its blocages and its engagements."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from appuis.models import Apport, Blocage, Engagement, Evenement, Sequence
from appuis.models.etapes import NatureApport, NatureBlocage
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele, PlusieursField
from coopappui.jeton import JetonMixin
from coopappui.lignes import LigneMixin, Lignes
from missions.models import Personne


def porteurs(appui):
    """Who may take an engagement on this appui: choices « charge:pk » and « personne:pk »."""
    equipe = [(f"charge:{compte.pk}", f"{compte} (chargé d’appui)") for compte in appui.equipe()]
    beneficiaires = [(f"personne:{p.pk}", str(p)) for p in appui.beneficiaires.all()]
    return [*equipe, *beneficiaires, ("", "Le bénéficiaire, sans précision")]


class SequenceForm(JetonMixin, VersionMixin, FormulaireModele):
    participants = PlusieursField(Personne.objects.none(), genre="personnes", label="Participants", required=False)

    class Meta:
        model = Sequence
        fields = [
            "date",
            "duree",
            "canal",
            "lieu",
            "nature",
            "participants",
            "points_travailles",
            "prochaine_etape",
            "prochain_echange",
            "releve",
            "decisions",
        ]
        widgets = {
            "points_travailles": forms.Textarea(attrs={"rows": 4}),
            "decisions": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "duree": "Par exemple 1 h 30, 45 min.",
            "points_travailles": "Des faits et de la méthode : la mission lit cette page.",
        }

    def __init__(self, data=None, *args, appui, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.appui, self.user = appui, user
        self.instance.appui = appui
        if not self.instance.auteur_id:
            self.instance.auteur = user
        personnes = appui.mission.personnes.select_related("structure")
        self.fields["participants"].limiter(personnes, mission=appui.mission_id)
        if not self.instance.pk:
            self.initial["participants"] = list(appui.beneficiaires.values_list("pk", flat=True))
        self.helper.layout = Layout(
            Row(Column("date"), Column("duree"), Column("canal")),
            "nature",
            "lieu",
            "participants",
            "points_travailles",
            "prochaine_etape",
            "prochain_echange",
            "releve",
            "decisions",
        )

    def clean(self):
        donnees = super().clean()
        if donnees.get("decisions") and not donnees.get("releve"):
            self.add_error("releve", "Cochez si un relevé de décisions est demandé, ou videz les décisions.")
        return donnees

    def save(self, commit=True):
        nouvelle = self.instance.pk is None
        sequence = super().save()
        if nouvelle and not self.deja_enregistre:
            Evenement.noter(self.appui, Evenement.Verbe.SEQUENCE, self.user, str(sequence))
        return sequence


class EngagementForm(VersionMixin, FormulaireModele):
    qui = forms.ChoiceField(label="Qui", required=False)

    class Meta:
        model = Engagement
        fields = ["quoi", "echeance", "moyens"]

    field_order = ["quoi", "qui", "echeance", "moyens"]

    def __init__(self, data=None, *args, appui, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.instance.appui = appui
        engagement = self.instance
        self.fields["qui"].choices = porteurs(appui)
        if engagement.pk:
            self.initial["qui"] = (
                f"charge:{engagement.charge_id}"
                if engagement.charge_id
                else f"personne:{engagement.personne_id}"
                if engagement.personne_id
                else ""
            )
        else:
            self.initial.setdefault("qui", f"charge:{user.pk}")

    def _post_clean(self):
        """The holder is set before the model's own constraints are checked."""
        genre, _, pk = self.cleaned_data.get("qui", "").partition(":")
        self.instance.charge_id = int(pk) if genre == "charge" else None
        self.instance.personne_id = int(pk) if genre == "personne" else None
        super()._post_clean()


class BlocageForm(VersionMixin, FormulaireModele):
    apports = forms.MultipleChoiceField(
        label="Ce qui a été apporté", choices=NatureApport, required=False, widget=forms.CheckboxSelectMultiple
    )
    precision = forms.CharField(label="En quelques mots", required=False, max_length=300)

    class Meta:
        model = Blocage
        fields = ["intitule", "porte_sur", "nature", "sequence", "leve_le"]
        widgets = {"nature": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "porte_sur": "Il sert à vous proposer des ressources.",
            "nature": "Ce qui bloque le projet. Ce qui tient aux compétences d’une personne : en note confidentielle.",
            "leve_le": "Laissez vide tant qu’il est ouvert.",
        }

    field_order = ["intitule", "porte_sur", "nature", "sequence", "apports", "precision", "leve_le"]

    def __init__(self, data=None, *args, appui, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.instance.appui = appui
        self.fields["porte_sur"].choices = [("", "Non précisé"), *NatureBlocage.choices]
        if "sequence" in self.fields:
            self.fields["sequence"].queryset = appui.sequences.all()
            self.fields["sequence"].empty_label = "hors d’une séquence"
        if self.instance.pk:
            existants = list(self.instance.apports.all())
            self.initial.setdefault("apports", [apport.nature for apport in existants])
            self.initial.setdefault("precision", next((a.precision for a in existants if a.precision), ""))

    def clean(self):
        donnees = super().clean()
        if donnees.get("leve_le") and not donnees.get("apports"):
            self.add_error("apports", "Dites ce qui a été apporté avant de lever ce blocage.")
        return donnees

    def save(self, commit=True):
        blocage = super().save()
        natures = self.cleaned_data["apports"]
        blocage.apports.exclude(nature__in=natures).delete()
        for nature in natures:
            Apport.objects.update_or_create(
                blocage=blocage, nature=nature, defaults={"precision": self.cleaned_data["precision"]}
            )
        return blocage


class EngagementLigne(LigneMixin, EngagementForm):
    """An engagement taken during a séquence."""

    class Meta(EngagementForm.Meta):
        fields = ["quoi", "echeance"]

    field_order = ["quoi", "qui", "echeance"]


class EngagementsPris(Lignes):
    formulaire, prefixe, nom = EngagementLigne, "engagements", "Engagement"
    titre, ajout = "Qui fait quoi, pour quand ?", "Ajouter un engagement"
    aide = "À la fin de chaque rencontre, un objectif et une tâche au moins."
    vides = 1


class BlocageLigne(LigneMixin, BlocageForm):
    """A blocage spotted during a séquence."""

    class Meta(BlocageForm.Meta):
        fields = ["intitule", "porte_sur"]

    field_order = ["intitule", "porte_sur", "apports", "precision"]


class BlocagesReperes(Lignes):
    formulaire, prefixe, nom = BlocageLigne, "blocages", "Blocage"
    titre, ajout = "Blocages repérés", "Ajouter un blocage"
