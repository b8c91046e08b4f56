"""What is asked around a fiche: its object, its title, where a copy goes."""

import uuid

from django import forms

from appuis.models import Appui, Projet
from coopappui.formulaires import Formulaire, FormulaireModele, UnField
from coopappui.jeton import ChampJeton, JetonMixin
from missions.models import Structure
from outils.commencer import PORTEURS, dupliquer, remplir_de_ce_qui_est_connu
from outils.models import Outil


class _Commencer(FormulaireModele):
    def save(self, commit=True):
        return remplir_de_ce_qui_est_connu(self.instance, self.instance.cree_par)


class NouvelleFicheForm(JetonMixin, _Commencer):
    """Begins a fiche with what the portal knows of its object; sent twice, begins it once."""

    class Meta:
        model = Outil
        fields = ["titre"]


class _ObjetMixin(forms.Form):
    """The object of a fiche: a project, an appui or a structure on which this user may write."""

    projet = UnField(Projet.objects.none(), adresse="projets:choisir", required=False)
    appui = UnField(Appui.objects.none(), adresse="appuis:choisir", required=False)
    structure = UnField(Structure.objects.none(), genre="structures", required=False)

    def proposer(self, noms, user):
        """Only these kinds of objects."""
        for nom in PORTEURS:
            if nom in noms:
                self.fields[nom].limiter(PORTEURS[nom].objects.modifiables_par(user))
                self.fields[nom].required = self.fields[nom].widget.is_required = len(noms) == 1
            else:
                del self.fields[nom]


class ObjetForm(Formulaire, _ObjetMixin):
    """One of the things a tool may hang on; exactly one is chosen."""

    def __init__(self, *args, modele, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.modele = modele
        self.proposer(modele.porteurs, user)

    def clean(self):
        donnees = super().clean()
        if not self.errors and len([nom for nom in self.modele.porteurs if donnees.get(nom)]) != 1:
            self.add_error(None, "Choisissez sur quoi porte la fiche : une seule réponse.")
        return donnees

    def choix(self):
        """(kind, object)."""
        return next((nom, objet) for nom, objet in self.cleaned_data.items() if objet)


class CopieForm(Formulaire, _ObjetMixin):
    """Where the copy of a fiche goes and what it is called."""

    titre = forms.CharField(label="Titre de la copie", max_length=200, help_text="Par exemple avec l’année.")
    jeton = ChampJeton(required=False)

    field_order = ["titre"]

    def __init__(self, *args, fiche, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fiche, self.user = fiche, user
        self.nom = next(nom for nom in PORTEURS if getattr(fiche, f"{nom}_id"))
        self.proposer((self.nom,), user)
        self.initial = {"titre": f"{fiche.titre[:190]} (copie)", self.nom: fiche.objet, "jeton": uuid.uuid4()}
        self.helper.render_hidden_fields = True

    def save(self):
        """The copy; the same one when the page is sent twice."""
        donnees = self.cleaned_data
        deja = type(self.fiche).objects.filter(jeton=donnees["jeton"]).first() if donnees["jeton"] else None
        return deja or dupliquer(self.fiche, donnees[self.nom], self.user, donnees["titre"], donnees["jeton"])
