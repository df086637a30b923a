"""A later paper of an authority outside changes a published level; the old one stays readable."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Conclusion, ConclusionEdition, Participant
from congtam.core.verdict import Refused
from congtam.files.actions import BadFile
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate
from congtam.records import actions as records
from congtam.records.models import AwardFlag
from congtam.records.queries.holders import Holder
from congtam.records.queries.reach import Whose
from congtam.standings.queries.held_levels import levels_of
from tests.assessments import conferences
from tests.assessments.conferences import GOOD, HELD
from tests.assessments.test_concluding import DAY, PNG, close, conclude, package
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
LATER = HELD + timedelta(days=30)
GREAT, DONE = "HTXSNV", "HTNV"
WHY = "Kết luận thanh tra ngày 05/01/2021"


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The year is opened once; what each test does is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_critique()
        transaction.set_rollback(True)


@pytest.fixture
def year(opened) -> Sector:
    return opened


@pytest.fixture
def desk(year) -> Mandate:
    return year.who("c03", "ban_tc")


@pytest.fixture
def seat(year, desk) -> Participant:
    """The confederation decided on the chair."""
    file = year.file("c01")
    conferences.send_report(file)
    close(file, "hoi_nghi", "chi_uy")
    found = year.seat(file, "quyet_dinh")
    package([found], desk)
    conclude(found, desk)
    return found


def anew(seat, by, *, scan=PNG, seen=HELD, reason=WHY, at=LATER, **paper):
    given = {"number": "9-TB/TLĐ", "issued_on": DAY + timedelta(days=20), "level": DONE} | paper
    source = BytesIO(scan) if scan is not None else None
    return actions.conclude_anew(
        seat.pk, actions.Paper(**given), reason=reason, source=source, name="sau.png", seen=seen,
        by=by, at=at,
    )  # fmt: skip


def level(seat) -> str:
    return Assessment.objects.get(pk=seat.assessment_id).level


def reward(year, file, level_id=GOOD, title="Hoàn thành tốt nhiệm vụ"):
    whose = Whose(file.unit_id, file.body_id, file.person_id)
    entry = records.AwardEntry(
        form="bang_khen", year=2020, decided_on=DAY, number="15/QĐ", issuer="TLĐ", level=level_id,
        level_title=title,
    )  # fmt: skip
    return records.enter_award(
        whose, entry, token="1", by=year.who("c10", "van_phong"), at=HELD, file=None
    )


def test_a_later_paper_replaces_the_level_and_the_old_paper_stays(year, seat, desk):
    made = anew(seat, desk)

    old = ConclusionEdition.objects.get()
    assert (level(seat), made.number, made.level, made.reason, made.at) == (
        DONE, "9-TB/TLĐ", DONE, WHY, LATER,
    )  # fmt: skip
    assert (old.number, old.level, old.replaced_at, old.blob_name) == (
        "215-TB/TLĐ", GOOD, LATER, "ket-luan.png",
    )  # fmt: skip
    file = Assessment.objects.get(pk=seat.assessment_id)
    assert file.published_at == HELD
    assert [e.verb for e in Event.objects.filter(object_id=file.pk).order_by("-seq")[:2]] == [
        "redecide", "conclude",
    ]  # fmt: skip


def test_the_subject_and_the_keepers_are_told_and_the_awards_flagged(year, seat, desk):
    file = Assessment.objects.get(pk=seat.assessment_id)
    award = reward(year, file)
    Notice.objects.all().delete()

    anew(seat, desk)

    flag = AwardFlag.objects.get()
    assert (flag.award, flag.was, flag.now) == (
        award, "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
    )  # fmt: skip
    told = Notice.objects.filter(kind="redecided")
    own = told.get(person_id=file.person_id)
    assert own.body == (
        "Hoàn thành nhiệm vụ thay cho Hoàn thành tốt nhiệm vụ, theo văn bản số 9-TB/TLĐ ngày "
        "30/12/2020."
    )
    others = set(told.exclude(pk=own.pk).values_list("body", flat=True))
    assert others == {
        f"{file.name}: Hoàn thành tốt nhiệm vụ được thay bằng Hoàn thành nhiệm vụ. Khen thưởng "
        f"cần xem lại: Bằng khen số 15/QĐ ngày {DAY:%d/%m/%Y}. Mở thẻ để giữ nguyên hoặc thu hồi."
    }
    held = levels_of(Holder("person", file.person_id), file.tenant_id)
    assert [(one.level, one.later is not None) for one in held] == [(DONE, False), (GOOD, True)]


def test_a_later_paper_names_number_day_level_reason_and_scan(year, seat, desk):
    for says, wrong in {
        "Ghi số, ký hiệu văn bản": {"number": " "},
        "Ngày văn bản không được sau hôm nay": {"issued_on": DAY + timedelta(days=31)},
        r"Văn bản có ngày trước văn bản đang có \(10/12/2020\)": {
            "issued_on": DAY - timedelta(days=1)
        },
        "Chọn mức mà văn bản kết luận": {"level": ""},
        "Mức xếp loại này không có trong quy định": {"level": "TOT"},
        "Mức mới trùng với mức đang có": {"level": GOOD},
        "Nêu lý do quyết định lại": {"reason": " "},
        "Đính kèm bản chụp văn bản": {"scan": None},
    }.items():
        with pytest.raises(Refused, match=says):
            anew(seat, desk, **wrong)
    with pytest.raises(BadFile):
        anew(seat, desk, scan=b"MZ\x90\x00not a paper")

    assert (level(seat), ConclusionEdition.objects.count()) == (GOOD, 0)


def test_nothing_is_decided_anew_before_it_was_published(year, desk):
    file = year.file("c01")
    conferences.send_report(file)
    close(file, "hoi_nghi", "chi_uy")
    found = year.seat(file, "quyet_dinh")
    package([found], desk)

    with pytest.raises(Refused, match="Chỉ quyết định lại đối với kết quả đã công bố"):
        anew(found, desk, seen=None)


# Who may write the first paper of the confederation down may write the later one.
MAY = {
    ("c03", "ban_tc"): True, ("c04", "ban_tc"): True, ("c05", "ban_tc"): False,
    ("c01", "btv"): False, ("c10", "chi_uy"): False, ("k1", "bch"): False,
}  # fmt: skip


@pytest.mark.parametrize(("who", "may"), MAY.items())
def test_who_may_record_the_first_may_record_the_later_one(year, seat, who, may):
    by = year.who(*who)
    if may:
        anew(seat, by)
    else:
        with pytest.raises((Refused, Participant.DoesNotExist)):
            anew(seat, by)

    assert level(seat) == (DONE if may else GOOD)


def test_a_double_click_is_one_and_two_at_once_see_each_other(year, seat, desk):
    anew(seat, desk)
    anew(seat, desk)

    with pytest.raises(actions.ConclusionConflict) as conflict:
        anew(seat, year.who("c04", "ban_tc"), level=GREAT)

    assert conflict.value.conclusion.number == "9-TB/TLĐ"
    assert ConclusionEdition.objects.count() == 1
    assert anew(seat, desk, level=GREAT, number="12-TB/TLĐ", seen=LATER).level == GREAT
    assert list(ConclusionEdition.objects.values_list("level", flat=True)) == [GOOD, DONE]


# --- two bodies decide together


@pytest.fixture
def two(year) -> list[Participant]:
    """Both decided on the standing committee, with one level."""
    file, by = year.collective("btv", "cdn"), year.who("c04", "ban_tc")
    conferences.send_report(file)
    close(file, "hoi_nghi")
    found = [year.seat(file, "quyet_dinh", key) for key in ("dang_uy", "tong_ld")]
    package(found, by)
    for one in found:
        conclude(one, by)
    return found


def test_one_of_two_changes_nothing_until_the_other_says_the_same(year, two):
    by = year.who("c04", "ban_tc")

    anew(two[0], by, number="3-KL/ĐU")
    waits = ConclusionEdition.objects.get()
    assert (level(two[0]), waits.replaced_at) == (GOOD, None)
    assert Conclusion.objects.get(pk=two[0].pk).number == "215-TB/TLĐ"
    assert not Notice.objects.filter(kind="redecided").exists()
    anew(two[1], by)

    assert level(two[0]) == DONE
    numbers = Conclusion.objects.filter(participant__in=two).values_list("number", flat=True)
    assert set(numbers) == {"3-KL/ĐU", "9-TB/TLĐ"}
    assert set(ConclusionEdition.objects.values_list("level", "replaced_at")) == {(GOOD, LATER)}


def test_while_the_two_differ_the_published_level_stands(year, two):
    by = year.who("c04", "ban_tc")
    anew(two[0], by)
    anew(two[1], by, level=GREAT)

    assert level(two[0]) == GOOD
    assert Event.objects.filter(verb="disagree").count() == 2
    with pytest.raises(actions.ConclusionConflict):
        anew(two[1], by, number="10-TB/TLĐ")
    anew(two[1], by, number="10-TB/TLĐ", scan=None, seen=LATER)
    assert level(two[0]) == DONE


def test_a_member_of_the_collective_does_not_write_down_the_decision_on_it(year, two):
    with pytest.raises(Refused, match="nên không đánh giá đơn vị này"):
        anew(two[0], year.who("c03", "ban_tc"))
    assert level(two[0]) == GOOD
