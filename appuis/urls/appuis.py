"""An appui and all that hangs on it."""

from django.urls import path

from appuis.views import appuis, engagements, etapes, notes, sequences, transitions

app_name = "appuis"
urlpatterns = [
    path("nouveau/", appuis.nouveau, name="nouveau"),
    path("choisir/", appuis.choisir, name="choisir"),
    path("<int:pk>/", appuis.appui, name="appui"),
    path("<int:pk>/modifier/", appuis.modifier, name="modifier"),
    path("<int:pk>/historique/", appuis.historique, name="historique"),
    path("<int:pk>/etapes/<slug:etape>/", etapes.etape, name="etape"),
    path("<int:pk>/etapes/<slug:etape>/rouvrir/", etapes.rouvrir, name="rouvrir_etape"),
    path("<int:pk>/suspendre/", transitions.suspendre, name="suspendre"),
    path("<int:pk>/arreter/", transitions.arreter, name="arreter"),
    path("<int:pk>/reprendre/", transitions.reprendre, name="reprendre"),
    path("<int:pk>/clore/", transitions.clore, name="clore"),
    path("<int:pk>/relancer/", transitions.relancer, name="relancer"),
    path("<int:pk>/reporter/", transitions.reporter, name="reporter"),
    path("<int:pk>/transmettre/", transitions.transmettre, name="transmettre"),
    path("<int:pk>/sequences/nouvelle/", sequences.sequence_nouvelle, name="sequence_nouvelle"),
    path("sequences/<int:pk>/modifier/", sequences.sequence_modifier, name="sequence_modifier"),
    path("sequences/<int:pk>/supprimer/", sequences.sequence_supprimer, name="sequence_supprimer"),
    path("<int:pk>/blocages/nouveau/", sequences.blocage_nouveau, name="blocage_nouveau"),
    path("blocages/<int:pk>/modifier/", sequences.blocage_modifier, name="blocage_modifier"),
    path("blocages/<int:pk>/lever/", sequences.blocage_lever, name="blocage_lever"),
    path("blocages/<int:pk>/rouvrir/", sequences.blocage_rouvrir, name="blocage_rouvrir"),
    path("blocages/<int:pk>/supprimer/", sequences.blocage_supprimer, name="blocage_supprimer"),
    path("<int:pk>/engagements/nouveau/", engagements.engagement_nouveau, name="engagement_nouveau"),
    path("engagements/<int:pk>/modifier/", engagements.engagement_modifier, name="engagement_modifier"),
    path("engagements/<int:pk>/fait/", engagements.engagement_fait, name="engagement_fait"),
    path("engagements/<int:pk>/rouvrir/", engagements.engagement_rouvrir, name="engagement_rouvrir"),
    path("engagements/<int:pk>/relancer/", engagements.engagement_relancer, name="engagement_relancer"),
    path("engagements/<int:pk>/supprimer/", engagements.engagement_supprimer, name="engagement_supprimer"),
    path("<int:pk>/notes/nouvelle/", notes.note_nouvelle, name="note_nouvelle"),
    path("notes/<int:pk>/modifier/", notes.note_modifier, name="note_modifier"),
    path("notes/<int:pk>/supprimer/", notes.note_supprimer, name="note_supprimer"),
]
