"""Reference lists of the réseau, edited in the Django admin."""

from coopappui.modeles import Reference


class TypeStructure(Reference):
    class Meta(Reference.Meta):
        verbose_name = "type de structure"
        verbose_name_plural = "types de structure"

    def save(self, *args, **kwargs):
        """Structures are found by their type."""
        super().save(*args, **kwargs)
        self.structures.rafraichir_recherche()


class Langue(Reference):
    class Meta(Reference.Meta):
        verbose_name = "langue"
        verbose_name_plural = "langues"
