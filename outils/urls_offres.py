"""Published offers: public pages, at an address that does not change."""

from django.urls import path

from outils import adresses  # noqa: F401  (registers <cle:…>)
from outils.views import offres

app_name = "offres"
urlpatterns = [
    path("<cle:pk>/", offres.offre, name="offre"),
    path("<cle:pk>.pdf", offres.pdf, name="pdf"),
]
