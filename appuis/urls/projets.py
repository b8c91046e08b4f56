"""A projet de coopération and all that hangs on it; the list of projects is the tableau de suivi des actions."""

from django.urls import path

from appuis.views import croisements, projets

app_name = "projets"
urlpatterns = [
    path("nouveau/", projets.nouveau, name="nouveau"),
    path("choisir/", projets.choisir, name="choisir"),
    path("<cle:pk>/", projets.projet, name="projet"),
    path("<cle:pk>/modifier/", projets.modifier, name="modifier"),
    path("<cle:pk>/stade/", projets.stade, name="stade"),
    path("<cle:pk>/historique/", projets.historique, name="historique"),
    path("<cle:pk>/echeancier.ics", projets.echeancier, name="echeancier"),
    path("<cle:pk>/supprimer/", projets.supprimer, name="supprimer"),
    path("<cle:pk>/engagements/nouveau/", projets.engagement_nouveau, name="engagement_nouveau"),
    path("<cle:pk>/croisement/", croisements.demander, name="croisement_demander"),
    path("croisements/<cle:pk>/", croisements.croisement, name="croisement"),
    path("croisements/<cle:pk>/croisement.xlsx", croisements.classeur, name="croisement_xlsx"),
    path("croisements/<cle:pk>/croisement.pdf", croisements.imprime, name="croisement_pdf"),
    path("croisements/<cle:pk>/retenir/", croisements.retenir, name="croisement_retenir"),
    path("croisements/<cle:pk>/relancer/", croisements.relancer, name="croisement_relancer"),
    path("croisements/<cle:pk>/clore/", croisements.clore, name="croisement_clore"),
    path("engagements/<cle:pk>/modifier/", projets.engagement_modifier, name="engagement_modifier"),
]
