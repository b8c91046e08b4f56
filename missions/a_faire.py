"""What a mission awaits from one of its members: documents to read, actions, groups to contact, sources to read."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from coopappui.templatetags.composants import JOURS_BIENTOT
from coopappui.texte import guillemets
from missions.models import ActionDePhase, GroupeAContacter, Source, VersionDeDocument

# How many of each kind are read: nobody has taken on more.
LUES = 100


@dataclass(frozen=True)
class Tache:
    """A line of the to-do list; `echeance` is None when nothing says when."""

    titre: str
    adresse: str
    echeance: date | None
    detail: str

    @property
    def presse(self):
        """Late, or due within seven days."""
        return self.echeance is not None and (self.echeance - timezone.localdate()).days <= JOURS_BIENTOT


def a_lire_par(user):
    """The versions of the charte and of the fiche de poste that this member has not read."""
    return list(VersionDeDocument.objects.non_lues_par(user).defer("contenu").select_related("mission"))


def taches(user):
    """What this member has taken on, the most pressing first, in one query a kind."""
    toutes = [*_actions(user), *_groupes(user), *_sources(user)]
    return sorted(toutes, key=lambda tache: tache.echeance or date.max)


def _actions(user):
    for action in ActionDePhase.objects.a_faire_par(user)[:LUES]:
        detail = f"{action.mission} · phase {action.phase}, {action.get_etat_display().lower()}"
        yield Tache(action.titre, action.get_absolute_url(), action.echeance, detail)


def _groupes(user):
    for groupe in GroupeAContacter.objects.a_contacter_par(user).avec_liens()[:LUES]:
        verbe = "Recontacter" if groupe.contacte_le else "Contacter"
        detail = f"{groupe.mission} · groupe à contacter"
        yield Tache(f"{verbe} {guillemets(groupe)}", groupe.get_absolute_url(), groupe.echeance, detail)


def _sources(user):
    for source in Source.objects.a_lire_par(user, timezone.localdate()).select_related("mission")[:LUES]:
        detail = f"{source.mission} · veille, {source.get_frequence_display().lower()}"
        yield Tache(f"Lire : {source}", source.get_absolute_url(), source.a_lire_pour, detail)
