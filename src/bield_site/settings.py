"""Settings of the site.

Nothing that a person brings is kept here, so there is nothing to keep it in: no database. Their
answers are in a cookie that only this site can read (docs/decisions/0012). What a server may set
stands in the environment:

    BIELD_HOSTS       host names the site answers to, with commas between them
    BIELD_SECRET_KEY  one key for several processes; otherwise each makes its own
    BIELD_LEAVE_TO    the address that “Leave this page” opens: one that anybody may have open
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bield.read import MAX_BYTES

HERE = Path(__file__).resolve().parent

DEBUG = False
# It only seals the cookie with a person's answers: a key that dies with the process is enough.
SECRET_KEY = os.environ.get("BIELD_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("BIELD_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if host.strip()
]

LEAVE_TO = os.environ.get("BIELD_LEAVE_TO") or "https://www.bbc.co.uk/weather"

ROOT_URLCONF = "bield_site.urls"
WSGI_APPLICATION = "bield_site.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles"]
DATABASES: dict[str, object] = {}
MIDDLEWARE = [
    "bield_site.headers.SafeHeaders",
    # A third of the bytes for a telephone at the edge of its network. What an attacker could learn
    # from lengths is little: no page holds a secret, and Django pads what it packs at random.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bield_site.gate.RefuseTooLarge",
    "bield_site.gate.RefuseOtherSites",
    "bield_site.guide.session.Renewed",
    # For the pages to come that know who somebody is. The guide's views are exempt; see there.
    "django.middleware.csrf.CsrfViewMiddleware",
]
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "guide" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "bield_site.guide.templating.environment"},
    },
]

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Each address carries a digest of the file's content, so a new file has a new address.
WHITENOISE_MAX_AGE = 86_400

MAX_REQUEST_BYTES = MAX_BYTES + 1_048_576
"""The largest request that is read: the largest message and the form around it."""
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_REQUEST_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
# Far more than a record takes at once: those beyond are refused by name, and the rest goes in.
DATA_UPLOAD_MAX_NUMBER_FILES = 500
# Whatever view comes to take a file: never a temporary file on a disk, never a picture.
FILE_UPLOAD_HANDLERS = ["bield_site.guide.uploads.MessageUpload"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"no_stories": {"()": "bield_site.logs.NoStories"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "no_stories"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Above warnings, as those name the address that was asked for.
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "waitress": {"level": "ERROR"},
    },
}
