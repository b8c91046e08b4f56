"""Missions, their members and the reference lists of the réseau."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from coopappui.admin import Fiche, ReferenceAdmin, SansSupprimer
from coopappui.historique import entrees
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
class MissionAdmin(SansSupprimer, admin.ModelAdmin):
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
        return sum(m.present for m in mission.membres.all())

    def history_view(self, request, object_id, extra_context=None):
        """Told field by field, and with the members: the stock page only knows what was done in the admin."""
        mission = get_object_or_404(Mission, pk=object_id)
        if not self.has_view_or_change_permission(request, mission):
            raise PermissionDenied
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"Historique : {mission}",
            "objet": mission,
            "entrees": entrees(mission, liees=["membres"]),
        }
        return render(request, "administration/historique.html", contexte)


admin.site.register([TypeStructure, Langue], ReferenceAdmin)
