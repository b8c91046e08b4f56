"""Whom one invites, and to what."""

import uuid

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from appuis.models import Appui, Invitation, Projet
from comptes.forms import CourrielField
from coopappui.formulaires import Formulaire, UnField
from coopappui.jeton import ChampJeton
from missions.forms.reseau_a_la_volee import NouvellePersonne
from missions.models import Personne, Structure


class NouvelleInvitee(NouvellePersonne):
    """Somebody who is not in the réseau yet. Unlike elsewhere a card is never taken over by its name: who enters with
    somebody else's card would read what is theirs."""

    toujours_remplis = ("autre",)
    telephone = None
    courriel = CourrielField(nouvelle=True, label="Courriel", required=False, autocomplete="off")
    structure = UnField(Structure.objects.none(), genre="structures", label="Structure", required=False)
    autre = forms.BooleanField(label="C’est bien une autre personne", required=False)

    class Meta:
        model = Personne
        fields = ["prenom", "nom", "courriel", "fonction", "structure"]

    def __init__(self, data=None, *, mission, **kwargs):
        super().__init__(data, mission=mission, **kwargs)
        self.semblables = []
        self.fields["structure"].limiter(mission.structures.all(), mission=mission.pk)
        self.helper.layout = Layout(
            HTML('{% include "reseau/_ressemblances.html" with form=form only %}'),
            Div("prenom", "nom", css_class="rangee"),
            Div("courriel", "fonction", css_class="rangee"),
            "structure",
        )

    def clean(self):
        donnees = super().clean()
        autre = donnees.pop("autre", False)
        courriel, nom = donnees.get("courriel"), f"{donnees.get('prenom', '')} {donnees.get('nom', '')}".strip()
        connues = Personne.objects.filter(mission=self.mission)
        if "courriel" in donnees and not courriel:
            self.add_error("courriel", "Écrivez l’adresse où envoyer l’invitation.")
        elif courriel and (connue := connues.filter(courriel__iexact=courriel).first()):
            self.add_error("courriel", f"C’est l’adresse de {connue}, déjà au réseau : choisissez cette personne.")
        elif nom and not autre:
            self.semblables = list(connues.semblables(nom)[:5])
            if self.semblables:
                noms = ", ".join(f"« {fiche} »" for fiche in self.semblables)
                self.add_error("autre", f"Une personne du même nom, ou presque, est déjà au réseau : {noms}.")
        return donnees

    def _connu(self, mission, **liens):
        return None


class _Envoi(Formulaire):
    """Sent twice, one invitation: the jeton of the page is kept with it."""

    jeton = ChampJeton(required=False, initial=uuid.uuid4)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.deja_envoyee = user, False
        self.helper.render_hidden_fields = True

    def envoyer(self):
        """The invitation, or None once the form says why not. `deja_envoyee`: by the same page, a moment ago."""
        jeton = self.cleaned_data.get("jeton")
        if deja := self._deja(jeton):
            return deja
        try:
            with transaction.atomic():
                personne, cible = self.qui_et_quoi()
                return Invitation.objects.inviter(personne, cible, self.user, jeton)
        except IntegrityError:
            if deja := self._deja(jeton):
                return deja
            raise
        except ValidationError as refus:
            self.refuser(refus)
            return None

    def _deja(self, jeton):
        deja = Invitation.objects.filter(jeton=jeton).first() if jeton else None
        self.deja_envoyee = deja is not None
        return deja

    def qui_et_quoi(self):
        """(person, appui or project)"""
        raise NotImplementedError

    def refuser(self, refus):
        self.add_error(None, refus)


class InvitationForm(_Envoi):
    """Somebody of the directory, or a new person, invited to this appui or this project."""

    personne = UnField(Personne.objects.none(), genre="personnes", label="Qui invitez-vous ?", required=False)

    def __init__(self, data=None, *, cible, **kwargs):
        super().__init__(data, **kwargs)
        self.cible = cible
        self.fields["personne"].limiter(cible.mission.personnes.select_related("structure"), mission=cible.mission_id)
        self.nouvelle = NouvelleInvitee(data, mission=cible.mission)
        nouvelle = HTML('{% include "reseau/_nouvelle_personne.html" with form=form.nouvelle only %}')
        self.helper.layout = Layout("jeton", "personne", nouvelle)

    def is_valid(self):
        valide = super().is_valid()
        # The person made the first time is not refused as somebody that the réseau knows already.
        return valide if self.deja_envoyee else all([valide, self.nouvelle.is_valid()])

    def clean(self):
        donnees = super().clean()
        if self._deja(donnees.get("jeton")):
            return donnees
        if donnees.get("personne") and self.nouvelle.saisie:
            self.add_error("personne", "Choisissez une personne ou nommez-en une nouvelle, pas les deux.")
        elif not donnees.get("personne") and not self.nouvelle.saisie and "personne" not in self.errors:
            self.add_error("personne", "Choisissez une personne du réseau, ou nommez-en une nouvelle.")
        return donnees

    def qui_et_quoi(self):
        personne = self.cleaned_data["personne"] or self.nouvelle.creer(self.cible.mission, self.user)
        return personne, self.cible


