"""Sending a report, taking it back, amending it; and who reads which edition of it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from congtam import clock
from congtam.assessments.actions import propose
from congtam.assessments.models import Edition, Report, Step
from congtam.clock import ZONE
from congtam.records.models import Task
from tests import selfreport
from tests.web.critiques.conftest import DAY

pytestmark = pytest.mark.django_db
LATE = datetime(2020, 12, 16, 9, tzinfo=ZONE)
READERS = [("c11", "co_quan"), ("c01", "thuong_truc")]


@pytest.fixture
def written(quan):
    """Everything is written, nothing sent."""
    selfreport.write(quan.world, quan.file, quan.world.who("c05", "ban_tc"))
    return quan


@pytest.fixture
def sent(written):
    """The report went out."""
    selfreport.send(written.world, written.file, written.world.who("c05", "ban_tc"))
    return written


@pytest.fixture
def presented(sent):
    """The report was presented at the conference."""
    Report.objects.filter(pk=sent.file.pk).update(state="presented")
    return sent


def own(desk):
    return desk.door("c05", "ban_tc")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def state(desk):
    return Report.objects.get(pk=desk.file.pk).state


# ---- Sending


def test_the_page_before_sending_says_what_goes(written):
    page = text(own(written).get(written.verb("send_report")))

    assert "7 / 7 phần bắt buộc đã viết" in page
    assert "Tự xếp mức Hoàn thành tốt nhiệm vụ" in page


def test_it_is_sent_with_one_click_however_often_it_is_clicked(written):
    client = own(written)

    answers = [written.post(client, "send_report", token="t-1") for _ in range(2)]

    assert [one["Location"] for one in answers] == [written.home, written.home]
    assert (state(written), Edition.objects.filter(report_id=written.file.pk).count()) == (
        "sent",
        1,
    )


def test_what_is_missing_is_named_with_a_link_to_its_place(quan):
    client = own(quan)
    quan.post(client, "save_section", "chinh_tri", words="Vững vàng", version="0")

    answer = quan.post(client, "send_report", token="t-1")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="{quan.write}#phan-dao_duc">Chưa viết: 2. Đạo đức, lối sống</a>' in page
    assert f'<a href="{quan.write}#muc">Chưa tự xếp mức</a>' in page
    assert "#phan-chinh_tri" not in page


def test_after_the_last_day_a_reason_is_asked_and_what_was_typed_stays(written):
    client = own(written)
    with clock.set_to(LATE):
        page = text(client.get(written.verb("send_report")))
        blank = written.post(client, "send_report", token="t-1", late_reason=" ")
        done = written.post(client, "send_report", token="t-1", late_reason="Đi công tác")

    assert "Ngày cuối là 14/12/2020, đã quá 2 ngày." in page
    assert (blank.status_code, done.status_code) == (422, 302)
    assert "Nêu lý do gửi muộn" in text(blank)
    assert Edition.objects.get(report_id=written.file.pk).late_reason == "Đi công tác"


@pytest.mark.parametrize("token", ["", "a b", "x" * 65, "é"])
def test_a_forged_token_is_not_found(written, token):
    assert written.post(own(written), "send_report", token=token).status_code == 404


def test_the_officer_who_may_not_send_is_told_who_does(khelung):
    k1 = khelung.world.who("k1", "bch")
    selfreport.write(khelung.world, khelung.file, k1)

    page = text(khelung.door("k3", "bch").get(khelung.write))
    refused = khelung.door("k3", "bch").get(khelung.verb("send_report"))

    assert "Chờ Chủ tịch / Phó Chủ tịch gửi" in page
    assert refused.status_code == 403


def test_a_report_that_was_sent_is_read_and_not_written(sent):
    client = own(sent)

    answer = client.get(sent.write)
    refused = sent.post(client, "save_section", "chinh_tri", words="Sửa lén", version="1")

    assert (answer.status_code, answer["Location"]) == (302, sent.read)
    assert refused.status_code == 403
    assert "Sửa lén" in refused.content.decode()


def test_one_who_takes_it_back_writes_on(sent):
    client = own(sent)
    asked = client.get(sent.verb("take_back"))

    answer = sent.post(client, "take_back")

    assert (asked.status_code, answer["Location"]) == (200, sent.write)
    assert state(sent) == "draft"
    assert client.get(sent.write).status_code == 200


def test_once_somebody_spoke_it_is_not_taken_back(sent):
    meets = sent.world.seat(sent.file, "hoi_nghi")
    secretary = sent.world.who("c11", "co_quan")
    propose(meets.pk, level="", words="Cần rõ hơn", by=secretary, at=DAY)
    client = own(sent)

    assert "Rút lại" not in text(client.get(sent.home))
    assert sent.post(client, "take_back").status_code == 403
    assert state(sent) == "sent"


# ---- Reading


@pytest.mark.parametrize("who", READERS)
def test_a_draft_is_read_by_its_writer_alone(written, who):
    assert own(written).get(written.read).status_code == 200
    assert written.door(*who).get(written.read).status_code == 404


@pytest.mark.parametrize("who", READERS)
def test_what_was_sent_is_read_by_whom_the_procedure_lets(sent, who):
    page = text(sent.door(*who).get(sent.read))

    assert "Bản đã gửi, lần 1" in page
    assert selfreport.WORDS in page


@pytest.mark.parametrize("who", [("c09", "ban_cs"), ("c03", "ban_tc"), ("k1", "bch")])
def test_nobody_else_reads_it(sent, who):
    edition = Edition.objects.get(report_id=sent.file.pk)

    assert sent.door(*who).get(sent.read).status_code == 404
    assert sent.door(*who).get(f"{sent.read}ban/{edition.pk}/").status_code == 404


def test_it_reads_as_it_was_sent_whatever_the_register_says_later(sent):
    Task.objects.filter(token="line-2").update(title="Việc thêm sau khi gửi")

    page = text(sent.door("c11", "co_quan").get(sent.read))

    assert "Rà soát hồ sơ cán bộ" in page
    assert "Việc thêm sau khi gửi" not in page


def test_others_read_the_sealed_edition_until_the_amended_one_is_sent(presented):
    client, reader = own(presented), presented.door("c11", "co_quan")
    presented.post(client, "save_section", "chinh_tri", words="Tiếp thu góp ý", version="1")
    before = text(reader.get(presented.read))

    answer = presented.post(client, "amend_report", token="t-2")

    first = Edition.objects.get(report_id=presented.file.pk, round=1)
    after, old = reader.get(presented.read), reader.get(f"{presented.read}ban/{first.pk}/")
    assert (answer["Location"], state(presented)) == (presented.home, "amended")
    assert ("Tiếp thu góp ý" in before, "Tiếp thu góp ý" in text(after)) == (False, True)
    assert "Bản bổ sung sau hội nghị, lần 2" in text(after)
    assert "Tiếp thu góp ý" not in text(old)


def test_an_amendment_without_a_change_is_said(presented):
    answer = presented.post(own(presented), "amend_report", token="t-2")

    assert answer.status_code == 422
    assert "chưa thay đổi gì" in text(answer)


def test_after_the_decision_nothing_is_amended(presented):
    Report.objects.filter(pk=presented.file.pk).update(state="final")
    client = own(presented)

    assert client.get(presented.verb("amend_report")).status_code == 403
    assert client.get(presented.write)["Location"] == presented.read


def test_an_edition_of_another_report_is_not_found(opened, sent):
    other = opened.file("c09")
    by = opened.who("c09", "ban_cs")
    selfreport.write(opened, other, by)
    edition = selfreport.send(opened, other, by)

    assert own(sent).get(f"{sent.read}ban/{edition.pk}/").status_code == 404


def test_a_report_that_came_back_says_why(sent):
    Step.objects.filter(assessment=sent.file, key="bao_cao").update(
        state="sent_back", closed_at=None
    )
    sent.file.participants.filter(step__key="bao_cao").update(closed_at=None)
    Report.objects.filter(pk=sent.file.pk).update(state="draft")
    sent.file.returns.create(
        from_step="quyet_dinh", to_step="bao_cao", reason="Bổ sung số liệu", due_on=DAY.date(),
        by=sent.world.who("c01", "thuong_truc"), at=DAY,
    )  # fmt: skip
    client = own(sent)

    page = text(client.get(sent.write))
    unchanged = sent.post(client, "send_report", token="t-9")

    assert "Báo cáo được trả lại, gửi lại chậm nhất ngày 05/12/2020" in page
    assert "Bổ sung số liệu" in page
    assert unchanged.status_code == 422
    assert "chưa thay đổi gì so với lần gửi trước" in text(unchanged)
