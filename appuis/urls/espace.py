"""What a bénéficiaire sees: their appuis and their projects, and nothing else."""

from django.urls import path

from appuis.views import espace, espace_gestes

app_name = "espace"
urlpatterns = [
    path("", espace.espace, name="espace"),
    path("appuis/<int:pk>/", espace.appui, name="appui"),
    path("appuis/<int:pk>/feuille-de-route.pdf", espace.feuille_de_route_pdf, name="feuille_de_route_pdf"),
    path("appuis/<int:pk>/inviter/", espace_gestes.inviter, name="inviter"),
    path("appuis/<int:pk>/mettre-fin/", espace_gestes.mettre_fin, name="mettre_fin"),
    path("projets/<int:pk>/", espace.projet, name="projet"),
    path("charte/<int:pk>/", espace_gestes.charte, name="charte"),
    path("engagements/<int:pk>/fait/", espace.engagement_fait, name="engagement_fait"),
    path("engagements/<int:pk>/rouvrir/", espace.engagement_rouvrir, name="engagement_rouvrir"),
]
