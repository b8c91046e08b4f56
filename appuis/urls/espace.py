"""What a bénéficiaire sees: their appuis and their projects, and nothing else."""

from django.urls import path

from appuis.views import espace, espace_gestes, suivi_a_confirmer

app_name = "espace"
urlpatterns = [
    path("", espace.espace, name="espace"),
    path("appuis/<cle:pk>/", espace.appui, name="appui"),
    path("appuis/<cle:pk>/feuille-de-route.pdf", espace.feuille_de_route_pdf, name="feuille_de_route_pdf"),
    path("appuis/<cle:pk>/inviter/", espace_gestes.inviter, name="inviter"),
    path("appuis/<cle:pk>/mettre-fin/", espace_gestes.mettre_fin, name="mettre_fin"),
    path("projets/<cle:pk>/", espace.projet, name="projet"),
    path("charte/<cle:pk>/", espace_gestes.charte, name="charte"),
    path("tableau-de-suivi/<cle:pk>/", suivi_a_confirmer.suivi, name="suivi"),
    path("tableau-de-suivi/<cle:pk>/exact/", suivi_a_confirmer.exact, name="suivi_exact"),
    path("tableau-de-suivi/<cle:pk>/commencer/", suivi_a_confirmer.commencer, name="suivi_commencer"),
    path("tableau-de-suivi/<cle:pk>/corriger/", suivi_a_confirmer.corriger, name="suivi_corriger"),
    path("engagements/<cle:pk>/fait/", espace.engagement_fait, name="engagement_fait"),
    path("engagements/<cle:pk>/rouvrir/", espace.engagement_rouvrir, name="engagement_rouvrir"),
]
