"""Asking for an appui, on the public pages of a mission."""

from django.urls import path

from appuis.views import demander as views

urlpatterns = [
    path("<slug:adresse>/demander/", views.demander, name="demander"),
    path("<slug:adresse>/demander/recu/<str:jeton>/", views.recue, name="demande_recue"),
]
