"""The conversation of an appui: one page for its officers and its bénéficiaires, at the number of the appui."""

from django.urls import path

from appuis.views import messages

app_name = "messages"
urlpatterns = [
    path("<cle:pk>/", messages.conversation, name="conversation"),
    path("<cle:pk>/lus/", messages.lus, name="lus"),
    path("messages/<cle:pk>/supprimer/", messages.supprimer, name="supprimer"),
    path("pieces/<cle:pk>/", messages.piece, name="piece"),
]
