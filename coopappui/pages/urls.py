from django.conf import settings
from django.urls import path

from coopappui.pages import views

urlpatterns = [
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", views.donnees_personnelles, name="donnees_personnelles"),
    path("sante/", views.sante, name="sante"),
]
if settings.DEBUG:
    from coopappui.pages import galerie

    urlpatterns.append(path("composants/", galerie.composants, name="composants"))
