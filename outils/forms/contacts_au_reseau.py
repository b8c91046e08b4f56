"""A contact joins the réseau: under a card that is there already, or under a new one."""

from django import forms

from coopappui.formulaires import Formulaire

CREER, NON = "creer", "non"
PROPOSEES = 6


class AuReseauForm(Formulaire):
    """For the person, for the organisation: one of the cards that look like it, or a new one."""

    def __init__(self, data=None, *, contact, user, **kwargs):
        super().__init__(data, **kwargs)
        self.contact, self.user, self.fiches = contact, user, {}
        if contact.personne_a_ajouter:
            nom = f"{contact.prenom} {contact.nom}".strip()
            personnes = contact.mission.personnes.select_related("structure")
            self._proposer("personne", "La personne", nom, self._semblables(personnes, nom))
        if contact.structure_a_ajouter:
            structures = contact.mission.structures
            trouvees = self._semblables(structures, contact.organisme, sigle__iexact=contact.organisme)
            self._proposer("structure", "L’organisme", contact.organisme, trouvees)
        if len(self.fields) > 1:
            for champ in self.fields.values():
                champ.choices = [*champ.choices, (NON, "Ne pas l’ajouter")]

    def _semblables(self, fiches, nom, **aussi):
        """Cards of a name that looks like this one, of the same e-mail, or that say the same `aussi`."""
        trouvees = {fiche.pk: fiche for fiche in fiches.semblables(nom)[:PROPOSEES]}
        autres = [aussi, {"courriel__iexact": self.contact.courriel} if self.contact.courriel else {}]
        for critere in filter(None, autres):
            trouvees |= {fiche.pk: fiche for fiche in fiches.filter(**critere)[:PROPOSEES]}
        return trouvees

    def _proposer(self, champ, label, nom, fiches):
        """Nothing is chosen beforehand as long as there is a doubt."""
        self.fiches[champ] = fiches
        choix = [(str(pk), f"C’est {self._nommer(fiche)}, déjà au réseau") for pk, fiche in fiches.items()]
        self.fields[champ] = forms.ChoiceField(
            label=label,
            choices=[*choix, (CREER, f"Créer « {nom} »")],
            widget=forms.RadioSelect,
            initial=None if fiches else CREER,
            error_messages={"required": "Choisissez une réponse."},
            help_text="Une fiche du même nom, ou presque, existe déjà : est-ce la même ?" if fiches else "",
        )

    @staticmethod
    def _nommer(fiche):
        return f"« {fiche} »" + (f" ({fiche.precision})" if fiche.precision else "")

    def clean(self):
        donnees = super().clean()
        if not self.errors and set(donnees.values()) == {NON}:
            self.add_error(None, "Choisissez au moins une fiche à rattacher ou à créer.")
        return donnees

    def enregistrer(self):
        """Links the contact to the cards chosen or created; a card's empty fields are filled, none overwritten."""
        contact = self.contact
        joindre = {"telephone": contact.telephone, "courriel": contact.courriel}
        if structure := self._choisie("structure", nom=contact.organisme):
            # Without a name, the phone and the e-mail are those of the organisation.
            self._completer(structure, adresse=contact.adresse, **({} if contact.nom else joindre))
            contact.structure = structure
        if personne := self._choisie("personne", nom=contact.nom, prenom=contact.prenom):
            self._completer(personne, structure=contact.structure, **joindre)
            contact.personne = personne
            contact.structure = contact.structure or personne.structure
        contact.save()

    def _choisie(self, champ, **valeurs):
        """The card chosen, or a new one; None when it is not to be added."""
        choix = self.cleaned_data.get(champ, NON)
        if choix == NON:
            return None
        modele = self.contact._meta.get_field(champ).related_model
        return modele(mission=self.contact.mission, **valeurs) if choix == CREER else self.fiches[champ][int(choix)]

    def _completer(self, fiche, **valeurs):
        manquantes = {nom: valeur for nom, valeur in valeurs.items() if valeur and not getattr(fiche, nom)}
        for nom, valeur in manquantes.items():
            setattr(fiche, nom, valeur)
        if manquantes or fiche.pk is None:
            fiche._history_user = self.user
            fiche.save()
