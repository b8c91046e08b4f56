"""What the layout shows: the sections a person may open, by what they are in the missions."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import cached_property

from comptes.models import Notification
from missions.appartenances import appartenances
from missions.models import Membre, Personne


@dataclass
class Rubrique:
    libelle: str
    adresse: str
    icone: str
    args: list = field(default_factory=list)
    racine: str = ""  # where the pages inside the section are, when it is not under its own address
    courante: str = ""  # the value of aria-current: "page", or "true" on a page inside the section

    @cached_property
    def url(self):
        return reverse(self.adresse, args=self.args)


class Navigation:
    """Read by base.html. Nothing is asked to the database before a template needs it: one query, three at most."""

    def __init__(self, request):
        self.request = request
        self.user = request.user

    @cached_property
    def _appartenances(self):
        return appartenances(self.user)

    @cached_property
    def missions(self):
        return list({a.mission_id: a.mission for a in self._appartenances}.values())

    @cached_property
    def nom_missions(self):
        if len(self.missions) > 2:
            return f"{len(self.missions)} missions"
        return " · ".join(m.nom for m in self.missions)

    @cached_property
    def est_charge(self):
        """May log exchanges."""
        return any(a.role == Membre.Role.CHARGE for a in self._appartenances)

    @cached_property
    def est_membre(self):
        return bool(self._appartenances)

    @cached_property
    def est_beneficiaire(self):
        if self._appartenances:
            return self._appartenances[0].beneficie
        return Personne.objects.filter(compte_id=self.user.pk).exists()

    @cached_property
    def generale(self):
        """False for somebody who only follows their own appuis: a page of one column, generous."""
        return self.est_membre or self.user.is_staff

    @cached_property
    def rubriques(self):
        """The everyday sections."""
        rubriques = []
        if self.est_membre:
            rubriques += [
                Rubrique("Accueil", "accueil", "house"),
                Rubrique("À faire", "a_faire", "check2-square"),
                Rubrique("Appuis", "suivi_appuis", "chat-square-text"),
                Rubrique("Projets", "suivi_actions", "diagram-3"),
                Rubrique("Réseau", "reseau:structures", "people"),
                Rubrique("Outils", "outils:catalogue", "tools"),
            ]
        if self.est_beneficiaire:
            rubriques.append(Rubrique("Mon espace", "espace:espace", "compass"))
        return self._situer(rubriques)

    @cached_property
    def rubriques_mission(self):
        seule = len(self.missions) == 1
        rubriques = []
        for m in self.missions:
            suite = "" if seule else f" · {m.nom}"
            rubriques += [
                Rubrique(f"La mission d’appui{suite}", "mission:phases", "signpost-split", [m.pk]),
                Rubrique(f"Enquêtes{suite}", "enquetes:enquetes", "ui-checks", [m.pk], "/enquetes/" if seule else ""),
                Rubrique(f"Veille{suite}", "veille:veille", "rss", [m.pk], "/veille/" if seule else ""),
                Rubrique("Équipe et réglages" if seule else m.nom, "mission:mission", "sliders", [m.pk]),
            ]
        if self.est_membre:
            rubriques.append(Rubrique("Espace ressources", "ressources:ressources", "collection"))
        if self.user.is_staff:
            rubriques.append(Rubrique("Administration", "admin:index", "gear"))
        return self._situer(rubriques)

    @cached_property
    def rubriques_moi(self):
        return self._situer(
            [
                Rubrique("Notifications", "comptes:notifications", "bell"),
                Rubrique("Profil", "comptes:profil", "person"),
            ]
        )

    @cached_property
    def non_lues(self):
        """How many notifications await; shown beside the bell."""
        return Notification.objects.visibles_par(self.user).non_lues().count()

    def _situer(self, rubriques):
        """Marks the section the current page belongs to: the nearest, when one is inside another."""
        chemin = self.request.path
        autour = [r for r in rubriques if chemin == r.url or (r.url != "/" and chemin.startswith(r.racine or r.url))]
        if autour:
            proche = max(autour, key=lambda rubrique: len(rubrique.url))
            proche.courante = "page" if chemin == proche.url else "true"
        return rubriques


def navigation(request):
    """Context processor. Templates rendered several times in a request share the same answer."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"navigation": None}
    if not hasattr(request, "_navigation"):
        request._navigation = Navigation(request)
    return {"navigation": request._navigation}
