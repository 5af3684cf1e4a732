"""The smallest project on the peer: one table, one database a place."""

import os
from pathlib import Path

SECRET_KEY = os.environ["PEER_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "morango.urls"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "mptt",
    "rest_framework",
    "morango",
    "held",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(os.environ["PEER_PLACE"]) / "db.sqlite3"),
    }
}
AUTH_USER_MODEL = "held.Person"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
