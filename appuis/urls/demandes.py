"""The requests received from the public pages, for the officers of the mission."""

from django.urls import path

from appuis.views import demandes as views

app_name = "demandes"
urlpatterns = [
    path("", views.demandes, name="liste"),
    path("<int:pk>/", views.demande, name="demande"),
    path("<int:pk>/confier/", views.confier, name="confier"),
    path("<int:pk>/ecarter/", views.ecarter, name="ecarter"),
    path("<int:pk>/reprendre/", views.reprendre, name="reprendre"),
]
