"""The items of a project's row of the tableau de suivi, how each is read, and why two values of it differ.

Values are compared as people mean them: « 50 000,00 » is 50000, accents, case and punctuation do not count, a
structure is the same under its name or its acronym.
"""

import re
from dataclasses import dataclass

from appuis.models import PointDeVue
from appuis.models.points_de_vue import noms_des_partenaires
from coopappui.templatetags.composants import montant
from coopappui.texte import plier
from missions.models.doublons import cle

INCONNU_DU_PORTAIL = "le portail ne le sait pas"

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


def raison(code, portail, partenaire):
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


def raison_d_element(code, portail, partenaire):
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
