"""Published offers: public pages, at an address that does not change."""

from django.urls import path

from outils.views import offres

app_name = "offres"
urlpatterns = [
    path("<int:pk>/", offres.offre, name="offre"),
    path("<int:pk>.pdf", offres.pdf, name="pdf"),
]
