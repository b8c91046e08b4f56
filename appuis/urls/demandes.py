"""The requests received from the public pages, for the officers of the mission."""

from django.urls import path

from appuis.views import demandes as views

app_name = "demandes"
urlpatterns = [
    path("", views.demandes, name="liste"),
    path("<cle:pk>/", views.demande, name="demande"),
    path("<cle:pk>/confier/", views.confier, name="confier"),
    path("<cle:pk>/ecarter/", views.ecarter, name="ecarter"),
    path("<cle:pk>/reprendre/", views.reprendre, name="reprendre"),
]
