"""Who opens which page of an appui. Agathe carries it; Colin and Rose read it; the others do not know it exists."""

from tests.acces import MEMBRES, Ligne
from tests.factories import BlocageFactory, EngagementFactory, NoteFactory, SequenceFactory

CHARGES = "agent collegue etranger"  # the stranger is an officer too, elsewhere


def _appui(t):
    return [t.appui.pk]


def _etape(t):
    return [t.appui.pk, "contact"]


def _de(fabrique, **champs):
    return lambda t: [fabrique(appui=t.appui, **champs).pk]


def _page(nom, args=_appui):
    """A form of the appui: its officers only."""
    return Ligne(f"appuis:{nom}", args, get="agent", post="agent")


def _geste(nom, args=_appui):
    """A button of the appui."""
    return Ligne(f"appuis:{nom}", args, post="agent")


LIGNES = [
    Ligne("accueil", get="agent collegue responsable admin beneficiaire etranger"),
    Ligne("echange", get=CHARGES, post=CHARGES),
    Ligne("a_faire", get=f"{MEMBRES} etranger"),
    Ligne("a_faire_ics", get=f"{MEMBRES} etranger"),
    Ligne("appuis:choisir", get=CHARGES),
    Ligne("appuis:nouveau", get=CHARGES, post=CHARGES),
    Ligne("appuis:appui", _appui, get=MEMBRES),
    Ligne("appuis:historique", _appui, get=MEMBRES),
    Ligne("appuis:transmettre", _appui, get="agent responsable", post="agent responsable"),
    _page("modifier"),
    _page("etape", _etape),
    _page("suspendre"),
    _page("arreter"),
    _page("reporter"),
    _page("sequence_nouvelle"),
    _page("sequence_modifier", _de(SequenceFactory)),
    _page("blocage_nouveau"),
    _page("blocage_modifier", _de(BlocageFactory)),
    _page("engagement_nouveau"),
    _page("engagement_modifier", _de(EngagementFactory)),
    _page("note_nouvelle"),
    _page("note_modifier", _de(NoteFactory)),
    _geste("rouvrir_etape", _etape),
    _geste("reprendre"),
    _geste("clore"),
    _geste("relancer"),
    _geste("sequence_supprimer", _de(SequenceFactory)),
    _geste("blocage_lever", _de(BlocageFactory)),
    _geste("blocage_rouvrir", _de(BlocageFactory)),
    _geste("blocage_supprimer", _de(BlocageFactory)),
    _geste("engagement_fait", _de(EngagementFactory)),
    _geste("engagement_rouvrir", _de(EngagementFactory)),
    _geste("engagement_relancer", _de(EngagementFactory)),
    _geste("engagement_supprimer", _de(EngagementFactory)),
    _geste("note_supprimer", _de(NoteFactory)),
]
