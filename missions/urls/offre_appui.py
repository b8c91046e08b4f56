"""The offre d'appui of a mission and its programmes d'action."""

from django.urls import path

from missions.views import offre, programmes

app_name = "offre_appui"
urlpatterns = [
    path("offre/", offre.offre, name="offre"),
    path("offre/commencer/", offre.commencer, name="commencer"),
    path("offre/modifier/", offre.modifier, name="modifier"),
    path("offre/publier/", offre.publier, name="publier"),
    path("offre.pdf", offre.pdf, name="pdf"),
    path("offre.xlsx", offre.xlsx, name="xlsx"),
    path("offre/remarques/", offre.remarques, name="remarques"),
    path("offre/remarques.xlsx", offre.remarques_xlsx, name="remarques_xlsx"),
    path("offre/remarques/nouvelle/", offre.remarque_nouvelle, name="remarque_nouvelle"),
    path("offre/remarques/<cle:numero>/", offre.remarque, name="remarque"),
    path("offre/remarques/<cle:numero>/supprimer/", offre.remarque_supprimer, name="remarque_supprimer"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/nouveau/", programmes.nouveau, name="programme_nouveau"),
    path("programmes/<annee:annee>/", programmes.programme, name="programme"),
    path("programmes/<annee:annee>.pdf", programmes.programme_pdf, name="programme_pdf"),
    path("programmes/<annee:annee>.xlsx", programmes.programme_xlsx, name="programme_xlsx"),
    path("programmes/<annee:annee>/modifier/", programmes.modifier, name="programme_modifier"),
    path("programmes/<annee:annee>/supprimer/", programmes.supprimer, name="programme_supprimer"),
]
