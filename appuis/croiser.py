"""The row of a project as the portal knows it and as each partner does, item by item, side by side.

Values are compared as people mean them: « 50 000,00 » is 50000, accents, case and punctuation do not count, a
structure is the same under its name or its acronym.
"""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch

from appuis.models import Croisement, Financement, Partenariat, PointDeVue
from appuis.models.croisements import noms_des_partenaires
from coopappui.templatetags.composants import montant
from coopappui.texte import plier
from missions.models.doublons import cle

INCONNU_DU_PORTAIL = "le portail ne le sait pas"


def pour_comparer(croisements):
    """Croisements with their projects and answers, in a fixed number of queries."""
    return (
        croisements.avec_reponses()
        .select_related("lance_par", "projet__mission", "projet__type", "projet__chef_de_file")
        .prefetch_related(
            Prefetch("projet__partenariats", Partenariat.objects.select_related("structure")),
            Prefetch("projet__financements", Financement.objects.select_related("type")),
            "projet__actions_prevues",
        )
    )


def a_departager(user):
    """The comparisons of the open croisements an officer follows where a partner's view differs."""
    ouverts = pour_comparer(Croisement.objects.ouverts().suivis_par(user))
    return [comparaison for comparaison in map(Comparaison, ouverts) if comparaison.divergences]


# --- items of the row ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Information:
    """An item of the row: `code`, the guide's heading, and its short name in a sentence."""

    code: str
    intitule: str
    court: str


SUJETS = {
    sujet.code: sujet
    for sujet in (
        Information("nom", "Nom du projet de coopération", "nom du projet"),
        Information("type", "Type de coopération", "type de coopération"),
        Information("objet", "Objet", "objet"),
        Information("chef_de_file", "Chef de file", "chef de file"),
        Information("partenaires", "Partenaires", "partenaires"),
        Information("cout_total", "Coût total du projet", "coût total"),
        Information("financements", "Financements", "financements"),
        Information("stade", "État d’avancement", "état d’avancement"),
        Information("actions", "Actions prévues", "actions prévues"),
        Information("date_debut", "Date de début", "date de début"),
        Information("date_fin", "Date de fin", "date de fin"),
    )
}
LISTES = ("partenaires", "financements", "actions")


@dataclass(frozen=True)
class Valeur:
    """What somebody says of an item: `texte` as it is read, `forme` as it is compared, `brut` as it is typed."""

    texte: str
    forme: object
    brut: object = None


_MOTS = re.compile(r"[^\w]+")


def _mots(texte):
    return _MOTS.sub(" ", plier(texte)).strip()


class Lecteur:
    """Reads a project, or a point of view, item by item."""

    def __init__(self, projet):
        structures = [p.structure for p in projet.partenariats.all()]
        structures += [projet.chef_de_file] if projet.chef_de_file else []
        self._sigles = {cle(s.sigle): cle(s.nom) for s in structures if s.sigle}
        self._chef = cle(projet.chef_de_file.nom) if projet.chef_de_file else ""

    def nom_de_structure(self, texte):
        return self._sigles.get(cle(texte), cle(texte)) if texte else ""

    def simple(self, code, objet):
        """The Valeur of an item that is one value; None when nothing is said."""
        brut = getattr(objet, code)
        if brut is None or brut == "":
            return None
        texte, forme = str(brut), brut
        if code in ("nom", "chef_de_file"):
            forme = self.nom_de_structure(texte)
        elif code == "objet":
            forme = _mots(texte)
        elif code == "type":
            forme = brut.pk
        elif code == "cout_total":
            texte = montant(brut)
        elif code == "stade":
            texte = objet.get_stade_display()
        elif code.startswith("date_"):
            texte = f"{brut:%d/%m/%Y}"
        return Valeur(texte, forme, brut)

    def liste(self, code, objet):
        """{key: Valeur} of an item that is a list; namesakes are told apart by their rank."""
        lues, rangs = {}, {}
        for nom, valeur in getattr(self, f"_{code}")(objet):
            rangs[nom] = rangs.get(nom, 0) + 1
            lues[f"{nom}#{rangs[nom]}"] = valeur
        return lues

    def _partenaires(self, objet):
        noms = objet.partenaires.splitlines() if isinstance(objet, PointDeVue) else noms_des_partenaires(objet)
        for nom in filter(None, (n.strip() for n in noms)):
            if (forme := self.nom_de_structure(nom)) != self._chef:
                yield forme, Valeur(nom, forme, nom)

    def _financements(self, objet):
        for f in objet.financements.all():
            parties = [str(f.type), f.financeur, montant(f.montant), f.get_etat_display().lower()]
            yield (
                f"{f.type_id} {_mots(f.financeur)}",
                Valeur(" · ".join(filter(None, parties)), (f.montant, f.etat), f),
            )

    def _actions(self, objet):
        actions = objet.actions if isinstance(objet, PointDeVue) else objet.actions_prevues
        for a in actions.all():
            parties = [a.intitule, a.lieu, a.echeance and f"{a.echeance:%d/%m/%Y}"]
            yield _mots(a.intitule), Valeur(" · ".join(filter(None, parties)), (_mots(a.lieu), a.echeance), a)


