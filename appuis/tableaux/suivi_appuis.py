"""Tableau de suivi des appuis (guide, p. 90): one row an appui, the guide's headings."""

from itertools import groupby

from django.db.models import Case, F, FilteredRelation, Max, OuterRef, Prefetch, Q, Subquery, Value, When

from appuis.filtres.appuis import FiltresAppuis
from appuis.models import Appui, Document, Etape, Sequence
from coopappui.tableau import Annexe, Colonne, Tableau, alignees
from missions.models import Personne, Structure

ACTIONS, PERSONNES = "Actions d’appui menées", "Personnes ayant bénéficié de l’appui"

# --- rows -------------------------------------------------------------------------------------


def lignes(utilisateur):
    """The appuis the user may see, with what sorting needs (aliases: they cost nothing unless ordered by)."""
    structures = Structure.objects.filter(appuis=OuterRef("pk")).order_by("recherche", "pk")
    derniere = Sequence.objects.filter(appui=OuterRef("pk")).order_by().values("appui").annotate(le=Max("date"))
    return Appui.objects.visibles_par(utilisateur).alias(
        tri_structure=Subquery(structures.values("recherche")[:1]),
        tri_priorite=Subquery(structures.values("priorite")[:1]),
        tri_enveloppe=Subquery(structures.values("enveloppe_cooperation")[:1]),
        tri_action=Subquery(derniere.values("le")),
        tri_etape=_rang("etape", Etape.values),
        tri_etat=_rang("etat", Appui.Etat.values),
    )


def _rang(champ, valeurs):
    return Case(*[When(**{champ: valeur}, then=Value(rang)) for rang, valeur in enumerate(valeurs)])


def charger(queryset):
    """Four queries for the relations. A structure comes once per contact coopération: one query fewer."""
    structures = (
        Structure.objects.annotate(
            contact=FilteredRelation("personnes", condition=Q(personnes__contact_cooperation=True))
        )
        .annotate(**{f"contact_{champ}": F(f"contact__{champ}") for champ in ("id", *_CONTACT)})
        .order_by("nom", "pk", "contact__nom", "contact__prenom", "contact__pk")
        .select_related("territoire")
        .only("nom", "priorite", "enveloppe_cooperation", "pays", "territoire__nom")
    )
    return (
        queryset.avec_dernier_echange()
        .select_related("charge", "projet")
        .only(
            *("intitule", "etape", "etat", "stade", "ouvert_le", "charge", "projet", "projet__nom"),
            *("charge__first_name", "charge__last_name", "charge__email"),
        )
        .prefetch_related(
            Prefetch("structures", structures, to_attr="structures_et_contacts"),
            Prefetch("sequences", Sequence.objects.only("appui", "date", "duree", "canal", "lieu", "nature")),
            Prefetch("beneficiaires", Personne.objects.only("prenom", "nom", "fonction", "telephone", "courriel")),
            Prefetch("documents", Document.objects.only("appui", "nature", "titre")),
        )
    )


_CONTACT = ("prenom", "nom", "fonction", "telephone", "courriel")

# --- cells ------------------------------------------------------------------------------------


def _structures(appui):
    """[(structure, its contacts coopération)]"""
    groupes = groupby(appui.structures_et_contacts, key=lambda s: s.pk)
    return [(occurrences[0], _contacts(occurrences)) for _, occurrences in ((pk, list(g)) for pk, g in groupes)]


def _contacts(occurrences):
    return [
        Personne(**{champ: getattr(s, f"contact_{champ}") for champ in _CONTACT}) for s in occurrences if s.contact_id
    ]


def noms(appui):
    """The structures; failing that, the persons: the guide says « territoire/groupe/acteur »."""
    structures = [structure.nom for structure, _ in _structures(appui)]
    return structures or [str(personne) for personne in appui.beneficiaires.all()] or ["À préciser"]


def _par_structure(valeur):
    return lambda appui: alignees([structure for structure, _ in _structures(appui)], valeur)


def contacts(appui):
    structures = _structures(appui)
    plusieurs = len(structures) > 1
    return [
        " · ".join(filter(None, [str(p), p.fonction, structure.nom if plusieurs else "", p.coordonnees]))
        for structure, personnes in structures
        for p in personnes
    ]


def date(appui):
    return next((sequence.date for sequence in appui.sequences.all()), None)


def nature(appui):
    return [f"{s.date:%d/%m/%Y} · {s.get_canal_display()} · {s.nature}" for s in appui.sequences.all()]


def _par_personne(valeur):
    return lambda appui: alignees(appui.beneficiaires.all(), valeur)


def documents(appui):
    return [f"{document.get_nature_display()} : {document.titre}" for document in appui.documents.all()]


