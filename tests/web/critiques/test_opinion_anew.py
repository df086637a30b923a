"""A later paper of an authority outside, on its desk: asked for, recorded, the old one readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment, ConclusionEdition, Participant
from congtam.documents.queries.notices import level_notice
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD
from tests.assessments.test_concluding import PNG, close, conclude, package
from tests.critique import Sector
from tests.web.critiques.test_conference import door, text

pytestmark = pytest.mark.django_db
LATER = HELD + timedelta(days=30)
SAID = f"{HELD:%d/%m/%Y}"
WHY = "Kết luận thanh tra ngày 05/01/2021"


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.set_to(LATER):
        yield


@pytest.fixture
def year(opened) -> Sector:
    return opened


@pytest.fixture
def seat(year) -> Participant:
    """The confederation decided on the chair."""
    file, by = year.file("c01"), year.who("c03", "ban_tc")
    conferences.send_report(file)
    close(file, "hoi_nghi", "chi_uy")
    found = year.seat(file, "quyet_dinh")
    package([found], by)
    conclude(found, by)
    return found


@pytest.fixture
def two(year) -> list[Participant]:
    """Both authorities decided on the standing committee, with one level."""
    file, by = year.collective("btv", "cdn"), year.who("c04", "ban_tc")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    found = [year.seat(file, "quyet_dinh", key) for key in ("dang_uy", "tong_ld")]
    package(found, by)
    for one in found:
        conclude(one, by)
    return found


@pytest.fixture
def recorder(year) -> Client:
    return door(year, "c04", "ban_tc")


def page(name: str, seat: Participant, *more: object) -> str:
    return reverse(f"critiques:{name}", args=[seat.assessment_id, seat.pk, *more])


def anew(client: Client, seat: Participant, *, scan: bytes | None = PNG, **over: str):
    shown = client.get(page("conclude_anew", seat))
    form = {
        "number": "9-TB/TLĐ", "issued_on": f"{LATER:%d/%m/%Y}", "issuer": "Tổng Liên đoàn",
        "level": "HTNV", "words": "", "reason": WHY, "seen": shown.context["seen"].isoformat(),
    } | over  # fmt: skip
    if scan is not None:
        form["scan"] = SimpleUploadedFile("sau.png", scan)
    return client.post(page("conclude_anew", seat), form)


def level(seat: Participant) -> str:
    return Assessment.objects.get(pk=seat.assessment_id).level


def test_a_later_paper_is_recorded_and_the_old_one_stays_readable(seat, recorder):
    assert page("conclude_anew", seat) in text(recorder.get(page("opinion", seat)))

    answer = anew(recorder, seat)

    shown = text(recorder.get(answer["Location"]))
    assert "mức mới thay mức cũ" in shown
    assert all(words in shown for words in ("9-TB/TLĐ", WHY, "215-TB/TLĐ", "đã được thay thế"))
    old = ConclusionEdition.objects.get()
    scan = recorder.get(page("edition_scan", seat, old.pk))
    assert (level(seat), scan.status_code, b"".join(scan.streaming_content)) == ("HTNV", 200, PNG)


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"number": " "}, "Ghi số, ký hiệu văn bản."),
        ({"issued_on": "10/01/2022"}, "Ngày văn bản không được sau hôm nay."),
        ({"issued_on": "09/12/2020"}, f"Văn bản có ngày trước văn bản đang có ({SAID})."),
        ({"level": ""}, "Chọn mức mà văn bản kết luận."),
        ({"level": GOOD}, "Mức mới trùng với mức đang có."),
        ({"reason": " "}, "Nêu lý do quyết định lại."),
        ({"scan": None}, "Đính kèm bản chụp văn bản."),
        ({"scan": b"MZ\x90\x00"}, "Chỉ nhận tệp PDF, Word (.docx)"),
    ],
)
def test_a_later_paper_that_lacks_something_is_asked_for_again(seat, recorder, over, says):
    answer = anew(recorder, seat, **({"words": "Giữ chữ đã gõ"} | over))

    assert answer.status_code == 422
    assert all(words in text(answer) for words in (says, "Giữ chữ đã gõ"))
    assert (level(seat), ConclusionEdition.objects.count()) == (GOOD, 0)


def test_one_of_two_waits_for_the_other_and_the_page_says_so(two, recorder):
    answer = anew(recorder, two[0], number="3-KL/ĐU")

    shown = text(recorder.get(answer["Location"]))
    assert "Mức đã công bố giữ nguyên đến khi các nơi cùng quyết định thống nhất." in shown
    assert "Văn bản mới, chờ nơi cùng quyết định" in shown
    assert "Văn bản mới: Hoàn thành nhiệm vụ" in text(recorder.get(page("opinion", two[1])))
    assert "3-KL/ĐU" in text(recorder.get(page("conclude_anew", two[1])))
    assert level(two[0]) == GOOD
    anew(recorder, two[0], number="4-KL/ĐU", scan=None)
    assert ConclusionEdition.objects.get().number == "4-KL/ĐU"
    anew(recorder, two[1])
    assert level(two[0]) == "HTNV"


def test_two_who_record_at_once_see_what_the_other_recorded(year, seat, recorder):
    stale = recorder.get(page("conclude_anew", seat)).context["seen"].isoformat()
    anew(recorder, seat)

    answer = anew(recorder, seat, level="HTXSNV", number="10-TB/TLĐ", seen=stale)

    assert answer.status_code == 409
    assert all(words in text(answer) for words in ("9-TB/TLĐ", 'value="10-TB/TLĐ"'))
    assert level(seat) == "HTNV"


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [("c03", "ban_tc", 200), ("c05", "ban_tc", 403), ("c01", "btv", 404), ("k1", "bch", 404)],
)
def test_who_may_record_the_first_may_record_the_later_one(year, seat, who, body, status):
    client = door(year, who, body)

    assert client.get(page("conclude_anew", seat)).status_code == status
    assert client.post(page("conclude_anew", seat), {}).status_code == {200: 422}.get(
        status, status
    )


def test_the_notice_names_the_paper_that_was_replaced(year, seat, recorder):
    anew(recorder, seat)

    told = level_notice(Assessment.objects.get(pk=seat.assessment_id), LATER.date())

    assert "9-TB/TLĐ" in told.decision
    assert told.replaces.startswith("Kết quả này thay thế kết quả tại văn bản số 215-TB/TLĐ")
