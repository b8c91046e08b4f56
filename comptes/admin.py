"""The accounts: opened, closed and helped by the administrator, who reads nothing of what people write."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html_join

from comptes.forms import CourrielField
from comptes.invitations import inviter
from comptes.models import DemandeDEffacement, Utilisateur
from coopappui.admin import Fiche, SansSupprimer
from coopappui.texte import pluriel


class FicheDeCompte(Fiche):
    email = CourrielField(nouvelle=True)
    inviter = forms.BooleanField(
        label="envoyer une invitation",
        required=False,
        initial=True,
        help_text="Un e-mail explique comment entrer avec un code reçu à cette adresse, puis choisir un mot de passe.",
    )

    class Meta:
        labels = {"is_active": "compte ouvert", "is_staff": "administrateur du site"}
        help_texts = {
            "is_active": "Fermé, le compte n’entre plus nulle part ; ce que la personne a écrit reste.",
            "is_staff": "Ouvre cette administration, pas les missions : celles-ci ont leurs membres.",
        }


@admin.register(Utilisateur)
class UtilisateurAdmin(SansSupprimer, admin.ModelAdmin):
    """No password is typed here: people choose theirs. Changing an address tells the former one."""

    form = FicheDeCompte
    list_display = ["nom", "email", "ouvert", "administrateur", "protege", "last_login"]
    list_display_links = ["nom", "email"]
    list_filter = ["is_active", "is_staff"]
    search_fields = Utilisateur.champs_cherches
    actions = ["envoyer_une_invitation", "retirer_la_double_authentification"]
    champs = ["email", "first_name", "last_name", "telephone", "is_active", "is_staff"]
    lus = ["roles", "protege", "last_login", "date_joined"]

    def get_queryset(self, request):
        proteges = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return super().get_queryset(request).annotate(a_un_second_facteur=Exists(proteges))

    def get_search_results(self, request, queryset, search_term):
        """« etienne » finds « Étienne », in the list and where a member is chosen."""
        return queryset.cherchant(search_term), False

    def get_fields(self, request, obj=None):
        return [*self.champs, *self.lus, "version"] if obj else [*self.champs, "inviter"]

    def get_readonly_fields(self, request, obj=None):
        """Only an administrator makes administrators; nobody locks themselves out."""
        proteges = {"is_staff"} if not request.user.is_superuser else set()
        if obj and obj.pk == request.user.pk:
            proteges |= {"is_staff", "is_active"}
        return [*proteges, *(self.lus if obj else [])]

    def has_change_permission(self, request, obj=None):
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        obj.is_superuser = obj.is_staff
        if not change:
            obj.password = make_password(None)
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            self._prevenir(form.initial["email"], "comptes/courriels/adresse_changee", obj)
        elif not change and form.cleaned_data["inviter"]:
            self._inviter(request, obj)

    # --- columns ------------------------------------------------------------------------------

    @admin.display(description="nom", ordering=("last_name", "first_name"))
    def nom(self, compte):
        return compte.get_full_name() or "(sans nom)"

    @admin.display(description="ouvert", boolean=True, ordering="is_active")
    def ouvert(self, compte):
        return compte.is_active

    @admin.display(description="administrateur", boolean=True, ordering="is_staff")
    def administrateur(self, compte):
        return compte.is_staff

    @admin.display(description="double authentification", boolean=True)
    def protege(self, compte):
        return compte.a_un_second_facteur

    @admin.display(description="missions")
    def roles(self, compte):
        """Where the account is a member; nothing of what it does there."""
        roles = compte.appartenances.filter(actif=True).select_related("mission")
        liens = ((reverse("admin:missions_mission_change", args=[r.mission_id]), r.mission, r) for r in roles)
        phrases = [(url, mission, membre.get_role_display().lower()) for url, mission, membre in liens]
        return format_html_join("; ", '<a href="{}">{}</a> ({})', phrases) or "aucune"

    # --- actions ------------------------------------------------------------------------------

    @admin.action(description="Envoyer une invitation", permissions=["change"])
    def envoyer_une_invitation(self, request, comptes):
        ouverts = comptes.filter(is_active=True)
        for compte in ouverts:
            self._inviter(request, compte)
        n = len(ouverts)
        messages.success(request, f"{n} invitation{pluriel(n)} envoyée{pluriel(n)}.")

    @admin.action(description="Retirer la double authentification (téléphone perdu)", permissions=["change"])
    def retirer_la_double_authentification(self, request, comptes):
        """The second factor of an administrator is only taken away by another one."""
        concernes = [c for c in comptes.filter(a_un_second_facteur=True) if self.has_change_permission(request, c)]
        for compte in concernes:
            Authenticator.objects.filter(user=compte).delete()
            self._prevenir(compte.email, "comptes/courriels/second_facteur_retire", compte)
            self.log_change(request, compte, "Double authentification retirée.")
        n = len(concernes)
        messages.success(request, f"Double authentification retirée pour {n} compte{pluriel(n)}.")

    def _inviter(self, request, compte):
        inviter(request, compte, "Un compte vous est ouvert sur CoopAppui.")

    def _prevenir(self, adresse, courriel, compte):
        get_adapter().send_mail(courriel, adresse, {"compte": compte})


@admin.register(DemandeDEffacement)
class DemandeDEffacementAdmin(SansSupprimer, admin.ModelAdmin):
    """Read, then carried out: nothing is typed here, and what is erased cannot come back."""

    list_display = ["compte", "demandee_le", "etat", "traitee_le", "traitee_par"]
    list_filter = ["etat"]
    actions = ["effacer"]
    fields = ["compte", "precision", "demandee_le", "etat", "traitee_le", "traitee_par", "compte_rendu"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    @admin.action(description="Effacer définitivement les données de ces personnes", permissions=["change"])
    def effacer(self, request, demandes):
        for demande in demandes.select_related("compte"):
            try:
                demande.executer(request.user)
            except ValidationError as refus:
                messages.error(request, f"{demande.compte} : {' '.join(refus.messages)}")
            else:
                self.log_change(request, demande, "Données effacées.")
                messages.success(request, f"Effacé. {demande.compte_rendu}")
