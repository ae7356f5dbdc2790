"""Settings come from the environment; docs/settings.md names each of them."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from intersession.config.environment import (
    database_url,
    flag,
    log_level,
    mail_settings,
    number,
    office_hours,
    secret_key,
    setting,
    several,
)

PACKAGE = Path(__file__).parents[1]
VAR = Path(setting("INTERSESSION_VAR", "var")).resolve()

DEBUG = False
SECRET_KEY = secret_key(VAR)
# Photos and passport pages rest under a key of their own; empty, it is made from SECRET_KEY.
PAPERS_KEY = setting("PAPERS_KEY")
PAPERS_KEY_FALLBACKS = several("PAPERS_KEY_FALLBACKS")
ALLOWED_HOSTS = several("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = flag("HTTPS")  # behind a proxy that speaks TLS and sets X-Forwarded-Proto
CSRF_TRUSTED_ORIGINS = several("TRUSTED_ORIGINS")

# Apps that have pages, lowest first. The first word of their addresses is their name.
DOMAIN = (
    "access",
    "ledger",
    "jobs",
    "documents",
    "outbox",
    "search",
    "membership",
    "programme",
    "meetings",
    "consultations",
    "participation",
    "api",
    "imports",
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
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "intersession.ui",
    *(f"intersession.{app}" for app in DOMAIN),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "intersession.desk.middleware.refused",
    "csp.middleware.CSPMiddleware",
    "intersession.desk.middleware.framed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "intersession.ui.middleware.chosen_language",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "intersession.desk.middleware.wrong_method",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "intersession.desk.middleware.without_nul",
    "intersession.desk.middleware.clock",
    "intersession.desk.middleware.actor",
    "intersession.desk.middleware.deny_by_default",
    "intersession.desk.middleware.uploads",
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

DATABASE_URL = database_url(VAR)
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
AUTHENTICATION_BACKENDS = ["intersession.access.returning.Accounts"]
SESSION_ENGINE = "intersession.access.returning"
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "/"

# Sign-in: allauth does the work, access/views.py routes only what is wanted of it.
# The address people reach us at, for links in mail.
PUBLIC_URL = setting("PUBLIC_URL", "http://localhost:8000").rstrip("/")
ACCOUNT_ADAPTER = "intersession.access.sign_in.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the mailbox
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # access.sign_in writes that mail itself
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 4
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 8, "dashed": True}  # BCDF-GHJK: no vowels, no figures
ACCOUNT_LOGIN_TIMEOUT = 20 * 60
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/10m/ip,6/15m/key",
    "confirm_login_code": "30/10m/ip",
    "login_failed": "30/10m/ip,6/15m/key",
}
MFA_ADAPTER = "intersession.access.sign_in.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # access.second_factor asks for a fresh sign-in instead
MFA_TOTP_ISSUER = "Intersession"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost only
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXIES", "1" if HTTPS else "0")
# Rate limits and used codes must be known to every worker: a table, made by a migration of access.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

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
FILE_UPLOAD_HANDLERS = [
    "intersession.documents.uploads.Bounded",  # the limit is documents.rules.MOST_OCTETS
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Requests to the API in a minute: of one token, and of one address that shows none.
API_LIMITS = {
    "token": number("API_REQUESTS_OF_A_TOKEN", "600"),
    "address": number("API_REQUESTS_OF_AN_ADDRESS", "120"),
}
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
    # The canton of Geneva, unless the duty station is in another country.
    "subdivision": setting(
        "DUTY_STATION_SUBDIVISION", "GE" if setting("DUTY_STATION_COUNTRY", "CH") == "CH" else ""
    ),
    "office_hours": office_hours("DUTY_STATION_OFFICE_HOURS", "08:30-18:00"),
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
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
    "filters": {"refusals": {"()": "intersession.config.logs.RefusalsInOneLine"}},
    "handlers": {
        "err": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}
    },
    "root": {"handlers": ["err"], "level": log_level()},
}
