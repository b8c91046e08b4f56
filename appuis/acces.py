"""Who enters an appui or a project from outside the mission, who is invited, and what they have read of the charte."""

from dataclasses import dataclass, field

from appuis.models import Appui, Invitation
from missions.models import Genre, Personne, PriseDeConnaissance, VersionDeDocument


@dataclass
class Acces:
    """One person: whether they enter, their latest invitation, the versions of the charte they have read; `a_jour`:
    the one in force is among them."""

    personne: Personne
    beneficie: bool
    entre: bool = False
    invitation: Invitation | None = None
    lues: list = field(default_factory=list)
    a_jour: bool = False

    @property
    def a_inviter(self):
        """Nothing waits for them and they do not enter: they may be invited."""
        return not self.entre and not (self.invitation and self.invitation.en_attente)

    @property
    def retire(self):
        """They had accepted, and were taken off since, one way or another."""
        return bool(self.invitation and self.invitation.acceptee_le and not self.entre)


class AccesDe:
    """The block of a page. `cible`: an appui with its beneficiaires prefetched, or a project."""

    def __init__(self, cible):
        self.cible = cible
        self.est_un_appui = isinstance(cible, Appui)
        entrees = cible.beneficiaires.all() if self.est_un_appui else cible.participants.all()
        self._par_personne = {
            p.pk: Acces(p, beneficie=self.est_un_appui, entre=p.compte_id is not None) for p in entrees
        }
        for invitation in Invitation.objects.de(cible).select_related("personne", "par"):
            acces = self._par_personne.setdefault(invitation.personne_id, Acces(invitation.personne, beneficie=False))
            # The latest comes first.
            acces.invitation = acces.invitation or invitation
        self.charte = None
        if self.est_un_appui:
            self._lire_les_chartes()

    def _lire_les_chartes(self):
        self.charte = (
            VersionDeDocument.objects.publiques().filter(mission=self.cible.mission_id).defer("contenu").first()
        )
        par_compte = {acces.personne.compte_id: acces for acces in self if acces.entre}
        if not self.charte or not par_compte:
            return
        prises = PriseDeConnaissance.objects.filter(
            compte__in=par_compte, version__mission=self.cible.mission_id, version__genre=Genre.CHARTE
        )
        for prise in prises.select_related("version").defer("version__contenu"):
            acces = par_compte[prise.compte_id]
            acces.lues.append(prise)
            acces.a_jour = acces.a_jour or prise.version_id == self.charte.pk

    def __iter__(self):
        return iter(self._par_personne.values())

    def __len__(self):
        return len(self._par_personne)
