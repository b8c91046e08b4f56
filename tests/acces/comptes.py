"""Who opens which page of sign-in and account. Theirs for everybody; allauth's own pages are `tierce`."""

from comptes.models import DemandeDEffacement, Notification, Sujet
from comptes.notifications import jeton_de_desabonnement
from tests.acces import TOUS, Ligne


def _ouverte(nom, args=None, get=TOUS, post=TOUS):
    """A page of sign-in: somebody signed out is answered too."""
    return Ligne(nom, args or (lambda t: []), get=get, post=post, public=True, tierce=True)


def _signee(nom, get=TOUS, post=TOUS):
    return Ligne(nom, get=get, post=post, tierce=True)


def _notification(troupe):
    notification, _ = Notification.objects.get_or_create(
        destinataire=troupe.beneficiaire, sujet=Sujet.FICHE, cle="essai", defaults={"titre": "Essai", "adresse": "/"}
    )
    return [notification.pk]


def _demande_d_effacement(troupe):
    return [DemandeDEffacement.objects.get_or_create(compte=troupe.beneficiaire)[0].pk]


def _jeton(troupe):
    return [jeton_de_desabonnement(troupe.agent, Sujet.MESSAGE)]


LIGNES = [
    Ligne("comptes:profil", get=TOUS, post=TOUS),
    Ligne("comptes:sessions", get=TOUS),
    Ligne("comptes:presence", get=TOUS),
    Ligne("comptes:fermer_les_sessions", post=TOUS),
    Ligne("comptes:notifications", get=TOUS),
    Ligne("comptes:tout_lire", post=TOUS),
    Ligne("comptes:notification", _notification, post="beneficiaire"),
    Ligne("comptes:rythmes", get=TOUS, post=TOUS),
    Ligne("comptes:mes_donnees", get=TOUS),
    Ligne("comptes:telecharger_mes_donnees", get=TOUS),
    Ligne("comptes:demander_l_effacement", get=TOUS, post=TOUS),
    Ligne("comptes:retirer_la_demande", _demande_d_effacement, post="beneficiaire"),
    # One click from a mail: the key says who; a session or a CSRF token is not asked.
    Ligne("desabonnement", _jeton, get=TOUS, post=TOUS, public=True),
    _ouverte("account_login"),
    _ouverte("account_logout"),
    _ouverte("account_signup"),
    _ouverte("account_inactive", post=""),
    _ouverte("account_request_login_code"),
    _ouverte("account_reset_password"),
    _ouverte("account_reset_password_done", post=""),
    _ouverte("account_reset_password_from_key", lambda t: ["1", "faux-jeton"]),
    # Half way through a sign-in: who is not there is sent to the first page.
    _ouverte("account_confirm_login_code"),
    _ouverte("mfa_authenticate"),
    _signee("account_change_password"),
    _signee("account_set_password"),
    _signee("account_reauthenticate"),
    _signee("mfa_reauthenticate"),
    _signee("mfa_index", post=""),
    _signee("mfa_activate_totp"),
    _signee("mfa_generate_recovery_codes"),
    # Nothing to show before the second factor is on.
    _signee("mfa_deactivate_totp", get="", post=""),
    _signee("mfa_view_recovery_codes", get="", post=""),
    _signee("mfa_download_recovery_codes", get="", post=""),
    # No OpenID Connect provider is set in the tests.
    _ouverte("openid_connect_login", lambda t: ["oidc"], get="", post=""),
    _ouverte("openid_connect_callback", lambda t: ["oidc"], get="", post=""),
]
