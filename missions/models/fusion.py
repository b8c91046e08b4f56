"""Merging duplicates of the réseau."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@transaction.atomic
def fusionner(garde, doublon):
    """Moves to `garde` all that refers to `doublon`, fills its empty fields, deletes `doublon`.

    Works for any model of the réseau: relations are read from the model, so a new one is never forgotten.
    Raises ValidationError when the two are the same object, of different kinds or of different missions.
    """
    if type(garde) is not type(doublon) or garde.mission_id != doublon.mission_id:
        raise ValidationError("On ne fusionne que deux fiches du même genre et de la même mission.")
    if garde.pk == doublon.pk:
        raise ValidationError("Choisissez deux fiches différentes.")
    _completer(garde, doublon)
    for relation in doublon._meta.related_objects:
        _deplacer(relation, garde, doublon)
    for champ in doublon._meta.many_to_many:
        getattr(garde, champ.name).add(*getattr(doublon, champ.name).all())
    doublon.delete()
    garde.save()


def _completer(garde, doublon):
    for champ in garde._meta.concrete_fields:
        if champ.editable and not getattr(garde, champ.attname) and getattr(doublon, champ.attname):
            setattr(garde, champ.attname, getattr(doublon, champ.attname))


def _deplacer(relation, garde, doublon):
    """Repoints one relation; a row that would break a uniqueness rule is one `garde` already has, so it goes."""
    if relation.many_to_many:
        for objet in relation.related_model._base_manager.filter(**{relation.field.name: doublon}):
            lien = getattr(objet, relation.field.name)
            lien.add(garde)
            lien.remove(doublon)
        return
    for objet in relation.related_model._base_manager.filter(**{relation.field.name: doublon}):
        setattr(objet, relation.field.name, garde)
        try:
            with transaction.atomic():
                objet.save()
        except IntegrityError:
            objet.delete()
