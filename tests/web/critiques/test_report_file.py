"""The page of a person's or a collective's file: who sees it, what it shows, where it leads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congtam.assessments.actions import propose
from congtam.assessments.models import Assessment, Hearing, Report, Step
from congtam.meetings.models import Meeting
from tests import selfreport
from tests.web.critiques.conftest import DAY, Desk

pytestmark = pytest.mark.django_db


def said(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_my_work_leads_straight_to_the_report_with_its_limit(quan):
    page = quan.door("c05", "ban_tc").get("/").content.decode()

    assert f'<a href="{quan.write}">Viết báo cáo tự kiểm điểm</a>' in page
    assert "Còn 9 ngày" in page


def test_the_task_of_a_collective_names_it_and_tells_a_member_who_sends(khelung):
    page = khelung.door("k3", "bch").get("/").content.decode()

    assert f"Viết báo cáo tự kiểm điểm: {khelung.file.name}" in page
    assert "Bạn soạn, người đứng đầu gửi" in page


def test_the_list_of_files_leads_here_and_finds_people_by_name(quan):
    page = quan.door("c05", "ban_tc").get("/ho-so/?tim=minh quan").content.decode()

    assert f'<a href="{quan.home}">Hoàng Minh Quân</a>' in page


def test_a_file_without_a_sheet_has_its_page_here(quan):
    answer = quan.door("c05", "ban_tc").get(f"/ho-so/{quan.file.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, quan.home)


def test_it_says_who_by_which_form_and_why(quan):
    page = said(quan.door("c05", "ban_tc"), quan.home)

    for words in (
        "Hoàng Minh Quân", "Chuyên viên Ban Tổ chức", "15/06/2018 – nay",
        "Bản kiểm điểm của cán bộ là đảng viên",
        "Thuộc Chi bộ Cơ quan Công đoàn ngành nên chỉ viết một bản theo mẫu này",
        "Hạn gửi báo cáo hết ngày 14/12/2020", "không áp dụng cho hồ sơ này",
    ):  # fmt: skip
        assert words in page


def test_of_one_who_moved_it_says_whose_word_is_asked(opened, quan):
    lan = Desk(opened, opened.file("c06"))

    page = said(lan.door("c06", "ban_tc"), lan.home)

    assert "đã làm ở đó 7 tháng trong kỳ" in page
    assert "phải lấy ý kiến nhận xét của Ban Chấp hành CĐ Than Khe Lũng" in page
    assert "20/05/2017 – 31/07/2020" in page
    assert "chỉ viết một bản" not in page


SEES = {
    ("c05", "ban_tc"): 200,  # the person
    ("c11", "co_quan"): 200,  # takes the minutes of the conference
    ("c01", "thuong_truc"): 200,  # decides
    ("c09", "ban_cs"): 404,  # a colleague
    ("c03", "ban_tc"): 404,  # heads the board, has no seat in the file
    ("k1", "bch"): 404,  # a stranger
}


@pytest.mark.parametrize(("who", "status"), SEES.items())
def test_who_finds_the_file(quan, who, status):
    assert quan.door(*who).get(quan.home).status_code == status


def test_the_person_is_asked_to_write_and_others_are_not(quan):
    assert quan.write in quan.door("c05", "ban_tc").get(quan.home).content.decode()
    assert quan.write not in quan.door("c11", "co_quan").get(quan.home).content.decode()


def test_what_the_conference_says_is_shown_once_the_procedure_opens_it(quan):
    selfreport.write(quan.world, quan.file, quan.world.who("c05", "ban_tc"))
    selfreport.send(quan.world, quan.file, quan.world.who("c05", "ban_tc"))
    meets = quan.world.seat(quan.file, "hoi_nghi")
    secretary = quan.world.who("c11", "co_quan")
    propose(meets.pk, level="HTTNV", words="Cần chủ động hơn", by=secretary, at=DAY)
    before = said(quan.door("c01", "thuong_truc"), quan.home)
    close(quan.file, "hoi_nghi")

    after = said(quan.door("c01", "thuong_truc"), quan.home)
    own = said(quan.door("c05", "ban_tc"), quan.home)

    assert ("Cần chủ động hơn" in before, "Cần chủ động hơn" in after) == (False, True)
    assert "Cần chủ động hơn" not in own


def test_the_level_is_shown_once_it_is_published(quan):
    Assessment.objects.filter(pk=quan.file.pk).update(level="HTTNV")
    before = said(quan.door("c05", "ban_tc"), quan.home)
    Assessment.objects.filter(pk=quan.file.pk).update(published_at=DAY)

    after = said(quan.door("c05", "ban_tc"), quan.home)

    assert ("Kết quả xếp loại" in before, "Kết quả xếp loại" in after) == (False, True)


def test_it_takes_few_statements_whatever_was_written(quan):
    client = quan.door("c05", "ban_tc")
    client.get(quan.home)
    with CaptureQueriesContext(connection) as empty:
        client.get(quan.home)
    by = quan.world.who("c05", "ban_tc")
    selfreport.write(quan.world, quan.file, by)
    selfreport.fault(quan.seat, by)
    selfreport.send(quan.world, quan.file, by)
    Report.objects.filter(pk=quan.file.pk).update(state="presented")

    with CaptureQueriesContext(connection) as full:
        client.get(quan.home)

    assert len(empty) <= 30
    assert len(full) <= 30


def close(file, key):
    step = Step.objects.filter(assessment=file, key=key)
    step.update(state="closed", closed_at=DAY)
    file.participants.filter(step__key=key).update(closed_at=DAY)


def test_it_says_when_and_where_the_conference_meets(quan):
    secretary = quan.world.who("c11", "co_quan")
    meeting = Meeting.objects.create(
        tenant=quan.world.tenant,
        body=secretary.body,
        held_on=DAY.date() + timedelta(days=3),
        place="Phòng họp số 2",
    )
    Hearing.objects.create(
        participant=quan.world.seat(quan.file, "hoi_nghi"), meeting=meeting, position=1
    )

    page = said(quan.door("c05", "ban_tc"), quan.home)

    assert "họp ngày 08/12/2020, Phòng họp số 2" in page


def test_my_work_leads_to_conferences_and_to_where_opinions_are_written(quan):
    by = quan.world.who("c05", "ban_tc")
    selfreport.write(quan.world, quan.file, by)
    selfreport.send(quan.world, quan.file, by)

    secretary = quan.door("c11", "co_quan").get("/").content.decode()
    former = quan.door("k1", "bch").get("/").content.decode()

    assert 'href="/hoi-nghi/"' in secretary
    assert 'href="/kiem-diem/y-kien/"' in former
    assert "/linh-vuc/" not in former


def test_the_file_leads_each_seat_to_its_own_work(opened, quan):
    lan = Desk(opened, opened.file("c06"))
    by = opened.who("c05", "ban_tc")
    selfreport.write(opened, quan.file, by)
    selfreport.send(opened, quan.file, by)
    former = opened.seat(lan.file, "noi_cu")

    hears = quan.door("c11", "co_quan").get(quan.home).content.decode()
    speaks = lan.door("k1", "bch").get(lan.home).content.decode()

    assert 'href="/hoi-nghi/"' in hears
    assert f'href="{lan.home}y-kien/{former.pk}/"' in speaks
