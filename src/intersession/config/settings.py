"""Settings come from the environment; docs/settings.md names each of them."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from intersession.config.environment import flag, mail_settings, secret_key, setting

PACKAGE = Path(__file__).parents[1]
VAR = Path(setting("INTERSESSION_VAR", "var")).resolve()

DEBUG = False
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = setting("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = flag("HTTPS")  # behind a proxy that speaks TLS and sets X-Forwarded-Proto
CSRF_TRUSTED_ORIGINS = [o for o in setting("TRUSTED_ORIGINS").split(",") if o]

# Apps that have pages, lowest first. The first word of their addresses is their name.
DOMAIN = (
    "access",
    "ledger",
    "documents",
    "outbox",
    "membership",
    "programme",
    "meetings",
    "consultations",
    "desk",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "intersession.ui",
    *(f"intersession.{app}" for app in DOMAIN),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "intersession.desk.middleware.database_gone",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "intersession.ui.middleware.chosen_language",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "intersession.desk.middleware.clock",
    "intersession.desk.middleware.actor",
    "intersession.desk.middleware.deny_by_default",
]
ROOT_URLCONF = "intersession.config.urls"
WSGI_APPLICATION = "intersession.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [PACKAGE / app / "templates" for app in ("ui", *DOMAIN)],
        "OPTIONS": {
            "environment": "intersession.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "intersession.desk.frame.frame",
            ],
        },
    },
    {  # only for what libraries bring along
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASE_URL = setting("DATABASE_URL", f"sqlite:///{VAR / 'intersession.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # The write lock is taken at the start, so that a read inside an action is never stale.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # FULL: an answer that got its receipt survives a power cut, not only a crash.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000",
    }
    # Tests write to a file: several connections to one memory database would not lock alike.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_USE_SESSIONS = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "intersession.desk.errors.csrf_failed"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Nothing a visitor sends is unbounded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # the grid of Members x options
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = VAR / "files"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
# The duty station: office hours, holidays and the place beside each hour.
DUTY_STATION = {
    "place": setting("DUTY_STATION", "Geneva"),
    "time_zone": setting("DUTY_STATION_TIME_ZONE", "Europe/Zurich"),
    "country": setting("DUTY_STATION_COUNTRY", "CH"),
    "subdivision": setting("DUTY_STATION_SUBDIVISION", "GE"),
    "office_hours": setting("DUTY_STATION_OFFICE_HOURS", "08:30-18:00"),
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = setting("MAIL_FROM", "Intersession <no-reply@localhost>")
vars().update(mail_settings(setting("EMAIL_URL", f"file://{VAR / 'mail'}")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": setting("LOG_LEVEL", "WARNING")},
}
