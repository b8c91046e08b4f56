"""A contact joins the réseau: under a card that is there already, or under a new one."""

from missions.forms.rapprochement import NON, Rapprochement
from missions.models import Personne, Structure


class AuReseauForm(Rapprochement):
    """For the person, for the organisation: one of the cards that look like it, or a new one."""

    def __init__(self, data=None, *, contact, user, **kwargs):
        super().__init__(data, mission=contact.mission, user=user, **kwargs)
        self.contact = contact
        if contact.personne_a_ajouter:
            personnes = contact.mission.personnes.select_related("structure")
            self.proposer(
                "personne", "La personne", personnes, f"{contact.prenom} {contact.nom}".strip(), contact.courriel
            )
        if contact.structure_a_ajouter:
            structures, nom = contact.mission.structures, contact.organisme
            self.proposer("structure", "L’organisme", structures, nom, contact.courriel, sigle__iexact=nom)
        if len(self.fields) > 1:
            for champ in self.fields.values():
                champ.choices = [*champ.choices, (NON, "Ne pas l’ajouter")]

    def clean(self):
        donnees = super().clean()
        if not self.errors and set(donnees.values()) == {NON}:
            self.add_error(None, "Choisissez au moins une fiche à rattacher ou à créer.")
        return donnees

    def enregistrer(self):
        """Links the contact to the cards chosen or created."""
        contact = self.contact
        joindre = {"telephone": contact.telephone, "courriel": contact.courriel}
        if structure := self.choisie("structure", Structure, nom=contact.organisme):
            # Without a name, the phone and the e-mail are those of the organisation.
            self.completer(structure, adresse=contact.adresse, **({} if contact.nom else joindre))
            contact.structure = structure
        if personne := self.choisie("personne", Personne, nom=contact.nom, prenom=contact.prenom):
            self.completer(personne, structure=contact.structure, **joindre)
            contact.personne = personne
            contact.structure = contact.structure or personne.structure
        contact.save()