COLONNES = (
    Colonne(
        "nom",
        "Nom du territoire/groupe/acteur",
        noms,
        "lignes",
        court="Nom",
        largeur=30,
        part=27,
        tri=("tri_structure",),
    ),
    Colonne(
        "priorite",
        "Priorité du territoire/groupe/acteur",
        _par_structure(lambda s: s.get_priorite_display()),
        "lignes",
        court="Priorité",
        largeur=25,
        part=15,
        tri=("tri_priorite", "tri_structure"),
    ),
    Colonne(
        "enveloppe",
        "Enveloppe localement dédiée à la coopération",
        _par_structure(lambda s: s.enveloppe_cooperation),
        "montant",
        court="Enveloppe",
        largeur=18,
        part=16,
        tri=("tri_enveloppe",),
    ),
    Colonne(
        "contacts",
        "Contacts coopération au sein du territoire/groupe/structure",
        contacts,
        "lignes",
        court="Contacts",
        largeur=40,
        part=36,
    ),
    Colonne(
        "date",
        "date",
        date,
        "date",
        ACTIONS,
        court="Dernière action",
        largeur=12,
        part=18,
        tri=("tri_action", "ouvert_le"),
    ),
    Colonne("nature", "nature", nature, "lignes", ACTIONS, court="Actions", largeur=52, part=50),
    Colonne("personne", "nom", _par_personne(str), "lignes", PERSONNES, court="Bénéficiaires", largeur=24, part=23),
    Colonne(
        "fonction",
        "fonction",
        _par_personne(lambda p: p.fonction),
        "lignes",
        PERSONNES,
        court="Fonctions",
        largeur=28,
        part=24,
    ),
    Colonne(
        "coordonnees",
        "coordonnées",
        _par_personne(lambda p: p.coordonnees),
        "lignes",
        PERSONNES,
        court="Coordonnées",
        largeur=44,
        part=35,
    ),
    Colonne(
        "documents", "Documents étudiés, remis, récupérés", documents, "lignes", court="Documents", largeur=40, part=31
    ),
    # On demand: what the portal knows besides.
    Colonne("appui", "Appui", lambda a: a.intitule, largeur=30, tri=("recherche",), facultative=True),
    Colonne(
        "charge",
        "Chargé d’appui",
        lambda a: str(a.charge),
        largeur=20,
        tri=("charge__last_name", "charge__first_name"),
        facultative=True,
    ),
    Colonne(
        "etape",
        "Étape",
        lambda a: f"{a.etape_courante.numero} · {a.etape_courante.court}",
        largeur=24,
        tri=("tri_etape",),
        facultative=True,
    ),
    Colonne("etat", "État", lambda a: a.get_etat_display(), largeur=12, tri=("tri_etat",), facultative=True),
    Colonne("stade", "Stade concerné", lambda a: a.get_stade_display(), largeur=30, facultative=True),
    Colonne(
        "projet",
        "Projet de coopération",
        lambda a: a.projet.nom if a.projet else "",
        largeur=28,
        tri=("projet__recherche",),
        facultative=True,
    ),
    Colonne(
        "ouvert", "Premier contact", lambda a: a.ouvert_le, "date", largeur=12, tri=("ouvert_le",), facultative=True
    ),
    Colonne(
        "echange",
        "Dernier échange",
        lambda a: a.dernier_echange,
        "date",
        largeur=12,
        tri=("dernier_echange",),
        facultative=True,
    ),
)

# The second sheet, for those who count: one typed row per séquence.
SEQUENCES = (
    Colonne("date", "Date", lambda s: s.date, "date", largeur=12),
    Colonne("structures", "Structure", lambda s: noms(s.appui), "lignes", largeur=32),
    Colonne("appui", "Appui", lambda s: s.appui.intitule, largeur=32),
    Colonne("nature", "Nature", lambda s: s.nature, largeur=44),
    Colonne("duree", "Durée (heures)", lambda s: round(s.duree / 60, 2), "nombre", largeur=10),
    Colonne("canal", "Canal", lambda s: s.get_canal_display(), largeur=16),
    Colonne("lieu", "Lieu", lambda s: s.lieu, largeur=22),
    Colonne("charge", "Chargé d’appui", lambda s: str(s.appui.charge), largeur=22),
)

SUIVI_APPUIS = Tableau(
    code="suivi-appuis",
    titre="Tableau de suivi des appuis",
    titre_court="Suivi des appuis",
    noms=("appui", "appuis"),
    adresse="suivi_appuis",
    colonnes=COLONNES,
    lignes=lignes,
    charger=charger,
    filtres=FiltresAppuis,
    tri="-date",
    sous_ligne="suivi/_sous_ligne_appui.html",
    annexe=Annexe("Actions d’appui", SEQUENCES, lambda appui: appui.sequences.all()),
)
