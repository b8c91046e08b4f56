"""What an officer says of a fiche answer by answer, and whether it goes back to its bénéficiaires."""

import re

from coopappui.formulaires import Formulaire
from outils.forms.demandes import champ_echeance, champ_mot
from outils.models.remarques import REMARQUE_MAX, Remarque

PREFIXE = "remarque-"
_CLE = re.compile(r"[0-9]{1,18}")


class CommentairesForm(Formulaire):
    """`blocs`: what the fiche says, as coopappui.plan.fige reads it; a text area an answer, named after it."""

    mot = champ_mot("Ce qu’il faut corriger, en un mot (facultatif s’il y a des remarques)")
    echeance = champ_echeance()

    field_order = ["mot", "echeance"]

    def __init__(self, data=None, *, fiche, blocs):
        super().__init__(data)
        self.fiche = fiche
        self.cases = {
            case.ou: (", ".join(filter(None, [bloc.intitule, ou, case.libelle])), case)
            for bloc in blocs
            for ou, cases in bloc.parts
            for case in cases
        }
        # {answer: what was typed}, {answer: why it is refused}
        self.saisies, self.refus = {}, {}

    def clean(self):
        for nom in self.data:
            ou = nom.removeprefix(PREFIXE)
            texte = self.data[nom].replace("\r\n", "\n").strip()
            if nom.startswith(PREFIXE) and texte and ou in self.cases:
                self.saisies[ou] = texte
                if len(texte) > REMARQUE_MAX:
                    self.refus[ou] = f"Une remarque a {REMARQUE_MAX} caractères au plus ; celle-ci en a {len(texte)}."
        if self.refus:
            self.add_error(
                None, "Une remarque est trop longue." if len(self.refus) == 1 else "Des remarques sont trop longues."
            )
        return super().clean()

    @property
    def reglees(self):
        """The keys of the remarks that are settled."""
        return {int(cle) for cle in self.data.getlist("reglee") if _CLE.fullmatch(cle)}

    def save(self, user):
        """Adds the remarks and settles those that are; the same remark sent twice is added once. How many of each."""
        ouvertes = {(r.ou, r.texte): r for r in self.fiche.remarques.filter(levee_le=None)}
        neuves = [
            Remarque(
                fiche_id=self.fiche.pk,
                ou=ou,
                libelle=self.cases[ou][0][:400],
                reponse=str(self.cases[ou][1]),
                texte=texte,
                par=user,
            )
            for ou, texte in self.saisies.items()
            if (ou, texte) not in ouvertes
        ]
        Remarque.objects.bulk_create(neuves)
        reglees = [r for r in ouvertes.values() if r.pk in self.reglees]
        for remarque in reglees:
            remarque.regler(user)
        return len(neuves), len(reglees)
