"""The public charte of each mission: an address to print on a flyer, which never changes."""

from django.urls import path

from missions.views import documents as views

urlpatterns = [
    path("<cle:pk>/", views.charte, name="charte"),
    path("<cle:pk>/charte.pdf", views.charte_pdf, name="charte_pdf"),
]
