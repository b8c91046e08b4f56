"""The addresses as in DEBUG: with the gallery of components."""

from django.urls import path

from coopappui.pages.galerie import composants
from coopappui.urls import handler500, urlpatterns  # noqa: F401

urlpatterns = [*urlpatterns, path("composants/", composants, name="composants")]
