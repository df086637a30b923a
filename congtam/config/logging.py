"""Structured logs, one JSON line each, without personal data.

A line names the route, never the address with its ids; no person, login name or network
address; of an error its kind and places, never its message, which may quote what was typed.
"""

from __future__ import annotations

import re
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.types import EventDict, Processor, WrappedLogger

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_QUIET = ("healthz", "readyz", "static/")


def without_messages(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """An error as kind and places; its message stays out."""
    info = line.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        line["error"] = type(error).__name__
        line["places"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-8:]]
    return line


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    without_messages,
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [*SHARED, structlog.stdlib.add_logger_name],
            "use_get_message": False,  # what filled the blanks of another library's words stays out
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Django repeats each refusal with its address; the line of RequestLog says it without.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}


class RequestLog:
    """One line a request: method, route, status, milliseconds, under the request's id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = structlog.get_logger("congtam.requests")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        start = time.perf_counter()
        response = self.get_response(request)
        response.headers[HEADER] = request_id
        route = request.resolver_match.route if request.resolver_match else ""
        if not request.path.lstrip("/").startswith(_QUIET):
            self.log.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round((time.perf_counter() - start) * 1000),
            )
        return response
