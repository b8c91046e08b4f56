"""Whom an enquête is sent to: found in the réseau, or taken from a list; what was said with those who keep silent."""

from django import forms
from django.core.exceptions import ValidationError

from coopappui.formulaires import Formulaire, FormulaireModele
from coopappui.jeton import JetonMixin
from coopappui.plan.ouverture import ouvrir
from coopappui.tableau.filtres import Choix
from missions.ajouts_de_destinataires import lire, rangees_du_texte
from missions.forms.reseau_filtres import FiltresPersonnes
from missions.models import ContactDEnquete, Destinataire, Structure, Territoire


class FiltresDestinataires(FiltresPersonnes):
    territoire = Choix(label="Territoire", field_name="structure__territoire")
    priorite = Choix(label="Priorité", field_name="structure__priorite", choices=Structure.Priorite.choices)

    def listes(self):
        territoires = self._vus(Territoire).filter(structures__personnes__isnull=False).distinct()
        return super().listes() | {"territoire": territoires.values_list("pk", "nom")}


class ListeForm(Formulaire):
    """`candidats`: what was read."""

    liste = forms.CharField(
        label="Liste à coller",
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text="Une personne par ligne : nom ; courriel ; structure ; téléphone. Copiée d’un tableur : convient.",
    )
    classeur = forms.FileField(
        label="Ou un classeur Excel",
        required=False,
        help_text="Un fichier .xlsx, une personne par ligne, avec ou sans intitulés en première ligne.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": "Ce fichier est vide."},
    )

    def __init__(self, *args, mission, **kwargs):
        super().__init__(*args, **kwargs)
        self.mission, self.candidats = mission, []

    def clean(self):
        donnees = super().clean()
        if self.errors:
            return donnees
        if not donnees.get("liste", "").strip() and not donnees.get("classeur"):
            raise ValidationError("Collez une liste, ou choisissez un classeur.")
        rangees = rangees_du_texte(donnees.get("liste", "")) + self._du_classeur(donnees.get("classeur"))
        self.candidats, refus = lire(self.mission, rangees)
        champ = "classeur" if donnees.get("classeur") and not donnees.get("liste", "").strip() else "liste"
        for phrase in refus[:20]:
            self.add_error(champ, phrase)
        if len(refus) > 20:
            self.add_error(champ, f"Et {len(refus) - 20} autres lignes.")
        if not refus and not self.candidats:
            self.add_error(champ, "Il n’y a personne dans cette liste.")
        return donnees

    def _du_classeur(self, fichier):
        if not fichier:
            return []
        try:
            feuilles = ouvrir(fichier)
        except ValidationError as refus:
            self.add_error("classeur", refus)
            return []
        premiere = next(iter(feuilles.values()), None)
        if premiere and premiere.basses:
            self.add_error("classeur", "400 lignes au plus par classeur : envoyez-le en plusieurs fois.")
        return list(premiere.rangees) if premiere else []


class ContactForm(JetonMixin, FormulaireModele):
    class Meta:
        model = ContactDEnquete
        fields = ["moyen", "note"]
        widgets = {"moyen": forms.RadioSelect, "note": forms.Textarea({"rows": 3})}


class ModeForm(Formulaire):
    """How the answers reached the officer who types them."""

    MODES = [(mode.value, mode.label) for mode in (Destinataire.Mode.TELEPHONE, Destinataire.Mode.PAPIER)]
    mode = forms.ChoiceField(label="Réponses reçues", choices=MODES, widget=forms.RadioSelect)
