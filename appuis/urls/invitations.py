"""Inviting somebody of the réseau, and the link they receive."""

from django.urls import path

from appuis.views import invitations

app_name = "invitations"
urlpatterns = [
    path("appuis/<cle:pk>/", invitations.a_un_appui, name="a_un_appui"),
    path("projets/<cle:pk>/", invitations.a_un_projet, name="a_un_projet"),
    path("appuis/<cle:pk>/acces/", invitations.acces_a_un_appui, name="acces_a_un_appui"),
    path("projets/<cle:pk>/acces/", invitations.acces_a_un_projet, name="acces_a_un_projet"),
    path("personnes/<cle:pk>/", invitations.une_personne, name="une_personne"),
    path("<cle:pk>/renvoyer/", invitations.renvoyer, name="renvoyer"),
    path("<cle:pk>/revoquer/", invitations.revoquer, name="revoquer"),
    path("lien/<str:jeton>/", invitations.ouvrir, name="ouvrir"),
]
