"""One process beside one province: builds it, answers requests in-process, tells what they cost.

Commands come as JSON lines on standard input, answers go out on standard output. A request is
one call of the WSGI application with its whole middleware, a real session and the CSRF check.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import django

KEY = "n1_01"


class Visitor:
    """Somebody signed in, as the WSGI server sees them."""

    def __init__(self, application: Callable[..., Any], login: str) -> None:
        from django.conf import settings
        from django.middleware.csrf import _get_new_csrf_string
        from django.test import Client

        from congtam.accounts.models import User

        client = Client()
        client.force_login(User.objects.get(username=login))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.token = _get_new_csrf_string()
        self.cookie = (
            f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}"
        )
        self.application = application

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        """One request: status, body, CPU seconds of this process."""
        body = urlencode(form).encode() if form is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST",
            "PATH_INFO": path,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookie,
            "HTTP_X_CSRFTOKEN": self.token,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if form is not None:
            environ |= {
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_HX_REQUEST": "true",
            }
        seen: list[str] = []
        began = time.process_time()
        answer = self.application(environ, lambda status, _headers, *_rest: seen.append(status))
        content = b"".join(answer)
        answer.close()
        return int(seen[0].split()[0]), content, time.process_time() - began


class Workshop:
    """The requests that are measured."""

    def __init__(self) -> None:
        from django.urls import reverse

        from congtam.assessments.models import Participant, Score
        from congtam.config.wsgi import application
        from congtam.cycles.models import Cycle
        from congtam.organisation.models import Mandate
        from congtam.regulations.models import Instrument

        self.scores = Score
        self.clerk = Visitor(application, "clerk0")
        self.chair = Visitor(application, "thuongvu.ha")
        unit = Mandate.objects.get(person__login="clerk0").unit_id
        seat = Participant.objects.get(unit_id=unit, step__kind="self_score")
        self.seat = seat
        paper = Instrument.objects.filter(text="").order_by("number")[0]
        self.paths = {
            "page": reverse("regulations:instrument", args=[paper.pk]),
            "account": reverse("accounts:account"),
            "sheet": reverse("assessments:sheet", args=[seat.assessment_id, seat.pk]),
            "dashboard": reverse("overview:cycle", args=[Cycle.objects.get().pk]),
        }
        self.save = reverse("assessments:save_line", args=[seat.pk, KEY])
        self.turn = 0

    def request(self, kind: str) -> float:
        if kind == "autosave":
            return self._autosave()
        visitor = self.chair if kind == "dashboard" else self.clerk
        status, content, seconds = visitor.ask(self.paths[kind])
        if status != 200:
            raise SystemExit(f"{kind}: {status} {content[:300]!r}")
        return seconds

    def _autosave(self) -> float:
        """New points and new words on one line that was saved before."""
        self.turn += 1
        row = self.scores.objects.get(participant=self.seat, criterion__key=KEY)
        form = {
            "points": "3,5" if row.points == 3 else "3",
            "reached": f"Đã giám sát hai kỳ, có biên bản kèm theo (lần {self.turn}).",
            "missed": "Chưa giám sát kỳ cuối năm.",
            "version": str(row.version),
        }
        status, content, seconds = self.clerk.ask(self.save, form)
        if status != 200:
            raise SystemExit(f"autosave: {status} {content[:300]!r}")
        return seconds

    def round(self, kind: str, times: int) -> float:
        """The median CPU of so many requests, in milliseconds."""
        return statistics.median(self.request(kind) for _turn in range(times)) * 1000

    def statements(self, kind: str) -> list[str]:
        """The statements of one warm request."""
        from django.db import connection

        self.request(kind)
        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        if kind == "autosave":
            row = self.scores.objects.get(participant=self.seat, criterion__key=KEY)
            form = {"points": "2,5", "reached": "x", "missed": "y", "version": str(row.version)}
            with connection.execute_wrapper(note):
                self.clerk.ask(self.save, form)
        else:
            with connection.execute_wrapper(note):
                self.request(kind)
        return seen

    def visitors(self, writers: int) -> list[dict[str, object]]:
        """A door for each writer; two of them share a sheet."""
        from congtam.assessments.models import Participant

        found = []
        for number in range(writers):
            login = f"clerk{number // 2}"
            visitor = Visitor(self.clerk.application, login)
            seat = Participant.objects.get(
                unit__mandates__person__login=login, step__kind="self_score"
            )
            versions = self.scores.objects.filter(participant=seat)
            found.append(
                {
                    "number": number,
                    "cookie": visitor.cookie,
                    "token": visitor.token,
                    "seat": str(seat.pk),
                    "versions": dict(versions.values_list("criterion__key", "version")),
                }
            )
        return found

    def lost(self, acknowledged: list[tuple[str, str, str, int]]) -> list[str]:
        """What a writer was told is saved and is not there."""
        missing = []
        for seat, key, words, version in acknowledged:
            row = self.scores.objects.select_related("explanation").get(
                participant_id=seat, criterion__key=key
            )
            if (row.explanation.reached, row.version) != (words, version):
                missing.append(f"{seat} {key}: {words!r} {version}, there is {row.version}")
        return missing

    def profile(self, kind: str, times: int) -> str:
        import cProfile
        import pstats

        profile, out = cProfile.Profile(), io.StringIO()
        profile.enable()
        for _turn in range(times):
            self.request(kind)
        profile.disable()
        pstats.Stats(profile, stream=out).sort_stats("tottime").print_stats(45)
        pstats.Stats(profile, stream=out).sort_stats("cumtime").print_stats(70)
        return out.getvalue()


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2) if not os.environ.get("BENCH_LOUD") else None
    django.setup()
    from tests.bench import province

    workshop: Workshop | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "build":
            from congtam.cli.run import collect_static, migrate

            migrate()
            collect_static()
            province.build(asked["unions"], asked["signed_in"])
            answer: object = True
        elif asked["do"] == "verify":
            from congtam.ledger import queries
            from congtam.organisation.models import Tenant

            result = queries.verify(Tenant.objects.get().pk)
            answer = [result.count, result.fault.says if result.fault else ""]
        else:
            workshop = workshop or Workshop()
            answer = getattr(workshop, asked.pop("do"))(**asked)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
