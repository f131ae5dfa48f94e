"""Django's settings, one file for every place: what differs comes from `environment.py`."""

from pathlib import Path

from csp.constants import NONE, SELF

from upstander.kernel.audit.key import secret
from upstander.site.environment import database, read_environment
from upstander.site.logs import logging_settings
from upstander.site.ways import ways

ENVIRONMENT = read_environment()
HOME = ENVIRONMENT.home
DEMO = ENVIRONMENT.demo
TODAY = ENVIRONMENT.today
BOROUGH = ENVIRONMENT.borough or "Merton"
ADDRESS = ENVIRONMENT.address
# a number kept free for films: what a visitor of the demonstration calls answers nobody
CONTACT = ENVIRONMENT.contact or ("020 7946 0100 (an invented number)" if DEMO else "")
BOUNDARIES = ENVIRONMENT.boundaries

DEBUG = False
SECRET_KEY = secret(HOME, "django.key")
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "upstander.site.urls"
WSGI_APPLICATION = "upstander.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

CAPABILITIES = sorted(
    path.parent.name
    for path in (Path(__file__).parents[1] / "capabilities").glob("*/capability.py")
)
KERNEL_APPS = [
    "administration",
    "protection",
    "quarters",
    "plan",
    "due",
    "groups",
    "languages",
    "api",
    "referrals",
    "records",
    "links",
    "exports",
    "subjects",
    "access",
    "people",
    "outbox",
    "jobs",
    "geography",
    "vault",
    "audit",
    "reference",
    "openreferral",
    "pages",
]
INSTALLED_APPS = [
    "upstander.site",
    "upstander.kernel",
    *[f"upstander.kernel.{name}" for name in KERNEL_APPS],
    *[f"upstander.capabilities.{name}" for name in CAPABILITIES],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "upstander.site.room.RoomMiddleware",
    "upstander.site.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "upstander.kernel.languages.middleware.LanguageMiddleware",
    "upstander.site.refusals.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upstander.site.account.SecondStepMiddleware",
    "upstander.site.refusals.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upstander.kernel.pages.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "upstander.kernel.pages.forms.Renderer"
ROLE_TITLE = "upstander.kernel.access.roles.role_title"

DATABASES = {"default": database(ENVIRONMENT.database_url)}
# the vault's keys, apart from the data: unsaid, a SQLite file and the master key in the home
KEY_STORE = database(ENVIRONMENT.keys_url) if ENVIRONMENT.keys_url else None
MASTER_KEY = ENVIRONMENT.master_key
SCANNER = ENVIRONMENT.scanner
ALERTS = ENVIRONMENT.alerts
CACHES = {
    "default": {
        # in the database, because limits must hold over all processes of the server; room enough
        # that nobody can push another's count out by making many of their own
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
        "KEY_FUNCTION": "upstander.site.limits.cache_key",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [  # that pages can be in; which of them are offered kernel/languages says
    ("en-gb", "English"),
    ("ar", "Arabic"),
    ("es", "Spanish"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ta", "Tamil"),
    ("ur", "Urdu"),
]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Headers. Nothing is fetched from anywhere else, no inline script or style is allowed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
X_FRAME_OPTIONS = "DENY"
# nobody else learns where a visitor came from; under "no-referrer" browsers send our own forms with
# "Origin: null", which the protection against forged forms has to turn down
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by the machine itself, without https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.secure
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies and ENVIRONMENT.secure else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # it goes with the browser: on a shared device nothing tells of the visit
SESSION_SERIALIZER = "upstander.site.sealing.SealedSession"
CSRF_TRUSTED_ORIGINS = [ADDRESS]
CSRF_FAILURE_VIEW = "upstander.site.refusals.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600

# Sign-in: an email address and a password, then a code. Passkeys and OpenID Connect are further
# apps of allauth: "webauthn" in MFA_SUPPORTED_TYPES, and allauth.socialaccount.
SECOND_STEP = not DEMO
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "upstander.site.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# Django's own, because allauth's writes a second copy of each address into a table of its own
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    # wrong passwords and wrong codes: of one source, of one account
    "login_failed": "60/15m/ip,10/15m/key",
    # all tries of one source, which may be a whole town hall at nine in the morning
    "login": "60/m/ip,300/15m/ip",
    "reauthenticate": "20/15m/user",
    "change_password": "20/15m/user",
    "reset_password": "20/15m/ip,3/15m/key",
    "reset_password_from_key": "60/15m/ip",
}
ACCOUNT_FORMS = {
    "login": "upstander.site.account_forms.SignInForm",
    "reauthenticate": "upstander.site.account_forms.AgainForm",
    "change_password": "upstander.site.account_forms.ChangePasswordForm",
    "reset_password": "upstander.site.account_forms.ForgottenForm",
    "reset_password_from_key": "upstander.site.account_forms.NewPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
MFA_ADAPTER = "upstander.site.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = f"Upstander {BOROUGH}"
MFA_TOTP_TOLERANCE = 1  # half a minute before and after, for clocks and fingers that differ
MFA_FORMS = {
    "authenticate": "upstander.site.account_forms.CodeForm",
    "reauthenticate": "upstander.site.account_forms.CodeAgainForm",
    "activate_totp": "upstander.site.account_forms.AddAppForm",
}

# How messages leave. What the outbox does not send itself, nobody sends: EMAIL_BACKEND is for it.
WAYS = ways(ENVIRONMENT.mail_url, ENVIRONMENT.text_url, demo=DEMO)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if WAYS["email"].transport == "smtp"
    else "django.core.mail.backends.dummy.EmailBackend"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAYS["email"].sender
# while the background work is off, web processes send what cannot wait: links to set a password
WEB_HELPS_OUT = True

LOGGING = logging_settings()
