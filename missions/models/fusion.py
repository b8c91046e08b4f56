"""Merging duplicates of the réseau, and telling where an object is used."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DO_NOTHING, Q, UniqueConstraint

from coopappui.historique import valeurs


def usages(objet):
    """What refers to the object, in words: ["3 appuis", "1 projet de coopération (chef de file)"]."""
    phrases = []
    for relation in _relations(type(objet)):
        if nombre := _liees(relation, objet).count():
            phrases.append(_dire(relation, nombre))
    return phrases


@transaction.atomic
def fusionner(garde, doublon):
    """Moves to `garde` all that refers to `doublon`, fills its empty fields, deletes `doublon`.

    Works for any model of the réseau: relations are read from the model, so a new one is never forgotten. The history
    of each object that moves says « fusion avec… ». Raises ValidationError when the two are the same object, of
    different kinds or missions, no longer there, or when the model objects (`empeche_la_fusion`).
    """
    _verifier(garde, doublon)
    raison = f"fusion avec « {doublon} » (fiche n° {doublon.pk})"[:100]
    doublon._change_reason = f"fusion avec « {garde} » (fiche n° {garde.pk})"[:100]
    _absorber(garde, doublon, raison)


def comparer(a, b):
    """[(label, text of a, text of b)] of what at least one of the two cards says."""
    lignes = zip(valeurs(a, sauf=["mission"]), valeurs(b, sauf=["mission"]), strict=True)
    return [(libelle, de_a, de_b) for (libelle, de_a), (_, de_b) in lignes if de_a or de_b]


def obstacles(garde, doublon):
    """Why the two cannot be merged, in sentences."""
    if type(garde) is not type(doublon) or garde.mission_id != doublon.mission_id:
        return ["On ne fusionne que deux fiches du même genre et de la même mission."]
    if garde.pk == doublon.pk:
        return ["Choisissez deux fiches différentes."]
    return list(garde.empeche_la_fusion(doublon)) if hasattr(garde, "empeche_la_fusion") else []


def _verifier(garde, doublon):
    if phrases := obstacles(garde, doublon):
        raise ValidationError(phrases)
    # Two people merging the same pair at once, each the other way round, must not lose both.
    verrou = type(garde)._base_manager.select_for_update().filter(pk__in=[garde.pk, doublon.pk]).order_by("pk")
    if len(verrou) < 2:
        raise ValidationError("L’une de ces fiches n’existe plus.")


def _absorber(garde, doublon, raison):
    """The core of a merge, for the objects themselves and for the rows that both happen to have.

    The model speaks first (`garder_de`): what it settles, or deletes, is not moved nor filled afterwards.
    """
    if hasattr(garde, "garder_de"):
        garde.garder_de(doublon)
    for relation in _relations(type(doublon)):
        for objet in _liees(relation, doublon):
            objet._change_reason = raison
            _rattacher(objet, relation, garde, doublon, raison)
    for champ in garde._meta.many_to_many:
        getattr(garde, champ.name).add(*getattr(doublon, champ.name).all())
    _completer(garde, doublon)
    # The account of a person, for one, is unique: it must leave before it arrives.
    doublon.delete()
    garde._change_reason = raison
    garde.save()


def _rattacher(objet, relation, garde, doublon, raison):
    if relation.many_to_many:
        lien = getattr(objet, relation.field.name)
        lien.add(garde)
        lien.remove(doublon)
    elif jumeau := _jumeau(objet, relation.field, garde):
        _absorber(jumeau, objet, raison)
    else:
        setattr(objet, relation.field.name, garde)
        objet.save()


def _jumeau(objet, champ, garde):
    """The row that `garde` already has and that moving `objet` would repeat, against a uniqueness rule."""
    toutes = type(objet)._base_manager
    uniques = [regle for regle in objet._meta.constraints if isinstance(regle, UniqueConstraint)]
    regles = [([champ.name], Q())] if champ.unique else []
    regles += [(r.fields, r.condition or Q()) for r in uniques if champ.name in r.fields]
    for noms, condition in regles:
        valeurs = {nom: getattr(objet, nom) for nom in noms} | {champ.name: garde}
        if None in valeurs.values() or not toutes.filter(condition, pk=objet.pk).exists():
            continue  # a rule that does not bind this row
        if jumeau := toutes.filter(condition, **valeurs).first():
            return jumeau
    return None


def _completer(garde, doublon):
    """Fills what `garde` does not know; overwrites nothing."""
    for champ in garde._meta.concrete_fields:
        valeur = getattr(garde, champ.attname)
        if champ.editable and (valeur is None or valeur == "" or valeur is False):
            setattr(garde, champ.attname, getattr(doublon, champ.attname))


def _relations(modele):
    """Every relation that points to the model, the hidden ones too; not the records of the history."""
    for relation in modele._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model._meta.auto_created:
            continue
        if relation.many_to_many or relation.on_delete is not DO_NOTHING:
            yield relation


def _liees(relation, objet):
    return relation.related_model._base_manager.filter(**{relation.field.name: objet.pk})


def _dire(relation, nombre):
    modele, champ = relation.related_model._meta, relation.field
    nom = modele.verbose_name if nombre == 1 else modele.verbose_name_plural
    role = champ.verbose_name
    precision = "" if relation.many_to_many or role == champ.related_model._meta.verbose_name else f" ({role})"
    return f"{nombre} {nom}{precision}"
