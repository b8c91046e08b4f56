"""What is typed about a contact; what the réseau already knows is taken from it."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from appuis.models import Projet
from comptes.models import Utilisateur
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele, UnField
from coopappui.jeton import JetonMixin
from coopappui.texte import numero
from missions.forms.reseau_champs import TelephoneField
from missions.models import Personne, Structure
from outils.models import PriseDeContact
from outils.models.prise_de_contact import Interet, Suite


class PriseDeContactForm(JetonMixin, VersionMixin, FormulaireModele):
    """`_reprendre` posted: what the chosen person and structure say fills the empty fields, nothing is saved."""

    personne = UnField(Personne.objects.none(), genre="personnes", label="Personne du réseau", required=False)
    structure = UnField(Structure.objects.none(), genre="structures", label="Structure du réseau", required=False)
    projet = UnField(
        Projet.objects.none(),
        adresse="projets:choisir",
        label="Projet",
        required=False,
        help_text="Laissez vide si vous prospectez pour la mission.",
    )
    telephone = TelephoneField(label="Tél.")

    class Meta:
        model = PriseDeContact
        fields = [
            "personne",
            "structure",
            "nom",
            "prenom",
            "organisme",
            "adresse",
            "telephone",
            "courriel",
            "projet",
            "le",
            "pris_par",
            "canal",
            "canal_precision",
            "intermediaire",
            "informations",
            "interet",
            "interet_pourquoi",
            "suite",
            "suite_precision",
            "suite_le",
            "remarques",
        ]
        widgets = {"interet": forms.RadioSelect, "suite": forms.RadioSelect}
        labels = {"suite": "Que faire ?", "suite_le": "Pour le"}
        help_texts = {"suite_le": "Datée, elle est rappelée dans « À faire » et dans l’échéancier du projet."}

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        mission = self.instance.mission
        for nom, objets in (
            ("personne", mission.personnes.select_related("structure")),
            ("structure", mission.structures.all()),
            ("projet", mission.projets.all()),
        ):
            self.fields[nom].limiter(objets, mission=mission.pk)
        officiers = Q(pk__in=mission.charges().values("pk")) | Q(pk=self.instance.pris_par_id)
        self.fields["pris_par"].queryset = Utilisateur.objects.filter(officiers)
        self.fields["pris_par"].empty_label = None
        if self.instance.pk is None:
            self.initial["pris_par"] = user.pk
        self.fields["interet"].choices = [*Interet.choices, ("", "Je ne sais pas encore")]
        self.fields["suite"].choices = [*Suite.choices, ("", "Rien à faire")]
        for nom in ("nom", "prenom", "organisme", "adresse", "courriel"):
            self.fields[nom].widget.attrs["autocomplete"] = "off"
        self.helper.layout = Layout(
            Fieldset(
                "Le contact",
                HTML(
                    '{% load crispy_forms_tags %}{% include "outils/contacts/_reprendre.html" with form=form only %}'
                ),
                Div("nom", "prenom", css_class="rangee"),
                "organisme",
                "adresse",
                Div("telephone", "courriel", css_class="rangee"),
                css_class="partie",
            ),
            Fieldset(
                "La prise de contact",
                Div("le", "pris_par", css_class="rangee"),
                Div("canal", "canal_precision", css_class="rangee"),
                "intermediaire",
                "projet",
                css_class="partie",
            ),
            Fieldset("Ce que vous en retenez", "informations", "interet", "interet_pourquoi", css_class="partie"),
            Fieldset(
                "Les suites à donner",
                "suite",
                Div("suite_le", "suite_precision", css_class="rangee"),
                "remarques",
                css_class="partie",
            ),
        )
        if "_reprendre" in self.data:
            self._reprendre()

    # --- from the réseau --------------------------------------------------------------------------

    @property
    def reprise_ouverte(self):
        """The choice of a person or a structure is shown unfolded: while one is looked for, or refused."""
        choix = ("personne", "structure")
        demandes = any(self.data.get(f"{nom}_q") or nom in self.errors for nom in choix)
        proposes = self.instance.pk is None and any(self.initial.get(nom) for nom in choix)
        return demandes or proposes or "_reprendre" in self.data

    def _reprendre(self):
        self.cherche = True
        self.data = self.data.copy()
        for nom, valeur in self.instance.du_reseau(self._choisi("personne"), self._choisi("structure")).items():
            if not self.data.get(nom, "").strip():
                self.data[nom] = valeur

    def _choisi(self, nom):
        return self.fields[nom].queryset.filter(pk=numero(self.data.get(nom))).first()

    def _completer(self, donnees):
        """Somebody just chosen gives what was left empty, without being asked."""
        if not {"personne", "structure"} & set(self.changed_data):
            return
        personne = donnees.get("personne")
        if personne and not donnees.get("structure"):
            donnees["structure"] = personne.structure
        for nom, valeur in self.instance.du_reseau(personne, donnees.get("structure")).items():
            if not donnees.get(nom) and nom not in self.errors:
                donnees[nom] = valeur

    # --- what must hold ---------------------------------------------------------------------------

    def clean_le(self):
        le = self.cleaned_data["le"]
        if le and le > timezone.localdate():
            raise ValidationError("Un contact se note une fois pris. S’il est à venir, notez-le comme suite à donner.")
        return le

    def clean(self):
        donnees = super().clean()
        self._completer(donnees)
        if not (donnees.get("nom") or donnees.get("organisme")) and not {"nom", "organisme"} & set(self.errors):
            self.add_error("nom", "Donnez au moins un nom ou un organisme.")
        if donnees.get("suite_le") and not donnees.get("suite"):
            self.add_error("suite", "Dites quelle suite donner à cette date.")
        if donnees.get("suite_le") and not donnees.get("projet") and "projet" not in self.errors:
            self.add_error(
                "projet",
                "Une suite datée est rappelée au titre d’un projet : choisissez-le, ou laissez la suite sans date.",
            )
        if donnees.get("suite") == Suite.AUTRE and not donnees.get("suite_precision"):
            self.add_error("suite_precision", "Précisez la suite à donner.")
        return donnees

    def save(self, commit=True):
        if {"suite", "suite_le"} & set(self.ecarts):
            self.instance.changer_de_suite()
        contact = super().save(commit)
        if not self.deja_enregistre:
            contact.suivre_la_suite(confier="pris_par" in self.ecarts)
        return contact
