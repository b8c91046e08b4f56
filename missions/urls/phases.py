"""The four phases of a mission and the groups to contact; included in the namespace « mission »."""

from django.urls import path

from missions.views import groupes, phases

urlpatterns = [
    path("", phases.phases, name="phases"),
    path("avancement.xlsx", phases.phases_xlsx, name="phases_xlsx"),
    path("historique/", phases.historique, name="phases_historique"),
    path("<cle:numero>/", phases.phase, name="phase"),
    path("<cle:numero>/actions/nouvelle/", phases.action_nouvelle, name="action_nouvelle"),
    path("actions/<slug:code>/", phases.action, name="action"),
    path("actions/<slug:code>/etat/", phases.action_etat, name="action_etat"),
    path("actions/<slug:code>/supprimer/", phases.action_supprimer, name="action_supprimer"),
    path("actions/<slug:code>/documents/nouveau/", phases.document_nouveau, name="action_document"),
    path("documents/<cle:numero>/", phases.document, name="document_d_action"),
    path("documents/<cle:numero>/supprimer/", phases.document_supprimer, name="document_d_action_supprimer"),
    path("groupes/", groupes.groupes, name="groupes"),
    path("groupes.xlsx", groupes.groupes_xlsx, name="groupes_xlsx"),
    path("groupes/ajouter/", groupes.groupes_ajouter, name="groupes_ajouter"),
    path("groupes/<cle:numero>/", groupes.groupe, name="groupe"),
    path("groupes/<cle:numero>/au-reseau/", groupes.groupe_au_reseau, name="groupe_au_reseau"),
    path("groupes/<cle:numero>/contacte/", groupes.groupe_contacte, name="groupe_contacte"),
    path("groupes/<cle:numero>/supprimer/", groupes.groupe_supprimer, name="groupe_supprimer"),
]
