"""What the personal link of an enquête opens: no account is needed."""

from django.urls import path

from missions.views import repondre as views

app_name = "repondre"
urlpatterns = [
    path("<str:jeton>/", views.enquete, name="enquete"),
    path("<str:jeton>/questions/", views.questions, name="questions"),
    path("<str:jeton>/relire/", views.relire, name="relire"),
    path("<str:jeton>/refuser/", views.refuser, name="refuser"),
    path("<str:jeton>/revenir/", views.revenir, name="revenir"),
]
