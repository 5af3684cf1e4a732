"""Settings. Every variable of the environment is in docs/operations.md."""

from pathlib import Path

from config import env
from config.databases import databases

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("DEMESO_VAR", str(ROOT / "var")))
COUNTRY = ROOT / "countries" / "ml"
DEMO = env.flag("DEMESO_DEMO")
PORT = env.number("DEMESO_PORT", 8000)

SECRET_KEY = env.secret("DEMESO_SECRET", VAR / "keys" / "secret")
LEDGER_SEED = env.secret("DEMESO_LEDGER_SEED", VAR / "keys" / "ledger")
DOOR_SEED = env.secret("DEMESO_DOOR_SEED", VAR / "keys" / "doors")
DEBUG = False
ALLOWED_HOSTS = env.text("DEMESO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ORIGIN = env.text("DEMESO_ORIGIN", f"http://localhost:{PORT}")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

ROOMS = [
    "demeso.ledger", "demeso.vault", "demeso.agencies", "demeso.directory",
    "demeso.survivors", "demeso.consent", "demeso.casework", "demeso.referrals",
    "demeso.figures", "demeso.field", "demeso.desk", "demeso.worker", "demeso.help",
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
        "OPTIONS": {"context_processors": ["config.language.for_templates"]},
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
STATICFILES_DIRS = [path for path in [ROOT / "web" / "dist"] if path.exists()]
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
MFA_SUPPORTED_TYPES = ["totp"]
MFA_TOTP_ISSUER = "Carnet"
MFA_TOTP_TOLERANCE = 1
MFA_REAUTHENTICATION_REQUIRED = False  # set up once, never taken off by oneself
ACCOUNT_RATE_LIMITS = {  # by username or account only, in memory, never by address
    "login": None,
    "login_failed": env.text("DEMESO_LOGIN_LIMIT", "10/10m/key"),
}
APP_SESSION_AGE = 8 * 60 * 60
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("app",)

SESSION_COOKIE_NAME = "carnet"
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = ORIGIN.startswith("https:")
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "config.refusals.csrf_failure"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
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

DEMESO_KINDS = "config.acts.KINDS"
DEMESO_FORMS = "config.acts.FORMS"
DEMESO_REACTIONS = "config.reactions.REACTIONS"
DEMESO_MESSAGES = "config.messages.MESSAGES"
