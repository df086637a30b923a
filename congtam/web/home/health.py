"""Is the process up, and can it do its work? Asked by the operator's tools, without a session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET


@require_GET
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Database there, migrations applied, data directory writable: 200, or 503 naming the fault."""
    found = {name: check() for name, check in CHECKS.items()}
    status = 200 if all(found.values()) else 503
    return JsonResponse({"ready": status == 200, "checks": found}, status=status)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:  # the answer is 503
        return False
    return True


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _data() -> bool:
    folder = Path(settings.DATA)
    if not os.access(folder, os.W_OK):
        return False
    try:
        with NamedTemporaryFile(dir=folder, prefix=".ready-"):
            return True
    except OSError:  # disk full, or read-only since
        return False


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "data": _data,
}
