"""The questions of an enquête: the guide's, their answers, when they are asked, and what may not change any more."""

import pytest
from django.core.exceptions import ValidationError

from missions.models import Analyse, Question
from missions.models.questions import visibles
from tests.factories import EnqueteFactory, QuestionFactory, ReponseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    enquete = EnqueteFactory()
    enquete.poser_les_questions_du_guide()
    return enquete


def question(enquete, numero):
    return enquete.questions.get(numero=numero)


def test_the_24_questions_of_the_guide_in_its_order(guide):
    questions = list(guide.questions.posees())
    numeros = list(dict.fromkeys(q.numero.split()[0] for q in questions))
    assert numeros == [str(n) for n in range(1, 25)]
    assert {q.partie for q in questions} == {1, 2, 3, 4, 5}
    for q in questions:
        q.full_clean()


def test_the_parts_bear_the_names_of_the_guide(guide):
    assert Question.Partie.labels[:5] == [
        "Vos projets de coopération",
        "Vos contacts et rencontres avec d’autres groupes, structures ou territoires",
        "Montage du projet de coopération",
        "Mise en œuvre opérationnelle du projet de coopération",
        "La mission et vos attentes",
    ]


def test_the_question_that_says_how_far_each_actor_is_is_known(guide):
    assert guide.analyse.avancement == question(guide, "1")


def test_a_copy_of_questions_that_do_not_say_it_says_nothing(guide):
    guide.analyse.delete()
    copie, vide = EnqueteFactory(mission=guide.mission), EnqueteFactory(mission=guide.mission)
    copie.reprendre_les_questions(guide)
    vide.reprendre_les_questions(EnqueteFactory())
    assert not Analyse.objects.exists()


def test_a_question_si_oui_is_asked_only_then(guide):
    questions = list(guide.questions.posees())
    par_numero = {q.numero: q for q in questions}

    def posees(**valeurs):
        valeurs = {par_numero[n.replace("_", " ")[1:]].pk: v for n, v in valeurs.items()}
        return {q.numero for q in visibles(questions, valeurs)}

    assert {"1", "2", "5", "6", "16", "24"} <= posees()
    assert not {"1 a", "4 a", "6 a", "8", "9", "16 a", "20 c"} & posees()
    assert "1 a" in posees(q1="en-cours")
    # As on the guide's page: they say themselves whom they are for, be it of France or of other countries.
    assert {"3", "4"} <= posees(q1="non", q2="oui")
    assert "8" in posees(q6="oui", q7={"choix": ["vous"], "precisions": {}})
    # The way to it is closed again: what was answered further is not asked.
    assert "8" not in posees(q6="non", q7={"choix": ["vous"], "precisions": {}})
    assert "20 c" in posees(q20="oui", q20_b="oui")


def test_answers_of_each_kind(guide):
    nuance, plusieurs = question(guide, "1"), question(guide, "3")
    assert nuance.valider("en-cours") == "en-cours"
    assert nuance.en_mots("en-cours") == "En cours"
    assert nuance.valider("") is None
    valeur = plusieurs.valider({"choix": ["autre", "temps"], "precisions": {"autre": " Un élu ", "humains": "non"}})
    assert valeur == {"choix": ["temps", "autre"], "precisions": {"autre": "Un élu"}}
    assert plusieurs.en_mots(valeur) == "Du temps\nAutre chose : Un élu"
    assert plusieurs.cles(valeur) == {"temps", "autre"}
    tableau = question(guide, "9")
    assert tableau.valider({"recoit": {"humaines": "Un élu", "financieres": ""}, "recu": {}}) == {
        "recoit": {"humaines": "Un élu"}
    }
    assert Question(genre="nombre").valider("1 234,50") == "1234.5"
    assert Question(genre="date").valider("31/12/2026") == "2026-12-31"
    assert Question(genre="court").valider(" Roumanie\x00 ") == "Roumanie"


@pytest.mark.parametrize(
    ("genre", "valeur"),
    [
        ("oui-non", "peut-etre"),
        ("oui-non", ["oui"]),
        ("nuance", {"a": 1}),
        ("un", {"choix": ["a", "b"]}),
        ("un", {"choix": [["a"]]}),
        ("plusieurs", {"choix": ["z"]}),
        ("plusieurs", "a"),
        ("plusieurs", {"choix": ["a"], "precisions": ["x"]}),
        ("court", "x" * 301),
        ("long", {"x": 1}),
        ("nombre", "beaucoup"),
        ("nombre", "1e400"),
        ("date", "31/02/2026"),
        ("tableau", {"l": "texte"}),
        ("tableau", {"l": {"c": ["x"]}}),
    ],
)
def test_an_answer_that_is_none_is_refused_in_french(genre, valeur):
    q = Question(
        genre=genre,
        choix=[{"cle": "a", "libelle": "A", "preciser": True}, {"cle": "b", "libelle": "B"}],
        lignes=[{"cle": "l", "libelle": "L"}],
        colonnes=[{"cle": "c", "libelle": "C"}],
    )
    with pytest.raises(ValidationError):
        q.valider(valeur)


def test_a_question_never_changes_under_its_answers(guide):
    q = question(guide, "5")
    q.enonce = "Quel projet vous tente ?"
    q.save()
    ouverte = EnqueteFactory(ouverte=True)
    envoyee = QuestionFactory(enquete=ouverte, enonce="Quels besoins ?")
    ReponseFactory(question=envoyee)
    envoyee = Question.objects.get(pk=envoyee.pk)
    assert envoyee.gelee
    autre = QuestionFactory(enquete=ouverte)
    cle = [{"cle": "a", "libelle": "Un mot changé"}]
    for champ, valeur in (
        *(("enonce", "Autre ?"), ("genre", "court"), ("numero", "7"), ("aide", "Dites plutôt non.")),
        *(("choix", cle), ("lignes", cle), ("colonnes", cle), ("si", autre), ("si_valeurs", ["oui"])),
    ):
        change = Question.objects.get(pk=envoyee.pk)
        setattr(change, champ, valeur)
        with pytest.raises(ValidationError, match="ne change plus"):
            change.save()
    with pytest.raises(ValidationError, match="retirez-la"):
        envoyee.delete()
    # Its place, and how many answers are hoped for, may still change.
    envoyee.partie, envoyee.minimum_de_retours = 5, 5
    envoyee.save()


def test_a_copy_keeps_what_depends_on_what(guide):
    copie = EnqueteFactory(mission=guide.mission)
    copie.reprendre_les_questions(guide)
    assert [q.numero for q in copie.questions.all()] == [q.numero for q in guide.questions.all()]
    assert copie.analyse.avancement == question(copie, "1")
    suite = question(copie, "20 c")
    assert suite.si == question(copie, "20 b")
    assert suite.si_valeurs == ["oui"]


def test_a_question_depends_on_another_of_the_same_enquete_that_is_ticked(guide):
    q = question(guide, "24")
    q.si, q.si_valeurs = question(guide, "5"), ["oui"]
    with pytest.raises(ValidationError, match="pas de réponses à cocher"):
        q.full_clean()
    q.si, q.si_valeurs = question(guide, "1"), ["jamais"]
    with pytest.raises(ValidationError, match="pour quelles réponses"):
        q.full_clean()
    premiere = question(guide, "6")
    premiere.si, premiere.si_valeurs = question(guide, "10"), ["oui"]
    with pytest.raises(ValidationError, match="avant celle-ci"):
        premiere.full_clean()
