from django.urls import path

from appuis.views.recherche import recherche

urlpatterns = [path("recherche/", recherche, name="recherche")]
