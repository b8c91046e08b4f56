"""A recipient who came from a list joins the réseau: an appui can then be opened for them."""

from django import forms
from django.core.exceptions import ValidationError

from missions.forms.rapprochement import CREER, NON, Rapprochement
from missions.models import Personne, Structure


class DestinataireAuReseauForm(Rapprochement):
    """Their card, found or made from what the list says; that of their structure, if it names one."""

    def __init__(self, data=None, *, destinataire, user, **kwargs):
        mission = destinataire.enquete.mission
        super().__init__(data, mission=mission, user=user, **kwargs)
        self.destinataire = destinataire
        personnes = mission.personnes.select_related("structure")
        self.proposer("personne", "La personne", personnes, destinataire.qui, destinataire.courriel)
        prenom, _, nom = destinataire.nom.rpartition(" ")
        self.fields["prenom"] = forms.CharField(label="Prénom", required=False, max_length=80, initial=prenom)
        self.fields["nom"] = forms.CharField(
            label="Nom", required=False, max_length=80, initial=nom, help_text="Si vous créez sa fiche."
        )
        if destinataire.organisme:
            self.proposer(
                "structure",
                "Sa structure",
                mission.structures,
                destinataire.organisme,
                sigle__iexact=destinataire.organisme,
            )
            self.fields["structure"].choices = [*self.fields["structure"].choices, (NON, "Ne pas l’ajouter")]

    def clean(self):
        donnees = super().clean()
        choix = donnees.get("personne")
        if choix == CREER and not donnees.get("nom"):
            self.add_error("nom", "Donnez le nom de la personne.")
        autres = self.destinataire.enquete.destinataires.exclude(pk=self.destinataire.pk)
        if choix and choix != CREER and autres.filter(personne=choix).exists():
            self.add_error("personne", "Cette personne est déjà destinataire de l’enquête.")
        return donnees

    def enregistrer(self):
        """To be called in a transaction. Raises ValidationError when somebody did it meanwhile."""
        d = type(self.destinataire).objects.select_for_update(of=("self",)).get(pk=self.destinataire.pk)
        if d.personne_id:
            raise ValidationError("Ce destinataire est déjà relié au réseau.")
        structure = self.choisie("structure", Structure, nom=d.organisme) if "structure" in self.fields else None
        if structure:
            self.completer(structure, type=d.type_structure)
        noms = {nom: self.cleaned_data[nom] for nom in ("prenom", "nom")}
        d.personne = self.choisie("personne", Personne, **noms)
        self.completer(d.personne, structure=structure, courriel=d.courriel, telephone=d.telephone)
        d.save(update_fields=["personne"])
        return d
