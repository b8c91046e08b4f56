"""A projet de coopération and all that hangs on it; the list of projects is the tableau de suivi des actions."""

from django.urls import path

from appuis.views import croisements, projets

app_name = "projets"
urlpatterns = [
    path("nouveau/", projets.nouveau, name="nouveau"),
    path("choisir/", projets.choisir, name="choisir"),
    path("<int:pk>/", projets.projet, name="projet"),
    path("<int:pk>/modifier/", projets.modifier, name="modifier"),
    path("<int:pk>/stade/", projets.stade, name="stade"),
    path("<int:pk>/historique/", projets.historique, name="historique"),
    path("<int:pk>/echeancier.ics", projets.echeancier, name="echeancier"),
    path("<int:pk>/supprimer/", projets.supprimer, name="supprimer"),
    path("<int:pk>/engagements/nouveau/", projets.engagement_nouveau, name="engagement_nouveau"),
    path("<int:pk>/croisement/", croisements.demander, name="croisement_demander"),
    path("croisements/<int:pk>/", croisements.croisement, name="croisement"),
    path("croisements/<int:pk>/croisement.xlsx", croisements.classeur, name="croisement_xlsx"),
    path("croisements/<int:pk>/croisement.pdf", croisements.imprime, name="croisement_pdf"),
    path("croisements/<int:pk>/retenir/", croisements.retenir, name="croisement_retenir"),
    path("croisements/<int:pk>/relancer/", croisements.relancer, name="croisement_relancer"),
    path("croisements/<int:pk>/clore/", croisements.clore, name="croisement_clore"),
    path("engagements/<int:pk>/modifier/", projets.engagement_modifier, name="engagement_modifier"),
]
