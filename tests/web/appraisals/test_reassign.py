"""A part of the work goes to another body of the same kind, with a reason that stays visible."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import Reassignment
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(world):
    return reverse("appraisals:reassign", args=[world.file().id])


def given(world, **other):
    return {
        "seat": world.seat("tham_dinh", "to").id,
        "to": world.body("to2").id,
        "reason": "Tổ 1 có người nghỉ ốm",
    } | other


def test_the_issuer_gives_the_file_to_another_team(as_, at_team):
    response = as_(at_team.chi).post(url(at_team), given(at_team))

    seat = at_team.seat("tham_dinh", "to")
    assert response.status_code == 302
    assert (seat.body.code, at_team.file().in_charge.code) == ("to2", "to2")


def test_the_new_team_sees_what_was_written_and_where_it_came_from(as_, at_team):
    cast.appraise(at_team, changes={"a": "40"})
    as_(at_team.chi).post(url(at_team), given(at_team))
    screen = reverse("appraisals:screen", args=[at_team.seat("tham_dinh", "to").id])

    page = as_(at_team.other_team_head).get(screen).content.decode()

    assert "được giao lại từ Tổ công tác số 1 cho Tổ công tác số 2" in page
    assert "Tổ 1 có người nghỉ ốm" in page
    assert "Minh chứng chưa đủ" in page


def test_a_reason_is_needed(as_, at_team):
    response = as_(at_team.chi).post(url(at_team), given(at_team, reason=" "))

    assert response.status_code == 422
    assert response.context["form"].errors["reason"] == ["Nêu lý do giao lại."]
    assert not Reassignment.objects.exists()


def test_another_kind_of_body_cannot_take_it(as_, at_team):
    response = as_(at_team.chi).post(url(at_team), given(at_team, to=at_team.body("ban_cs").id))

    assert response.status_code == 422
    assert not Reassignment.objects.exists()


@pytest.mark.parametrize("person", ["binh", "binh_head", "orgboard_head", "an"])
def test_nobody_else_gives_it_away(as_, at_team, person):
    client = as_(at_team.people[person])

    assert client.get(url(at_team)).status_code == 403
    assert client.post(url(at_team), given(at_team)).status_code == 403
    assert not Reassignment.objects.exists()


def test_a_stranger_does_not_learn_of_the_file(as_, at_team):
    assert as_(at_team.dung).get(url(at_team)).status_code == 404


def test_what_is_sent_is_no_longer_given_away(as_, at_team):
    cast.appraise(at_team)
    actions.close_appraisal(at_team.file().id, "tham_dinh", by=at_team.binh_head, at=cast.APPRAISED)

    response = as_(at_team.chi).post(url(at_team), given(at_team))

    assert response.status_code == 422
    assert not Reassignment.objects.exists()
