"""Log lines are JSON and hold no personal data."""

import io
import json
import logging

import pytest
import structlog
from structlog.stdlib import ProcessorFormatter

CANARY = "Nguyễn Thị Bí Mật"


@pytest.fixture
def lines():
    """What the handler of the settings would write."""
    root, written = logging.getLogger(), io.StringIO()
    ours = [h.formatter for h in root.handlers if isinstance(h.formatter, ProcessorFormatter)]
    handler = logging.StreamHandler(written)
    handler.setFormatter(ours[0])
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)


def test_an_error_is_told_by_kind_and_place_only(lines):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("django.request").exception("Lỗi ở %s", CANARY)

    (line,) = lines()
    assert (line["event"], line["error"]) == ("Lỗi ở %s", "ValueError")
    assert line["places"][0].startswith("test_logging.py:")
    assert CANARY not in json.dumps(line, ensure_ascii=False)


def test_a_line_of_ours_keeps_its_words(lines):
    structlog.get_logger("congtam.jobs").warning("job_failed", job="remind")

    (line,) = lines()
    assert (line["event"], line["job"], line["level"]) == ("job_failed", "remind", "warning")


@pytest.mark.django_db
def test_a_request_is_logged_by_route_under_its_id(client, lines):
    response = client.get("/dang-nhap/", {"ten": CANARY}, headers={"x-request-id": "abcdef123456"})

    (line,) = [one for one in lines() if one["event"] == "request"]
    assert response.headers["X-Request-ID"] == "abcdef123456"
    assert (line["route"], line["status"], line["request"]) == ("dang-nhap/", 200, "abcdef123456")
    assert CANARY not in json.dumps(line, ensure_ascii=False)


@pytest.mark.django_db
def test_a_strange_request_id_is_replaced(client):
    response = client.get("/dang-nhap/", headers={"x-request-id": "<script>"})

    assert len(response.headers["X-Request-ID"]) == 32
