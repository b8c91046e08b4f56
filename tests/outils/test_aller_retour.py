"""Whatever one types comes back the same from its workbook: formulas, emoji, right-to-left, controls, long texts."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from coopappui.plan.saisie import Saisie
from coopappui.texte import nettoyer
from outils.models import GrillePriorisation, Outil, PreProjet
from tests.outils.fiches import Ecran, importer, neuve, octets_xlsx, refus_de, relue, reponses

PIEGES = [
    "=1+1",
    "+33 4 70 00 00 01",
    "-5 %",
    "@SOMME(A1)",
    "\t=cmd|' /C calc'!A0",
    "\ufeff=1",
    "'apostrophe",
    "<b>&amp;</b>]]>",
    "👩‍🌾 🇫🇷",
    "مرحبا بالعالم",
    "\u202egpj.exe",
    "é e\u0301 œ ﬁ",
    "10 000\u00a0€ et 3\u202f%",
    "lignes\r\nde\rfin\n\nvide",
    "_x000D_ _x0041_",
    "Oui",
    "2027-03-01",
    "31/12/2026",
    "00012",
    "1e5",
    "TRUE",
    "#REF!",
    "… [tronqué",
    "\ud800 seul",
    "\x00\x01\x1b\x7f\x9f\ufffe",
    "  blancs  ",
]


class Long(str):
    """Up to the limit of a text; told in few words when it fails."""

    def __repr__(self):
        return f"Long({str(self[:30])!r}…, {len(self)})"


TEXTES = st.one_of(
    st.sampled_from(PIEGES),
    st.text(max_size=200),
    st.text(st.sampled_from("=+-@\t\r\n\x00\x0b_x<&\u202e\u00a0\u2028\ud800é’ 👍"), max_size=60),
    st.builds(lambda motif, n: Long((motif * n)[:n]), st.sampled_from(PIEGES), st.integers(29_990, 30_000)),
)
COURTS = TEXTES.map(lambda texte: texte[:200])
JOURS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
MONTANTS = st.decimals(-9_999_999_999, 9_999_999_999, places=2)
# Failures are not reduced: texts of 30,000 characters would take minutes of it.
RYTHME = settings(
    max_examples=25,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


def taper(fiche, user, donnees):
    """Saves these answers through the form; those that are no value stay as typed."""
    post = QueryDict(mutable=True)
    post["version"] = Saisie(relue(fiche)).version()
    for nom, valeur in donnees.items():
        if isinstance(valeur, list):
            post.setlist(nom, valeur)
        else:
            post[nom] = valeur
    for nom, valeur in donnees.items():
        # An emoji counts for two in a cell: 30,000 of them are not accepted (see the test below).
        if isinstance(valeur, Long) and len(valeur.encode("utf-16-le", "ignore")) > 65_534:
            post[nom] = valeur[:16_000]
    saisie = Saisie(relue(fiche), post)
    assert saisie.enregistrer(user)
    assert saisie.a_corriger == []


def aller_et_revenir(client, troupe, fiche):
    octets = octets_xlsx(client, fiche)
    assert "Rien à changer" in importer(client, type(fiche), octets, sur=fiche).content.decode()
    reponse = importer(client, type(fiche), octets, troupe.projet)
    assert reponse.status_code == 302, [str(r) for r in reponse.context["refus"]]
    copie = type(fiche).objects.order_by("pk").last()
    assert lisses(reponses(copie)) == lisses(reponses(relue(fiche)))
    Outil.objects.all().delete()


def lisses(tout):
    """Ends of lines aside: a workbook has only one kind of them."""
    if isinstance(tout, dict):
        return {cle: lisses(valeur) for cle, valeur in tout.items()}
    if isinstance(tout, list):
        return [lisses(valeur) for valeur in tout]
    if isinstance(tout, str):
        return tout.replace("\r\n", "\n")
    return tout


@RYTHME
@given(
    titre=COURTS,
    objectifs=TEXTES,
    criteres=TEXTES,
    debut=st.none() | JOURS,
    lignes=st.lists(st.tuples(COURTS, COURTS, st.none() | JOURS, st.none() | MONTANTS), max_size=4),
)
@example(titre="=1+1", objectifs="", criteres="x", debut=None, lignes=[("=2", "", None, None), ("", "x", None, None)])
def test_une_fiche_revient_la_meme(client_agent, troupe, titre, objectifs, criteres, debut, lignes):
    fiche = neuve(troupe, PreProjet, titre="Fiche")
    donnees = {"titre": titre, "objectifs": objectifs, "criteres_reussite": criteres, "problematique": "Dit"}
    donnees["debut"] = f"{debut or ''}"
    cles = [f"l{i}" for i in range(len(lignes))]
    donnees |= {"actions_communes": cles, "postes": cles}
    for cle, (action, lieu, jour, montant) in zip(cles, lignes, strict=True):
        donnees |= {
            f"actions_communes-{cle}-action": action,
            f"actions_communes-{cle}-lieu": lieu,
            f"actions_communes-{cle}-echeance": f"{jour or ''}",
            f"postes-{cle}-poste": lieu,
            f"postes-{cle}-montant": "" if montant is None else str(montant),
            f"postes-{cle}-financeur": action,
        }
    taper(fiche, troupe.agent, donnees)
    if not isinstance(objectifs, Long):
        assert relue(fiche).objectifs == nettoyer(objectifs).strip()
    aller_et_revenir(client_agent, troupe, fiche)


@RYTHME
@given(
    pistes=st.lists(COURTS.filter(lambda t: nettoyer(t).strip()), min_size=1, max_size=3),
    reponses_tapees=st.lists(TEXTES, min_size=3, max_size=3),
    poids=st.none() | st.decimals(0, 999, places=2),
)
def test_ses_croisements_aussi(client_agent, troupe, pistes, reponses_tapees, poids):
    grille = neuve(troupe, GrillePriorisation)
    donnees = {"titre": "Grille", "pistes": [], "questions": ["q"], "questions-q-question": "Apport ?"}
    donnees |= {"criteres": ["c"], "criteres-c-critere": "Besoin", "criteres-c-poids": f"{poids or ''}"}
    for i, (piste, reponse) in enumerate(zip(pistes, reponses_tapees, strict=False)):
        donnees["pistes"].append(f"p{i}")
        donnees |= {f"pistes-p{i}-nom": piste, f"reponses-q-p{i}-reponse": reponse, f"notes-c-p{i}-note": str(i + 1)}
    taper(grille, troupe.agent, donnees)
    aller_et_revenir(client_agent, troupe, grille)


def test_les_nombres_gardent_leurs_chiffres(client_agent, troupe):
    fiche = neuve(troupe, PreProjet)
    for rang, montant in enumerate(("0", "0.1", "1234567890.12", "9999999999.99", "-0.01")):
        fiche.postes.create(rang=rang, poste=montant, montant=Decimal(montant))
    aller_et_revenir(client_agent, troupe, fiche)


def test_trente_mille_emojis_ne_tiennent_pas_dans_une_cellule(client_agent, troupe):
    """Kept as typed, said beside the field; cut in the workbook, which says so and does not come back cut."""
    fiche = neuve(troupe, PreProjet)
    ecran = Ecran(troupe.agent, fiche).taper(objectifs="👍" * 30_000).enregistrer()
    assert "trop long pour une cellule" in ecran.reproches("objectifs")
    assert ecran.lu("objectifs") == "👍" * 30_000
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_xlsx(client_agent, fiche), sur=fiche))
    assert "ce texte a été coupé à l’export" in dit
