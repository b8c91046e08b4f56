"""Reference lists, and the resources shared by all: what the missions write never enters the Django admin."""

from django.contrib import admin

from appuis.models import Ressource, Rubrique, TypeCooperation, TypeFinancement
from coopappui.admin import AvecHistorique, Fiche, ReferenceAdmin, SansSupprimer

admin.site.register([TypeCooperation, TypeFinancement], ReferenceAdmin)


class FicheDeRessource(Fiche):
    """Shared resources are texts, links or videos: no file is uploaded here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubrique"].choices = Rubrique.groupees()
        sans_fichier = [choix for choix in Ressource.Genre.choices if choix[0] != Ressource.Genre.FICHIER]
        self.fields["genre"].choices = sans_fichier


@admin.register(Ressource)
class RessourceAdmin(SansSupprimer, AvecHistorique, admin.ModelAdmin):
    """The method sheets that come with the portal, and what administrators add for everybody."""

    form = FicheDeRessource
    list_display = ["titre", "rubrique", "genre", "audience", "etat", "a_revoir_le"]
    list_filter = ["rubrique", "genre", "etat"]
    search_fields = ["recherche"]
    filter_horizontal = ["langues"]
    fields = [
        *("titre", "genre", "adresse", "texte", "resume", "rubrique", "stades", "blocages", "themes", "langues"),
        *("source", "audience", "etat", "a_revoir_le", "version"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(mission=None)

    def get_search_results(self, request, queryset, search_term):
        return queryset.cherchant(search_term), False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.cree_par = request.user
        super().save_model(request, obj, form, change)
