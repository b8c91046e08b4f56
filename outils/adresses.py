"""What the addresses of the carnet hold: /outils/pre-projet/12/ gives the model of the tool."""

from django.urls import register_converter

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


register_converter(CodeOutil, "outil")
