"""How is the portal set up? One file; every switch comes from the environment (see .env.example)."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """Return the variable, or what stands in the file named by NAME_FILE (docker secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default)


def envbool(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value in {"1", "true", "yes"}


def envint(name: str, default: int) -> int:
    value = env(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


## WHAT KIND OF HOUSE THIS IS
# DEMO lets one person be everybody and move the clock; production never has it.
PRODUCTION = envbool("PRODUCTION")
DEMO = envbool("DEMO")
DEBUG = envbool("DEBUG")
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)
# How many processes and threads `make run` and the containers start.
WEB_WORKERS = envint("WEB_WORKERS", 1)
WEB_THREADS = envint("WEB_THREADS", 8)
TASK_WORKERS = envint("TASK_WORKERS", 2)
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured("PRODUCTION refuses DEMO and DEBUG")


def local_secret() -> str:
    """Make a key on the first start and keep it, so that a second start keeps its sessions."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY is not set")
    SECRET_KEY = local_secret()
SECRET_KEY_FALLBACKS = [key for key in env("SECRET_KEY_FALLBACKS").split(",") if key]

PORT = envint("PORT", 8000)
SITE_URL = env("SITE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = [h for h in env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

## THE FLOORS
INSTALLED_APPS = [
    # roof
    "portal.site",
    # third floor
    "visits",
    # second floor, from the top room down
    "exchange.guide",
    "exchange.discussion",
    "exchange.practices",
    "exchange.statements",
    "exchange.library",
    "exchange.world",
    # first floor
    "accounts",
    # basement
    "portal.delivery",
    "portal.search",
    "portal.uploads",
    "portal.audit",
    "portal.vocabularies",
    "portal.ui",
    # libraries
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.uploads.middleware.FilesHostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.site.indexing.NoIndexMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.ui.kept_typing.KeptTypingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.gate.GateMiddleware",
    "portal.site.middleware.LocalTimeMiddleware",
    "portal.site.middleware.NoStoreMiddleware",
    "portal.site.refusals.MoveRefusedMiddleware",
]
if DEMO:
    MIDDLEWARE.insert(3, "portal.site.demo.middleware.DemoClockMiddleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.site.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "portal.ui.templatetags.ui"],
        },
    }
]

## ROWS
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"),
        conn_max_age=envint("DB_CONN_MAX_AGE", 600),
        conn_health_checks=True,
    )
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    # A write lock taken at the start of a transaction waits its turn; one taken in the middle fails at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    # Compiling a question takes longer than all of this portal's questions together; `?options=` in the address wins.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

## CACHES
# Limits and codes live in the database, so that they hold while Redis is down; Redis keeps page fragments only.
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Beyond this many rows some are thrown out, counters of wrong passwords among them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "fragments": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
}

## PEOPLE AND LOG-IN
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:dashboard"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Mails wait in the outbox and in other people's spam checks: three minutes, the library's own, are too short.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = envint("TRUSTED_PROXIES", 0)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_FAILURE_VIEW = "portal.site.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

## SAFETY
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = envint("HSTS_SECONDS", 31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

## WORDS AND HOURS
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("nl", _("Dutch")),
    ("de", _("German")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env("NETWORK_TIME_ZONE", "Europe/Amsterdam")

## WHAT THE BROWSER GETS
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_DIR", str(DATA_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.ui.finders.PackageFinder",
    "portal.ui.finders.SheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if envbool("COLLECTED_STATIC")
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not envbool("COLLECTED_STATIC")
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

## FILES OF MEMBERS
# Outside of what the web server gives out: a view with a check of access is the only way to them.
FILES_DIR = DATA_DIR / "files"
# They arrive on the same disk, not in /tmp, which is memory in the containers.
FILE_UPLOAD_TEMP_DIR = FILES_DIR / "arriving"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = ["portal.uploads.arriving.DiskHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# A second host name for files alone (files.example.org), so that nothing in them is ever near our cookies; empty: off.
FILES_HOST = env("FILES_HOST")
if FILES_HOST:
    ALLOWED_HOSTS.append(FILES_HOST)

## MAIL
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = envint("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = envbool("EMAIL_USE_TLS")
EMAIL_USE_SSL = envbool("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
if EMAIL_HOST:
    EMAIL_BACKEND = "portal.delivery.post.SmtpBackend"
elif DEMO:
    EMAIL_BACKEND = "portal.delivery.letterbox.LetterboxBackend"
else:
    EMAIL_BACKEND = "portal.delivery.letterbox.TerminalBackend"
LETTERBOX_DIR = DATA_DIR / "letterbox"
# Neutral on purpose: a sender's name on a locked phone must not say what the network is about.
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "Your network <news@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# How long a worker may keep an outbox row before another one takes it over.
DELIVERY_LEASE_SECONDS = envint("DELIVERY_LEASE_SECONDS", 45)
# Stops everything that leaves the house, for an incident; news wait in the outbox and stand in the inbox.
PAUSE_ALL_MAIL = envbool("PAUSE_ALL_MAIL")

## WORK IN THE BACKGROUND
# With Redis: any number of workers. Without: a folder as broker, for exactly one worker (with its schedule, -B).
CELERY_BROKER_URL = REDIS_URL or "folder://localhost/"
CELERY_BROKER_DIR = DATA_DIR / "broker"
if REDIS_URL:
    # A task whose worker died comes back after this many seconds; longer than the longest time limit.
    CELERY_VISIBILITY_TIMEOUT = 120
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
        "socket_timeout": 5,
        "socket_connect_timeout": 0.3,
        "max_retries": 0,
    }
    CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
else:
    for _folder in ("queue", "processed", "control"):
        (CELERY_BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(CELERY_BROKER_DIR / "queue"),
        "data_folder_out": str(CELERY_BROKER_DIR / "queue"),
        "processed_folder": str(CELERY_BROKER_DIR / "processed"),
        "control_folder": str(CELERY_BROKER_DIR / "control"),
        "store_processed": False,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "schedule")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# A mail is not cut off in the middle because the broker went away; leases keep a second run from doing harm.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 30
CELERY_TASK_TIME_LIMIT = 40
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20 if REDIS_URL else 5  # Ctrl-C ends the embedded house within seconds
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a broker that is away for a night is waited for
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "bulk"
CELERY_TASK_ROUTES = {
    "portal.delivery.tasks.dispatch_now": {"queue": "now"},
    "portal.delivery.tasks.canary": {"queue": "canary"},
}
# Whether a commit tells the broker at once; without it the schedule finds the rows some seconds later.
POKE_DISPATCHER = envbool("POKE_DISPATCHER", default=True)

SECURITY_CONTACT = env("SECURITY_CONTACT")

# Under which terms others may use the record of the world (/world/data/): the network decides (docs/decisions/0021).
WORLD_DATA_LICENCE = env("WORLD_DATA_LICENCE", "CC BY 4.0 (proposed; the network has not decided yet)")
WORLD_DATA_LICENCE_URL = env("WORLD_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")

# Complete, non-sensitive requests for remote advice invite by themselves (visits/actions/automatic.py).
AUTO_INVITE_REMOTE = envbool("AUTO_INVITE_REMOTE")

## LIMITS (start values; docs/operating.md explains them)
LIMIT_REQUESTS_A_DAY = envint("LIMIT_REQUESTS_A_DAY", 5)
LIMIT_OPEN_REQUESTS = envint("LIMIT_OPEN_REQUESTS", 5)
LIMIT_OPEN_INVITATIONS = 3
LIMIT_INVITATIONS_PER_REQUEST = 8
LIMIT_UPLOADS_AN_HOUR = envint("LIMIT_UPLOADS_AN_HOUR", 30)
LIMIT_FILES_OF_A_MEMBER = envint("LIMIT_FILES_OF_A_MEMBER_MB", 200) * 1024 * 1024
LIMIT_FILE = 10 * 1024 * 1024
# The whole form; the proxy ends it there too (deploy/Caddyfile).
LIMIT_BODY = 12 * 1024 * 1024
# Uploads leave this much of the disk to the database and the logs.
FILES_KEEP_FREE = envint("FILES_KEEP_FREE_MB", 200) * 1024 * 1024

## LOGS
# Event codes and internal ids only; the access log of the web server is off.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "portal.site.reporting.NoLocalsFilter"
SILENCED_SYSTEM_CHECKS: list[str] = []
