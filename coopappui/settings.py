"""The one settings file, read from the environment and severe by default.

With DEBUG off (the default) the server refuses to start without SECRET_KEY and ALLOWED_HOSTS.
Every variable is listed in docs/deploiement.md.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", False)
# In DEBUG only, a fixed key and the loopback names.
SECRET_KEY = env.str("SECRET_KEY", "cle-de-developpement" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "La variable SECRET_KEY manque ou compte moins de 50 caractères. Pour en tirer une : openssl rand -base64 48"
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "La variable ALLOWED_HOSTS manque : donnez le nom du site, par exemple ALLOWED_HOSTS=coopappui.example.org"
    )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The instance is served over HTTPS unless said otherwise (`HTTPS=off make serve` tries it on this machine).
HTTPS = env.bool("HTTPS", not DEBUG)
# Where the links of mails lead; the first of ALLOWED_HOSTS when it is not said.
ADRESSE_DU_SITE = env.str(
    "ADRESSE_DU_SITE", "http://127.0.0.1:8000" if DEBUG else f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}"
)
# Where uploads and the embedded database live: outside the served folders.
DONNEES = Path(env.str("DONNEES", str(BASE_DIR / "var"))).resolve()

INSTALLED_APPS = [
    "comptes",
    "missions",
    "appuis",
    "outils",
    "coopappui",
    "coopappui.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "coopappui.statiques.FichiersStatiques",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "bootstrap",
    "bs_icon_templates",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coopappui.middleware.ConnexionExigee",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coopappui.middleware.FinApresInactivite",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "coopappui.middleware.JamaisEnCache",
    "coopappui.middleware.PasUnePage",
    "simple_history.middleware.HistoryRequestMiddleware",
    "coopappui.middleware.EcritureAtomique",
    "coopappui.middleware.PdfTropLong",
]

ROOT_URLCONF = "coopappui.urls"
WSGI_APPLICATION = "coopappui.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "missions.contexte.navigation",
            ],
            "builtins": ["coopappui.templatetags.composants"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = not DEBUG

# --- Database -------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{DONNEES / 'coopappui.sqlite3'}")}
# What the address itself asks for (sslmode, host…) wins over the options below.
_options = DATABASES["default"].get("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait for each other instead of failing, and readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        **_options,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    # Without it the first request after a database restart fails.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"options": "-c statement_timeout=60000 -c lock_timeout=10000", **_options}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sign-in ---------------------------------------------------------------------

AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["comptes.connexion.ParCourriel"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accueil"
# A reset link dies after four hours; invitations hold no secret (see comptes/invitations.py).
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60
# The admin asks its users for a second factor (TOTP).
MFA_OBLIGATOIRE_ADMIN = env.bool("MFA_OBLIGATOIRE_ADMIN", not DEBUG)

ACCOUNT_ADAPTER = "comptes.connexion.Adaptateur"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_LOGOUT_REDIRECT_URL = "accueil"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "CoopAppui · "
# On, for its timing only: nobody is written to (see Adaptateur.send_mail).
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# A mail tells that the password or the second factor has changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "comptes.forms.Connexion",
    "request_login_code": "comptes.forms.DemandeDeCode",
    "confirm_login_code": "comptes.forms.Code",
    "reset_password": "comptes.forms.MotDePasseOublie",
    "reset_password_from_key": "comptes.forms.MotDePasseRetrouve",
    "change_password": "comptes.forms.ChangerDeMotDePasse",
    "set_password": "comptes.forms.ChoisirUnMotDePasse",
    "reauthenticate": "comptes.forms.ConfirmerParMotDePasse",
}
# Attempts allowed: how many / in how long / counted by IP address, by account typed (key) or by person signed in.
# Stock limits are repeated: what is not written here is not relied upon. They are counted in the cache.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    # Requests and answers to offers, sent without an account (coopappui.robots); `key` is the address typed.
    "formulaire_public": "20/h/ip,4/h/key",
    # Not allauth's: links of invitations confirmed, invitations sent by officers and by bénéficiaires.
    "ouvrir_une_invitation": "30/m/ip",
    "inviter": "100/h/user",
    "inviter_un_collegue": "10/h/user",
    # A page saves itself every second and a half at most; several people may answer from the same office.
    "repondre_a_une_enquete": "600/m/ip,120/m/key",
    "relancer_une_enquete": "60/h/user",
    # Each proposal is read by a team.
    "proposer_une_ressource": "10/h/user",
    # PDFs of public pages that are not made yet (coopappui.pdf_public); `key` is the document.
    "imprimer_une_page_publique": "10/m/ip,2/m/key",
}
MFA_ADAPTER = "comptes.connexion.AdaptateurMFA"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "CoopAppui"
# Phones whose clock is thirty seconds off still enter.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "comptes.forms.CodeDeLApplication",
    "reauthenticate": "comptes.forms.ConfirmerParCode",
    "activate_totp": "comptes.forms.ActiverApplication",
}

# An OpenID Connect provider (ProConnect, Keycloak…) appears on the sign-in page once these are set. It opens accounts
# that exist, by an address it has verified; OIDC_COURRIEL_VERIFIE=on for a provider that verifies without saying so.
SOCIALACCOUNT_ADAPTER = "comptes.connexion.AdaptateurFederation"
SOCIALACCOUNT_PROVIDERS = {}
OIDC_SERVEUR = env.str("OIDC_SERVEUR", "")
if OIDC_SERVEUR:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NOM", "OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": OIDC_SERVEUR,
                    "verified_email": env.bool("OIDC_COURRIEL_VERIFIE", False),
                },
            }
        ]
    }

# A session ends twelve hours after sign-in (counted by coopappui.sessions), one hour after the last request
# (coopappui.middleware.FinApresInactivite), when the browser closes, and as soon as the account is closed.
SESSION_ENGINE = "coopappui.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_INACTIVITE = env.int("SESSION_INACTIVITE", 60 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Attempts are counted here, so all the processes of an instance must share it: a table of the database
# (`manage.py createcachetable`) unless CACHE_URL names a Redis or Memcached server.
CACHES = {
    "default": env.cache_url("CACHE_URL", "locmemcache://" if DEBUG else "dbcache://cache?max_entries=50000"),
    # PDFs of public pages, too heavy for the other (coopappui.pdf_public).
    "pdf": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DONNEES / "pdf",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français")]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Paris")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
COUNTRIES_FIRST = ["FR", "IT", "RO", "ES", "CH", "BE", "DE", "PT"]
COUNTRIES_FIRST_BREAK = "───────"

# --- Static files and uploads ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DONNEES / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
DOCUMENTS_ROOT = DONNEES / "documents"
# What the developer's own mail server received (`manage.py boite`).
COURRIELS_RECUS = DONNEES / "courriels"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DOCUMENTS_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
# Pages ask for hashed names only.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DOCUMENT_TAILLE_MAX = 20 * 1024 * 1024  # bytes
DOCUMENTS_QUOTA = env.int("DOCUMENTS_QUOTA", 2 * 1024**3)  # bytes a mission may keep
DOCUMENTS_PAR_JOUR = env.int("DOCUMENTS_PAR_JOUR", 300)  # files an account may upload within 24 hours
FILE_UPLOAD_HANDLERS = [
    "coopappui.fichiers.Plafond",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
# A fiche of 200 rows by 30 columns; each table bounds its own rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Reading the Internet (coopappui/dehors.py) -----------------------------------------------

LECTURE_PORTS = env.list("LECTURE_PORTS", cast=int, default=[80, 443])
# Networks of one's own that feeds may be read from (« 192.168.1.0/24 »), never open otherwise.
LECTURE_RESEAUX_PERMIS = env.list("LECTURE_RESEAUX_PERMIS", default=[])

# --- Security -------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDES", 31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.bool("DERRIERE_UN_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "coopappui.pages.erreurs.jeton_refuse"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Browsers follow this rule through redirections: the sign-in button of the provider leads to it.
        "form-action": [SELF, *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVEUR))] if OIDC_SERVEUR else [])],
    }
}

# --- E-mail and background work -------------------------------------------------------------

# Mail leaves through a queue so that a dead mail server never stops a request; `manage.py travailler` empties it.
# On a developer's machine it is received by a server of ours (`manage.py boite`), and read at /courriels/.
_courriel = env.email_url("EMAIL_URL", "smtp://127.0.0.1:8025" if DEBUG else "smtp://localhost:25")
COURRIEL_TRANSPORT = _courriel.pop("EMAIL_BACKEND")
vars().update(_courriel)
EMAIL_BACKEND = "coopappui.courriel.FileDAttente"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("COURRIEL_EXPEDITEUR", "CoopAppui <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"sans_jetons": {"()": "coopappui.journaux.SansJetons"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["sans_jetons"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # They are chatty at INFO and say nothing of use: font subsetting, the developer’s mail server.
    "loggers": {nom: {"level": "WARNING"} for nom in ("fontTools", "weasyprint", "mail.log")},
}

SIMPLE_HISTORY_REVERT_DISABLED = True
SILENCED_SYSTEM_CHECKS = []
