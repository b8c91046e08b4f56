"""The severity of the tests towards templates is itself tested."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Origin, Template, engines

from tests.gabarits import VariableInconnue


def rendre(source, dossier="templates", **contexte):
    moteur = engines["django"].engine
    origine = Origin(name=str(Path(settings.BASE_DIR) / dossier / "essai.html"))
    return Template(source, origin=origine, engine=moteur).render(Context(contexte))


@pytest.mark.parametrize(
    "source",
    ["{{ x }}", "{{ x.y }}", "{{ x|default:'-' }}", "{% for y in x %}{% endfor %}", "{% with y=x %}{% endwith %}"],
)
def test_une_variable_inconnue_fait_echouer(source):
    with pytest.raises(VariableInconnue, match="x"):
        rendre(source)


@pytest.mark.parametrize("source", ["{% if x %}oui{% endif %}", "{% if x.y %}oui{% endif %}"])
def test_une_condition_dit_qu_elle_peut_manquer(source):
    assert rendre(source) == ""


def test_none_est_connu():
    assert rendre("{{ x|default_if_none:'-' }}{% for y in z %}{% endfor %}", x=None, z=[]) == "-"


def test_les_gabarits_des_bibliotheques_sont_laisses_tranquilles():
    assert rendre("{{ x }}{{ x|default:'-' }}{% for y in x %}{% endfor %}", dossier="ailleurs") == "-"
