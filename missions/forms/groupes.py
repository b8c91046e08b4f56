"""What is typed about the groups to contact: several cards of the réseau at once, or names; then one by one."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from coopappui.champs import JourField
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele, PlusieursField, UnField
from missions.forms.phases import comptes_de
from missions.forms.reseau_a_la_volee import NouvellePersonne
from missions.models import GroupeAContacter, Mission, Personne, Structure, Territoire

# Responsables search the réseau too.
PROPOSER = "reseau:proposer"
NOMS_MAX, A_LA_FOIS = 50, 200


class GroupesForm(Formulaire):
    """What the mission has already in its list is left as it is."""

    structures = PlusieursField(
        Structure.objects.none(), genre="structures", adresse=PROPOSER, label="Structures", required=False
    )
    territoires = PlusieursField(
        Territoire.objects.none(), genre="territoires", adresse=PROPOSER, label="Territoires", required=False
    )
    personnes = PlusieursField(
        Personne.objects.none(), genre="personnes", adresse=PROPOSER, label="Personnes", required=False
    )
    noms = forms.CharField(
        label="Ou des groupes qui ne sont pas au réseau",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Un nom par ligne, {NOMS_MAX} au plus.",
    )
    situation = forms.ChoiceField(
        label="Leur situation",
        choices=[("", "Pas encore connue"), *GroupeAContacter.Situation.choices],
        required=False,
    )
    priorite = forms.TypedChoiceField(
        label="Leur priorité",
        choices=[("", "Pas encore donnée"), *Structure.Priorite.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Laissée vide, une structure garde celle de sa fiche.",
    )
    qui = forms.ModelChoiceField(
        Mission.objects.none(), label="Qui les contacte", required=False, empty_label="Personne pour l’instant"
    )

    echeance = JourField(label="À contacter avant le", required=False)

    def __init__(self, *args, mission, **kwargs):
        super().__init__(*args, **kwargs)
        self.mission = mission
        for nom in ("structures", "territoires", "personnes"):
            objets = getattr(mission, nom).all()
            objets = objets.select_related("structure") if nom == "personnes" else objets
            self.fields[nom].limiter(objets, mission=mission.pk)
        self.fields["qui"].queryset = comptes_de(mission)
        self.helper.layout = Layout(
            Fieldset("Qui contacter", "structures", "territoires", "personnes", "noms", css_class="partie"),
            Fieldset(
                "Pour tous ceux-là",
                Div("situation", "priorite", css_class="rangee"),
                Div("qui", "echeance", css_class="rangee"),
                css_class="partie",
            ),
        )

    def clean_noms(self):
        noms = list(dict.fromkeys(" ".join(n.split()) for n in self.cleaned_data["noms"].splitlines() if n.strip()))
        if len(noms) > NOMS_MAX:
            raise ValidationError(f"{NOMS_MAX} noms au plus à la fois.")
        if longs := [nom for nom in noms if len(nom) > 200]:
            raise ValidationError(f"Un nom tient en 200 caractères : « {longs[0][:40]}… » est trop long.")
        return noms

    def clean(self):
        donnees = super().clean()
        choisis = sum(len(donnees.get(nom) or ()) for nom in ("structures", "territoires", "personnes", "noms"))
        if not choisis and not self.errors:
            raise ValidationError("Choisissez au moins une fiche du réseau, ou écrivez un nom.")
        if choisis > A_LA_FOIS:
            raise ValidationError(f"{A_LA_FOIS} au plus à la fois.")
        return donnees

    @transaction.atomic
    def ajouter(self):
        """The groups added; the list is locked, so that nobody enters twice."""
        Mission.objects.select_for_update().get(pk=self.mission.pk)
        saisie = self.cleaned_data
        communs = {nom: saisie[nom] for nom in ("situation", "priorite", "qui", "echeance")}
        presents = self.mission.groupes.values_list("structure", "territoire", "personne", "nom")
        structures, territoires, personnes, noms = map(set, zip(*presents, strict=True)) if presents else [set()] * 4
        ajoutes = []
        for lien, choisis, deja in (
            ("structure", saisie["structures"], structures),
            ("territoire", saisie["territoires"], territoires),
            ("personne", saisie["personnes"], personnes),
        ):
            ajoutes += [{lien: objet} for objet in choisis if objet.pk not in deja]
        ajoutes += [{"nom": nom} for nom in saisie["noms"] if nom not in noms]
        return [self._ajouter(communs, **champs) for champs in ajoutes]

    def _ajouter(self, communs, **champs):
        groupe = GroupeAContacter(mission=self.mission, **communs, **champs)
        groupe.priorite = groupe.priorite or getattr(groupe.structure, "priorite", None)
        if groupe.personne:
            groupe.interlocuteur = groupe.personne
        groupe.save()
        return groupe


class GroupeForm(VersionMixin, FormulaireModele):
    interlocuteur = UnField(
        Personne.objects.none(),
        genre="personnes",
        adresse=PROPOSER,
        label="La personne susceptible de travailler la coopération",
        required=False,
    )

    class Meta:
        model = GroupeAContacter
        fields = [
            "nom",
            "situation",
            "priorite",
            "qui",
            "echeance",
            "interlocuteur",
            "contacte_le",
            "resultat",
            "note",
        ]
        widgets = {"situation": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data=None, *args, user, charge, **kwargs):
        super().__init__(data, *args, **kwargs)
        groupe, self.user = self.instance, user
        if groupe.fiche:
            del self.fields["nom"]
        else:
            self.fields["nom"].required = True
        self.fields["situation"].choices = [
            ("", "Pas encore connue"),
            *((s.value, f"{s.label} : {s.besoin}") for s in GroupeAContacter.Situation),
        ]
        self.fields["priorite"].choices = [("", "Pas encore donnée"), *Structure.Priorite.choices]
        self.fields["resultat"].choices = [("", "Pas encore connu"), *GroupeAContacter.Resultat.choices]
        self.fields["qui"].queryset = comptes_de(groupe.mission, groupe.qui_id)
        self.fields["qui"].empty_label = "Personne pour l’instant"
        personnes = groupe.mission.personnes.select_related("structure").en_tete(groupe.des_siens)
        self.fields["interlocuteur"].limiter(personnes, mission=groupe.mission_id)
        # Only officers write in the réseau.
        self.nouvelle = NouvellePersonne(data, mission=groupe.mission) if charge else None
        volee = [HTML('{% include "reseau/_nouvelle_personne.html" with form=form.nouvelle only %}')] if charge else []
        self.helper.layout = Layout(
            *(["nom"] if "nom" in self.fields else []),
            Fieldset(
                "Avant le contact",
                "situation",
                Div("priorite", "qui", "echeance", css_class="rangee"),
                "interlocuteur",
                *volee,
                css_class="partie",
            ),
            Fieldset("Le contact", Div("contacte_le", "resultat", css_class="rangee"), "note", css_class="partie"),
        )

    def is_valid(self):
        nouvelle_valide = self.nouvelle is None or self.nouvelle.is_valid()
        return super().is_valid() and nouvelle_valide

    def clean(self):
        donnees = super().clean()
        if donnees.get("resultat") and not donnees.get("contacte_le") and "contacte_le" not in self.errors:
            self.add_error("contacte_le", "Dites quand ce groupe a été contacté.")
        return donnees

    @transaction.atomic
    def save(self, commit=True):
        if self.nouvelle and (creee := self.nouvelle.creer(self.instance.mission, self.user)):
            self.instance.interlocuteur = creee
        return super().save(commit)
