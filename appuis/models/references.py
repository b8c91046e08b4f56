"""Reference lists of projects, edited in the Django admin."""

from coopappui.modeles import Reference


class TypeCooperation(Reference):
    class Meta(Reference.Meta):
        verbose_name = "type de coopération"
        verbose_name_plural = "types de coopération"


class TypeFinancement(Reference):
    class Meta(Reference.Meta):
        verbose_name = "type de financement"
        verbose_name_plural = "types de financement"