class ChoixDeCible(_Envoi):
    """To what this person is invited: an appui that the officer carries, or a project of the mission."""

    appui = UnField(Appui.objects.none(), adresse="appuis:choisir", label="À un appui que vous portez", required=False)
    projet = UnField(Projet.objects.none(), adresse="projets:choisir", label="Ou à un projet", required=False)

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne, mission = personne, personne.mission_id
        appuis = Appui.objects.a_choisir(self.user).filter(mission=mission)
        projets = Projet.objects.modifiables_par(self.user).filter(mission=mission)
        self.fields["appui"].limiter(appuis, mission=mission)
        self.fields["projet"].limiter(projets, mission=mission)
        self.fields["appui"].initial = appuis.filter(beneficiaires=personne).first()
        self.fields["appui"].help_text = "La personne devient bénéficiaire de l’appui."
        self.fields["projet"].help_text = "La personne suit le projet, sans avoir d’appui à elle."

    def clean(self):
        donnees = super().clean()
        if donnees.get("appui") and donnees.get("projet"):
            self.add_error("projet", "Choisissez un appui ou un projet, pas les deux.")
        elif not (donnees.get("appui") or donnees.get("projet") or self.errors):
            self.add_error("appui", "Choisissez un appui ou un projet.")
        return donnees

    def qui_et_quoi(self):
        return self.personne, self.cleaned_data["appui"] or self.cleaned_data["projet"]


class CollegueForm(_Envoi):
    """A colleague of the project, named by a bénéficiaire, who learns nothing of the mission's directory here."""

    prenom = forms.CharField(label="Prénom", max_length=80)
    nom = forms.CharField(label="Nom", max_length=80)
    courriel = CourrielField(nouvelle=True, autocomplete="off", help_text="L’invitation part à cette adresse.")
    fonction = forms.CharField(label="Fonction", max_length=120, required=False)
    structure = forms.ModelChoiceField(
        Structure.objects.none(), label="Structure", required=False, empty_label="Une autre structure"
    )

    def __init__(self, *args, appui, **kwargs):
        super().__init__(*args, **kwargs)
        self.appui = appui
        self.fields["structure"].queryset = structures_du_projet(appui)
        for nom in ("prenom", "nom", "fonction"):
            self.fields[nom].widget.attrs["autocomplete"] = "off"
        self.helper.layout = Layout(
            "jeton",
            Div("prenom", "nom", css_class="rangee"),
            "courriel",
            Div("fonction", "structure", css_class="rangee"),
        )

    def qui_et_quoi(self):
        """The card that has this address, left as it is, or a new one. A name is not enough to be taken for somebody
        of the réseau: they would read what is that person's."""
        donnees = {nom: self.cleaned_data[nom] for nom in ("prenom", "nom", "courriel", "fonction", "structure")}
        adresse = Q(courriel__iexact=donnees["courriel"]) | Q(compte__email=donnees["courriel"])
        connues = Personne.objects.filter(adresse, mission=self.appui.mission_id)
        personne = connues.order_by(F("compte").asc(nulls_last=True), "pk").first()
        if personne is None:
            personne = Personne(mission_id=self.appui.mission_id, **donnees)
            personne._history_user = self.user
            personne.save()
        return personne, self.appui.projet

    def refuser(self, refus):
        phrase = f"Cette personne a déjà un accès ou une invitation. Un doute ? Voyez avec {self.appui.charge}."
        self.add_error("courriel", phrase)


def structures_du_projet(appui):
    """Chef de file, partners, and the structures supported."""
    projet = appui.projet
    return (
        Structure.objects.filter(projets_menes=projet)
        | Structure.objects.filter(partenariats__projet=projet)
        | Structure.objects.filter(appuis=appui)
    ).distinct()
