"""What is asked of an analysis, and what the team writes in it."""

from django import forms

from coopappui.formulaires import Formulaire
from coopappui.texte import mots_cherches, plier
from missions.analyse.croisements import questions_d_avancement
from missions.models import Structure
from missions.models.analyses import Situation

D_ENSEMBLE = ""
TEXTE = forms.Textarea(attrs={"rows": 2})


def nommer(question):
    """A question in a list of choices, cut: with the one it follows, for « Lesquels ? » alone says little."""
    texte = f"{question} ({question.si.enonce})" if question.si else str(question)
    return texte if len(texte) <= 110 else f"{texte[:109].rstrip()}…"


def _choix(questions, vide=None):
    return [*([("", vide)] if vide else []), *((str(q.pk), nommer(q)) for q in questions)]


class _Demande(Formulaire):
    """Read from the address: what is not understood is left aside, nothing is refused."""

    def lire(self, nom):
        self.is_valid()
        return self.cleaned_data.get(nom) or ""


class CroisementDemande(_Demande):
    question = forms.ChoiceField(label="Question", required=False)
    par = forms.ChoiceField(label="Par", required=False)

    def __init__(self, data, *, fermes, axes):
        super().__init__(data)
        self.fields["question"].choices = _choix([r.question for r in fermes])
        self.fields["par"].choices = [(axe.code, axe.nom[0].upper() + axe.nom[1:]) for axe in axes.values()]


class TextesDemandes(_Demande):
    """Up to three questions side by side, and whose answers."""

    QUESTIONS = ("q1", "q2", "q3")

    q1 = forms.ChoiceField(label="Lire les réponses à", required=False)
    q2 = forms.ChoiceField(label="À côté de", required=False)
    q3 = forms.ChoiceField(label="Et de", required=False)
    type = forms.ChoiceField(label="Type d’acteur", required=False)
    priorite = forms.ChoiceField(label="Priorité", required=False)
    situation = forms.ChoiceField(label="Situation", required=False)
    mots = forms.CharField(
        label="Mots", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data, *, depouillement, axes):
        donnees = data.copy()
        if not any(donnees.get(nom) for nom in self.QUESTIONS):
            donnees["q1"] = _la_plus_lue(depouillement)
        super().__init__(donnees)
        self.depouillement = depouillement
        questions = [r.question for r in depouillement.resultats if r.repondants]
        self.fields["q1"].choices = _choix(questions)
        self.fields["q2"].choices = self.fields["q3"].choices = _choix(questions, "–")
        self.axes = {code: axe for code, axe in axes.items() if code in ("type", "priorite")}
        for code, axe in self.axes.items():
            presents = [libelle for libelle, _ in axe.parts(depouillement.fiches)]
            self.fields[code].choices = [("", "Tous" if code == "type" else "Toutes"), *((p, p) for p in presents)]
        self.fields["situation"].choices = [("", "Toutes"), *Situation.choices]

    def colonnes(self):
        """The results chosen, each once."""
        cles = dict.fromkeys(filter(None, (self.lire(nom) for nom in self.QUESTIONS)))
        return [self.depouillement.resultat(int(cle)) for cle in cles]

    def lignes(self, colonnes):
        """[(fiche, [text of each column])] of those who say something, and pass the filters."""
        mots = mots_cherches(self.lire("mots"))
        lignes = []
        for fiche in self._filtrees():
            textes = [fiche.en_mots(resultat.question) for resultat in colonnes]
            dit = plier(" ".join([fiche.nom, fiche.qui, *textes]))
            if any(textes) and all(mot in dit for mot in mots):
                lignes.append((fiche, list(zip(colonnes, textes, strict=True))))
        return lignes

    def _filtrees(self):
        fiches = self.depouillement.fiches
        for code, axe in self.axes.items():
            if voulu := self.lire(code):
                fiches = dict(axe.parts(fiches)).get(voulu, [])
        if situation := self.lire("situation"):
            fiches = [f for f in fiches if any(m.situation == situation for m in f.marques)]
        return fiches


def _la_plus_lue(depouillement):
    """The typed question with the most answers: what one reads first; else any."""
    textes = [r for r in depouillement.resultats if r.textuel] or depouillement.resultats
    meilleure = max(textes, key=lambda r: len(r.repondants), default=None)
    return str(meilleure.question.pk) if meilleure else ""


class AvancementForm(Formulaire):
    avancement = forms.ChoiceField(
        label="La question qui dit l’avancement",
        required=False,
        help_text="Parmi celles où l’on coche une seule réponse.",
    )

    def __init__(self, data=None, *, depouillement, **kwargs):
        super().__init__(data, **kwargs)
        self.questions = {str(q.pk): q for q in questions_d_avancement(depouillement)}
        self.fields["avancement"].choices = _choix(self.questions.values(), "Aucune")

    def choisie(self):
        return self.questions.get(self.cleaned_data["avancement"])


class MarqueForm(Formulaire):
    situation = forms.ChoiceField(label="Situation", choices=Situation, widget=forms.RadioSelect)
    question = forms.ChoiceField(label="Où le lit-on ?", required=False)
    note = forms.CharField(
        label="Pourquoi",
        required=False,
        max_length=1000,
        widget=TEXTE,
        help_text="Ce qui vous le fait dire. La mission seule le lit.",
    )

    def __init__(self, data=None, *, fiche, questions, **kwargs):
        super().__init__(data, **kwargs)
        self.questions = {str(q.pk): q for q in questions if q.pk in fiche.valeurs}
        self.fields["question"].choices = _choix(self.questions.values(), "Dans l’ensemble de ses réponses")
        self.fields["situation"].choices = [
            (s.value, f"{s.label} : {s.precision[0].lower()}{s.precision[1:]}" if s.precision else s.label)
            for s in Situation
        ]

    def poser(self, marques, destinataire, par):
        """Raises ValidationError."""
        situation = Situation(self.cleaned_data["situation"])
        question = self.questions.get(self.cleaned_data["question"])
        return marques.poser(destinataire, situation, par, question, self.cleaned_data["note"])


class PrioriteForm(Formulaire):
    priorite = forms.TypedChoiceField(
        label="Priorité pour la mission",
        choices=[("", "Pas encore dite"), *Structure.Priorite.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )


class RetenirForm(Formulaire):
    pourquoi = forms.CharField(
        label="Pourquoi commencer par cet acteur ?",
        max_length=1000,
        widget=TEXTE,
        help_text="En une phrase : un besoin mûr, une situation à risque, une demande partagée…",
    )
