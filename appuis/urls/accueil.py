"""The home page, the quick log, the to-do list."""

from django.urls import path

from appuis.views import accueil, echange, engagements

urlpatterns = [
    path("", accueil.accueil, name="accueil"),
    path("echange/", echange.echange, name="echange"),
    path("a-faire/", engagements.a_faire, name="a_faire"),
    path("a-faire.ics", engagements.a_faire_ics, name="a_faire_ics"),
]
