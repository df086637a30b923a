"""Papers on demand: a download for whoever may read it, not found or refused for the rest."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from congtam.assessments.models import Submission
from tests import cast
from tests.documents.pdf import pages, sizes_in_mm


def _bytes(answer) -> bytes:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    return b"".join(answer.streaming_content)


def test_a_unit_prints_its_draft(stage):
    cast.fill(stage.world)
    path = reverse("documents:score_sheet", args=[stage.world.file().id])

    pdf = _bytes(stage.get("an_clerk", path, at=cast.SCORED))

    assert "CĐCS BỆNH VIỆN ĐA KHOA" in pages(pdf)[0]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("an", 200),
        ("an_clerk", 200),
        ("binh", 200),
        ("orgboard_head", 200),
        ("chi", 200),
        ("board1_head", 200),
        ("dung", 404),
        ("other_team_head", 404),
    ],
)
def test_who_prints_a_sheet_that_was_handed_in(stage, who, status):
    cast.up_to_team(stage.world)
    path = reverse("documents:score_sheet", args=[stage.world.file().id])

    assert stage.get(who, path, at=cast.APPRAISED).status_code == status


def test_a_sheet_not_yet_handed_in_is_refused_to_those_above(stage):
    cast.fill(stage.world)
    path = reverse("documents:score_sheet", args=[stage.world.file().id])

    for who in ("binh", "orgboard_head", "chi", "board1_head"):
        assert stage.get(who, path, at=cast.SCORED).status_code == 403
    assert stage.get("an", path, at=cast.SCORED).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("an", 200), ("orgboard_head", 200), ("dung", 404), ("chair_truong_ab", 404)],
)
def test_who_prints_a_receipt(stage, who, status):
    cast.up_to_team(stage.world)
    sent = Submission.objects.get(assessment=stage.world.file())

    path = reverse("documents:receipt", args=[sent.pk])

    assert stage.get(who, path, at=cast.APPRAISED).status_code == status


def test_the_consolidated_table_is_landscape(stage):
    cast.up_to_orgboard(stage.world)
    path = reverse("documents:consolidated", args=[stage.track])

    pdf = _bytes(stage.get("orgboard_head", path, at=cast.ORGBOARD_SENT))

    assert sizes_in_mm(pdf)[0] == (297, 210)
    assert stage.get("an", path).status_code == 404
    assert stage.get("board1_head", path).status_code == 404


@pytest.mark.parametrize("name", ["minutes", "decision_draft"])
def test_minutes_and_draft_are_the_deciding_bodys_own(stage, name):
    made = cast.seal(stage.world)
    path = reverse(f"documents:{name}", args=[made.pk])

    assert _bytes(stage.get("chi_deputy", path))
    assert stage.get("orgboard_head", path).status_code == 404
    cast.publish(stage.world, made)
    assert stage.get("an", path).status_code == 403


@pytest.mark.parametrize("name", ["score_sheet", "receipt", "minutes", "consolidated", "paper"])
def test_unknown_ids_are_not_found(stage, name):
    assert stage.get("chi", reverse(f"documents:{name}", args=[uuid.uuid4()])).status_code == 404
