"""The charte and the fiche de poste of each mission: a draft to edit, versions to publish, compare, take up again."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from coopappui.admin import AvecHistorique, Fiche, SansSupprimer
from coopappui.formulaires import _nettoyer_donnees
from coopappui.lignes_admin import LigneDeFiche, LignesDeFiche
from missions.documents import Comparaison, repondre_en_pdf
from missions.models import Activite, Mission


class _Propre:
    """Cleaned text, and one way of ending lines: a draft saved as it came says the same as its version."""

    extrait = 30_000

    def __init__(self, data=None, *args, **kwargs):
        data = _nettoyer_donnees(data)
        if data and not getattr(data, "une_fin_de_ligne", False):
            data = data.copy()
            data.propre = data.une_fin_de_ligne = True
            for cle, valeurs in list(data.lists()):
                data.setlist(cle, [valeur.replace("\r\n", "\n") for valeur in valeurs])
        super().__init__(data, *args, **kwargs)


class FicheDeDocument(_Propre, Fiche):
    """`lu` is what the whole draft said when the page was opened, rows included: nobody publishes unread words."""

    lu = forms.CharField(widget=forms.HiddenInput, required=False)
    avant, relu, par = "", True, ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["lu"] = self.instance.empreinte()

    def _clean_form(self):
        super()._clean_form()
        if self.instance.pk:
            # Read under the lock that the form has just taken.
            stocke = type(self.instance).objects.select_related("modifie_par").get(pk=self.instance.pk)
            self.avant, self.par = stocke.empreinte(), stocke.derniere_main
            self.relu = self.cleaned_data.get("lu") == self.avant


class FicheDActivite(_Propre, LigneDeFiche):
    pass


class ActiviteInline(admin.TabularInline):
    model = Activite
    form = FicheDActivite
    formset = LignesDeFiche
    fields = ["rang", "activite", "avec_qui", "suppleance", "version"]
    extra = 1
    max_num = 200
    verbose_name_plural = "activités"


class DocumentAdmin(SansSupprimer, AvecHistorique, admin.ModelAdmin):
    form = FicheDeDocument
    list_display = ["mission", "etat_du_brouillon", "version_en_vigueur", "mis_a_jour"]
    search_fields = ["mission__nom"]
    actions = ["publier"]
    change_form_template = "administration/document.html"

    # --- the list -----------------------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).avec_etat()

    @admin.display(description="état")
    def etat_du_brouillon(self, document):
        return document.etat.label

    @admin.display(description="version en vigueur")
    def version_en_vigueur(self, document):
        return f"n° {document.numero_publie} du {document.publie_le:%d/%m/%Y}" if document.numero_publie else "aucune"

    @admin.display(description="mis à jour", ordering="modifie_le")
    def mis_a_jour(self, document):
        jour = date_format(timezone.localtime(document.modifie_le), "d/m/Y")
        return f"{jour} par {document.modifie_par}" if document.modifie_par else jour

    @admin.action(description="Publier les brouillons choisis", permissions=["change"])
    def publier(self, request, documents):
        for document in documents:
            self._publier(request, document)

    # --- the draft ----------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """The sections of the plan. A heading that says the same as its only field is not said twice."""
        parts = [(None, {"fields": ["mission", "version", "lu"]})]
        for section in self.model.sections():
            libelles = [str(champ.verbose_name) for champ in section.champs(self.model)]
            if libelles == [section.titre[:1].lower() + section.titre[1:]] and parts[-1][0] is None:
                parts[-1][1]["fields"] += section.noms
            else:
                parts.append((section.titre, {"fields": list(section.noms), "description": section.aide or None}))
        return parts

    def get_readonly_fields(self, request, obj=None):
        return ["mission"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "mission":
            kwargs["queryset"] = Mission.objects.filter(**{self.opts.model_name: None})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        tableau = next(iter(self.model.tableaux()), None)
        context |= {
            "show_save_and_add_another": False,
            "apres": self.model.plan[self.model.plan.index(tableau) - 1].titre if tableau else "",
            "consigne_des_lignes": tableau.aide if tableau else "",
            "etat": obj.etat if obj else "",
            "derniere": obj.versions.defer("contenu").first() if obj else None,
            "modifiable": self.has_change_permission(request, obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        brouillon = self.model.objects.get(pk=form.instance.pk)
        if brouillon.empreinte() != form.avant:
            brouillon.toucher(request.user)
        form.instance.relu, form.instance.par = form.relu, form.par

    def response_add(self, request, obj, post_url_continue=None):
        reponse = super().response_add(request, obj, post_url_continue)
        return self._apres(request, obj, reponse)

    def response_change(self, request, obj):
        return self._apres(request, obj, super().response_change(request, obj))

    def _apres(self, request, obj, reponse):
        """« Publier » saves, then publishes; the page comes back with what was done or why it was not."""
        if "_publier" not in request.POST:
            return reponse
        if obj.relu:
            self._publier(request, obj)
        else:
            messages.error(
                request,
                f"{obj} n’est pas publié : {obj.par} a modifié ce brouillon pendant que vous l’écriviez. "
                "Vos changements sont enregistrés avec les siens : relisez l’ensemble, puis publiez.",
            )
        return HttpResponseRedirect(self._url("change", obj.pk))

    def _publier(self, request, document):
        try:
            version = document.publier(request.user)
        except ValidationError as refus:
            messages.error(request, f"{document} : {' '.join(refus.messages)}")
        else:
            self.log_change(request, document, f"Publication : {version.nom}")
            messages.success(request, f"{document} : {version.nom}, publiée.")

    # --- its versions -------------------------------------------------------------------------

    def _url(self, nom, *arguments):
        return reverse(f"admin:missions_{self.opts.model_name}_{nom}", args=arguments)

    def get_urls(self):
        pages = [
            ("<cle:pk>/apercu.pdf", self.apercu_pdf, "apercu_pdf"),
            ("<cle:pk>/versions/", self.versions, "versions"),
            ("<cle:pk>/versions/<cle:numero>/", self.lire_version, "lire_version"),
            ("<cle:pk>/versions/<cle:numero>.pdf", self.version_pdf, "version_pdf"),
            ("<cle:pk>/versions/<cle:numero>/reprendre/", self.reprendre, "reprendre"),
            ("<cle:pk>/differences/", self.differences, "differences"),
        ]
        siennes = [
            path(chemin, self.admin_site.admin_view(vue), name=f"missions_{self.opts.model_name}_{nom}")
            for chemin, vue, nom in pages
        ]
        return siennes + super().get_urls()

    def _document(self, request, pk, ecrire=False):
        document = get_object_or_404(self.model.objects.select_related("mission"), pk=pk)
        permis = self.has_change_permission if ecrire else self.has_view_or_change_permission
        if not permis(request, document):
            raise PermissionDenied
        return document

    def _version(self, document, numero):
        return get_object_or_404(document.versions.select_related("mission", "publiee_par"), numero=numero)

    def _page(self, request, gabarit, document, titre, **contexte):
        contexte |= {
            **self.admin_site.each_context(request),
            "title": titre,
            "opts": self.opts,
            "brouillon": document,
            "modifiable": self.has_change_permission(request, document),
        }
        return render(request, f"administration/{gabarit}.html", contexte)

    # Methods of an admin: the decorators of views read the request first.
    def apercu_pdf(self, request, pk):
        return require_safe(lambda request: repondre_en_pdf(self._document(request, pk)))(request)

    def version_pdf(self, request, pk, numero):
        vue = require_safe(lambda request: repondre_en_pdf(self._version(self._document(request, pk), numero)))
        return vue(request)

    def versions(self, request, pk):
        document = self._document(request, pk)
        versions = list(document.versions.defer("contenu").select_related("publiee_par"))
        contexte = {"versions": versions, "lu": document.empreinte(), "etat": document.etat}
        return self._page(request, "versions", document, f"Versions : {document}", **contexte)

    def lire_version(self, request, pk, numero):
        document = self._document(request, pk)
        version = self._version(document, numero)
        return self._page(request, "version", document, str(version), version=version, lu=document.empreinte())

    def differences(self, request, pk):
        document = self._document(request, pk)
        comparaison = Comparaison(document.versions, request.GET, brouillon=document)
        return self._page(request, "differences", document, f"Différences : {document}", comparaison=comparaison)

    def reprendre(self, request, pk, numero):
        return require_POST(lambda request: self._reprendre(request, pk, numero))(request)

    def _reprendre(self, request, pk, numero):
        self._document(request, pk, ecrire=True)
        document = self.model.objects.select_for_update().get(pk=pk)
        version = self._version(document, numero)
        if document.empreinte() != request.POST.get("lu"):
            messages.error(
                request,
                f"{document.derniere_main} a modifié le brouillon depuis que vous avez ouvert cette page : rien n’est "
                "remplacé. Relisez-le ; si vous voulez toujours reprendre cette version, recommencez.",
            )
            return redirect(self._url("versions", pk))
        document.reprendre(version, request.user)
        self.log_change(request, document, f"Reprise dans le brouillon : {version.nom}")
        messages.success(request, f"Le brouillon reprend la {version.nom}. Rien n’est publié pour l’instant.")
        return redirect(self._url("change", pk))


class CharteAdmin(DocumentAdmin):
    pass


class FicheDePosteAdmin(DocumentAdmin):
    liees = ("activites",)
    inlines = [ActiviteInline]