# --- why two values differ ----------------------------------------------------------------------


def ecart_d_argent(portail, partenaire):
    if portail is None or partenaire is None:
        return f"{montant(partenaire)}, {INCONNU_DU_PORTAIL}" if portail is None else "montant laissé vide"
    ecart = partenaire - portail
    return f"{montant(abs(ecart))} de {'plus' if ecart > 0 else 'moins'} que le portail"


def ecart_de_dates(portail, partenaire):
    if portail is None or partenaire is None:
        return INCONNU_DU_PORTAIL if portail is None else "date laissée vide"
    jours = (partenaire - portail).days
    duree = f"{abs(jours)} jour{'s' if abs(jours) > 1 else ''}" if abs(jours) < 60 else f"{abs(jours) // 30} mois"
    return f"{duree} plus {'tard' if jours > 0 else 'tôt'} que le portail"


_AUTREMENT = {
    "nom": "un autre nom",
    "type": "un autre type de coopération",
    "objet": "un objet écrit autrement",
    "chef_de_file": "un autre chef de file",
    "stade": "un autre état d’avancement",
}


def _raison(code, portail, partenaire):
    """Why the two Valeurs of a simple item differ; "" when they do not."""
    if (portail and portail.forme) == (partenaire and partenaire.forme):
        return ""
    if partenaire is None and code in ("type", "stade"):
        return ""  # « Je ne sais pas » contradicts nobody
    if portail is None or partenaire is None:
        return INCONNU_DU_PORTAIL if portail is None else "laissé vide"
    if code == "cout_total":
        return ecart_d_argent(portail.brut, partenaire.brut)
    if code.startswith("date_"):
        return ecart_de_dates(portail.brut, partenaire.brut)
    return _AUTREMENT[code]


_ABSENT = {"partenaires": "pas parmi ses partenaires", "financements": "pas mentionné", "actions": "pas mentionnée"}
_AJOUTE = {"partenaires": "ajouté", "financements": "ajouté", "actions": "ajoutée"}


def _raison_d_element(code, portail, partenaire):
    if portail is None and partenaire is None:
        return ""
    if portail is None or partenaire is None:
        return f"{_AJOUTE[code]} par ce partenaire" if portail is None else f"{_ABSENT[code]} par ce partenaire"
    if portail.forme == partenaire.forme:
        return ""
    ici, la = portail.brut, partenaire.brut
    raisons = []
    if code == "financements":
        if ici.montant != la.montant:
            raisons.append(ecart_d_argent(ici.montant, la.montant))
        if ici.etat != la.etat:
            raisons.append(f"{la.get_etat_display().lower()} au lieu de {ici.get_etat_display().lower()}")
    else:
        if ici.echeance != la.echeance:
            raisons.append(f"échéance : {ecart_de_dates(ici.echeance, la.echeance)}")
        if _mots(ici.lieu) != _mots(la.lieu):
            raisons.append("un autre lieu" if la.lieu else "lieu laissé vide")
    return ", ".join(raisons)


# --- side by side -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cellule:
    """What one partner says of a row. `raison`: why it differs, "" when it does not; `geste`: what retaining it does
    to the project, in words, "" when nothing can be retained."""

    point: PointDeVue
    valeur: Valeur | None
    raison: str = ""
    geste: str = ""
    empreinte: str = ""

    @property
    def repondu(self):
        return self.point.confirme_le is not None

    @property
    def texte(self):
        return self.valeur.texte if self.valeur else ""


