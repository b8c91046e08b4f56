"""Who changed what and when, field by field, in readable French.

`entrees(projet, liees=["partenariats", "financements"])` returns what `composants/historique.html` shows, the latest
first: dicts with `quand` (datetime), `qui` ("" when nobody signed), `quoi` (« Création », « Modification », « Ajout :
financement « LEADER » »…), `raison` and `changements`, a list of (champ, avant, apres) where "" means empty.

However long the history: one query a model, one a many-to-many field, one or two a model named in the changes.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ForeignKey
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django_countries.fields import Country
from simple_history.utils import get_m2m_reverse_field_name

from coopappui.champs import Duree, DureeField, Mois, PlusieursChoix
from coopappui.jours import jour_long

# Saving a form writes several records (the object, then its many-to-many fields): they are one change for the reader.
_MEME_GESTE = timedelta(seconds=2)
_QUOI = {"+": "Création", "~": "Modification", "-": "Suppression"}
_QUOI_LIEE = {"+": "Ajout", "~": "Modification", "-": "Retrait"}
SUPPRIME = "(supprimé)"


class Changement(NamedTuple):
    champ: str
    avant: str
    apres: str


def entrees(objet, liees=(), limite=200):
    """The latest changes of `objet` and of its `liees`: names of reverse relations whose models keep a history, or
    {relation: what one of them is called}.

    `limite`: how many records are read of each model; saving a form may write several.
    """
    lots = [_Lot(type(objet).history.filter(**{type(objet)._meta.pk.name: objet.pk}), limite)]
    for nom in liees:
        lien = objet._meta.get_field(nom).field
        appel = liees[nom] if isinstance(liees, dict) else lien.model._meta.verbose_name
        lots.append(_Lot(lien.model.history.filter(**{lien.name: objet.pk}), limite, lien, appel))
    noms = _Noms()
    for lot in lots:
        lot.demander(noms)
    noms.charger()
    resultat = [lot.entree(geste, noms) for lot in lots for geste in lot.gestes]
    resultat = [entree for entree in resultat if entree]
    return sorted(resultat, key=lambda entree: entree["quand"], reverse=True)


def valeurs(objet, sauf=()):
    """[(label, text)] of all that is typed about the object, as the history writes it; "" when empty."""
    champs = [c for c in objet._meta.concrete_fields if c.editable and not c.primary_key and c.name not in sauf]
    textes = [(c, getattr(objet, c.name)) for c in champs]
    simples = [(_libelle(c), str(v or "") if isinstance(c, ForeignKey) else _lisible(c, v, None)) for c, v in textes]
    multiples = [
        (_libelle(c), ", ".join(sorted(map(str, getattr(objet, c.name).all())))) for c in objet._meta.many_to_many
    ]
    return simples + multiples


class _Noms:
    """Labels of the objects that the changes name, read in one query a model."""

    def __init__(self):
        self.voulus = defaultdict(set)
        self.objets = {}
        self.disparus = {}

    def vouloir(self, modele, ids):
        self.voulus[modele] |= {pk for pk in ids if pk is not None}

    def charger(self):
        for modele, ids in self.voulus.items():
            self.objets[modele] = modele._base_manager.in_bulk(ids)
            self.disparus |= _noms_disparus(modele, ids - self.objets[modele].keys())

    def objet(self, modele, pk):
        return self.objets.get(modele, {}).get(pk)

    def nom(self, modele, pk):
        if pk is None:
            return ""
        return str(self.objet(modele, pk) or self.disparus.get((modele, pk), SUPPRIME))


def _noms_disparus(modele, ids):
    """{(model, id): name} of deleted objects whose model keeps a history: the last name they had."""
    if not ids or not hasattr(modele, "history"):
        return {}
    fiches = modele.history.filter(**{f"{modele._meta.pk.name}__in": ids}).order_by("history_date", "history_id")
    return {(modele, fiche.instance.pk): f"{fiche.instance} {SUPPRIME}" for fiche in fiches}


class _Geste(NamedTuple):
    """What one person did at once: the record that ends it and the one it started from (None: the creation)."""

    fin: object
    depart: object
    type: str
    raison: str


class _Lot:
    """The records of one model: an object's own, or those of its children (`parent`: the field towards the object;
    `appel`: what one is called)."""

    def __init__(self, historique, limite, parent=None, appel=""):
        self.parent, self.appel = parent, appel
        recentes = historique.select_related("history_user").order_by("-history_date", "-history_id")
        # One more, from which the oldest shown is told.
        self.fiches = list(recentes[: limite + 1])
        self.modele = historique.model.instance_type
        exclus = {parent.name} if parent else set()
        suivis = self.fiches[0].tracked_fields if self.fiches else []
        self.champs = [c for c in suivis if c.editable and not c.primary_key and c.name not in exclus]
        self.multiples = {champ: self._lire(champ) for champ in getattr(historique.model, "_history_m2m_fields", ())}
        self.gestes = self._gestes(tronque=len(self.fiches) > limite)

    def _lire(self, champ):
        """{history_id: ids chosen at that time} of a many-to-many field."""
        lien = getattr(self.modele.history.model, champ.name).model
        vers = lien._meta.get_field(get_m2m_reverse_field_name(champ)).attname
        lignes = lien._base_manager.filter(history__in=[fiche.pk for fiche in self.fiches])
        valeurs = defaultdict(set)
        for fiche, cible in lignes.values_list("history_id", vers):
            valeurs[fiche].add(cible)
        return valeurs

    def _gestes(self, tronque):
        """What each object went through, grouping what was done at once."""
        par_objet = defaultdict(list)
        for fiche in self.fiches:
            par_objet[getattr(fiche, self.modele._meta.pk.attname)].append(fiche)
        return [geste for fiches in par_objet.values() for geste in _grouper(fiches, tronque)]

    def _differences(self, geste):
        """(field, before, after) as raw values; nothing for a creation nor a deletion."""
        if geste.depart is None or geste.type != "~":
            return
        for champ in self.champs:
            avant, apres = getattr(geste.depart, champ.attname), getattr(geste.fin, champ.attname)
            if avant != apres:
                yield champ, avant, apres
        for champ, valeurs in self.multiples.items():
            avant, apres = valeurs[geste.depart.pk], valeurs[geste.fin.pk]
            if avant != apres:
                yield champ, avant, apres

    def demander(self, noms):
        """Says which objects will have to be named."""
        for geste in self.gestes:
            for champ, avant, apres in self._differences(geste):
                if champ.many_to_many:
                    noms.vouloir(champ.related_model, avant | apres)
                elif isinstance(champ, ForeignKey):
                    noms.vouloir(champ.related_model, {avant, apres})
        if self.parent:
            for champ in self._cles():
                noms.vouloir(champ.related_model, {getattr(fiche, champ.attname) for fiche in self.fiches})

    def _cles(self):
        return [champ for champ in self.champs if isinstance(champ, ForeignKey)]

    def entree(self, geste, noms):
        """The dict shown for one gesture; None when nothing a reader would see has changed."""
        changements = [
            Changement(_libelle(champ), _lisible(champ, avant, noms), _lisible(champ, apres, noms))
            for champ, avant, apres in self._differences(geste)
        ]
        if geste.type == "~" and not changements and not geste.raison:
            return None
        return {
            "quand": geste.fin.history_date,
            "qui": str(geste.fin.history_user or ""),
            "quoi": self._quoi(geste, noms),
            "raison": geste.raison,
            "changements": changements,
        }

    def _quoi(self, geste, noms):
        if not self.parent:
            return _QUOI[geste.type]
        enfant = geste.fin.instance
        for champ in self._cles():
            if lie := noms.objet(champ.related_model, getattr(geste.fin, champ.attname)):
                setattr(enfant, champ.name, lie)
        try:
            nom = str(enfant)
        except ObjectDoesNotExist:  # what it was named after is gone
            nom = SUPPRIME
        return f"{_QUOI_LIEE[geste.type]} : {self.appel} « {Truncator(nom).chars(120)} »"


def _grouper(fiches, tronque):
    """The gestures told by the records of one object, from the latest to the oldest."""
    while fiches:
        n = 1
        while n < len(fiches) and _meme_geste(fiches[n], fiches[n - 1]):
            n += 1
        groupe, fiches = fiches[:n], fiches[n:]
        debut, fin = groupe[-1], groupe[0]
        if not fiches and tronque and debut.history_type != "+":
            return  # what came before was not read: nothing to compare with
        genre = "+" if debut.history_type == "+" else fin.history_type
        raison = next((f.history_change_reason for f in groupe if f.history_change_reason), "")
        yield _Geste(fin, fiches[0] if fiches else None, genre, raison)


def _meme_geste(avant, apres):
    return (
        avant.history_user_id == apres.history_user_id
        and apres.history_type == "~"
        and avant.history_type != "-"
        and apres.history_date - avant.history_date < _MEME_GESTE
    )


def _libelle(champ):
    nom = str(champ.verbose_name)
    return nom[:1].upper() + nom[1:]


def _lisible(champ, valeur, noms):
    """The value as it is read on the page."""
    if champ.many_to_many:
        return ", ".join(sorted(noms.nom(champ.related_model, pk) for pk in valeur))
    if isinstance(champ, ForeignKey):
        return noms.nom(champ.related_model, valeur)
    if isinstance(valeur, Country):
        return str(valeur.name)
    if isinstance(champ, PlusieursChoix):
        return ", ".join(champ.libelles(valeur or []))
    if champ.choices:
        return str(dict(champ.flatchoices).get(valeur, valeur if valeur is not None else ""))
    if isinstance(champ, Mois) and valeur:
        return date_format(valeur, "F Y")
    return DureeField().prepare_value(valeur) if isinstance(champ, Duree) and valeur else _texte(valeur)


def _texte(valeur):
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, datetime):
        return jour_long(valeur, "j F Y à H:i")
    if isinstance(valeur, date):
        return jour_long(valeur)
    if isinstance(valeur, Decimal):
        return number_format(valeur.to_integral() if valeur == valeur.to_integral() else valeur, force_grouping=True)
    return str(valeur)
