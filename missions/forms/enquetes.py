"""What an enquête is for, how long it takes, until when; its dates."""

from crispy_forms.layout import Div, Layout
from django import forms

from coopappui.champs import JourField
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele
from coopappui.jeton import JetonMixin
from missions.models import Enquete


class EnqueteForm(JetonMixin, VersionMixin, FormulaireModele):
    class Meta:
        model = Enquete
        fields = ["titre", "but", "temps_estime", "date_butoir", "introduction"]
        widgets = {"temps_estime": forms.TextInput({"inputmode": "numeric"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Once open, it is put off or opened again, which says so.
        if self.instance.pk and not self.instance.en_preparation:
            del self.fields["date_butoir"]
        dates = ["temps_estime", *(["date_butoir"] if "date_butoir" in self.fields else [])]
        suite = ["questions"] if "questions" in self.fields else []
        self.helper.layout = Layout("titre", "but", Div(*dates, css_class="rangee"), "introduction", *suite)
        if not self.instance.en_preparation:
            for nom in ("but", "temps_estime"):
                self.fields[nom].required = True


class NouvelleEnqueteForm(EnqueteForm):
    """Its questions: the guide's, none, or those of a former enquête."""

    GUIDE, VIDE = "guide", "vide"
    questions = forms.ChoiceField(label="Ses questions", widget=forms.RadioSelect, initial=GUIDE)

    def __init__(self, *args, user, **kwargs):
        self.anciennes = {str(e.pk): e for e in Enquete.objects.visibles_par(user)[:30]}
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [
            (self.GUIDE, "Les 24 questions du guide, à adapter"),
            *((pk, f"Celles de « {enquete} »") for pk, enquete in self.anciennes.items()),
            (self.VIDE, "Aucune : je les écris"),
        ]

    def save(self, commit=True):
        enquete = super().save(commit)
        if self.deja_enregistre:
            return enquete
        choix = self.cleaned_data["questions"]
        if choix == self.GUIDE:
            enquete.poser_les_questions_du_guide()
        elif choix in self.anciennes:
            enquete.reprendre_les_questions(self.anciennes[choix])
        return enquete


class JusquAu(Formulaire):
    jusqu_au = JourField(label="Nouvelle date butoir")
