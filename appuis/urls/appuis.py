"""An appui and all that hangs on it."""

from django.urls import path

from appuis.views import appuis, engagements, etapes, notes, sequences, transitions

app_name = "appuis"
urlpatterns = [
    path("nouveau/", appuis.nouveau, name="nouveau"),
    path("choisir/", appuis.choisir, name="choisir"),
    path("<cle:pk>/", appuis.appui, name="appui"),
    path("<cle:pk>/modifier/", appuis.modifier, name="modifier"),
    path("<cle:pk>/historique/", appuis.historique, name="historique"),
    path("<cle:pk>/etapes/<slug:etape>/", etapes.etape, name="etape"),
    path("<cle:pk>/etapes/<slug:etape>/rouvrir/", etapes.rouvrir, name="rouvrir_etape"),
    path("<cle:pk>/suspendre/", transitions.suspendre, name="suspendre"),
    path("<cle:pk>/arreter/", transitions.arreter, name="arreter"),
    path("<cle:pk>/reprendre/", transitions.reprendre, name="reprendre"),
    path("<cle:pk>/clore/", transitions.clore, name="clore"),
    path("<cle:pk>/relancer/", transitions.relancer, name="relancer"),
    path("<cle:pk>/reporter/", transitions.reporter, name="reporter"),
    path("<cle:pk>/transmettre/", transitions.transmettre, name="transmettre"),
    path("<cle:pk>/sequences/nouvelle/", sequences.sequence_nouvelle, name="sequence_nouvelle"),
    path("sequences/<cle:pk>/modifier/", sequences.sequence_modifier, name="sequence_modifier"),
    path("sequences/<cle:pk>/supprimer/", sequences.sequence_supprimer, name="sequence_supprimer"),
    path("<cle:pk>/blocages/nouveau/", sequences.blocage_nouveau, name="blocage_nouveau"),
    path("blocages/<cle:pk>/modifier/", sequences.blocage_modifier, name="blocage_modifier"),
    path("blocages/<cle:pk>/lever/", sequences.blocage_lever, name="blocage_lever"),
    path("blocages/<cle:pk>/rouvrir/", sequences.blocage_rouvrir, name="blocage_rouvrir"),
    path("blocages/<cle:pk>/supprimer/", sequences.blocage_supprimer, name="blocage_supprimer"),
    path("<cle:pk>/engagements/nouveau/", engagements.engagement_nouveau, name="engagement_nouveau"),
    path("engagements/<cle:pk>/modifier/", engagements.engagement_modifier, name="engagement_modifier"),
    path("engagements/<cle:pk>/fait/", engagements.engagement_fait, name="engagement_fait"),
    path("engagements/<cle:pk>/rouvrir/", engagements.engagement_rouvrir, name="engagement_rouvrir"),
    path("engagements/<cle:pk>/relancer/", engagements.engagement_relancer, name="engagement_relancer"),
    path("engagements/<cle:pk>/supprimer/", engagements.engagement_supprimer, name="engagement_supprimer"),
    path("<cle:pk>/notes/nouvelle/", notes.note_nouvelle, name="note_nouvelle"),
    path("notes/<cle:pk>/modifier/", notes.note_modifier, name="note_modifier"),
    path("notes/<cle:pk>/supprimer/", notes.note_supprimer, name="note_supprimer"),
]
