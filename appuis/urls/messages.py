"""The conversation of an appui: one page for its officers and its bénéficiaires, at the number of the appui."""

from django.urls import path

from appuis.views import messages

app_name = "messages"
urlpatterns = [
    path("<int:pk>/", messages.conversation, name="conversation"),
    path("<int:pk>/lus/", messages.lus, name="lus"),
    path("messages/<int:pk>/supprimer/", messages.supprimer, name="supprimer"),
    path("pieces/<int:pk>/", messages.piece, name="piece"),
]
