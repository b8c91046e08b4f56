"""Sign-in, password and second factor: the addresses of allauth that make sense here, under its own names.

Left out, hence 404: several addresses an account, their verification, and the page of linked identities.
"""

from functools import wraps

from allauth.account import views as compte
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as secours
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path, re_path, reverse
from django.views.decorators.http import require_http_methods

from comptes import views, views_donnees, views_notifications

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])


def _apres_confirmation(vue):
    """Sends to « C’est bien vous ? » first when the view asks for it.

    allauth's middleware would, but it only sees the exceptions of views that Django calls itself: ours write inside
    a transaction (coopappui.middleware.EcritureAtomique).
    """

    @wraps(vue)
    def confirmee(request, *args, **kwargs):
        try:
            return vue(request, *args, **kwargs)
        except ReauthenticationRequired:
            moyens = get_adapter().get_reauthentication_methods(request.user)
            return suspend_request(request, moyens[0]["url"] if moyens else reverse("account_login"))

    return confirmee


def _gardee(vue):
    """allauth's views take PUT for POST; ours do not."""
    return lire_ou_poster(_apres_confirmation(vue))


def _adresse(chemin, vue, nom):
    return path(chemin, _gardee(vue), name=nom)


app = [
    path("profil/", views.profil, name="profil"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/presence/", views.presence, name="presence"),
    path("sessions/fermer/", views.fermer_les_sessions, name="fermer_les_sessions"),
    path("notifications/", views_notifications.notifications, name="notifications"),
    path("notifications/lues/", views_notifications.tout_lire, name="tout_lire"),
    path("notifications/<cle:pk>/", views_notifications.ouvrir, name="notification"),
    path("mes-donnees/", views_donnees.mes_donnees, name="mes_donnees"),
    path("mes-donnees/mes-donnees.zip", views_donnees.telecharger, name="telecharger_mes_donnees"),
    path("mes-donnees/effacement/", views_donnees.demander_l_effacement, name="demander_l_effacement"),
    path("mes-donnees/effacement/<cle:pk>/retirer/", views_donnees.retirer_la_demande, name="retirer_la_demande"),
    path("e-mails/", views_notifications.rythmes, name="rythmes"),
]

urlpatterns = [
    path("", include((app, "comptes"))),
    path("desabonnement/<str:jeton>/", views_notifications.desabonnement, name="desabonnement"),
    _adresse("connexion/", compte.login, "account_login"),
    _adresse("connexion/code/", compte.request_login_code, "account_request_login_code"),
    _adresse("connexion/code/saisie/", compte.confirm_login_code, "account_confirm_login_code"),
    _adresse("connexion/second-facteur/", mfa.authenticate, "mfa_authenticate"),
    _adresse("deconnexion/", compte.logout, "account_logout"),
    _adresse("ferme/", compte.account_inactive, "account_inactive"),
    _adresse("inscription/", compte.signup, "account_signup"),
    _adresse("mot-de-passe/", compte.password_change, "account_change_password"),
    _adresse("mot-de-passe/choisir/", compte.password_set, "account_set_password"),
    _adresse("mot-de-passe/oublie/", compte.password_reset, "account_reset_password"),
    _adresse("mot-de-passe/oublie/envoye/", compte.password_reset_done, "account_reset_password_done"),
    re_path(
        r"^mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        _gardee(compte.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _adresse("confirmer/mot-de-passe/", compte.reauthenticate, "account_reauthenticate"),
    _adresse("confirmer/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    _adresse("securite/", mfa.index, "mfa_index"),
    _adresse("securite/application/", totp.activate_totp, "mfa_activate_totp"),
    _adresse("securite/application/retirer/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _adresse("securite/codes/", secours.view_recovery_codes, "mfa_view_recovery_codes"),
    _adresse("securite/codes/nouveaux/", secours.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _adresse("securite/codes/telecharger/", secours.download_recovery_codes, "mfa_download_recovery_codes"),
    _adresse("federation/<slug:provider_id>/", views.entrer_par_un_fournisseur, "openid_connect_login"),
    _adresse("federation/<slug:provider_id>/retour/", oidc.callback, "openid_connect_callback"),
]
