"""The analysis of an enquête; under the namespace of enquêtes."""

from django.urls import path

from missions.views import analyses, analyses_acteurs, analyses_exports

urlpatterns = [
    path("<int:pk>/analyse/", analyses.analyse, name="analyse"),
    path("<int:pk>/analyse/croiser/", analyses.croiser, name="croiser"),
    path("<int:pk>/analyse/avancement/", analyses.avancement, name="avancement"),
    path("<int:pk>/analyse/textes/", analyses.textes, name="textes"),
    path("<int:pk>/analyse/acteurs/", analyses_acteurs.acteurs, name="acteurs"),
    path("<int:pk>/analyse/premiers-appuis/", analyses_acteurs.premiers_appuis, name="premiers_appuis"),
    path("<int:pk>/analyse.xlsx", analyses_exports.classeur, name="analyse_xlsx"),
    path("<int:pk>/rapport.pdf", analyses_exports.rapport, name="rapport_pdf"),
    path("acteurs/<int:pk>/", analyses_acteurs.acteur, name="acteur"),
    path("acteurs/<int:pk>/marquer/", analyses_acteurs.marquer, name="marquer"),
    path("acteurs/<int:pk>/priorite/", analyses_acteurs.priorite, name="priorite"),
    path("acteurs/<int:pk>/retenir/", analyses_acteurs.retenir, name="retenir"),
    path("acteurs/<int:pk>/ne-plus-retenir/", analyses_acteurs.ne_plus_retenir, name="ne_plus_retenir"),
    path("acteurs/<int:pk>/monter/", analyses_acteurs.monter, name="monter"),
    path("marques/<int:pk>/retirer/", analyses_acteurs.demarquer, name="demarquer"),
]
