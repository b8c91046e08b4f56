"""Tableau de suivi des appuis (guide, p. 90): one row an appui, the guide's headings."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, FilteredRelation, Max, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast

from appuis.filtres.appuis import FiltresAppuis
from appuis.models import Appui, Document, Etape, Remise, Sequence
from appuis.models.etapes import Canal
from coopappui.tableau import Annexe, Colonne, Tableau, alignees
from missions.models import Personne, Structure

ACTIONS, PERSONNES = "Actions d’appui menées", "Personnes ayant bénéficié de l’appui"

# --- rows -------------------------------------------------------------------------------------


def lignes(utilisateur):
    """The appuis the user may see, with what sorting needs (aliases: they cost nothing unless ordered by)."""
    structures = Structure.objects.filter(appuis=OuterRef("pk"))
    derniere = Sequence.objects.filter(appui=OuterRef("pk")).order_by().values("appui").annotate(le=Max("date"))
    return Appui.objects.visibles_par(utilisateur).alias(
        tri_structure=_premiere(structures, "recherche", F("recherche").asc()),
        tri_priorite=_premiere(structures, "priorite", F("priorite").asc(nulls_last=True)),
        tri_enveloppe=_premiere(structures, "enveloppe_cooperation", F("enveloppe_cooperation").desc(nulls_last=True)),
        tri_action=Subquery(derniere.values("le")),
        tri_etape=_rang("etape", Etape.values),
        tri_etat=_rang("etat", Appui.Etat.values),
    )


def _premiere(structures, champ, ordre):
    return Subquery(structures.order_by(ordre).values(champ)[:1])


def _rang(champ, valeurs):
    return Case(*[When(**{champ: valeur}, then=Value(rang)) for rang, valeur in enumerate(valeurs)])


def charger(queryset):
    """Two queries for the structures and the persons; `completer` reads the rest in one."""
    structures = (
        # As often as it has contacts coopération: one query fewer.
        Structure.objects.annotate(
            contact=FilteredRelation("personnes", condition=Q(personnes__contact_cooperation=True))
        )
        .annotate(**{f"contact_{champ}": F(f"contact__{champ}") for champ in ("id", *_PERSONNE)})
        .order_by("nom", "pk", "contact__nom", "contact__prenom", "contact__pk")
        .only("nom", "priorite", "enveloppe_cooperation")
    )
    return (
        queryset.avec_dernier_echange()
        .select_related("charge", "projet")
        .only(
            *("intitule", "etape", "etat", "stade", "ouvert_le", "charge", "projet", "projet__nom"),
            *("charge__first_name", "charge__last_name", "charge__email"),
        )
        .prefetch_related(
            Prefetch("structures", structures, to_attr="les_structures"),
            Prefetch("beneficiaires", Personne.objects.only(*_PERSONNE), to_attr="les_beneficiaires"),
        )
    )


_PERSONNE = ("prenom", "nom", "fonction", "telephone", "courriel")
_CANAUX, _NATURES = dict(Canal.choices), dict(Document.Nature.choices)


@dataclass(frozen=True, slots=True)
class Action:
    """A séquence de travail, as the tableau shows it."""

    appui: Appui
    date: date
    nature: str
    canal: str
    lieu: str
    duree: int


def completer(appuis):
    """Each structure once, with its contacts; `les_actions` and `les_documents` (with the resources handed
    over), the latest first, in one query."""
    par_appui = {appui.pk: appui for appui in appuis}
    for appui in appuis:
        appui.les_structures = _avec_contacts(appui.les_structures)
        appui.les_actions, appui.les_documents = [], []
    champs = ("appui_id", "rang", "pk", "jour", "titre", "genre", "ou", "minutes")
    sequences = Sequence.objects.annotate(rang=Value(0), jour=F("date"), titre=F("nature"), genre=F("canal"))
    documents = Document.objects.annotate(
        rang=Value(1), jour=Cast(None, DateField()), genre=F("nature"), ou=Value(""), minutes=Value(0)
    )
    remises = Remise.objects.annotate(
        rang=Value(1),
        jour=Cast(None, DateField()),
        titre=F("ressource__titre"),
        genre=Value(Document.Nature.REMIS.value),
        ou=Value(""),
        minutes=Value(0),
    )
    autres = [d.filter(appui__in=par_appui).order_by().values_list(*champs) for d in (documents, remises)]
    for pk, rang, _, jour, titre, genre, lieu, duree in (
        sequences.annotate(ou=F("lieu"), minutes=F("duree"))
        .filter(appui__in=par_appui)
        .order_by()
        .values_list(*champs)
        .union(*autres, all=True)
        .order_by("-jour", "-pk")
    ):
        appui = par_appui[pk]
        if rang:
            appui.les_documents.append(f"{_NATURES.get(genre, genre)} : {titre}")
        else:
            appui.les_actions.append(Action(appui, jour, titre, _CANAUX.get(genre, genre), lieu, duree))


def _avec_contacts(occurrences):
    structures = {}
    for occurrence in occurrences:
        if occurrence.pk not in structures:
            structures[occurrence.pk] = occurrence
            occurrence.les_contacts = []
        if occurrence.contact_id:
            contact = Personne(**{champ: getattr(occurrence, f"contact_{champ}") for champ in _PERSONNE})
            structures[occurrence.pk].les_contacts.append(contact)
    return list(structures.values())


# --- cells ------------------------------------------------------------------------------------


def noms(appui):
    """The structures; failing that, the persons: the guide says « territoire/groupe/acteur »."""
    return [s.nom for s in appui.les_structures] or [str(p) for p in appui.les_beneficiaires] or ["À préciser"]


def _par_structure(valeur):
    return lambda appui: alignees(appui.les_structures, valeur)


def contacts(appui):
    plusieurs = len(appui.les_structures) > 1
    return [
        " · ".join(filter(None, [str(p), p.fonction, structure.nom if plusieurs else "", p.coordonnees]))
        for structure in appui.les_structures
        for p in structure.les_contacts
    ]


def derniere_action(appui):
    return appui.les_actions[0].date if appui.les_actions else None


def nature(appui):
    return [f"{a.date:%d/%m/%Y} · {a.canal} · {a.nature}" for a in appui.les_actions]


def _par_personne(valeur):
    return lambda appui: alignees(appui.les_beneficiaires, valeur)


COLONNES = (
    Colonne(
        "nom",
        "Nom du territoire/groupe/acteur",
        noms,
        "lignes",
        en_regard=True,
        court="Nom",
        largeur=26,
        part=27,
        tri=("tri_structure",),
    ),
    Colonne(
        "priorite",
        "Priorité du territoire/groupe/acteur",
        _par_structure(lambda s: s.get_priorite_display()),
        "lignes",
        en_regard=True,
        court="Priorité",
        largeur=21,
        part=15,
        tri=("tri_priorite", "tri_structure"),
    ),
    Colonne(
        "enveloppe",
        "Enveloppe localement dédiée à la coopération",
        _par_structure(lambda s: s.enveloppe_cooperation),
        "montant",
        en_regard=True,
        court="Enveloppe",
        largeur=16,
        part=16,
        tri=("tri_enveloppe",),
    ),
    Colonne(
        "contacts",
        "Contacts coopération au sein du territoire/groupe/structure",
        contacts,
        "lignes",
        court="Contacts",
        largeur=30,
        part=36,
    ),
    Colonne(
        "date",
        "date",
        derniere_action,
        "date",
        ACTIONS,
        court="Dernière action",
        largeur=11,
        part=18,
        tri=("tri_action", "ouvert_le"),
    ),
    Colonne("nature", "nature", nature, "lignes", ACTIONS, court="Actions", largeur=36, part=50),
    Colonne(
        "personne",
        "nom",
        _par_personne(str),
        "lignes",
        PERSONNES,
        en_regard=True,
        court="Bénéficiaires",
        largeur=18,
        part=23,
    ),
    Colonne(
        "fonction",
        "fonction",
        _par_personne(lambda p: p.fonction),
        "lignes",
        PERSONNES,
        en_regard=True,
        court="Fonctions",
        largeur=20,
        part=24,
    ),
    Colonne(
        "coordonnees",
        "coordonnées",
        _par_personne(lambda p: p.coordonnees),
        "lignes",
        PERSONNES,
        en_regard=True,
        court="Coordonnées",
        largeur=28,
        part=35,
    ),
    Colonne(
        "documents",
        "Documents étudiés, remis, récupérés",
        lambda a: a.les_documents,
        "lignes",
        court="Documents",
        largeur=28,
        part=31,
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
    Colonne("etat", "État", lambda a: a.get_etat_display(), largeur=12, part=15, tri=("tri_etat",), facultative=True),
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
        "ouvert",
        "Premier contact",
        lambda a: a.ouvert_le,
        "date",
        largeur=12,
        part=18,
        tri=("ouvert_le",),
        facultative=True,
    ),
    Colonne(
        "echange",
        "Dernier échange",
        lambda a: a.dernier_echange,
        "date",
        largeur=12,
        part=18,
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
    Colonne("canal", "Canal", lambda s: s.canal, largeur=16),
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
    completer=completer,
    filtres=FiltresAppuis,
    tri="-date",
    sous_ligne="suivi/_sous_ligne_appui.html",
    annexe=Annexe("Actions d’appui", SEQUENCES, lambda appui: appui.les_actions),
)
