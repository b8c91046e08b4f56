"""Missions, their members and the reference lists of the réseau."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from coopappui.admin import Fiche, ReferenceAdmin, SansSupprimer
from missions.models import Langue, Membre, Mission, TypeStructure


class MembreInline(admin.TabularInline):
    """Members are closed, not removed: what they wrote stays signed."""

    model = Membre
    form = Fiche
    fields = ["utilisateur", "role", "actif", "version"]
    extra = 1
    can_delete = False
    autocomplete_fields = ["utilisateur"]


@admin.register(Mission)
class MissionAdmin(SansSupprimer, SimpleHistoryAdmin):
    form = Fiche
    list_display = ["nom", "cadre", "membres_actifs"]
    list_filter = ["cadre"]
    search_fields = ["nom"]
    fields = ["nom", "cadre", "presentation", "delai_relance", "version"]
    inlines = [MembreInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("membres__utilisateur")

    @admin.display(description="membres actifs")
    def membres_actifs(self, mission):
        return sum(m.actif and m.utilisateur.is_active for m in mission.membres.all())


admin.site.register([TypeStructure, Langue], ReferenceAdmin)
