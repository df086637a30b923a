"""Declared events, the level proposed: by htmx, without script, wrong, forged, two at once."""

import pytest

from congtam.assessments.models import DeclaredFact, Proposal
from tests.web.assessments.conftest import HTMX


@pytest.fixture
def fact(desk):
    return f"/cham/{desk.seat.pk}/khai/ky_luat/"


@pytest.fixture
def level(desk):
    return f"/cham/{desk.seat.pk}/de-nghi/"


def declared(desk):
    rows = DeclaredFact.objects.filter(participant=desk.seat)
    return list(rows.values_list("fact", "value", "words", "version"))


def test_an_event_is_declared(desk, fact):
    sent = {"value": "khong", "words": "Không có", "version": "0"}

    answer = desk.an.post(fact, sent, headers=HTMX)

    said = answer.content.decode()
    assert answer.status_code == 200
    assert declared(desk) == [("ky_luat", "khong", "Không có", 1)]
    assert '<input type="hidden" name="version" value="1">' in said
    assert 'id="dock" hx-swap-oob="true"' in said


def test_without_script_it_goes_back_to_the_event(desk, fact):
    answer = desk.an.post(fact, {"value": "co", "words": "", "version": "0"})

    assert (answer.status_code, answer.url) == (302, f"{desk.sheet}#fact-ky_luat")
    assert declared(desk) == [("ky_luat", "co", "", 1)]


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_without_an_answer_it_asks_and_keeps_the_words(desk, fact, headers):
    answer = desk.an.post(fact, {"words": "Lời đã gõ", "version": "0"}, headers=headers)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn «Có» hoặc «Không»." in said
    assert "Lời đã gõ</textarea>" in said
    assert declared(desk) == []


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_people_declare_at_once(desk, fact, headers):
    clerk = desk.door(desk.world.an_clerk)
    clerk.post(fact, {"value": "co", "words": "Một trường hợp", "version": "0"}, headers=HTMX)

    answer = desk.an.post(
        fact, {"value": "khong", "words": "Không ai", "version": "0"}, headers=headers
    )

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác vừa khai điều kiện này" in said
    assert "Một trường hợp" in said
    assert "Không ai</textarea>" in said
    assert declared(desk) == [("ky_luat", "co", "Một trường hợp", 1)]


@pytest.mark.parametrize("name", ["tong_diem", "zzz"])
def test_a_forged_event_finds_nothing(desk, name):
    answer = desk.an.post(f"/cham/{desk.seat.pk}/khai/{name}/", {"value": "co", "version": "0"})

    assert answer.status_code == 404
    assert declared(desk) == []


def test_a_level_is_proposed(desk, level):
    answer = desk.an.post(level, {"level": "XS", "words": "Xứng đáng"}, headers=HTMX)

    row = Proposal.objects.values_list("level", "words").get(participant=desk.seat)
    assert answer.status_code == 200
    assert row == ("XS", "Xứng đáng")
    assert 'value="XS" checked' in answer.content.decode()


@pytest.mark.parametrize(("headers", "sent"), [(HTMX, "ZZ"), ({}, ""), ({}, "ZZ")])
def test_a_level_that_does_not_exist_is_refused(desk, level, headers, sent):
    answer = desk.an.post(level, {"level": sent, "words": "Lời gõ"}, headers=headers)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn một mức xếp loại." in said
    assert "Lời gõ</textarea>" in said
    assert not Proposal.objects.exists()


def test_strangers_find_no_event_and_no_level(desk, fact, level):
    stranger = desk.door(desk.world.dung)

    assert stranger.post(fact, {"value": "co", "version": "0"}).status_code == 404
    assert stranger.post(level, {"level": "XS"}).status_code == 404
    assert declared(desk) == []
