"""A group that was only a name joins the réseau: an appui can then be opened for it."""

from django.core.exceptions import ValidationError

from missions.forms.rapprochement import CREER, Rapprochement
from missions.models import GroupeAContacter, Structure


class GroupeAuReseauForm(Rapprochement):
    """Its card, found among those that look like it, or made from its name."""

    def __init__(self, data=None, *, groupe, user, **kwargs):
        super().__init__(data, mission=groupe.mission, user=user, **kwargs)
        self.groupe = groupe
        self.proposer("structure", "Sa structure", groupe.mission.structures, groupe.nom, sigle__iexact=groupe.nom)

    def clean_structure(self):
        choix = self.cleaned_data["structure"]
        if choix != CREER and self.mission.groupes.filter(structure=choix).exists():
            raise ValidationError("Cette structure est déjà dans la liste : retirez ce groupe, s’il fait double.")
        return choix

    def enregistrer(self):
        """To be called in a transaction. Raises ValidationError when somebody did it meanwhile."""
        groupe = GroupeAContacter.objects.select_for_update(of=("self",)).get(pk=self.groupe.pk)
        if groupe.fiche:
            raise ValidationError("Ce groupe est déjà relié au réseau.")
        structure = self.completer(self.choisie("structure", Structure, nom=groupe.nom))
        groupe.structure, groupe.nom = structure, ""
        groupe.priorite = groupe.priorite or structure.priorite
        groupe.save()
        return groupe
