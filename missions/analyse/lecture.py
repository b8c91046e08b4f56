"""An enquête as the analysis reads it, in a fixed number of queries: who answers what, who was asked what.

Only answers that were sent count. A question that depends on another was asked to those whose answer called for it; an
answer left behind by a change of mind does not count.
"""

from functools import cached_property

from coopappui.texte import plier
from missions.analyse.comptes import en_pour_cent
from missions.analyse.resultats import Resultat
from missions.models import Appreciation, Marque, Reponse, Structure
from missions.models.questions import Question, visibles

SANS_TYPE = "Type non précisé"


class Fiche:
    """What one recipient answered, and what the team makes of it."""

    def __init__(self, destinataire, valeurs, posees, marques, appreciation):
        self.destinataire, self.marques, self.appreciation = destinataire, marques, appreciation
        self.place = None  # among the first appuis, from 1: set by Depouillement
        self.posees = posees
        self.valeurs = {cle: valeur for cle, valeur in valeurs.items() if cle in posees}

    def __str__(self):
        return self.nom

    @property
    def pk(self):
        return self.destinataire.pk

    @cached_property
    def nom(self):
        """« GAL Terres d’Aubrives », else the person."""
        return self.destinataire.son_organisme or self.destinataire.qui

    @cached_property
    def qui(self):
        """The person, when the structure is named before."""
        return self.destinataire.qui if self.destinataire.qui != self.nom else ""

    @cached_property
    def type(self):
        return self.destinataire.type_d_acteur

    @cached_property
    def type_lu(self):
        return str(self.type or SANS_TYPE)

    @cached_property
    def priorite(self):
        """The réseau's, else the one given here; None when nobody said."""
        structure = self.destinataire.structure
        du_reseau = structure.priorite if structure else None
        return du_reseau or (self.appreciation.priorite if self.appreciation else None)

    @property
    def priorite_lue(self):
        return Structure.Priorite(self.priorite).label if self.priorite else ""

    @property
    def priorite_du_reseau(self):
        structure = self.destinataire.structure
        return bool(structure and structure.priorite)

    @property
    def retenue(self):
        return self.appreciation is not None and self.appreciation.rang is not None

    @property
    def situations(self):
        """The marks as a list tells them, each once."""
        return list(dict.fromkeys(marque.get_situation_display() for marque in self.marques))

    def marques_de(self, question):
        return [marque for marque in self.marques if marque.question_id == question.pk]

    @property
    def marques_d_ensemble(self):
        return [marque for marque in self.marques if marque.question_id is None]

    def en_mots(self, question):
        return question.en_mots(self.valeurs.get(question.pk))


