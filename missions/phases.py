"""Where a mission stands, phase by phase: its actions, how many are done, what is missing, in sentences."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from coopappui.jours import jour_long
from missions.groupes import PERSONNE
from missions.guide import PHASES
from missions.guide.formes import Phase
from missions.models import ActionDePhase, DocumentDAction, Genre, OffreDAppui
from missions.models.phases import ranger

Etat = ActionDePhase.Etat


@dataclass
class EnCours:
    """A phase as a mission lives it."""

    phase: Phase
    mission: object
    actions: list = field(default_factory=list)

    @property
    def numero(self):
        return self.phase.numero

    @cached_property
    def temps(self):
        """[(Temps of the guide, the actions of the mission)]"""
        par_code = {action.code: action for action in self.actions}
        return [(temps, [par_code[a.code] for a in temps.actions if a.code in par_code]) for temps in self.phase.temps]

    @property
    def propres(self):
        """What the mission added."""
        return [action for action in self.actions if not action.du_guide]

    def nombre(self, *etats):
        return sum(action.etat in etats for action in self.actions)

    @property
    def prevues(self):
        """All but those that do not concern this mission."""
        return len(self.actions) - self.nombre(Etat.SANS_OBJET)

    @property
    def faites(self):
        return self.nombre(Etat.FAIT)

    @property
    def en_cours(self):
        return self.nombre(Etat.EN_COURS)

    @property
    def resume(self):
        """« Pas commencée », « 3 actions sur 5 faites, 1 en cours », « Terminée »…"""
        if not self.prevues:
            return "Sans objet"
        if self.faites == self.prevues:
            return "Terminée"
        if not (self.faites or self.en_cours):
            return "Pas commencée"
        if not self.faites:
            return f"{self.en_cours} en cours, aucune faite sur {self.prevues}"
        faites = f"{self.faites} action{'s' * (self.faites > 1)} sur {self.prevues} faite{'s' * (self.faites > 1)}"
        return f"{faites}, {self.en_cours} en cours" if self.en_cours else faites

    @property
    def suivantes(self):
        """What is under way, then what comes next: three of them at most."""
        en_cours = [a for a in self.actions if a.etat == Etat.EN_COURS]
        return [*en_cours, *(a for a in self.actions if a.etat == Etat.A_FAIRE)][:3]

    @cached_property
    def liens(self):
        """[(label, address)] of the pages that do the work of this phase, each once."""
        outils = dict.fromkeys(outil for action in self.phase.actions for outil in action.outils)
        return [outil.vers(self.mission) for outil in outils]

    @cached_property
    def manques(self):
        """[(sentence, address of the page where it is mended)]"""
        dits = [manque for source in MANQUES.get(self.numero, ()) for manque in source(self.mission)]
        return [*dits, *_retards(self.actions)]


def en_cours(mission, numero=None):
    """The phases of the mission, or one of them, read in one query."""
    actions = mission.actions.select_related("qui").annotate(nombre_de_documents=Count("documents"))
    phases = _par_phase(mission, actions.filter(phase=numero) if numero else actions)
    return [phase for phase in phases if numero in (None, phase.numero)]


def avancements(missions):
    """[(mission, its phases)]: how far each is, for as many missions as one answers for, in one query."""
    par_mission = {mission.pk: [] for mission in missions}
    for action in ActionDePhase.objects.filter(mission__in=par_mission):
        par_mission[action.mission_id].append(action)
    return [(mission, _par_phase(mission, par_mission[mission.pk])) for mission in missions]


def _par_phase(mission, actions):
    phases = {phase.numero: EnCours(phase, mission) for phase in PHASES}
    for action in ranger(actions):
        action.mission = mission
        phases[action.phase].actions.append(action)
    return list(phases.values())


def avec_documents(phase):
    """The documents of each action of a phase, in one query."""
    par_action = {}
    for document in DocumentDAction.objects.filter(action__in=[a.pk for a in phase.actions]).select_related("action"):
        par_action.setdefault(document.action_id, []).append(document)
    for action in phase.actions:
        action.ses_documents = par_action.get(action.pk, [])
    return phase


# --- what is missing ---------------------------------------------------------------------------


def _retards(actions):
    for action in actions:
        if action.en_retard:
            qui = f" ({action.qui})" if action.qui else ""
            phrase = f"« {action} » devait être faite pour le {jour_long(action.echeance)}{qui}."
            yield phrase, action.get_absolute_url()


def _parmi(chemin, comptes):
    """How many of these accounts are at the end of this path."""
    return Count(chemin, filter=Q(**{f"{chemin}__in": comptes}), distinct=True)


def documents_a_lire(mission):
    """The charte and the fiche de poste: published, and read by everybody."""
    comptes = mission.comptes().values("pk")
    publiees = mission.versions.a_lire().annotate(
        membres=_parmi("mission__membres__utilisateur", comptes),
        lecteurs=_parmi("prises_de_connaissance__compte", comptes),
    )
    restes = {genre: membres - lues for genre, membres, lues in publiees.values_list("genre", "membres", "lecteurs")}
    for genre in Genre.a_lire():
        if genre not in restes:
            phrase = f"La {genre.court.lower()} n’est pas publiée : l’administrateur l’écrit et la publie."
            yield phrase, reverse("mission:documents", args=[mission.pk])
        elif reste := restes[genre]:
            verbe = "membres n’ont" if reste > 1 else "membre n’a"
            phrase = f"{reste} {verbe} pas encore lu la version en vigueur de la {genre.court.lower()}."
            yield phrase, reverse("mission:lectures", args=[mission.pk])


def groupes_a_contacter(mission):
    nombres = mission.groupes.aggregate(
        tous=Count("pk"),
        prioritaires=Count("pk", filter=Q(contacte_le=None, priorite=1)),
        sans_personne=Count("pk", filter=Q(contacte_le=None, qui=None)),
    )
    liste = reverse("mission:groupes", args=[mission.pk])
    if not nombres["tous"]:
        phrase = "La liste des groupes à contacter est vide : commencez par le réseau."
        yield phrase, reverse("mission:groupes_ajouter", args=[mission.pk])
    if n := nombres["prioritaires"]:
        s = "s de priorité haute n’ont" if n > 1 else " de priorité haute n’a"
        phrase = f"{n} groupe{s} pas encore été contacté{'s' * (n > 1)}."
        yield phrase, f"{liste}?priorite=1&etat=a-contacter"
    if n := nombres["sans_personne"]:
        phrase = f"Personne n’est nommé pour contacter {n} groupe{'s' * (n > 1)}."
        yield phrase, f"{liste}?etat=a-contacter&qui={PERSONNE}"


def offre_d_appui(mission):
    offre, page = OffreDAppui.objects.filter(mission=mission).avec_etat().first(), [mission.pk]
    if offre is None:
        yield "L’offre d’appui n’est pas commencée.", reverse("offre_appui:offre", args=page)
    elif offre.numero_publie is None:
        yield "L’offre d’appui n’est pas encore publiée.", reverse("offre_appui:offre", args=page)
    elif offre.etat == "modifie":
        phrase = "Le brouillon de l’offre a changé depuis sa dernière version publiée."
        yield phrase, reverse("offre_appui:offre", args=page)
    if n := mission.remarques_sur_l_offre.filter(suite="").count():
        phrase = f"{n} remarque{'s' * (n > 1)} sur l’offre attend{'ent' * (n > 1)} une suite."
        yield phrase, reverse("offre_appui:remarques", args=page)


def programme_de_l_annee(mission):
    annee = timezone.localdate().year
    if not mission.programmes.filter(annee__gte=annee).exists():
        phrase = f"Aucun programme d’action n’est écrit pour {annee}."
        yield phrase, reverse("offre_appui:programme_nouveau", args=[mission.pk])


def enquetes(mission):
    siennes = list(mission.enquetes.avec_nombres())
    if not siennes:
        yield "Aucune enquête des besoins n’est commencée.", reverse("enquetes:enquetes", args=[mission.pk])
    for enquete in (enquete for enquete in siennes if enquete.ouverte):
        if reste := enquete.nombre_d_attendus:
            phrase = f"{reste} réponse{'s' * (reste > 1)} encore attendue{'s' * (reste > 1)} à « {enquete} »."
            yield phrase, reverse("enquetes:a_contacter", args=[enquete.pk])
        if enquete.butoir_passee:
            phrase = f"« {enquete} » a passé sa date butoir : prolongez-la, ou mettez-y fin."
            yield phrase, enquete.get_absolute_url()


def veille(mission):
    en_panne = [source.echecs > 0 for source in mission.sources.actives().only("echecs")]
    if not en_panne:
        yield "La veille n’a aucune source active.", reverse("veille:source_nouvelle", args=[mission.pk])
    if n := sum(en_panne):
        phrase = f"{n} source{'s' * (n > 1)} de la veille ne répond{'ent' * (n > 1)} plus."
        yield phrase, reverse("veille:sources", args=[mission.pk])


# A part of the portal adds its own: what it has to say of a phase, from the mission, and where to mend it.
MANQUES = {
    1: [documents_a_lire, groupes_a_contacter],
    2: [enquetes],
    3: [offre_d_appui, programme_de_l_annee],
    4: [veille],
}
