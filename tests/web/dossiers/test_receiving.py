"""The receiving board: every unit with its state, what was sent, and reminding the rest."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment
from congtam.cycles.models import Reminder
from tests.assessments import dossiers
from tests.documents import critique_world as year_of
from tests.web.dossiers.test_sending import paper

pytestmark = pytest.mark.django_db


def board(year, name="board"):
    return reverse(f"dossiers:{name}", args=[year.cycle.pk])


def test_the_way_in_goes_to_the_board(year, door):
    assert door("c05", "ban_tc").get(reverse("dossiers:index"))["Location"] == board(year)


def test_the_board_shows_who_has_sent_and_who_has_not(year, door):
    dossiers.report(year)
    dossiers.send(year, words="Chờ phiên họp.")

    page = door("c05", "ban_tc").get(board(year)).content.decode()

    assert "Đã gửi <b>1/4</b>" in page
    assert "Đã gửi, còn thiếu 7 nội dung" in page
    assert "Nhắc 3 đơn vị chưa gửi" in page
    assert "đã quyết định <b>0/4</b>" in page


def test_after_the_last_day_the_rest_is_overdue(year, door):
    with clock.set_to(dossiers.TOO_LATE):
        page = door("c05", "ban_tc").get(board(year)).content.decode()

    assert page.count("Quá hạn, chưa gửi") == 4
    assert "4 đơn vị quá hạn" in page


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [("c05", "ban_tc", 200), ("c02", "btv", 200), ("c07", "ban_cs", 404), ("k1", "bch", 404),
     ("c10", "chi_uy", 404)],
)  # fmt: skip
def test_who_opens_the_board_and_what_was_sent(year, door, who, body, status):
    dossiers.complete(year)
    made = dossiers.send(year, by=year.who("k2", "bch"))
    client = door(who, body)

    sent = 200 if who == "k1" else status
    assert client.get(board(year)).status_code == status
    assert client.post(board(year, "chase")).status_code == (302 if status == 200 else status)
    for name in ("sent", "sent_list"):
        path = reverse(f"dossiers:{name}", args=[made.pk])
        assert client.get(path).status_code == sent
    path = reverse("dossiers:enclosed", args=[made.pk, year.file("k5").pk])
    assert client.get(path).status_code == sent


def test_nothing_of_a_unit_is_known_before_it_sends(year, door):
    """Not what it holds, not what is missing: the receiver sees that nothing came."""
    dossiers.complete(year)

    page = door("c05", "ban_tc").get(board(year)).content.decode()

    for word in ("Hoàn thành", "Đặng Văn Phú", "thiếu"):
        assert word not in page
    assert (
        door("c05", "ban_tc")
        .get(reverse("dossiers:unit", args=[dossiers.collective(year).pk]))
        .status_code
        == 404
    )


def test_the_board_reads_what_was_enclosed_and_nothing_that_came_later(year, door):
    dossiers.complete(year)
    made = dossiers.send(year)
    client = door("c05", "ban_tc")
    dossiers.decided(year, k2="KHTNV")
    Assessment.objects.filter(pk=year.file("k1").pk).update(
        level="HTXSNV", published_at=dossiers.SENDING
    )

    page = client.get(reverse("dossiers:sent", args=[made.pk])).content.decode()
    report = paper(client.get(reverse("dossiers:enclosed", args=[made.pk, year.file("k1").pk])))

    assert "Không hoàn thành nhiệm vụ" not in page
    assert year_of.SAID_OUTSIDE in report
    assert "KẾT QUẢ XẾP LOẠI" not in report
    assert "Hội nghị" not in report.partition("Ý KIẾN NHẬN XÉT")[2]


def test_only_what_is_in_the_dossier_is_printed_from_it(year, door):
    dossiers.complete(year)
    made, client = dossiers.send(year), door("c05", "ban_tc")

    for other in (year.file("k2"), year.file("c04"), year.file("b1")):
        path = reverse("dossiers:enclosed", args=[made.pk, other.pk])
        assert client.get(path).status_code == 404
    own = reverse("dossiers:enclosed", args=[made.pk, made.file_id])
    assert "BÁO CÁO KIỂM ĐIỂM" in paper(client.get(own))


def test_the_covering_list_names_levels_papers_and_opinions(year, door):
    dossiers.complete(year)
    made = dossiers.send(year)

    text = paper(door("c05", "ban_tc").get(reverse("dossiers:sent_list", args=[made.pk])))

    assert "Có 03/03 tài liệu; đủ hồ sơ." in text
    assert "số 31-NX/ĐU ngày 09/12/2020" in text
    assert "Cấp trên quyết định" in text
    assert "Hạn gửi: trước ngày 15/12/2020." in text
    assert "(qua Ban Tổ chức)" in text


def test_units_are_reminded_from_the_board_once_a_day(year, door):
    client = door("c05", "ban_tc")

    first = client.post(board(year, "chase"), follow=True).content.decode()
    again = client.post(board(year, "chase"), follow=True).content.decode()

    assert "Đã nhắc 4 đơn vị." in first
    assert first.count("đã nhắc hôm nay") == 4
    assert "không còn đơn vị nào cần nhắc" in again
    assert Reminder.objects.count() == 4


@pytest.mark.parametrize("name", ["sent", "sent_list", "board"])
def test_unknown_ids_are_not_found(year, door, name):
    path = reverse(f"dossiers:{name}", args=[uuid.uuid4()])

    assert door("c05", "ban_tc").get(path).status_code == 404


def test_a_later_round_is_named_on_the_earlier_one(year, door):
    dossiers.report(year)
    first = dossiers.send(year, words="Chờ ý kiến.")
    dossiers.chair_s_papers(year)
    second = dossiers.send(year, token="hai", words="Chờ tiếp.")
    client = door("c05", "ban_tc")

    page = client.get(reverse("dossiers:sent", args=[first.pk])).content.decode()

    assert reverse("dossiers:sent", args=[second.pk]) in page
    assert "Chờ ý kiến." in page
