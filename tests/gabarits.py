"""Undefined template variables fail, in our own templates only: those of the libraries are sloppy by design.

`{{ x }}`, `{{ x|filter }}`, `{% include … with a=x %}`, `{% url … x %}` and `{% for y in x %}` fail when x is unknown;
`{% if x %}` does not: it is how a template says that x may be missing.
"""

import inspect
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.template.defaulttags import ForNode

DOSSIER = str(Path(settings.BASE_DIR) / "templates")


class VariableInconnue(AssertionError):
    pass


def _gabarit_en_cours():
    """File of the template whose node is being rendered, from the innermost call outwards."""
    cadre = inspect.currentframe()
    while cadre := cadre.f_back:
        noeud = cadre.f_locals.get("self")
        if isinstance(noeud, Node) and getattr(noeud, "origin", None):
            return noeud.origin.name or ""
    return ""


class Severe(str):
    """Stands for `string_if_invalid`: true, hence used, in our templates; an empty string in the others."""

    def __bool__(self):
        return _gabarit_en_cours().startswith(DOSSIER)

    def __contains__(self, cle):
        return cle == "%s"

    def __mod__(self, variable):
        raise VariableInconnue(f"« {variable} » n’est pas défini dans {_gabarit_en_cours()}")


class _Exigeante:
    """The sequence of a `for`, which Django forgives when unknown."""

    def __init__(self, expression):
        self.expression = expression

    def resolve(self, context, ignore_failures=False):
        return self.expression.resolve(context)

    def __str__(self):
        return str(self.expression)


_construire_for = ForNode.__init__


def _construire(self, loopvars, sequence, *args, **kwargs):
    _construire_for(self, loopvars, _Exigeante(sequence), *args, **kwargs)


def rendre_severe():
    ForNode.__init__ = _construire
    engines["django"].engine.string_if_invalid = Severe()
