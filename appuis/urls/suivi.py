"""The tableaux de suivi and their exports: stable addresses, the same query string for the three."""

from django.urls import path

from appuis.views import suivi

urlpatterns = [
    path("appuis/", suivi.suivi_appuis, name="suivi_appuis"),
    path("appuis/suivi.xlsx", suivi.suivi_appuis_xlsx, name="suivi_appuis_xlsx"),
    path("appuis/suivi.pdf", suivi.suivi_appuis_pdf, name="suivi_appuis_pdf"),
    path("projets/", suivi.suivi_actions, name="suivi_actions"),
    path("projets/suivi.xlsx", suivi.suivi_actions_xlsx, name="suivi_actions_xlsx"),
    path("projets/suivi.pdf", suivi.suivi_actions_pdf, name="suivi_actions_pdf"),
    path("mission/<cle:pk>/colonnes/<slug:tableau>/", suivi.suivi_colonnes, name="suivi_colonnes"),
]
