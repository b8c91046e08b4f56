"""The groups to contact as a table: its columns, its filters, its order; read by the page and by the workbook."""

from dataclasses import replace

from django.db.models.functions import Coalesce

from coopappui.tableau import Colonne, Tableau
from coopappui.tableau.filtres import Choix, FiltresTableau, Recherche
from missions.models import GroupeAContacter, Structure

# Nobody is named.
PERSONNE = "personne"
ETATS = [("a-contacter", "À contacter"), ("contacte", "Contactés")]


class Filtres(FiltresTableau):
    premiers = ("q", "situation", "priorite", "qui", "etat", "resultat")
    q = Recherche("Un nom…")
    situation = Choix(label="Situation", choices=GroupeAContacter.Situation.choices)
    priorite = Choix(label="Priorité", choices=Structure.Priorite.choices)
    qui = Choix(label="Contacté par", null_label="Personne", null_value=PERSONNE)
    etat = Choix(label="Où en est-on", choices=ETATS, method="selon_l_etat")
    resultat = Choix(label="Résultat", choices=GroupeAContacter.Resultat.choices)

    def options(self):
        nommes = self.queryset.order_by().exclude(qui=None).select_related("qui").distinct()
        for pk, prenom, nom in nommes.values_list("qui", "qui__first_name", "qui__last_name"):
            yield "qui", str(pk), f"{prenom} {nom}".strip()

    def selon_l_etat(self, queryset, nom, valeur):
        return queryset.filter(contacte_le__isnull=valeur == "a-contacter")


def _tries(mission):
    noms = Coalesce("structure__recherche", "territoire__recherche", "personne__recherche", "recherche")
    return mission.groupes.annotate(nom_trie=noms)


TABLEAU = Tableau(
    code="groupes-a-contacter",
    titre="Groupes, territoires et structures à contacter",
    titre_court="Groupes à contacter",
    noms=("groupe", "groupes"),
    adresse="mission:groupes",
    colonnes=(
        Colonne("nom", "Groupe, territoire ou structure", str, court="Groupe", largeur=34, tri=("nom_trie",)),
        Colonne("genre", "Genre", lambda g: g.genre, largeur=12),
        Colonne("situation", "Situation", lambda g: g.get_situation_display(), largeur=30, tri=("situation",)),
        Colonne(
            "priorite", "Priorité", lambda g: g.get_priorite_display() or "", largeur=11, tri=("priorite", "nom_trie")
        ),
        Colonne("qui", "Contacté par", lambda g: g.qui and str(g.qui), largeur=20, tri=("qui__last_name",)),
        Colonne(
            "echeance",
            "À contacter avant le",
            lambda g: g.echeance,
            court="Avant le",
            type="date",
            largeur=13,
            tri=("echeance",),
        ),
        Colonne(
            "interlocuteur",
            "Personne susceptible de travailler la coopération",
            lambda g: g.interlocuteur and str(g.interlocuteur),
            court="Interlocuteur",
            largeur=26,
            tri=("interlocuteur__recherche",),
        ),
        Colonne("date", "Contacté le", lambda g: g.contacte_le, type="date", largeur=13, tri=("contacte_le",)),
        Colonne("resultat", "Résultat", lambda g: g.get_resultat_display(), largeur=18, tri=("resultat",)),
        Colonne("note", "Ce qui s’est dit", lambda g: g.note, largeur=50),
    ),
    lignes=lambda user: GroupeAContacter.objects.visibles_par(user),
    charger=lambda queryset: queryset.avec_liens(),
    filtres=Filtres,
    tri="priorite",
)


# Said under the name of the group on the page, so that it is read without scrolling; columns of the workbook.
SOUS_LE_NOM = ("genre", "interlocuteur")


def tableau_de(mission):
    """The list of one mission, those to contact first."""
    return replace(TABLEAU, lignes=lambda user: _tries(mission))


def page_de(mission):
    """The same on a screen."""
    colonnes = (replace(c, facultative=True) if c.code in SOUS_LE_NOM else c for c in TABLEAU.colonnes)
    return replace(tableau_de(mission), colonnes=tuple(colonnes))
