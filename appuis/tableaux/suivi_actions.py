"""Tableau de suivi des actions de coopération (guide, p. 88): one row a project, the guide's headings."""

from django.db.models import Case, DateField, F, OuterRef, Prefetch, Subquery, Value, When
from django.db.models.functions import Cast

from appuis.filtres.projets import FiltresProjets
from appuis.models import ActionPrevue, Document, Financement, LienProjet, Partenariat, Projet, Stade, StadeAtteint
from coopappui.tableau import Colonne, Lien, Tableau
from coopappui.templatetags.composants import montant

CALENDRIER = "Calendrier prévisionnel du projet"

# --- rows -------------------------------------------------------------------------------------


def lignes(utilisateur):
    return Projet.objects.visibles_par(utilisateur).alias(
        tri_stade=Case(*[When(stade=s.value, then=Value(s.numero)) for s in Stade]),
    )


def charger(queryset):
    """Two queries for the partners and the financements; `completer` reads the rest in one."""
    atteint = StadeAtteint.objects.filter(projet=OuterRef("pk"), stade=OuterRef("stade"))
    partenariats = Partenariat.objects.select_related("structure").only(
        "projet", "role", "structure__nom", "structure__pays"
    )
    return (
        queryset.annotate(stade_depuis=Subquery(atteint.values("le")[:1]))
        .select_related("type", "chef_de_file")
        .defer("objet", "recherche")
        .prefetch_related(
            Prefetch("partenariats", partenariats.order_by("structure__nom", "pk"), to_attr="les_partenariats"),
            Prefetch("financements", Financement.objects.select_related("type"), to_attr="les_financements"),
        )
    )


def completer(projets):
    """`les_actions`, then `les_ressources` (documents, then web pages), in one query."""
    par_projet = {projet.pk: projet for projet in projets}
    for projet in projets:
        projet.les_actions, projet.les_ressources = [], []
    champs = ("projet_id", "rang", "pk", "nom", "detail", "jour")
    sans_jour = Cast(None, DateField())
    actions = ActionPrevue.objects.annotate(rang=Value(0), nom=F("intitule"), detail=F("lieu"), jour=F("echeance"))
    documents = Document.objects.annotate(rang=Value(1), nom=F("titre"), detail=Value(""), jour=sans_jour)
    liens = LienProjet.objects.annotate(rang=Value(2), nom=F("titre"), detail=F("url"), jour=sans_jour)
    lues, *autres = [
        lignes.filter(projet__in=par_projet).order_by().values_list(*champs) for lignes in (actions, documents, liens)
    ]
    for pk, rang, cle, nom, detail, jour in lues.union(*autres, all=True).order_by("rang", "jour", "pk"):
        projet = par_projet[pk]
        if rang == 0:
            projet.les_actions.append(" · ".join(filter(None, [nom, detail, jour and f"{jour:%d/%m/%Y}"])))
        else:
            projet.les_ressources.append(
                Lien(nom, Document(pk=cle).get_absolute_url) if rang == 1 else _site(nom, detail)
            )


def _site(titre, adresse):
    texte = f"{titre} : {adresse}" if titre else adresse
    return Lien(texte, adresse) if adresse.startswith(("http://", "https://")) else texte


# --- cells ------------------------------------------------------------------------------------


def partenaires(projet):
    return [
        " · ".join(filter(None, [_situee(p.structure), p.role]))
        for p in projet.les_partenariats
        if p.structure_id != projet.chef_de_file_id
    ]


def _situee(structure):
    """The name, and the country when it is abroad."""
    return f"{structure.nom} ({structure.pays.name})" if structure.pays and structure.pays != "FR" else structure.nom


def financements(projet):
    return [
        " · ".join(filter(None, [f.type.libelle, f.financeur, montant(f.montant), f.get_etat_display().lower()]))
        for f in projet.les_financements
    ]


def avancement(projet):
    stade = Stade(projet.stade)
    depuis = f", depuis le {projet.stade_depuis:%d/%m/%Y}" if projet.stade_depuis else ""
    return f"{stade.numero} · {stade.label}{depuis}"


COLONNES = (
    Colonne("nom", "Nom du projet de coopération", lambda p: p.nom, court="Nom", largeur=26, tri=("recherche",)),
    Colonne(
        "type",
        "Type de coopération",
        lambda p: p.type.libelle if p.type else "",
        court="Type",
        largeur=16,
        part=24,
        tri=("type__libelle",),
    ),
    Colonne(
        "partenaires",
        "Groupes/structures/territoires partenaires",
        partenaires,
        "lignes",
        court="Partenaires",
        largeur=32,
    ),
    Colonne(
        "chef",
        "Groupe/structure/territoire chef de file",
        lambda p: _situee(p.chef_de_file) if p.chef_de_file else "",
        court="Chef de file",
        largeur=26,
        tri=("chef_de_file__recherche",),
    ),
    Colonne(
        "cout",
        "Coût total du projet",
        lambda p: p.cout_total,
        "montant",
        court="Coût",
        largeur=15,
        part=17,
        tri=("cout_total",),
    ),
    Colonne("financements", "Type de financements", financements, "lignes", court="Financements", largeur=28),
    Colonne("stade", "État d’avancement", avancement, court="Avancement", largeur=18, part=21, tri=("tri_stade",)),
    Colonne(
        "actions", "Type d’actions prévues", lambda p: p.les_actions, "lignes", court="Actions prévues", largeur=28
    ),
    Colonne(
        "debut",
        "date de début",
        lambda p: p.date_debut,
        "date",
        CALENDRIER,
        court="Début",
        largeur=11,
        part=17,
        tri=("date_debut",),
    ),
    Colonne(
        "fin",
        "date de fin",
        lambda p: p.date_fin,
        "date",
        CALENDRIER,
        court="Fin",
        largeur=11,
        part=17,
        tri=("date_fin",),
    ),
    Colonne(
        "ressources",
        "Documents, ressources, sites Internet",
        lambda p: p.les_ressources,
        "lignes",
        court="Documents, sites",
        largeur=32,
    ),
    Colonne(
        "modifie", "Mis à jour le", lambda p: p.modifie_le, "date", largeur=16, tri=("modifie_le",), facultative=True
    ),
)

SUIVI_ACTIONS = Tableau(
    code="suivi-actions",
    titre="Tableau de suivi des actions de coopération",
    titre_court="Suivi des actions",
    noms=("projet", "projets"),
    adresse="suivi_actions",
    colonnes=COLONNES,
    lignes=lignes,
    charger=charger,
    completer=completer,
    filtres=FiltresProjets,
    tri="nom",
)
