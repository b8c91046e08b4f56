"""The two répertoires of the espace ressources (guide, p. 27-28): people who testify, and projects."""

from django.db.models import Case, Prefetch, Q, Value, When

from appuis.filtres.repertoires import ETATS_DU_PROJET, ETATS_DU_TEMOIN, FiltresRepertoire, FiltresTemoins
from appuis.models import Bilan, Partenariat, Projet, Stade
from coopappui.tableau import Colonne, Tableau
from missions.models import Personne

# --- people who testify -----------------------------------------------------------------------


def _demande(personne):
    return getattr(personne, "demande_de_temoigner", None)


def _de_la_demande(champ):
    return lambda personne: getattr(_demande(personne), champ, None)


def code_du_temoin(personne):
    if personne.temoignage == Personne.Temoignage.OUI:
        return "oui" if personne.temoigne else "a-redemander"
    return personne.temoignage or "a-demander"


def etat_du_temoin(personne):
    return dict(ETATS_DU_TEMOIN)[code_du_temoin(personne)]


def _langues(personne):
    demande = _demande(personne)
    return [str(langue) for langue in demande.langues.all()] if demande else []


TEMOINS = Tableau(
    code="temoins",
    titre="Témoins : qui accepte, qui reste à demander",
    titre_court="Répertoire des témoins",
    noms=("personne", "personnes"),
    adresse="ressources:temoins",
    colonnes=(
        Colonne("nom", "Nom", str, largeur=24, tri=("recherche",)),
        Colonne(
            "structure",
            "Structure",
            lambda p: str(p.structure or ""),
            largeur=28,
            tri=("structure__recherche",),
        ),
        Colonne("fonction", "Fonction", lambda p: p.fonction, largeur=22),
        Colonne("sujets", "Peut parler de", _de_la_demande("sujets"), largeur=34),
        Colonne("langues", "Langues", _langues, "lignes", largeur=14),
        Colonne("etat", "Réponse", etat_du_temoin, largeur=20, tri=("temoignage",)),
        Colonne(
            "par",
            "Demandé par",
            lambda p: str(_demande(p).demande_par or "") if _demande(p) else "",
            largeur=20,
        ),
        Colonne(
            "le",
            "Demandé le",
            _de_la_demande("demande_le"),
            "date",
            largeur=13,
            tri=("demande_de_temoigner__demande_le",),
        ),
        Colonne(
            "valable",
            "Valable jusqu’au",
            _de_la_demande("valable_jusqu_au"),
            "date",
            largeur=13,
            tri=("demande_de_temoigner__valable_jusqu_au",),
        ),
        Colonne("coordonnees", "Coordonnées", lambda p: p.coordonnees if p.temoigne else "", largeur=32),
    ),
    lignes=lambda utilisateur: Personne.objects.visibles_par(utilisateur).filter(
        ~Q(temoignage="") | Q(demande_de_temoigner__isnull=False)
    ),
    charger=lambda personnes: personnes.select_related(
        "structure", "demande_de_temoigner__demande_par"
    ).prefetch_related("demande_de_temoigner__langues"),
    filtres=FiltresTemoins,
    tri="nom",
    sous_ligne="ressources/_sous_ligne_temoin.html",
)

# --- projects ---------------------------------------------------------------------------------


def code_du_projet(projet):
    if projet.abandonne_le:
        return "abandonne"
    return "acheve" if projet.stade == Stade.CLOTURE else "en-cours"


def etat_du_projet(projet):
    libelle = dict(ETATS_DU_PROJET)[code_du_projet(projet)]
    return f"{libelle} le {projet.abandonne_le:%d/%m/%Y}" if projet.abandonne_le else libelle


def _pays(projet):
    structures = [p.structure for p in projet.les_partenariats]
    if projet.chef_de_file:
        structures.insert(0, projet.chef_de_file)
    return list(dict.fromkeys(str(s.pays.name) for s in structures if s.pays))


def appris(projet):
    """What was written for the répertoire, then what the bilans of its appuis keep."""
    bilans = [appui.bilan for appui in projet.les_appuis if hasattr(appui, "bilan")]
    return [t for t in (projet.enseignements, *(b.solutions for b in bilans), *(b.arguments for b in bilans)) if t]


def _charger_les_projets(projets):
    partenariats = Partenariat.objects.select_related("structure").order_by("structure__nom", "pk")
    appuis = Bilan._meta.get_field("appui").related_model.objects.select_related("bilan")
    return projets.select_related("type", "chef_de_file").prefetch_related(
        Prefetch("partenariats", partenariats, to_attr="les_partenariats"),
        Prefetch("appuis", appuis, to_attr="les_appuis"),
    )


PROJETS = Tableau(
    code="repertoire-projets",
    titre="Répertoire des projets de coopération, achevés, en cours ou abandonnés",
    titre_court="Répertoire des projets",
    noms=("projet", "projets"),
    adresse="ressources:projets",
    colonnes=(
        Colonne("nom", "Nom du projet", lambda p: p.nom, largeur=28, tri=("recherche",)),
        Colonne("etat", "Où il en est", etat_du_projet, largeur=18, tri=("tri_etat",)),
        Colonne("stade", "Stade", lambda p: p.get_stade_display(), largeur=14),
        Colonne("type", "Type de coopération", lambda p: str(p.type or ""), largeur=20, tri=("type__libelle",)),
        Colonne("pays", "Pays", _pays, "lignes", largeur=14),
        Colonne("themes", "Thèmes", lambda p: p.themes, largeur=24),
        Colonne("appris", "Ce que l’on en a appris", appris, "lignes", largeur=60),
        Colonne("chef", "Chef de file", lambda p: str(p.chef_de_file or ""), largeur=26),
        Colonne("debut", "Début", lambda p: p.date_debut, "date", largeur=12, tri=("date_debut",)),
        Colonne("fin", "Fin", lambda p: p.date_fin, "date", largeur=12, tri=("date_fin",)),
    ),
    lignes=lambda utilisateur: Projet.objects.visibles_par(utilisateur).alias(
        tri_etat=Case(
            When(abandonne_le__isnull=False, then=Value(2)),
            When(stade=Stade.CLOTURE, then=Value(1)),
            default=Value(0),
        )
    ),
    charger=_charger_les_projets,
    filtres=FiltresRepertoire,
    tri="nom",
    sous_ligne="ressources/_sous_ligne_projet.html",
)
