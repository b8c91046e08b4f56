"""What the répertoires keep: a consent to testify, what a project has taught; recommending somebody."""

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from appuis.models import Appui, Projet, Recommandation
from coopappui.concurrence import VersionMixin, auteur_et_date
from coopappui.formulaires import Formulaire, FormulaireModele, ParmiField, UnField
from missions.forms.phases import comptes_de
from missions.models import DemandeDeTemoigner, Langue, Personne


class ChoixPersonne(Formulaire):
    personne = UnField(Personne.objects.none(), genre="personnes", label="Qui ?")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personne"].limiter(Personne.objects.modifiables_par(user).select_related("structure"))


class TemoinForm(VersionMixin, FormulaireModele):
    """The answer is on the person's card; the rest says how it was obtained. Nobody is listed without being asked."""

    reponse = forms.ChoiceField(
        label="Sa réponse", choices=Personne.Temoignage.choices, required=False, widget=forms.RadioSelect
    )
    langues = ParmiField(Langue.objects.none(), label="Langues", required=False)

    class Meta:
        model = DemandeDeTemoigner
        fields = ["demande_le", "demande_par", "sujets", "langues", "valable_jusqu_au"]

    field_order = ["reponse", *Meta.fields]
    # A refusal that somebody else has noted is never turned back by a page that was open.
    hors_objet = ("reponse",)
    des_la_creation = True

    def __init__(self, *args, personne, user, **kwargs):
        self.personne = personne
        demande = self._demande()
        super().__init__(*args, instance=demande, **kwargs)
        self.initial["reponse"] = personne.temoignage
        self.fields["demande_par"].queryset = comptes_de(personne.mission, demande.demande_par_id)
        self.fields["demande_par"].empty_label = "Non précisé"
        if demande.pk is None:
            self.initial |= {"demande_par": user.pk}
        siennes = demande.langues.values("pk") if demande.pk else []
        self.fields["langues"].queryset = Langue.objects.proposees() | Langue.objects.filter(pk__in=siennes)
        langues = Field("langues", wrapper_class="en-colonnes")
        self.helper.layout = Layout(
            "reponse", Row(Column("demande_le"), Column("demande_par")), "sujets", langues, "valable_jusqu_au"
        )

    def _demande(self):
        return getattr(self.personne, "demande_de_temoigner", None) or DemandeDeTemoigner(personne=self.personne)

    def _verrouiller(self):
        """The person is locked, not the demande, which may not exist yet."""
        self.personne.refresh_from_db(from_queryset=Personne.objects.select_for_update())
        self.instance = self._demande()

    def _stocke(self, nom):
        return self.personne.temoignage if nom == "reponse" else super()._stocke(nom)

    def _auteur_et_date(self, nom):
        return auteur_et_date(self.personne, "temoignage") if nom == "reponse" else super()._auteur_et_date(nom)

    def clean(self):
        donnees = super().clean()
        le, jusqu_au = donnees.get("demande_le"), donnees.get("valable_jusqu_au")
        if donnees.get("reponse") and not le and "demande_le" not in self.errors:
            self.add_error("demande_le", "Dites quand vous le lui avez demandé.")
        if le and le > timezone.localdate():
            self.add_error("demande_le", "Cette date est dans le futur : laissez vide tant que ce n’est pas demandé.")
        if le and jusqu_au and jusqu_au < le:
            self.add_error("valable_jusqu_au", "L’accord ne peut pas finir avant d’être donné.")
        return donnees

    @transaction.atomic
    def save(self, commit=True):
        demande = super().save(commit)
        reponse = self.cleaned_data["reponse"]
        if reponse != self.personne.temoignage:
            self.personne.temoignage = reponse
            self.personne.save(update_fields=["temoignage"])
        return demande


class RecommanderForm(FormulaireModele):
    appui = UnField(Appui.objects.none(), adresse="appuis:choisir", label="À quel appui ?")

    class Meta:
        model = Recommandation
        fields = ["appui", "mot"]

    def __init__(self, *args, personne, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne, self.user = personne, user
        appuis = Appui.objects.a_choisir(user).filter(mission=personne.mission_id)
        self.fields["appui"].limiter(appuis, mission=personne.mission_id)

    def save(self, commit=True):
        """Raises ValidationError when the consent has gone since the page was shown."""
        donnees = self.cleaned_data
        return Recommandation.objects.recommander(donnees["appui"], self.personne, self.user, donnees["mot"])


class MemoireForm(VersionMixin, FormulaireModele):
    """What the répertoire says of a project besides its card."""

    class Meta:
        model = Projet
        fields = ["themes", "enseignements", "abandonne_le"]
        help_texts = {
            "enseignements": "Ce qui a marché, coincé, ce que vous referiez. Des faits : la mission lit cette page.",
            "abandonne_le": "Laissez vide s’il est en cours ou achevé.",
        }

    def clean_abandonne_le(self):
        le = self.cleaned_data["abandonne_le"]
        if le and le > timezone.localdate():
            raise ValidationError("Un projet s’abandonne à une date passée ou aujourd’hui.")
        return le
