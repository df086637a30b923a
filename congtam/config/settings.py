"""Settings, all from the environment; the defaults are the one-machine SQLite office."""

from pathlib import Path

import environ

from congtam.config.logging import LOGGING as LOGGING

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(env("CONGTAM_DATA", default=str(ROOT / "data"))).resolve()

DEMO = env.bool("CONGTAM_DEMO", default=False)
SET_CLOCK = env("CONGTAM_SET_CLOCK", default="")
DEBUG = False
SECRET_KEY = env("CONGTAM_SECRET_KEY", default="")
if not SECRET_KEY:
    _key = DATA / "secret-key"
    if not _key.exists():
        from django.core.management.utils import get_random_secret_key

        DATA.mkdir(parents=True, exist_ok=True)
        _key.touch(mode=0o600)
        _key.write_text(get_random_secret_key())
    SECRET_KEY = _key.read_text().strip()
ALLOWED_HOSTS = env.list("CONGTAM_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "congtam.accounts",
    "congtam.ledger",
    "congtam.notices",
    "congtam.files",
    "congtam.organisation",
    "congtam.regulations",
    "congtam.cycles",
    "congtam.meetings",
    "congtam.records",
    "congtam.assessments",
    "congtam.standings",
    "congtam.documents",
    "congtam.jobs",
    "congtam.web",
]
AUTH_USER_MODEL = "accounts.User"

MIDDLEWARE = [
    "congtam.config.logging.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congtam.web.middleware.Acting",
]
ROOT_URLCONF = "congtam.config.urls"
WSGI_APPLICATION = "congtam.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "congtam.web.context.shell",
            ],
        },
    }
]

_url = env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'congtam.sqlite3'}")
DATABASES = {"default": _url}
if "sqlite" in _url["ENGINE"]:
    _url["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA busy_timeout=10000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=268435456; PRAGMA journal_size_limit=67108864; "
        # Without it INSERT OR REPLACE would pass by the triggers that refuse a delete.
        "PRAGMA recursive_triggers=ON;",
    }
_url["CONN_MAX_AGE"] = None

CACHES = {
    # allauth's lock after failures must hold over worker processes, so it lives in the database
    # (table: accounts/migrations/0002). allauth knows only the cache called "default".
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_locks",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Signing in: by login name, issued and reset from above; no mail, no sign-up.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:index"
ACCOUNT_ADAPTER = "congtam.web.accounts.adapter.Door"
ACCOUNT_FORMS = {"login": "congtam.web.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip,5/15m/key",
    "change_password": "5/5m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CONGTAM_PROXIES", default=0)
AUTH_PASSWORD_VALIDATORS = [{"NAME": "congtam.accounts.permissions.LongOrMixed"}]

# A session ends after 15 idle minutes of real time; `web.middleware.Acting` moves its end on.
SECURE = env.bool("CONGTAM_SECURE", default=False)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 15 * 60
SESSION_COOKIE_NAME = "__Host-congtam" if SECURE else "congtam"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-congtam-csrf" if SECURE else "congtam-csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "congtam.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["congtam.config.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
BLOBS = DATA / "files"
EMAIL_BACKEND = env(
    "CONGTAM_EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = env("CONGTAM_FROM", default="congtam@localhost")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Reminders go out this many days before a last day, and daily once it has passed.
REMIND_DAYS_BEFORE = env.list("CONGTAM_REMIND_DAYS_BEFORE", cast=int, default=[7, 3, 1, 0])
# The home page asks for the result of a task so many days before its last day.
TASKS_AHEAD_DAYS = env.int("CONGTAM_TASKS_AHEAD_DAYS", default=14)
