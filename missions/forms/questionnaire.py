"""The form that a questionnaire makes: one field or several a question; what is typed goes through `Question.valider`.

An answer that is not one is told beside its field, and the others are kept all the same. The page may be old, or open
on two devices: it says in `version` which answers it showed, and only what was changed since is written. Where both
changed, what is kept stays, and is shown beside what was typed. A page that says nothing showed nothing: it fills what
is empty, and erases nothing.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html

from coopappui.champs import JourField, NombreField
from coopappui.concurrence import empreinte
from coopappui.formulaires import Formulaire
from coopappui.plan.avancement import Avancement
from missions.genres_de_question import COURT_MAX, LONG_MAX
from missions.models import Question
from missions.models.questions import visibles

PRECISION_MAX = 1000
_SEL = "missions.questionnaire"
Genre = Question.Genre


@dataclass
class QuestionPosee:
    """A question in the page. `champ`: its field; `precisions`: [(key, field)]; `cellules`: of a two-sided table,
    [(row, [(column, field)])]; `posee`: relevant, given the other answers; `autre`: what was answered meanwhile
    elsewhere, in words, None when there is no conflict."""

    question: Question
    posee: bool
    champ: object = None
    precisions: list = field(default_factory=list)
    cellules: list = field(default_factory=list)
    autre: str | None = None

    @property
    def nom(self):
        return nom_de(self.question)

    @property
    def premier_champ(self):
        """The id of the field to go to."""
        if self.cellules:
            return self.cellules[0][1][0][1].id_for_label
        return next((option.id_for_label for option, _ in self.options), self.champ.id_for_label)

    @property
    def a_prendre(self):
        """Typed in one field, which may take the other answer."""
        return not self.cellules and not self.options

    @property
    def options(self):
        """[(box to tick, field that says more or None)]; [] when the answer is typed."""
        if self.champ is None or not self.question.reponses_possibles():
            return []
        precisions = {choix["cle"]: precision for choix, precision in self.precisions}
        return [(option, precisions.get(option.data["value"])) for option in self.champ.subwidgets]

    @property
    def parent(self):
        return f"q{self.question.si_id}" if self.question.si_id else ""

    @property
    def attendues(self):
        """The answers of its parent for which it is asked, as the page reads them."""
        return " ".join(self.question.si_valeurs)


@dataclass
class PartiePosee:
    numero: int
    intitule: str
    questions: list
    avancement: Avancement

    @property
    def a_poser(self):
        return any(question.posee for question in self.questions)


def nom_de(question):
    return f"q{question.pk}"


def _empreinte(valeur):
    # The keys of an answer come back in another order from PostgreSQL.
    return empreinte(json.dumps(valeur, sort_keys=True))


VIDE = _empreinte(None)


class Questionnaire(Formulaire):
    """`valeurs`: {question pk: answer kept}; `cle`: whose answers they are, when they are to be written."""

    def __init__(self, data=None, *, questions, valeurs, cle=None):
        super().__init__(data)
        self.questions, self.valeurs = list(questions), dict(valeurs)
        self.sel = f"{_SEL}:{cle}"
        self.conflits, self.adoptes, self._ecrites = [], [], set()
        for question in self.questions:
            for nom, champ, initiale in _CHAMPS[question.genre](question, self.valeurs.get(question.pk)):
                champ.required = False
                self.fields[nom] = champ
                self.initial[nom] = initiale

    def lire(self):
        """{question: answer checked, or None when it is empty}: those to write, given what is kept now.

        A question of which nothing was sent is left as it is: the page may be older than the question.
        """
        self.full_clean()
        a_ecrire = {}
        for question in self.questions:
            noms = [nom for nom in self.fields if _est_de(nom, question)]
            if not any(nom in self.data for nom in (*noms, f"{nom_de(question)}-la")):
                continue
            if any(nom in self.errors for nom in noms):
                continue
            try:
                lue = question.valider(_BRUTES.get(question.genre, _brute)(question, self.data))
            except ValidationError as refus:
                self.add_error(noms[0], refus)
                continue
            if self._concilier(question, lue):
                a_ecrire[question] = lue
        return a_ecrire

    # --- two pages at once --------------------------------------------------------------------

    @cached_property
    def vues(self):
        """{question pk: print of the answer that the page showed}; nothing when it does not say."""
        if not self.is_bound:
            return {}
        try:
            return signing.loads(self.data.get("version") or "", salt=self.sel)
        except signing.BadSignature:
            return {}

    def _vue(self, question):
        return self.vues.get(str(question.pk), VIDE)

    def _concilier(self, question, saisie):
        """True when this answer is to be written: it changed since it was read, and what is kept did not."""
        gardee = self.valeurs.get(question.pk)
        if saisie == gardee or _empreinte(gardee) == self._vue(question):
            self._ecrites.add(question.pk)
            return saisie != gardee
        if _empreinte(saisie) == self._vue(question):
            self.adoptes.append(question)
            return False
        self.conflits.append(question)
        lien = format_html('<a href="#div_id_{}">{}</a>', nom_de(question), question)
        self.add_error(None, format_html("{} : une autre réponse a été enregistrée entre-temps.", lien))
        return False

    def relire(self, valeurs):
        """What is kept, once it is written."""
        self.valeurs = dict(valeurs)

    def version(self, signale=True):
        """Goes back in the page: which answers its reader has before their eyes. `signale`: it shows the answers in
        conflict too, and the next save knowingly replaces them."""
        sues = self._ecrites | ({question.pk for question in self.conflits} if signale else set())
        vues = {
            str(q.pk): _empreinte(self.valeurs.get(q.pk)) if not self.is_bound or q.pk in sues else self._vue(q)
            for q in self.questions
        }
        pleines = {cle: vue for cle, vue in vues.items() if vue != VIDE}
        return signing.dumps(pleines, salt=self.sel, compress=True)

    # --- the page -----------------------------------------------------------------------------

    def posees(self):
        """Names of the questions to show."""
        return {nom_de(question) for question in visibles(self.questions, self.valeurs)}

    def parties(self):
        """The parts, in order, with all their questions: those that are not asked are there, hidden."""
        posees, par_partie = self.posees(), defaultdict(list)
        for question in self.questions:
            par_partie[question.partie].append(self._poser(question, nom_de(question) in posees))
        return [
            PartiePosee(numero, Question.Partie(numero).label, siennes, self._avancement(siennes))
            for numero, siennes in sorted(par_partie.items())
        ]

    def _avancement(self, questions):
        posees = [q.question.pk for q in questions if q.posee]
        return Avancement(sum(pk in self.valeurs for pk in posees), len(posees))

    def _poser(self, question, posee):
        nom = nom_de(question)
        autre = question.en_mots(self.valeurs.get(question.pk)) if question in self.conflits else None
        if question.genre == Genre.TABLEAU:
            cellules = [
                (ligne, [(colonne, self[_cellule(question, ligne, colonne)]) for colonne in question.colonnes])
                for ligne in question.lignes
            ]
            return QuestionPosee(question, posee, cellules=cellules, autre=autre)
        precisions = [(choix, self[f"{nom}-p-{choix['cle']}"]) for choix in _choix(question) if choix.get("preciser")]
        return QuestionPosee(question, posee, self[nom], precisions, autre=autre)


def _est_de(nom, question):
    return nom == nom_de(question) or nom.startswith(f"{nom_de(question)}-")


def _choix(question):
    return question.choix if question.genre in (Genre.UN, Genre.PLUSIEURS) else []


def _cellule(question, ligne, colonne):
    # Keys hold single dashes only (see forms.questions.avec_cles): two tell where the second begins.
    return f"{nom_de(question)}-{ligne['cle']}--{colonne['cle']}"


# --- fields: (name, field, initial value) -------------------------------------------------------


def _cases(question, valeur):
    champ = forms.ChoiceField(choices=question.reponses_possibles(), widget=forms.RadioSelect)
    yield nom_de(question), _nommer(champ, question), valeur


def _liste(question, valeur):
    plusieurs = question.genre == Genre.PLUSIEURS
    classe = forms.MultipleChoiceField if plusieurs else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if plusieurs else forms.RadioSelect
    cochees = (valeur or {}).get("choix", [])
    champ = classe(choices=question.reponses_possibles(), widget=widget)
    yield nom_de(question), _nommer(champ, question), cochees if plusieurs else next(iter(cochees), "")
    for choix in question.choix:
        if choix.get("preciser"):
            precision = forms.CharField(
                label=f"{choix['libelle']} : précisez",
                max_length=PRECISION_MAX,
                widget=forms.Textarea({"rows": 1}),
            )
            dite = (valeur or {}).get("precisions", {}).get(choix["cle"], "")
            yield f"{nom_de(question)}-p-{choix['cle']}", precision, dite


def _court(question, valeur):
    yield nom_de(question), _nommer(forms.CharField(max_length=COURT_MAX), question), valeur


def _long(question, valeur):
    champ = forms.CharField(max_length=LONG_MAX, widget=forms.Textarea({"rows": 3}))
    yield nom_de(question), _nommer(champ, question), valeur


def _nombre(question, valeur):
    champ = _nommer(NombreField(max_digits=15, decimal_places=3), question)
    yield nom_de(question), champ, valeur and question.en_mots(valeur)


def _date(question, valeur):
    yield nom_de(question), _nommer(JourField(), question), valeur


def _tableau(question, valeur):
    for ligne in question.lignes:
        for colonne in question.colonnes:
            champ = forms.CharField(
                label=colonne["libelle"],
                help_text=colonne.get("aide", ""),
                max_length=PRECISION_MAX,
                widget=forms.Textarea({"rows": 2}),
            )
            yield _cellule(question, ligne, colonne), champ, (valeur or {}).get(ligne["cle"], {}).get(colonne["cle"])


def _nommer(champ, question):
    champ.label, champ.help_text = str(question), question.aide
    return champ


_CHAMPS = {
    Genre.OUI_NON: _cases,
    Genre.NUANCE: _cases,
    Genre.UN: _liste,
    Genre.PLUSIEURS: _liste,
    Genre.COURT: _court,
    Genre.LONG: _long,
    Genre.NOMBRE: _nombre,
    Genre.DATE: _date,
    Genre.TABLEAU: _tableau,
}


# --- what was posted ----------------------------------------------------------------------------


def _brute(question, donnees):
    return donnees.get(nom_de(question), "")


def _brute_liste(question, donnees):
    nom = nom_de(question)
    return {
        "choix": [cle for cle in donnees.getlist(nom) if cle],
        "precisions": {choix["cle"]: donnees.get(f"{nom}-p-{choix['cle']}", "") for choix in question.choix},
    }


def _brut_tableau(question, donnees):
    return {
        ligne["cle"]: {c["cle"]: donnees.get(_cellule(question, ligne, c), "") for c in question.colonnes}
        for ligne in question.lignes
    }


_BRUTES = {Genre.UN: _brute_liste, Genre.PLUSIEURS: _brute_liste, Genre.TABLEAU: _brut_tableau}