class Depouillement:
    """Everything the pages and the exports say of an enquête; five queries."""

    def __init__(self, enquete):
        self.enquete = enquete

    @cached_property
    def toutes(self):
        """Every recipient whose link was not taken back, by name."""
        destinataires = self.enquete.destinataires.actifs().avec_tout()
        valeurs, marques, appreciations = self._valeurs, {}, {}
        par_cle = {question.pk: question for question in self._questions}
        for marque in Marque.objects.filter(destinataire__enquete=self.enquete).select_related("par"):
            marque.question = par_cle.get(marque.question_id)
            marques.setdefault(marque.destinataire_id, []).append(marque)
        for appreciation in Appreciation.objects.filter(destinataire__enquete=self.enquete):
            appreciations[appreciation.destinataire_id] = appreciation
        fiches = []
        for destinataire in destinataires:
            siennes = valeurs.get(destinataire.pk, {})
            posees = self._posees(siennes, destinataire) if destinataire.repondu else set()
            fiche = Fiche(
                destinataire, siennes, posees, marques.get(destinataire.pk, []), appreciations.get(destinataire.pk)
            )
            fiches.append(fiche)
        for place, fiche in enumerate(_par_rang(fiches), start=1):
            fiche.place = place
        return sorted(fiches, key=lambda fiche: (plier(fiche.nom), plier(fiche.qui), fiche.pk))

    @cached_property
    def _valeurs(self):
        valeurs = {}
        lues = Reponse.objects.comptees().filter(destinataire__enquete=self.enquete)
        for destinataire, question, valeur in lues.values_list("destinataire", "question", "valeur"):
            valeurs.setdefault(destinataire, {})[question] = valeur
        return valeurs

    @cached_property
    def _questions(self):
        """Each knows the one it depends on, and the enquête: no query for that."""
        par_cle = {question.pk: question for question in self.enquete.questions.all()}
        for question in par_cle.values():
            question.enquete, question.si = self.enquete, par_cle.get(question.si_id)
        return list(par_cle.values())

    @cached_property
    def _encore_posees(self):
        return [question for question in self._questions if not question.retiree]

    @cached_property
    def questions(self):
        """Those that are asked, and those retired since that somebody had answered."""
        repondues = {cle for valeurs in self._valeurs.values() for cle in valeurs}
        return [question for question in self._questions if not question.retiree or question.pk in repondues]

    def _posees(self, valeurs, destinataire):
        """What somebody was asked: what they answered, and what was there while they answered.

        A retired question still decides for those who answered before it was; nobody knows who else saw it.
        """
        repondu_le = destinataire.repondu_le
        commence_le = min(destinataire.commence_le or repondu_le, repondu_le)
        posees = [q for q in self._encore_posees if q.pk in valeurs or q.vue_entre(commence_le, repondu_le)]
        decident = [q for q in self._questions if q.retiree and repondu_le < q.retiree_le]
        # What depends on a question that was not there was asked to everybody.
        vues = {q.pk for q in visibles([*posees, *decident], valeurs)} & {q.pk for q in posees}
        # Under a retired question an answer can only have come since: it was asked to everybody.
        depuis = {q.pk for q in posees if q.pk in valeurs and q.si and q.si.retiree}
        return vues | depuis | {q.pk for q in self._questions if q.retiree and q.pk in valeurs}

    # --- who ----------------------------------------------------------------------------------

    @cached_property
    def fiches(self):
        """Those who answered."""
        return [fiche for fiche in self.toutes if fiche.destinataire.repondu]

    @cached_property
    def participation(self):
        """{what: number}, in the order it is told; the parts add up to the whole."""
        refus = sum(f.destinataire.refuse_le is not None for f in self.toutes)
        commences = sum(
            f.destinataire.commence_le is not None and not f.destinataire.repondu and not f.destinataire.refuse_le
            for f in self.toutes
        )
        reponses, total = len(self.fiches), len(self.toutes)
        return {
            "interroges": total,
            "repondu": reponses,
            "refuse": refus,
            "commence": commences,
            "silence": total - reponses - refus - commences,
            "taux": en_pour_cent(reponses, total),
        }

    @cached_property
    def retenues(self):
        """The actors of the first appuis, in order."""
        return _par_rang(self.toutes)

    # --- what ---------------------------------------------------------------------------------

    @cached_property
    def resultats(self):
        return [Resultat(question, self.fiches) for question in self.questions]

    def resultat(self, cle):
        """Of the question of this number; None when it is not read here."""
        return next((r for r in self.resultats if r.question.pk == cle), None)

    @cached_property
    def parties(self):
        """[(part, its results)], in order, the empty ones left out."""
        parties = ((partie, [r for r in self.resultats if r.question.partie == partie]) for partie in Question.Partie)
        return [(partie, resultats) for partie, resultats in parties if resultats]

    @property
    def fermes(self):
        """Results that are counted by answer: those that cross."""
        return [resultat for resultat in self.resultats if resultat.ferme]

    @property
    def insuffisants(self):
        """Flagged questions that lack answers."""
        return [resultat for resultat in self.resultats if resultat.manque_de_retours]


def _par_rang(fiches):
    """Those retained, in order; their ranks may have gaps, their places have none."""
    return sorted((f for f in fiches if f.retenue), key=lambda f: (f.appreciation.rang, f.appreciation.pk))
