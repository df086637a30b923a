"""The unit's own dossier: what it holds, what is missing, sending it."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment, UnitDossier
from tests.assessments import dossiers
from tests.documents import critique_world as year_of
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db


def unit(file, name="unit"):
    return reverse(f"dossiers:{name}", args=[file.pk])


def paper(answer) -> str:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return "".join(pages(b"".join(answer.streaming_content)))


def test_the_way_in_goes_to_the_one_dossier(year, door):
    answer = door("k1", "bch").get(reverse("dossiers:index"))

    assert answer.status_code == 302
    assert answer["Location"] == unit(dossiers.collective(year))


def test_who_has_none_is_told_so(year, door):
    page = door("c07", "ban_cs").get(reverse("dossiers:index"))

    assert page.status_code == 200
    assert "không gửi và không nhận hồ sơ" in page.content.decode()


def test_the_page_names_what_is_there_and_what_is_missing(year, door):
    file = dossiers.report(year)
    dossiers.decided(year, k2="HTTNV")

    page = door("k1", "bch").get(unit(file)).content.decode()

    assert "trước ngày 15/12/2020" in page
    assert "Còn thiếu 6 nội dung" in page
    assert "mức của đ/c Đặng Văn Phú: chưa quyết định" in page
    assert page.count("Hoàn thành tốt nhiệm vụ") == 2
    assert "Cấp trên quyết định" in page


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("k1", "bch", 200), ("k2", "bch", 200), ("k4", "bch", 200), ("k1", "ban_lanh_dao", 404),
        ("k5", "", 404), ("b1", "bch", 404), ("c05", "ban_tc", 404), ("c01", "btv", 404),
    ],
)  # fmt: skip
def test_who_opens_the_dossier_of_a_unit(year, door, who, body, status):
    file, client = dossiers.report(year), door(who, body)

    assert client.get(unit(file)).status_code == status
    assert client.get(unit(file, "draft_list")).status_code == status


def test_a_collective_above_has_no_dossier(year, door):
    file = year.collective("btv", "cdn")

    assert door("c01", "btv").get(unit(file)).status_code == 404
    assert door("c01", "btv").get(unit(year.file("k1"))).status_code == 404
    assert door("c01", "btv").get(reverse("dossiers:unit", args=[uuid.uuid4()])).status_code == 404


def test_sending_with_gaps_asks_why_and_keeps_what_was_typed(year, door):
    file, client = dossiers.report(year), door("k1", "bch")

    asked = client.post(unit(file, "send"), {"token": "a", "words": "  "})
    sent = client.post(unit(file, "send"), {"token": "a", "words": "Chờ phiên họp 13/12."})

    assert asked.status_code == 422
    assert "Nêu vì sao còn thiếu" in asked.content.decode()
    made = UnitDossier.objects.get()
    assert sent["Location"] == reverse("dossiers:sent", args=[made.pk])
    assert "Chờ phiên họp 13/12." in client.get(sent["Location"]).content.decode()


def test_two_clicks_send_one_dossier(year, door):
    file, client = dossiers.complete(year), door("k1", "bch")

    first = client.post(unit(file, "send"), {"token": "a"})
    again = client.post(unit(file, "send"), {"token": "a"})

    assert first["Location"] == again["Location"]
    assert UnitDossier.objects.count() == 1


def test_after_the_last_day_a_reason_is_asked(year, door):
    file, client = dossiers.complete(year), door("k1", "bch")
    with clock.set_to(dossiers.TOO_LATE):
        page = client.get(unit(file)).content.decode()
        asked = client.post(unit(file, "send"), {"token": "a"})
        client.post(unit(file, "send"), {"token": "a", "late_reason": "Chờ ý kiến Đảng ủy"})

    assert "Đã quá hạn" in page
    assert asked.status_code == 422
    assert "nêu lý do gửi muộn" in asked.content.decode()
    assert UnitDossier.objects.get().late_reason == "Chờ ý kiến Đảng ủy"


def test_a_member_reads_and_is_told_who_sends(year, door):
    file, client = dossiers.complete(year), door("k3", "bch")

    page = client.get(unit(file)).content.decode()
    refused = client.post(unit(file, "send"), {"token": "a"})

    assert "Chức danh «Ủy viên Ban Chấp hành» không được làm việc này." in page
    assert '<button class="btn btn-primary">' not in page
    assert refused.status_code == 403
    assert not UnitDossier.objects.exists()


def test_nothing_new_is_not_sent_again(year, door):
    file, client = dossiers.complete(year), door("k1", "bch")
    offered = '<button class="btn btn-primary">'
    before = client.get(unit(file)).content.decode()
    client.post(unit(file, "send"), {"token": "a"})

    after = client.get(unit(file)).content.decode()
    page = client.post(unit(file, "send"), {"token": "b"}, follow=True).content.decode()

    assert (offered in before, offered in after) == (True, False)
    assert "không có gì thay đổi so với lần gửi trước" in page
    assert UnitDossier.objects.count() == 1


def test_one_s_own_level_is_not_shown_before_it_is_published(year, door):
    file = dossiers.complete(year)
    made = dossiers.send(year)
    k3, others = door("k3", "bch"), door("k2", "bch")
    best = "Hoàn thành xuất sắc nhiệm vụ"
    seen = {
        "own page": k3.get(unit(file)).content.decode(),
        "own sent": k3.get(reverse("dossiers:sent", args=[made.pk])).content.decode(),
        "own draft": paper(k3.get(unit(file, "draft_list"))),
        "own list": paper(k3.get(reverse("dossiers:sent_list", args=[made.pk]))),
    }

    assert {name: best in text for name, text in seen.items()} == dict.fromkeys(seen, False)
    assert best in others.get(unit(file)).content.decode()
    Assessment.objects.filter(pk=year.file("k3").pk).update(published_at=dossiers.SENDING)
    assert best in k3.get(unit(file)).content.decode()


def test_the_chair_reads_no_opinion_on_himself_in_what_he_sent(year, door):
    dossiers.complete(year)
    made, file = dossiers.send(year), year.file("k1")
    path = reverse("dossiers:enclosed", args=[made.pk, file.pk])

    own, deputy = paper(door("k1", "bch").get(path)), paper(door("k2", "bch").get(path))

    assert year_of.SAID_OUTSIDE not in own
    assert year_of.SAID_OUTSIDE in deputy
    assert "31-NX/ĐU" not in door("k1", "bch").get(unit(made.file)).content.decode()
