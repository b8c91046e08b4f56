"""Published offers: public pages, at an address that does not change; and the way to answer them."""

from django.urls import path

from outils.views import offres, reponses

app_name = "offres"
urlpatterns = [
    path("<cle:pk>/", offres.offre, name="offre"),
    path("<cle:pk>.pdf", offres.pdf, name="pdf"),
    path("<cle:pk>/repondre/", reponses.repondre, name="repondre"),
    path("<cle:pk>/repondre/merci/", reponses.merci, name="merci"),
]
