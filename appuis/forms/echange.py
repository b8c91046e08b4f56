"""The quick log: who, when, what, next step; between two meetings, with one thumb."""

from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms
from django.db import transaction
from django.utils import timezone

from appuis.models import Appui, Engagement, Evenement, Sequence
from appuis.models.etapes import Canal
from coopappui.champs import DureeField, JourField
from coopappui.formulaires import Formulaire, UnField
from missions.forms.reseau_a_la_volee import NouvelleStructure
from missions.models import Structure


class EchangeForm(Formulaire):
    """Logs a séquence on an appui the officer carries, or opens a new appui with a structure."""

    appui = UnField(Appui.objects.none(), adresse="appuis:choisir", label="Sur quel appui ?", required=False)
    structure = UnField(Structure.objects.none(), genre="structures", label="Avec quelle structure ?", required=False)
    quoi = forms.CharField(
        label="De quoi avez-vous parlé ?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    date = JourField(label="Quand ?")
    canal = forms.ChoiceField(label="Comment ?", choices=Canal, initial=Canal.TELEPHONE)
    duree = DureeField(label="Durée", initial=15, help_text="Par exemple 15 min, 1 h 30.")
    suite = forms.CharField(label="Prochaine étape", required=False, max_length=250)
    qui = forms.ChoiceField(
        label="Qui s’en charge ?",
        choices=[("moi", "Moi"), ("beneficiaire", "Le bénéficiaire")],
        initial="moi",
        widget=forms.RadioSelect,
        required=False,
    )
    echeance = JourField(label="Pour quand ?", required=False)

    def __init__(self, data=None, *args, user, mission, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user, self.mission = user, mission
        self.fields["date"].initial = timezone.localdate
        self.fields["appui"].limiter(Appui.objects.a_choisir(user).filter(mission=mission), mission=mission.pk)
        self.fields["appui"].widget.suggestions = 4
        self.fields["structure"].limiter(mission.structures.all(), mission=mission.pk)
        self.fields["structure"].widget.suggestions = 3
        self.nouvelle_structure = NouvelleStructure(data, mission=mission)
        self.helper.layout = Layout(
            "appui",
            HTML('{% include "accueil/_autre_structure.html" %}'),
            "quoi",
            Row(Column("date"), Column("canal"), Column("duree")),
            "suite",
            Row(Column("qui"), Column("echeance")),
        )

    @property
    def ailleurs(self):
        """The part about another structure is unfolded: something was chosen or typed there."""
        return self.nouvelle_structure.saisie or bool(
            self["structure"].value() or self["structure"].field.widget.demande
        )

    def is_valid(self):
        return all([super().is_valid(), self.nouvelle_structure.is_valid()])

    def clean(self):
        donnees = super().clean()
        jour = donnees.get("date")
        if jour and jour > timezone.localdate():
            self.add_error("date", "Un échange se note une fois fait : cette date est à venir.")
        avec = [donnees.get("appui"), donnees.get("structure"), self.nouvelle_structure.saisie]
        if not any(avec):
            self.add_error("appui", "Dites avec qui : choisissez un appui, une structure, ou créez-la.")
        elif donnees.get("appui") and any(avec[1:]):
            self.add_error("structure", "Choisissez un appui ou une structure, pas les deux.")
        if donnees.get("echeance") and not donnees.get("suite"):
            self.add_error("suite", "Dites ce qui est à faire pour cette date.")
        return donnees

    @transaction.atomic
    def save(self):
        d = self.cleaned_data
        appui = d["appui"] or self._ouvrir(d["structure"] or self.nouvelle_structure.creer(self.mission, self.user))
        sequence = Sequence.objects.create(
            appui=appui,
            auteur=self.user,
            date=d["date"],
            duree=d["duree"],
            canal=d["canal"],
            nature=d["quoi"],
            prochaine_etape=d["suite"],
        )
        Evenement.noter(appui, Evenement.Verbe.SEQUENCE, self.user, str(sequence))
        if d["suite"]:
            Engagement.objects.create(
                appui=appui,
                sequence=sequence,
                quoi=d["suite"],
                charge=None if d["qui"] == "beneficiaire" else self.user,
                echeance=d["echeance"],
            )
        return sequence

    def _ouvrir(self, structure):
        appui = Appui.objects.create(
            mission=self.mission,
            charge=self.user,
            intitule=self.cleaned_data["quoi"][:150],
            ouvert_le=self.cleaned_data["date"],
            canal=self.cleaned_data["canal"],
        )
        appui.structures.add(structure)
        Evenement.noter(appui, Evenement.Verbe.OUVERTURE, self.user)
        return appui
