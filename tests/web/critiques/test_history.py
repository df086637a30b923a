"""Diễn biến: what befell a file from its report to its decision, told to each as far as they
may know it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.assessments.actions.correcting import correct
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Participant
from tests import deciding, selfreport
from tests.assessments import conferences, dossiers
from tests.documents import critique_world as year_of
from tests.web.critiques.conftest import DAY

pytestmark = pytest.mark.django_db


def history(client, file):
    """The lines of the history, the latest first: what was done, without who and when."""
    page = client.get(reverse("critiques:file", args=[file.pk])).content.decode()
    panel = page.partition('aria-labelledby="history"')[2].partition("</section>")[0]
    lines = re.findall(r"<li>(.*?)<span class=\"grid__sub\">", panel, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


@pytest.fixture
def sent(quan):
    by = quan.world.who("c05", "ban_tc")
    selfreport.write(quan.world, quan.file, by)
    selfreport.fault(quan.seat, by)
    selfreport.send(quan.world, quan.file, by)
    return quan


@pytest.fixture
def adopted(sent):
    world = sent.world
    meeting = conferences.call(world, [sent.file])
    conferences.mark(world, meeting)
    conferences.hear(world, sent.file)
    actions.adopt(meeting.pk, by=conferences.secretary(world), at=conferences.HELD)
    return sent


def test_the_writer_sees_the_writing_and_others_only_that_it_was_sent(sent):
    own = history(sent.door("c05", "ban_tc"), sent.file)
    secretary = history(sent.door("c11", "co_quan"), sent.file)

    assert own[0] == "Gửi báo cáo tự kiểm điểm"
    assert {re.sub(r"\d+", "n", line) for line in own[1:]} == {
        "Viết báo cáo (n lần lưu)", "Thêm một hạn chế, khuyết điểm",
        "Viết hạn chế, khuyết điểm (n lần lưu)", "Chọn mức tự xếp loại",
    }  # fmt: skip
    assert secretary == ["Gửi báo cáo tự kiểm điểm"]


def test_a_report_taken_back_says_so(sent):
    reporting.take_back(sent.seat.pk, by=sent.world.who("c05", "ban_tc"), at=DAY)

    assert history(sent.door("c11", "co_quan"), sent.file) == [
        "Rút báo cáo về viết tiếp", "Gửi báo cáo tự kiểm điểm",
    ]  # fmt: skip


def test_of_the_conference_each_reads_what_is_open_to_them(adopted):
    keeper = history(adopted.door("c11", "co_quan"), adopted.file)
    own = history(adopted.door("c05", "ban_tc"), adopted.file)

    assert keeper[:5] == [
        "Thông qua biên bản kiểm điểm: Hội nghị Cơ quan", "Ghi mức hội nghị đề nghị",
        "Trả lời câu hỏi theo quy trình (4 câu)", "Ghi ý kiến phát biểu (1 ý kiến)",
        "Ghi việc trình bày báo cáo tại hội nghị",
    ]  # fmt: skip
    assert own[:2] == [
        "Thông qua biên bản kiểm điểm: Hội nghị Cơ quan", "Gửi báo cáo tự kiểm điểm",
    ]  # fmt: skip


def test_an_amendment_is_told_to_whoever_may_read_the_report(adopted):
    by = adopted.world.who("c05", "ban_tc")
    reporting.save_section(
        adopted.seat.pk, "tac_phong", words="Sửa theo góp ý.", grade="", version=1, by=by,
        at=conferences.HELD,
    )  # fmt: skip
    drafted = history(adopted.door("c11", "co_quan"), adopted.file)
    reporting.amend(adopted.seat.pk, token="hai", by=by, at=conferences.HELD)

    assert "Viết báo cáo" not in " ".join(drafted)
    assert history(adopted.door("c11", "co_quan"), adopted.file)[0] == (
        "Bổ sung báo cáo sau hội nghị"
    )


def test_opinions_and_papers_from_outside_name_whose_they_are(opened, khelung):
    file = year_of.sent_report(opened, "k1", "bch")
    year_of.close(file, "hoi_nghi")
    year_of.committee_outside(opened, file)

    assert history(khelung.door("k1", "bch"), file)[0].startswith("Ghi kết luận theo văn bản: ")


def test_the_dossier_is_told_in_the_history_of_the_collective(opened, khelung):
    dossiers.report(opened)
    dossiers.send(opened, words="Chờ ý kiến.")

    assert history(khelung.door("k3", "bch"), khelung.file)[0] == (
        "Gửi hồ sơ của đơn vị lên cấp trên"
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [("c05", "Người có thẩm quyền quyết định xếp loại"), ("k2", "Quyết định xếp loại")],
)
def test_who_decides_alone_is_told_apart_from_a_body(opened, quan, who, words):
    file, by = opened.file(who), opened.who("c01", "thuong_truc")
    deciding.bring(opened, file)
    actions.decide(file.pk, "quyet_dinh", level="HTTNV", reason="", by=by, at=DAY)
    actions.publish(file.pk, by=by, at=DAY)
    correct(file.pk, level="HTNV", reason="Có kết luận mới", by=by, at=DAY)

    client = quan.door("c05", "ban_tc") if who == "c05" else quan.door("k2", "bch")

    assert history(client, file)[:3] == ["Quyết định lại mức xếp loại", "Công bố kết quả", words]


def test_that_two_authorities_differ_is_told_to_the_desk_that_writes_for_them(opened, quan):
    file, desk = opened.collective("btv", "cdn"), opened.who("c04", "ban_tc")
    seat = Participant.objects.filter(assessment=file, step__kind="decide").first()
    after = {"participant": seat.pk, "levels": ["HTTNV", "HTXSNV"]}
    note("disagree", file.pk, by=desk, at=DAY, after=after)

    differ = "Các cơ quan có thẩm quyền kết luận khác nhau"

    assert history(quan.door("c04", "ban_tc"), file) == [differ]
    assert history(quan.door("c02", "btv"), file) == []
