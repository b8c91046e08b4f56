"""Creating a structure or a person without leaving the form where they are missed.

A form of an appui embeds these beside its own and saves them first, in the same transaction:

    structure = NouvelleStructure(request.POST or None, prefix="structure")
    personne = NouvellePersonne(request.POST or None, prefix="personne")
    if all([form.is_valid(), structure.is_valid(), personne.is_valid()]):
        nouvelle = structure.creer(mission, request.user)          # a Structure, or None when nothing was typed
        quelqu_un = personne.creer(mission, request.user, structure=nouvelle)

(`all([...])` and not `and`, so that every part shows its errors.) In the page, inside the <form>:

    {% include "reseau/_nouvelle_structure.html" with form=structure only %}
    {% include "reseau/_nouvelle_personne.html" with form=personne only %}

Nothing typed is valid and creates nothing. A name the mission already knows is reused, never entered twice: what was
typed fills its empty fields and overwrites none; `reprise` then says so.
"""

from coopappui.formulaires import FormulaireModele
from coopappui.texte import plier
from missions.forms.reseau_champs import TelephoneField
from missions.models import Personne, Structure, Territoire, TypeStructure
from missions.models.doublons import cle


class _ALaVolee(FormulaireModele):
    """`reprise`: once created, true when the object was already in the réseau."""

    reprise = False
    # Fields that always hold something: alone, they do not mean that an object is wanted.
    toujours_remplis = ()

    def __init__(self, data=None, *, mission=None, **kwargs):
        self.mission = mission
        # Nothing typed: nothing to check. The browser must not insist either, the form being folded away.
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **kwargs)

    @property
    def saisie(self):
        """Something was typed."""
        lus = (self[nom] for nom in self.fields if nom not in self.toujours_remplis)
        return self.is_bound and any(str(champ.data or "").strip() for champ in lus)

    @property
    def ouvert(self):
        """Shown unfolded: something was typed, with or without errors."""
        return self.saisie

    def has_changed(self):
        return self.saisie

    def creer(self, mission, par, **liens):
        """The object, created in `mission` by `par` or found there by its name; None when nothing was typed."""
        if not self.saisie:
            return None
        valeurs = {nom: valeur for nom, valeur in (self.cleaned_data | liens).items() if valeur}
        if objet := self._connu(mission, **liens):
            self.reprise = True
            valeurs = {nom: v for nom, v in valeurs.items() if not getattr(objet, nom)}
        else:
            objet = self._meta.model(mission=mission)
        for nom, valeur in valeurs.items():
            setattr(objet, nom, valeur)
        if valeurs:
            objet._history_user = par
            objet.save()
        return objet


class NouvelleStructure(_ALaVolee):
    toujours_remplis = ("pays",)

    class Meta:
        model = Structure
        fields = ["nom", "type", "commune", "pays"]

    def __init__(self, data=None, *, prefix="structure", **kwargs):
        super().__init__(data, prefix=prefix, **kwargs)
        self.fields["nom"].label = "Nom de la structure"
        self.fields["nom"].widget.attrs["autocomplete"] = "off"
        self.fields["commune"].widget.attrs["autocomplete"] = "off"
        self.fields["type"].queryset = TypeStructure.objects.proposees()
        self.fields["type"].empty_label = "Non précisé"
        self.fields["pays"].required = False

    def _connu(self, mission):
        """Same name, and neither the commune nor a foreign country says otherwise."""
        saisi = self.instance
        for structure in Structure.objects.filter(mission=mission).nommees(saisi.nom):
            autre_commune = saisi.commune and structure.commune and cle(saisi.commune) != cle(structure.commune)
            autre_pays = saisi.pays.code not in ("", None, "FR", structure.pays.code)
            if not (autre_commune or autre_pays):
                return structure
        return None


class NouvellePersonne(_ALaVolee):
    telephone = TelephoneField(label="Téléphone")

    class Meta:
        model = Personne
        fields = ["prenom", "nom", "fonction", "courriel", "telephone"]

    def __init__(self, data=None, *, prefix="personne", **kwargs):
        super().__init__(data, prefix=prefix, **kwargs)
        for nom in self.fields:
            self.fields[nom].widget.attrs["autocomplete"] = "off"

    def _connu(self, mission, structure=None):
        """Same first and last names, and neither the e-mail nor the structure says that they are namesakes."""
        saisie = self.instance
        for personne in Personne.objects.filter(mission=mission).nommees(str(saisie)):
            autre_courriel = (
                saisie.courriel and personne.courriel and plier(saisie.courriel) != plier(personne.courriel)
            )
            autre_structure = structure and personne.structure_id and structure.pk != personne.structure_id
            if not (autre_courriel or autre_structure):
                return personne
        return None


class NouveauTerritoire(_ALaVolee):
    toujours_remplis = ("pays",)

    class Meta:
        model = Territoire
        fields = ["nom", "pays"]

    def __init__(self, data=None, *, prefix="territoire", **kwargs):
        super().__init__(data, prefix=prefix, **kwargs)
        self.fields["nom"].label = "Nom du territoire"
        self.fields["nom"].widget.attrs["autocomplete"] = "off"
        self.fields["pays"].required = False

    def _connu(self, mission):
        """Same name in the same country."""
        return Territoire.objects.filter(mission=mission, pays=self.instance.pays).nommees(self.instance.nom).first()
