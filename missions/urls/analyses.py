"""The analysis of an enquête; under the namespace of enquêtes."""

from django.urls import path

from missions.views import analyses, analyses_acteurs, analyses_exports

urlpatterns = [
    path("<cle:pk>/analyse/", analyses.analyse, name="analyse"),
    path("<cle:pk>/analyse/croiser/", analyses.croiser, name="croiser"),
    path("<cle:pk>/analyse/avancement/", analyses.avancement, name="avancement"),
    path("<cle:pk>/analyse/textes/", analyses.textes, name="textes"),
    path("<cle:pk>/analyse/acteurs/", analyses_acteurs.acteurs, name="acteurs"),
    path("<cle:pk>/analyse/premiers-appuis/", analyses_acteurs.premiers_appuis, name="premiers_appuis"),
    path("<cle:pk>/analyse.xlsx", analyses_exports.classeur, name="analyse_xlsx"),
    path("<cle:pk>/rapport.pdf", analyses_exports.rapport, name="rapport_pdf"),
    path("acteurs/<cle:pk>/", analyses_acteurs.acteur, name="acteur"),
    path("acteurs/<cle:pk>/marquer/", analyses_acteurs.marquer, name="marquer"),
    path("acteurs/<cle:pk>/priorite/", analyses_acteurs.priorite, name="priorite"),
    path("acteurs/<cle:pk>/retenir/", analyses_acteurs.retenir, name="retenir"),
    path("acteurs/<cle:pk>/ne-plus-retenir/", analyses_acteurs.ne_plus_retenir, name="ne_plus_retenir"),
    path("acteurs/<cle:pk>/monter/", analyses_acteurs.monter, name="monter"),
    path("marques/<cle:pk>/retirer/", analyses_acteurs.demarquer, name="demarquer"),
]
