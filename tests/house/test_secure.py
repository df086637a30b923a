"""With CONGTAM_SECURE the door is for HTTPS only; without it, the demo works on plain HTTP."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = [
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_AGE",
    "PASSWORD_HASHERS",
]
ASK = (
    "import json; from django.conf import settings; "
    f"print(json.dumps({{n: getattr(settings, n) for n in {NAMES}}}))"
)


def _settings(tmp_path, secure):
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "congtam.config.settings", "CONGTAM_DATA": str(tmp_path),
        "CONGTAM_SECRET_KEY": "x", "CONGTAM_SECURE": secure,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=env, cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("secure", "session", "csrf", "year"),
    [
        ("1", "__Host-congtam", "__Host-congtam-csrf", 31536000),
        ("0", "congtam", "congtam-csrf", 0),
    ],
)
def test_the_door_is_as_strict_as_the_line_allows(tmp_path, secure, session, csrf, year):
    assert _settings(tmp_path, secure) == {
        "SESSION_COOKIE_NAME": session,
        "SESSION_COOKIE_SECURE": bool(year),
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": csrf,
        "CSRF_COOKIE_SECURE": bool(year),
        "SECURE_SSL_REDIRECT": bool(year),
        "SECURE_HSTS_SECONDS": year,
        "SESSION_COOKIE_AGE": 900,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    }


def test_the_script_reads_the_token_under_both_names():
    script = (ROOT / "congtam/web/static/congtam.js").read_text()

    assert "(?:__Host-)?congtam-csrf=" in script
