"""Settings of the test runs: SQLite in memory, or the PostgreSQL that `make test` starts."""

import os
import tempfile
from pathlib import Path

_DATA = Path(tempfile.gettempdir()) / f"congtam-tests-{os.getuid()}"
_DATA.mkdir(exist_ok=True)
os.environ.setdefault("CONGTAM_DATA", str(_DATA))
os.environ.setdefault("CONGTAM_SECRET_KEY", "tests-only")
os.environ.setdefault("CONGTAM_DEMO", "1")

from congtam.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
