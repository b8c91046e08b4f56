"""Missions, their members and the reference lists of the réseau."""

from django.contrib import admin
from django.db import transaction

from coopappui.admin import AvecHistorique, Fiche, ReferenceAdmin, SansSupprimer
from coopappui.images import ImageField
from missions.documents_admin import CharteAdmin, FicheDePosteAdmin
from missions.models import Charte, FicheDePoste, Langue, Membre, Mission, TypeStructure


class MembreInline(admin.TabularInline):
    """Members are closed, not removed: what they wrote stays signed."""

    model = Membre
    form = Fiche
    fields = ["utilisateur", "role", "actif", "version"]
    extra = 1
    can_delete = False
    autocomplete_fields = ["utilisateur"]


class FicheDeMission(Fiche):
    logo = ImageField(
        label="Logo",
        required=False,
        help_text="PNG ou JPEG, 2 Mo au plus. Il paraît en tête des documents et des PDF de la mission.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["logo"].widget.en_ligne = self.instance.logo_en_ligne


@admin.register(Mission)
class MissionAdmin(SansSupprimer, AvecHistorique, admin.ModelAdmin):
    form = FicheDeMission
    liees = ("membres",)
    list_display = ["nom", "cadre", "membres_actifs"]
    list_filter = ["cadre"]
    search_fields = ["nom"]
    fields = ["nom", "cadre", "presentation", "logo", "delai_relance", "version"]
    inlines = [MembreInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("membres__utilisateur")

    def save_model(self, request, obj, form, change):
        """The former logo goes once the new one is there for good."""
        ancien = form.initial.get("logo")
        super().save_model(request, obj, form, change)
        if ancien and obj.logo != ancien:
            transaction.on_commit(lambda: ancien.storage.delete(ancien.name))

    @admin.display(description="membres actifs")
    def membres_actifs(self, mission):
        return sum(m.present for m in mission.membres.all())


admin.site.register(Charte, CharteAdmin)
admin.site.register(FicheDePoste, FicheDePosteAdmin)
admin.site.register([TypeStructure, Langue], ReferenceAdmin)
