"""« Quelle ressource pour ce stade et ce blocage ? »: a few resources beside an appui (guide, p. 27-28 and 33).

Reads the nature of the open blocages, never their words.
"""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from appuis.models import Appui, Blocage, NatureBlocage, Remise, Ressource, Stade, StadeAppui

MONTREES = 4


@dataclass
class Conseils:
    """What to propose for an appui, to this reader; `blocage`: for this one only."""

    appui: Appui
    user: object
    blocage: Blocage | None = None
    _ouverts: list = field(init=False, repr=False)

    def __post_init__(self):
        if self.blocage is not None:
            self._ouverts = [self.blocage]
        else:
            self._ouverts = list(self.appui.blocages.filter(leve_le=None).only("pk", "appui", "porte_sur"))

    @property
    def natures(self):
        presentes = {b.porte_sur for b in self._ouverts if b.porte_sur}
        return [nature for nature in NatureBlocage if nature.value in presentes]

    @property
    def sans_nature(self):
        """How many open blocages do not say what they are about."""
        return sum(not b.porte_sur for b in self._ouverts)

    @property
    def stades(self):
        """The part of Livret B the appui works on, and the one its project has reached."""
        stades = [StadeAppui(self.appui.stade)]
        if self.appui.projet_id:
            stades.append(Stade(self.appui.projet.stade).partie)
        return list(dict.fromkeys(stades))

    def proposees(self):
        """The few best, not yet handed over; each says for which blocage it may be handed (`blocage_pk`)."""
        remises = Remise.objects.filter(appui=self.appui, ressource=OuterRef("pk"))
        siennes = Q(mission=self.appui.mission_id) | Q(mission=None)
        trouvees = Ressource.objects.remettables_par(self.user).filter(siennes).exclude(Exists(remises))
        liste = list(trouvees.conseillees(self.stades, self.natures)[:MONTREES])
        for ressource in liste:
            ressource.blocage_pk = next((b.pk for b in self._ouverts if b.porte_sur in ressource.blocages), None)
            ressource.pour = [n.label for n in self.natures if n.value in ressource.blocages]
        return liste

    def remises(self):
        return list(self.appui.remises.select_related("ressource", "par"))

    def recommandations(self):
        return list(self.appui.recommandations.select_related("personne", "par"))
