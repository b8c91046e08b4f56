"""What the addresses of the carnet hold: /outils/pre-projet/12/ gives the model of the tool, and a primary key."""

from django.urls import register_converter
from django.urls.converters import IntConverter

from outils.models import Outil


class CodeOutil:
    regex = "[a-z][a-z-]{1,38}"

    def to_python(self, code):
        try:
            return Outil.du_code(code)
        except KeyError as e:
            raise ValueError(code) from e

    def to_url(self, modele):
        return modele if isinstance(modele, str) else modele.code


class Cle(IntConverter):
    """A primary key that a database accepts: an overlong one is no address."""

    regex = "[0-9]{1,18}"


register_converter(CodeOutil, "outil")
register_converter(Cle, "cle")
