from django.conf import settings
from django.urls import path

from coopappui.pages import views

urlpatterns = [
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("donnees-personnelles/", views.donnees_personnelles, name="donnees_personnelles"),
    path("sante/", views.sante, name="sante"),
]
if settings.DEBUG:
    from coopappui.pages import boite, galerie

    urlpatterns += [
        path("composants/", galerie.composants, name="composants"),
        path("courriels/", boite.courriels, name="courriels"),
        path("courriels/<str:nom>/", boite.courriel, name="courriel"),
    ]
