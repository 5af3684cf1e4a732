"""Settings. Every variable of the environment is in docs/operations.md."""

from pathlib import Path

from config import env
from config.databases import databases
from config.origins import desk_cookie, hosts, origins

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("DEMESO_VAR", str(ROOT / "var")))
COUNTRY = ROOT / "countries" / "ml"
RECORDINGS = Path(env.text("DEMESO_RECORDINGS", str(COUNTRY / "audio")))
DEMO_SIZE = env.size("DEMESO_DEMO", ("S", "M"))
DEMO = DEMO_SIZE != ""
PORT = env.number("DEMESO_PORT", 8000)

SECRET_KEY = env.secret("DEMESO_SECRET", VAR / "keys" / "secret")
LEDGER_SEED = env.secret("DEMESO_LEDGER_SEED", VAR / "keys" / "ledger")
# Signs the list of what is served, where nobody has signed a release.
DEVELOPMENT_SEED = env.secret("DEMESO_DEVELOPMENT_SEED", VAR / "keys" / "development")
RELEASE_PUBLIC = env.text("DEMESO_RELEASE_PUBLIC", "")  # built into the keeper
KEEPER_RETIRED = env.flag("DEMESO_KEEPER_RETIRED")  # the kill switch; spares the data
DOOR_SEED = env.secret("DEMESO_DOOR_SEED", VAR / "keys" / "doors")
# Opens what is carried here in a file from a device without network.
PARCEL_SEED = env.secret("DEMESO_PARCEL_SEED", VAR / "keys" / "parcel")
# The porter's folder: pepper, digests of numbers and PINs, its socket.
PORTER = Path(env.text("DEMESO_PORTER", str(VAR / "porter")))
PORTER_SHARED = env.flag("DEMESO_PORTER_SHARED")  # with the folder's group
DAY_KEYS = Path(env.text("DEMESO_DAY_KEYS", str(VAR / "keys" / "days")))
DEBUG = False
ORIGIN = env.text("DEMESO_ORIGIN", f"http://localhost:{PORT}")
ORIGINS = origins(ORIGIN, demo=DEMO)  # of the three doors: help, app, desk
ALLOWED_HOSTS = hosts(ORIGINS, env.text("DEMESO_HOSTS", "localhost,127.0.0.1,[::1]"))
CSRF_TRUSTED_ORIGINS = [ORIGINS["desk"]]

ROOMS = [
    "demeso.ledger", "demeso.vault", "demeso.agencies", "demeso.directory",
    "demeso.centres", "demeso.survivors", "demeso.consent", "demeso.casework",
    "demeso.referrals", "demeso.figures", "demeso.field", "demeso.desk",
    "demeso.worker", "demeso.help", "demeso.interchange",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.staticfiles", "ninja", "django_tasks", "django_tasks_db",
    "allauth", "allauth.account", "allauth.mfa", "allauth.headless",
    *ROOMS,
]  # fmt: skip
MIDDLEWARE = [
    "config.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.LanguageByDoor",
    "config.origins.DoorsApart",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.refusals.RefusalPages",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False

DATABASES = databases(env.text("DATABASE_URL", ""), VAR)
DATABASE_ROUTERS = ["config.routers.GrantsApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "config.language.for_templates",
                "config.origins.for_templates",
            ]
        },
    }
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [ROOT / "demeso" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Bamako"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # looked for even when empty
DIST = ROOT / "web" / "dist"
STATICFILES_DIRS = [path for path in [DIST] if path.exists()]
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "agencies.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["config.hashers.LoginKeyHasher"]
ACCOUNT_ADAPTER = "config.accounts.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "config.accounts.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # the code first; keys beside it
MFA_TOTP_ISSUER = "Carnet"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "discouraged"  # no finger, no face (red line 7)
MFA_REAUTHENTICATION_REQUIRED = False  # the code is set up once and stays
ACCOUNT_RATE_LIMITS = {  # by username or account only, in memory, never by address
    "login": None,
    "login_failed": env.text("DEMESO_LOGIN_LIMIT", "10/10m/key"),
}
APP_SESSION_AGE = 8 * 60 * 60
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("app",)

COOKIE = desk_cookie(ORIGINS)
SESSION_COOKIE_NAME = COOKIE["name"]
SESSION_COOKIE_PATH = COOKIE["path"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = COOKIE["secure"]
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "config.refusals.csrf_failure"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Bounded",  # 50 MB
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "config.quiet.NoDetail"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["quiet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

# The neutral reminder. Without a mail server it is written to a file, never sent.
MAIL_HOST = env.text("DEMESO_MAIL_HOST", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = MAIL_HOST
EMAIL_PORT = env.number("DEMESO_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("DEMESO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = (
    env.secret("DEMESO_MAIL_PASSWORD", VAR / "keys" / "mail") if EMAIL_HOST_USER else ""
)
EMAIL_USE_TLS = env.flag("DEMESO_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEMESO_MAIL_FROM", "carnet@localhost")

# Named in the register of processing; what is empty is shown as still to be said.
HOST_OPERATOR = env.text("DEMESO_HOST_OPERATOR", "")
HOST_PLACE = env.text("DEMESO_HOST_PLACE", "")
HOST_BACKUPS = env.text("DEMESO_HOST_BACKUPS", "")
HOST_TRANSFERS = env.text("DEMESO_HOST_TRANSFERS", "")

DEMESO_KINDS = "config.acts.KINDS"
DEMESO_FORMS = "config.acts.FORMS"
DEMESO_REACTIONS = "config.reactions.REACTIONS"
DEMESO_DESK = "demeso.desk.views.entrance"  # whose session its pages ask for
DEMESO_MESSAGES = "config.messages.MESSAGES"
