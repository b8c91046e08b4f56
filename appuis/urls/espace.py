"""What a bénéficiaire sees: their appuis and their projects, and nothing else."""

from django.urls import path

from appuis.views import espace, espace_gestes, suivi_a_confirmer

app_name = "espace"
urlpatterns = [
    path("", espace.espace, name="espace"),
    path("appuis/<int:pk>/", espace.appui, name="appui"),
    path("appuis/<int:pk>/feuille-de-route.pdf", espace.feuille_de_route_pdf, name="feuille_de_route_pdf"),
    path("appuis/<int:pk>/inviter/", espace_gestes.inviter, name="inviter"),
    path("appuis/<int:pk>/mettre-fin/", espace_gestes.mettre_fin, name="mettre_fin"),
    path("projets/<int:pk>/", espace.projet, name="projet"),
    path("charte/<int:pk>/", espace_gestes.charte, name="charte"),
    path("tableau-de-suivi/<int:pk>/", suivi_a_confirmer.suivi, name="suivi"),
    path("tableau-de-suivi/<int:pk>/exact/", suivi_a_confirmer.exact, name="suivi_exact"),
    path("tableau-de-suivi/<int:pk>/commencer/", suivi_a_confirmer.commencer, name="suivi_commencer"),
    path("tableau-de-suivi/<int:pk>/corriger/", suivi_a_confirmer.corriger, name="suivi_corriger"),
    path("engagements/<int:pk>/fait/", espace.engagement_fait, name="engagement_fait"),
    path("engagements/<int:pk>/rouvrir/", espace.engagement_rouvrir, name="engagement_rouvrir"),
]
