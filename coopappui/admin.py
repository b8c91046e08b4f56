"""The instance administrator's site: accounts, missions and reference lists, nothing of what the missions write."""

from collections.abc import Iterable
from functools import wraps

from allauth.account import views as compte
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coopappui.concurrence import VersionMixin
from coopappui.historique import entrees
from coopappui.jours import jour_long

# Third-party apps register their own tables (addresses, tokens, waiting mails…): only these apps enter.
NOTRES = {"comptes", "missions", "appuis"}


class Site(admin.AdminSite):
    site_header = "CoopAppui · administration"
    site_title = "Administration de CoopAppui"
    index_title = "Comptes, missions et listes de référence"
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        modeles = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        super().register([m for m in modeles if m._meta.app_label in NOTRES], admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Nothing here for whoever is not staff; staff first protect their account."""
        vue = super().admin_view(view, cacheable)

        @wraps(vue)
        def gardee(request, *args, **kwargs):
            if not self.has_permission(request):
                raise Http404
            if settings.MFA_OBLIGATOIRE_ADMIN and not is_mfa_enabled(request.user):
                messages.warning(request, "Avant d’ouvrir l’administration, activez la double authentification.")
                return redirect("mfa_activate_totp")
            return vue(request, *args, **kwargs)

        return gardee

    @staticmethod
    @login_not_required
    def _connexion(request, extra_context=None):
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    # Signing in and out and the password go through the portal's own pages: same brakes, same second factor.
    login = _connexion

    def logout(self, request, extra_context=None):
        return compte.logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


class Fiche(VersionMixin, forms.ModelForm):
    """The form of a page of the admin, or of a line in it. `version` is to be named in the `fields` of the page."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def _concilier(self):
        if self.instance.pk is not None:
            super()._concilier()

    def _auteur_et_date(self, nom):
        """Without a history, the admin's own journal knows."""
        if hasattr(self.instance, "history"):
            return super()._auteur_et_date(nom)
        fiche = {"content_type": get_content_type_for_model(self.instance), "object_id": self.instance.pk}
        trace = LogEntry.objects.filter(**fiche).select_related("user").first()
        if trace is None:
            return "Quelqu’un d’autre"
        return f"{trace.user}, le {jour_long(trace.action_time, 'j F à H:i')},"


class SansSupprimer:
    """ModelAdmin whose objects are closed or archived, never deleted: what depends on them must stay."""

    def has_delete_permission(self, request, obj=None):
        return False


class AvecHistorique:
    """ModelAdmin whose history is told field by field, with the rows of `liees`: the stock page only knows what was
    done in the admin."""

    liees: tuple[str, ...] = ()

    def history_view(self, request, object_id, extra_context=None):
        objet = get_object_or_404(self.model, pk=object_id)
        if not self.has_view_or_change_permission(request, objet):
            raise PermissionDenied
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"Historique : {objet}",
            "opts": self.opts,
            "objet": objet,
            "entrees": entrees(objet, liees=self.liees),
        }
        return render(request, "administration/historique.html", contexte)


class ReferenceAdmin(admin.ModelAdmin):
    """A reference list. A value in use is not deleted but archived; how many objects use it is all that is told."""

    list_display = ["libelle", "ordre", "actif"]
    list_filter = ["actif"]
    search_fields = ["libelle"]
    form = Fiche
    fields = ["libelle", "ordre", "actif", "version"]
    delete_confirmation_template = "administration/supprimer.html"

    def get_deleted_objects(self, objs, request):
        emplois = [phrase for objet in objs if (phrase := _emplois(objet))]
        noms = [str(objet) for objet in objs]
        return noms, {self.opts.verbose_name_plural: len(noms)}, set(), emplois


def _emplois(objet):
    """« Commune » : 12 structures. À archiver plutôt qu’à supprimer (nothing when unused)."""
    comptes = []
    for relation in objet._meta.related_objects:
        nombre = relation.related_model._base_manager.filter(**{relation.field.name: objet}).count()
        if nombre:
            meta = relation.related_model._meta
            comptes.append(f"{nombre} {meta.verbose_name if nombre == 1 else meta.verbose_name_plural}")
    if not comptes:
        return ""
    return f"« {objet} » sert à {', '.join(comptes)} : décochez « proposé dans les formulaires » au lieu de supprimer."