@dataclass(frozen=True)
class Rangee:
    sujet: Information
    cle: str
    portail: Valeur | None
    cellules: list = field(default_factory=list)
    premiere: bool = True

    @property
    def texte(self):
        return self.portail.texte if self.portail else ""

    @property
    def diverge(self):
        return any(cellule.raison for cellule in self.cellules)

    @property
    def raisons(self):
        """« GAL : 12 000 € de plus que le portail », for the exports."""
        return [f"{cellule.point} : {cellule.raison}" for cellule in self.cellules if cellule.raison]


class Comparaison:
    """`points`: those to compare, all of them by default. Expects a croisement of `pour_comparer`."""

    def __init__(self, croisement, points=None):
        self.croisement, self.projet = croisement, croisement.projet
        self.points = list(croisement.points_de_vue.all()) if points is None else points
        self._lecteur = Lecteur(self.projet)

    @cached_property
    def rangees(self):
        rangees = []
        for code, sujet in SUJETS.items():
            rangees += self._liste(sujet) if code in LISTES else [self._simple(sujet)]
        return rangees

    def _simple(self, sujet):
        portail = self._lecteur.simple(sujet.code, self.projet)
        cellules = [self._cellule(sujet.code, portail, p, self._lecteur.simple(sujet.code, p)) for p in self.points]
        return Rangee(sujet, "", portail, cellules)

    def _liste(self, sujet):
        du_portail = self._lecteur.liste(sujet.code, self.projet)
        par_point = {p.pk: self._lecteur.liste(sujet.code, p) if p.confirme_le else {} for p in self.points}
        cles = list(dict.fromkeys([*du_portail, *(c for lues in par_point.values() for c in lues)]))
        if not cles:
            return [Rangee(sujet, "", None, [Cellule(p, None) for p in self.points])]
        return [
            Rangee(
                sujet,
                nom,
                du_portail.get(nom),
                [self._cellule(sujet.code, du_portail.get(nom), p, par_point[p.pk].get(nom)) for p in self.points],
                premiere=rang == 0,
            )
            for rang, nom in enumerate(cles)
        ]

    def _cellule(self, code, portail, point, valeur):
        if point.confirme_le is None:
            return Cellule(point, None)
        raison = (_raison_d_element if code in LISTES else _raison)(code, portail, valeur)
        geste = _geste(code, portail, valeur) if raison else ""
        return Cellule(point, valeur, raison, geste, _empreinte(portail, valeur))

    def cellule(self, code, nom, point):
        """(row, cell) named by the page; None when they are no longer there."""
        for rangee in self.rangees:
            if (rangee.sujet.code, rangee.cle) == (code, nom):
                return next(((rangee, c) for c in rangee.cellules if c.point.pk == point), None)
        return None

    # --- in words -----------------------------------------------------------------------------

    @cached_property
    def divergences(self):
        """The items on which at least one partner differs, by their short names."""
        return list(dict.fromkeys(rangee.sujet.court for rangee in self.rangees if rangee.diverge))

    @property
    def remarques(self):
        return any(point.remarque for point in self.repondus)

    @property
    def repondus(self):
        return [point for point in self.points if point.confirme_le]

    @property
    def en_attente(self):
        return [point for point in self.points if not point.confirme_le]

    @property
    def resume(self):
        """« 3 divergences : coût total, date de fin, chef de file »."""
        if not self.repondus:
            return "Personne n’a encore répondu"
        if not self.divergences:
            return "Les réponses reçues concordent avec le portail"
        nombre = len(self.divergences)
        return f"{nombre} divergence{'s' if nombre > 1 else ''} : {', '.join(self.divergences)}"

    @property
    def reponses(self):
        """« 2 réponses sur 3 »."""
        nombre = len(self.repondus)
        return f"{nombre} réponse{'s' if nombre > 1 else ''} sur {len(self.points)}"


def _geste(code, portail, valeur):
    if code in LISTES:
        return "Retirer du projet" if valeur is None else "Ajouter au projet" if portail is None else RETENIR
    # A stage is reached on a date, which nobody here gives; an empty answer is nothing to retain.
    return "" if code == "stade" or valeur is None else RETENIR


RETENIR = "Retenir cette valeur"


def _empreinte(portail, valeur):
    """What the reader of the page saw: retained only if both are still the same."""
    vus = "\0".join(v.texte if v else "" for v in (portail, valeur))
    return hashlib.sha256(vus.encode("utf-8", "replace")).hexdigest()[:16]
