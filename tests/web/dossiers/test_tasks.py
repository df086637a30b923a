"""Dossiers on the first page: of those who must send them, and of those who wait for them."""

from __future__ import annotations

from html import unescape
from re import DOTALL, findall, sub

import pytest
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import UnitDossier
from tests.assessments import dossiers

pytestmark = pytest.mark.django_db


def lines(client, word="ồ sơ"):
    """The tasks about dossiers as plain text."""
    page = client.get("/").content.decode()
    found = findall(r'<li class="task">(.*?)</li>', page, DOTALL)
    texts = (" ".join(unescape(sub(r"<[^>]+>", " ", one)).split()) for one in found)
    return [text for text in texts if word in text and ("lên cấp trên" in text or "gửi về" in text)]


def test_who_must_send_sees_the_limit_and_what_is_missing(year, door):
    dossiers.report(year)
    client = door("k1", "bch")

    (line,) = lines(client)

    assert "Gửi hồ sơ lên cấp trên: Ban Chấp hành CĐ Than Khe Lũng" in line
    assert "Còn thiếu 7 nội dung" in line
    assert "Còn 2 ngày" in line
    assert reverse("dossiers:unit", args=[dossiers.collective(year).pk]) in (
        client.get("/").content.decode()
    )


def test_without_the_report_of_the_collective_that_comes_first(year, door):
    (line,) = lines(door("k2", "bch"))

    assert "Gửi báo cáo kiểm điểm của tập thể trước" in line


def test_after_the_last_day_it_is_overdue(year, door):
    dossiers.complete(year)
    client = door("k1", "bch")
    with clock.set_to(dossiers.TOO_LATE):
        (line,) = lines(client)

    assert "Đã đủ hồ sơ" in line
    assert "Quá hạn 1 ngày" in line


@pytest.mark.parametrize(
    ("who", "body"), [("k3", "bch"), ("k5", ""), ("k1", "ban_lanh_dao"), ("c01", "btv")]
)
def test_who_does_not_send_has_no_such_task(year, door, who, body):
    assert lines(door(who, body)) == []


def test_what_was_sent_waits_no_more_until_something_missing_has_come(year, door):
    dossiers.report(year)
    dossiers.send(year, words="Chờ ý kiến.")
    client = door("k1", "bch")
    before = lines(client)
    dossiers.chair_s_papers(year)

    (after,) = lines(client)

    assert before == []
    assert "Gửi bổ sung hồ sơ lên cấp trên" in after
    assert "Còn thiếu 5 nội dung Có phần mới để gửi" in after


def test_who_receives_sees_what_has_come_and_what_is_late(year, door):
    dossiers.complete(year)
    client = door("c05", "ban_tc")
    (first,) = lines(client)
    dossiers.send(year, at=dossiers.TOO_LATE, late_reason="Chờ ý kiến Đảng ủy")
    with clock.set_to(dossiers.TOO_LATE):
        (then,) = lines(client)

    assert "Đã gửi 0/4 Còn 2 ngày" in first
    assert "Đã gửi 1/4 1 đơn vị gửi muộn 3 đơn vị quá hạn chưa gửi" in then


def test_when_all_have_come_nothing_is_waited_for(year, door):
    for unit, body in (("khelung", "bch"), ("baithuong", "bch"), ("cokhi", "bch"),
                       ("namtrach", "btv")):  # fmt: skip
        file = year.collective(body, unit)
        head = next(m for m in year.held.values() for m in m if m.body_id == file.body_id
                    and m.office == "chu_tich")  # fmt: skip
        dossiers.report_of(year, file, head)
        dossiers.send(year, file, by=head, words="Chờ.")

    assert UnitDossier.objects.count() == 4
    assert lines(door("c05", "ban_tc")) == []


def test_a_closed_year_asks_for_nothing(year, door):
    year.cycle.state = "closed"
    year.cycle.save(update_fields=["state"])

    assert lines(door("k1", "bch")) == []
    assert lines(door("c05", "ban_tc")) == []
