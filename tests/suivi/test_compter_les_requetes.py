"""As many queries for 10 appuis as for 200, and few; a GET never writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.models import ActionPrevue, Financement, LienProjet, Partenariat
from tests.factories import (
    AppuiFactory,
    DocumentFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    StructureFactory,
    TypeFinancementFactory,
)
from tests.suivi.lecture import contenu

PAGES = ["suivi_appuis", "suivi_actions"]
EXPORTS = [f"{page}_{genre}" for page in PAGES for genre in ("xlsx", "pdf")]


def _peupler(troupe, nombre):
    """`nombre` appuis and projects in all, each with everything a row shows."""
    mission, charge = troupe.mission, troupe.agent
    structures = [StructureFactory(mission=mission) for _ in range(3)]
    for structure in structures:
        PersonneFactory(mission=mission, structure=structure, contact_cooperation=True)
    personnes = PersonneFactory.create_batch(2, mission=mission)
    fonds = TypeFinancementFactory()
    for _ in range(nombre - 1):
        projet = ProjetFactory(mission=mission, chef_de_file=structures[0])
        Partenariat.objects.create(projet=projet, structure=structures[1])
        Financement.objects.create(projet=projet, type=fonds)
        ActionPrevue.objects.create(projet=projet, intitule="Voyage d’étude")
        LienProjet.objects.create(projet=projet, url="https://example.org/")
        DocumentFactory(appui=None, projet=projet, depose_par=charge)
        appui = AppuiFactory(
            mission=mission, charge=charge, projet=projet, structures=structures[:2], beneficiaires=personnes
        )
        SequenceFactory.create_batch(2, appui=appui)
        DocumentFactory(appui=appui)


def _compter(client, adresse, requete):
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(f"{reverse(adresse)}{requete}")
        assert reponse.status_code == 200
        contenu(reponse)
    # DECLARE: how PostgreSQL reads a long list in pieces.
    ecritures = [r["sql"] for r in requetes if not r["sql"].lstrip("( ").upper().startswith(("SELECT", "DECLARE"))]
    assert ecritures == []
    return len(requetes)


@pytest.mark.parametrize(("adresse", "maximum"), [(p, 12) for p in PAGES] + [(e, 8) for e in EXPORTS])
def test_autant_de_requetes_a_10_qu_a_200(connecte, troupe, adresse, maximum):
    client = connecte(troupe.responsable)
    # Short rows: what is counted does not depend on the columns, and a PDF of 200 full rows takes its time.
    requete = "?par_page=100" if adresse in PAGES else ""
    if adresse.endswith("_pdf"):
        requete = "?colonnes=nom&colonnes=stade"
    _peupler(troupe, 10)
    a_dix = _compter(client, adresse, requete)
    _peupler(troupe, 191)
    assert _compter(client, adresse, requete) == a_dix <= maximum


@pytest.mark.parametrize(
    ("adresse", "requete", "maximum"),
    [
        ("suivi_appuis", "?structure={0}&charge={1}&q=noisette&tri=-enveloppe&a_relancer=on", 12),
        ("suivi_appuis_xlsx", "?structure={0}&charge={1}&q=noisette", 8),
        ("suivi_appuis_pdf", "?structure={0}&charge={1}&a_relancer=on", 8),
        ("suivi_actions", "?chef={0}&pays=FR", 12),
        ("suivi_actions_xlsx", "?chef={0}&q=noisette", 8),
        ("suivi_actions_pdf", "?chef={0}&q=noisette", 8),
    ],
)
def test_filtrer_coute_une_requete_pour_les_listes(connecte, troupe, adresse, requete, maximum):
    """All the lists of values are read in one query."""
    client = connecte(troupe.responsable)
    assert _compter(client, adresse, requete.format(troupe.structure.pk, troupe.agent.pk)) <= maximum
