"""The carnet d'outils: the catalogue, each tool, each fiche. The codes are those of the guide's map."""

from django.urls import include, path

from outils import adresses  # noqa: F401  (registers <outil:…>)
from outils.views import (
    catalogue,
    commentaires,
    demandes,
    etats,
    exports,
    fiches,
    images,
    imports,
    pistes,
    saisie,
    transmissions,
)

app_name = "outils"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("appuis/<cle:pk>/", fiches.de_l_appui, name="de_l_appui"),
    path("", include("outils.urls_contacts")),
    path("<outil:modele>/", catalogue.outil, name="outil"),
    path("<outil:modele>/vierge.pdf", exports.vierge_pdf, name="vierge_pdf"),
    path("<outil:modele>/vierge.xlsx", exports.vierge_xlsx, name="vierge_xlsx"),
    path("<outil:modele>/nouvelle/", fiches.nouvelle, name="nouvelle"),
    path("<outil:modele>/demander/", demandes.nouvelle, name="demander_nouvelle"),
    path("<outil:modele>/importer/", imports.nouvelle, name="importer"),
    path("grille-priorisation/<cle:pk>/pistes/<slug:cle>/projet/", pistes.projet, name="piste_projet"),
    path("grille-priorisation/<cle:pk>/pistes/<slug:cle>/offre/", pistes.offre, name="piste_offre"),
    path("fiche-identite/<cle:pk>/image/", images.image, name="image"),
    path("<outil:modele>/<cle:pk>/", fiches.fiche, name="fiche"),
    path("<outil:modele>/<cle:pk>.pdf", exports.pdf, name="pdf"),
    path("<outil:modele>/<cle:pk>.xlsx", exports.xlsx, name="xlsx"),
    path("<outil:modele>/<cle:pk>/modifier/", saisie.modifier, name="modifier"),
    path("<outil:modele>/<cle:pk>/demander/", demandes.demander, name="demander"),
    path("<outil:modele>/<cle:pk>/relire/", transmissions.relire, name="relire"),
    path("<outil:modele>/<cle:pk>/transmissions/<cle:numero>/", transmissions.recu, name="recu"),
    path("<outil:modele>/<cle:pk>/transmissions/<cle:numero>.pdf", transmissions.recu_pdf, name="recu_pdf"),
    path("<outil:modele>/<cle:pk>/commenter/", commentaires.commenter, name="commenter"),
    path("<outil:modele>/<cle:pk>/importer/", imports.sur, name="importer_sur"),
    path("<outil:modele>/<cle:pk>/dupliquer/", fiches.dupliquer_fiche, name="dupliquer"),
    path("<outil:modele>/<cle:pk>/historique/", fiches.historique, name="historique"),
    path("<outil:modele>/<cle:pk>/supprimer/", fiches.supprimer, name="supprimer"),
    path("<outil:modele>/<cle:pk>/<slug:geste>/", etats.changer, name="etat"),
]
