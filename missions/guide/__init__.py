"""The four phases of a mission d'appui, in the guide's order and our own words (Cap Rural, guide, Livret A, p. 14-28).

The names of the phases and of their parts are the guide's. An `Action` is what a mission follows; its `code` never
changes: what a mission noted about it is kept under that name. A part of the portal that does the work of an action
adds its page to `liens.py`, in one line, and names it among the `outils` of the action.
"""

from missions.guide.affiner_les_besoins import AFFINER_LES_BESOINS
from missions.guide.faire_connaitre import FAIRE_CONNAITRE
from missions.guide.mettre_en_place_les_outils import METTRE_EN_PLACE_LES_OUTILS
from missions.guide.preciser_l_offre import PRECISER_L_OFFRE

PHASES = (FAIRE_CONNAITRE, AFFINER_LES_BESOINS, PRECISER_L_OFFRE, METTRE_EN_PLACE_LES_OUTILS)
PAR_NUMERO = {phase.numero: phase for phase in PHASES}
ACTIONS = {action.code: action for phase in PHASES for action in phase.actions}


def phase_de(code):
    """The phase of one of the guide's actions."""
    return next(phase for phase in PHASES if any(action.code == code for action in phase.actions))
