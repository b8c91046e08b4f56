"""Numbers in addresses: `<cle:pk>`, `<annee:annee>`, never `<int:…>`, which takes what no database does.

A filter on a foreign key does not guard itself against a thousand digits, as one on a primary key does.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter


class Cle(IntConverter):
    """A primary key or a rank that a database accepts: an overlong one is no address."""

    regex = "[0-9]{1,18}"


class Annee(IntConverter):
    regex = "[0-9]{4}"


register_converter(Cle, "cle")
register_converter(Annee, "annee")
