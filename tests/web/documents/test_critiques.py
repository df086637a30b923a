"""Papers of critique at their addresses: whoever may read the thing, and nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from congtam import clock
from congtam.assessments import actions
from congtam.assessments.models import Assessment, Report
from tests import selfreport
from tests.critique import open_critique
from tests.documents import critique_world as year_of
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db
KEPT = (year_of.SAID_AT_CONFERENCE, year_of.SAID_BY_CELL, year_of.SAID_OUTSIDE)


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(autouse=True)
def _hour():
    """The day after the conference."""
    with clock.set_to(year_of.PRINTED):
        yield


@pytest.fixture
def year():
    return open_critique()


@pytest.fixture
def deputy(year):
    return year_of.sent_report(year, "c04", "ban_tc")


def ask(year, who, body, name, *args):
    """One person, acting in one body, asks for one paper."""
    client = Client()
    client.force_login(year.user(who))
    client.post(reverse("accounts:act_as", args=[year.who(who, body).pk]))
    return client.get(reverse(f"documents:{name}", args=args))


def text_of(answer) -> str:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    return "".join(pages(b"".join(answer.streaming_content)))


# c04 is the subject; c05 sits on her board; c03 leads it and sits in the cell's committee
@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("c04", "ban_tc", 200),
        ("c04", "chi_bo", 200),
        ("c01", "thuong_truc", 200),
        ("c11", "co_quan", 200),
        ("c10", "chi_uy", 200),
        ("c05", "ban_tc", 404),
        ("c03", "ban_tc", 404),
        ("c02", "btv", 404),
        ("k1", "bch", 404),
    ],
)
def test_who_prints_a_report_that_was_sent(year, deputy, who, body, status):
    assert ask(year, who, body, "self_report", deputy.pk).status_code == status


def test_a_report_that_is_being_written_is_its_writer_s_alone(year):
    file = year.file("c04")
    selfreport.write(year, file, year.who("c04"))

    assert "BẢN NHÁP" in text_of(ask(year, "c04", "ban_tc", "self_report", file.pk))
    for who, body in (("c01", "thuong_truc"), ("c11", "co_quan"), ("c10", "chi_uy")):
        assert ask(year, who, body, "self_report", file.pk).status_code == 404


def test_no_word_of_others_is_on_any_paper_of_the_subject_before_publication(year, deputy):
    year_of.heard(year, deputy)
    year_of.cell_speaks(year, deputy)
    Assessment.objects.filter(pk=deputy.pk).update(level="HTXSNV")
    seat = year.seat(deputy, "chi_uy")

    said = text_of(ask(year, "c04", "ban_tc", "self_report", deputy.pk))
    said += text_of(ask(year, "c04", "ban_tc", "rule_account", deputy.pk))

    assert [words for words in KEPT if words in said] == []
    assert "Ý KIẾN NHẬN XÉT" not in said
    assert "Đã công bố" not in said
    assert ask(year, "c04", "ban_tc", "opinion", deputy.pk, seat.pk).status_code == 404


def test_the_cell_reads_the_conference_but_not_the_other_way(year, deputy):
    year_of.heard(year, deputy)
    seat = year.seat(deputy, "chi_uy")
    actions.say(
        seat.pk, level="", words=year_of.SAID_BY_CELL, expected="", seen=None,
        by=year.who("c10", "chi_uy"), at=year_of.PRINTED,
    )  # fmt: skip

    assert "Biên bản hội nghị ngày 10/12/2020" in text_of(
        ask(year, "c10", "chi_uy", "self_report", deputy.pk)
    )
    for who, body in (("c11", "co_quan"), ("c01", "thuong_truc")):
        shown = text_of(ask(year, who, body, "self_report", deputy.pk))
        assert year_of.SAID_BY_CELL not in shown
        assert ask(year, who, body, "opinion", deputy.pk, seat.pk).status_code == 404
    actions.contribute([seat.pk], by=year.who("c10", "chi_uy"), at=year_of.PRINTED)
    decides = ask(year, "c01", "thuong_truc", "opinion", deputy.pk, seat.pk)
    assert year_of.SAID_BY_CELL in text_of(decides)
    assert ask(year, "c11", "co_quan", "opinion", deputy.pk, seat.pk).status_code == 404


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("c01", "co_quan", 200),
        ("c04", "co_quan", 200),
        ("c12", "co_quan", 200),
        ("c01", "thuong_truc", 404),
        ("c10", "chi_uy", 404),
        ("k1", "bch", 404),
    ],
)
def test_who_prints_minutes_that_were_adopted(year, deputy, who, body, status):
    meeting = year_of.heard(year, deputy)

    assert ask(year, who, body, "conference", meeting.pk).status_code == status


def test_open_minutes_are_for_those_who_keep_them(year, deputy):
    meeting = year_of.heard(year, deputy, adopted=False)

    assert "BẢN NHÁP" in text_of(ask(year, "c11", "co_quan", "conference", meeting.pk))
    assert ask(year, "c01", "co_quan", "conference", meeting.pk).status_code == 200
    refused = ask(year, "c04", "co_quan", "conference", meeting.pk)
    assert refused.status_code == 403
    assert "người ghi biên bản" in refused.content.decode()


def test_words_from_outside_are_closed_to_the_chair_they_speak_of(year):
    file = year_of.sent_report(year, "k1", "bch")
    year_of.close(file, "hoi_nghi")
    year_of.committee_outside(year, file)
    seat = year.seat(file, "cap_uy")

    assert year_of.SAID_OUTSIDE in text_of(ask(year, "k2", "bch", "opinion", file.pk, seat.pk))
    assert ask(year, "k1", "bch", "opinion", file.pk, seat.pk).status_code == 404
    assert year_of.SAID_OUTSIDE not in text_of(ask(year, "k1", "bch", "self_report", file.pk))
    assert ask(year, "m1", "bch", "self_report", file.pk).status_code == 404


def test_a_seat_that_writes_no_opinion_has_no_letter(year, deputy):
    year_of.heard(year, deputy)
    seat = year.seat(deputy, "hoi_nghi")

    assert ask(year, "c11", "co_quan", "opinion", deputy.pk, seat.pk).status_code == 404


def test_printing_writes_nothing(year, deputy):
    before = Report.objects.values().get(pk=deputy.pk)

    text_of(ask(year, "c04", "ban_tc", "self_report", deputy.pk))

    assert Report.objects.values().get(pk=deputy.pk) == before


@pytest.mark.parametrize("name", ["self_report", "rule_account", "conference"])
def test_unknown_ids_are_not_found(year, name):
    assert ask(year, "c01", "btv", name, uuid.uuid4()).status_code == 404
    opinion = ask(year, "c01", "btv", "opinion", uuid.uuid4(), uuid.uuid4())
    assert opinion.status_code == 404
