"""What a bénéficiaire sees: their appuis, and nothing else."""

from django.urls import path

from appuis.views import espace

app_name = "espace"
urlpatterns = [
    path("", espace.espace, name="espace"),
    path("appuis/<int:pk>/", espace.appui, name="appui"),
    path("appuis/<int:pk>/feuille-de-route.pdf", espace.feuille_de_route_pdf, name="feuille_de_route_pdf"),
    path("engagements/<int:pk>/fait/", espace.engagement_fait, name="engagement_fait"),
    path("engagements/<int:pk>/rouvrir/", espace.engagement_rouvrir, name="engagement_rouvrir"),
]
