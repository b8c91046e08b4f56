"""The espace ressources as a workbook: what is filtered, in the order in which it is shown."""

from functools import cached_property

from appuis.filtres.ressources import FiltresDesMembres
from appuis.models import Ressource
from coopappui.tableau import Colonne, Demande, Tableau

COLONNES = (
    Colonne("titre", "Titre", lambda r: r.titre, largeur=40, tri=("titre_plie",)),
    Colonne("resume", "Résumé", lambda r: r.resume, largeur=50),
    Colonne("rubrique", "Rubrique", lambda r: r.get_rubrique_display(), largeur=34),
    Colonne("genre", "Genre", lambda r: r.get_genre_display(), largeur=14),
    Colonne("adresse", "Adresse ou fichier", lambda r: r.adresse or r.nom_d_origine, largeur=36),
    Colonne("propre", "Production de la mission", lambda r: "oui" if r.production_propre else "", largeur=14),
    Colonne("stades", "Étapes de la coopération", lambda r: r.noms_des_stades, "lignes", largeur=36),
    Colonne("blocages", "Blocages", lambda r: r.noms_des_blocages, "lignes", largeur=36),
    Colonne("themes", "Thèmes", lambda r: r.themes, largeur=26),
    Colonne("langues", "Langues", lambda r: [str(langue) for langue in r.langues.all()], "lignes", largeur=14),
    Colonne("source", "Auteur ou source", lambda r: r.source, largeur=30),
    Colonne("audience", "Qui peut la lire", lambda r: r.get_audience_display(), largeur=26),
    Colonne("etat", "État", lambda r: r.get_etat_display(), largeur=12),
    Colonne("mission", "Mission", lambda r: str(r.mission or "Toutes les missions"), largeur=24),
    Colonne("remises", "Remises", lambda r: r.nombre_de_remises, "nombre", largeur=10),
    Colonne("a_revoir", "À revoir le", lambda r: r.a_revoir_le, "date", largeur=13),
    Colonne("modifie", "Modifiée le", lambda r: r.modifie_le, "date", largeur=17),
)

RESSOURCES = Tableau(
    code="ressources",
    titre="Espace ressources",
    titre_court="Ressources",
    noms=("ressource", "ressources"),
    adresse="ressources:ressources",
    colonnes=COLONNES,
    lignes=lambda utilisateur: Ressource.objects.visibles_par(utilisateur),
    charger=lambda queryset: queryset.avec_noms(),
    filtres=FiltresDesMembres,
    tri="titre",
)


class DemandeDeRessources(Demande):
    """Rows are ranked by what is searched."""

    @cached_property
    def lignes(self):
        return self.filtres.qs.classees(self.filtres.q_demande).avec_nombre_de_remises(self.utilisateur)
