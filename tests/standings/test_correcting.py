"""A new decision on a published file: its reason, its new level, the old one kept beside."""

from __future__ import annotations

import json
from datetime import date

import pytest

from congtam.assessments.models import Assessment
from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.notices.models import Notice
from congtam.records import actions as records
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.reach import Whose
from congtam.records.states import FlagState
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.recomputing import recompute
from congtam.standings.queries.sessions import session_of, with_course
from tests import cast, deciding
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
NOW = deciding.DECIDED
WHY = "Kết luận kiểm tra ngày 15/12 làm rõ khiếu nại"


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


@pytest.fixture
def published(year: Sector) -> DecisionList:
    deciding.specialist(year, exceeded=10)
    made = deciding.open_alone(year)
    deciding.seal(year, made)
    return deciding.publish(year, made)


def _redecide(year: Sector, old: Decision, **over: object) -> DecisionList:
    given: dict[str, object] = {
        "reason": WHY, "held_on": NOW.date(), "by": deciding.decider(year), "at": NOW,
    }  # fmt: skip
    return actions.redecide(old.pk, **(given | over))


def _give(year: Sector, made: DecisionList, level: str, reason: str = WHY) -> Decision:
    line = made.decisions.get()
    return actions.decide_unit(
        line.pk, level=level, reason=reason, version=line.version, by=deciding.decider(year), at=NOW
    )


def test_the_new_level_counts_once_it_is_published_and_the_old_one_stays(
    year: Sector, published: DecisionList
) -> None:
    old = published.decisions.get()
    made = _redecide(year, old)
    _give(year, made, "HTNV")
    deciding.seal(year, made)
    before = year.file("c05").level
    deciding.publish(year, made)

    file, (line, new) = year.file("c05"), Decision.objects.order_by("pk")
    assert (before, file.level, file.stage) == ("HTXSNV", "HTNV", "cong_bo")
    assert (line.level, new.level, new.replaces, new.reason) == ("HTXSNV", "HTNV", line, WHY)
    lists = {x.pk: x for x in with_course(DecisionList.objects.all())}
    assert [recompute(x).differences for x in lists.values()] == [(), ()]
    assert session_of(lists[published.pk]).lines[0].replaced_by == made.pk
    tree = json.loads(lists[made.pk].snapshot)
    assert tree["replaces"] == {"list": str(published.pk), "sha256": published.sha256}
    assert Event.objects.filter(verb="redecide").count() == 1


def _reward(sector: Sector, token: str, **over: object) -> Award:
    """An award of the specialist, entered by the head of the organisation board."""
    person = sector.who("c05", "ban_tc")
    given: dict[str, object] = {
        "form": "bang_khen", "year": 2020, "decided_on": NOW.date(), "number": "15/QĐ-CĐN",
        "issuer": "Ban Thường vụ", "level": "HTXSNV",
        "level_title": "Hoàn thành xuất sắc nhiệm vụ",
    }  # fmt: skip
    return records.enter_award(
        Whose(person.unit_id, None, person.person_id), records.AwardEntry(**(given | over)),
        token=token, by=sector.who("c03", "ban_tc"), at=NOW, file=None,
    )  # fmt: skip


def _publish_anew(year: Sector, published: DecisionList) -> DecisionList:
    made = _redecide(year, published.decisions.get())
    _give(year, made, "HTNV")
    deciding.seal(year, made)
    return deciding.publish(year, made)


def test_awards_that_rest_on_the_old_level_are_flagged_and_named_to_who_keeps_the_records(
    year: Sector, published: DecisionList
) -> None:
    resting = _reward(year, "1")
    _reward(year, "2", form="giay_khen", number="3/QĐ", level="", level_title="")
    made = _publish_anew(year, published)

    flag = AwardFlag.objects.get()
    assert (flag.award, flag.was, flag.now) == (
        resting, "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành nhiệm vụ",
    )  # fmt: skip
    assert (flag.cause, flag.state) == (made.decisions.get().pk, FlagState.OPEN)
    told = Notice.objects.filter(kind="redecided")
    people = {year.who(code).person_id for code in ("c01", "c02", "c03", "c07", "c10")}
    assert set(told.values_list("person_id", flat=True)) == people
    assert set(told.values_list("body", "link")) == {
        (
            "Hoàng Minh Quân: Hoàn thành xuất sắc nhiệm vụ được thay bằng Hoàn thành nhiệm vụ. "
            f"Khen thưởng cần xem lại: Bằng khen số 15/QĐ-CĐN ngày {NOW:%d/%m/%Y}. "
            "Mở thẻ để giữ nguyên hoặc thu hồi.",
            f"/nhiem-vu/the/nguoi/{resting.person_id}/",
        )
    }


def test_without_a_linked_award_the_notice_says_that_none_is_recorded(
    year: Sector, published: DecisionList
) -> None:
    _reward(year, "1", year=2019, decided_on=date(2020, 1, 15))
    _publish_anew(year, published)

    assert not AwardFlag.objects.exists()
    assert set(Notice.objects.filter(kind="redecided").values_list("body", flat=True)) == {
        "Hoàng Minh Quân: Hoàn thành xuất sắc nhiệm vụ được thay bằng Hoàn thành nhiệm vụ. "
        "Hồ sơ chưa ghi khen thưởng nào căn cứ vào mức năm 2020."
    }


def test_until_the_new_decision_is_published_no_award_is_flagged(
    year: Sector, published: DecisionList
) -> None:
    _reward(year, "1")
    made = _redecide(year, published.decisions.get())
    _give(year, made, "HTNV")
    deciding.seal(year, made)

    assert not AwardFlag.objects.exists()


def test_the_same_level_is_no_new_decision_and_each_needs_its_reason(
    year: Sector, published: DecisionList
) -> None:
    with pytest.raises(Refused, match="Nêu lý do quyết định lại"):
        _redecide(year, published.decisions.get(), reason="  ")
    made = _redecide(year, published.decisions.get())

    with pytest.raises(actions.NotReady, match="Chưa quyết định mức cho: Hoàng Minh Quân"):
        deciding.seal(year, made)
    with pytest.raises(actions.NeedsReason):
        _give(year, made, "HTXSNV", reason="")
    _give(year, made, "HTXSNV")
    with pytest.raises(actions.NotReady, match="Mức mới trùng với mức đang có: Hoàng Minh Quân"):
        deciding.seal(year, made)


def test_a_double_click_opens_one_list_and_a_replaced_decision_is_not_replaced_again(
    year: Sector, published: DecisionList
) -> None:
    old = published.decisions.get()
    first, second = _redecide(year, old), _redecide(year, old)
    _give(year, first, "HTNV")
    deciding.seal(year, first)
    deciding.publish(year, first)

    assert first == second
    with pytest.raises(Refused, match="đã được thay thế"):
        _redecide(year, old)
    third = _redecide(year, first.decisions.get())
    _give(year, third, "HTTNV")
    deciding.seal(year, third)
    deciding.publish(year, third)
    assert year.file("c05").level == "HTTNV"


def test_only_the_decider_and_only_after_publication(year: Sector) -> None:
    deciding.specialist(year)
    made = deciding.open_alone(year)
    with pytest.raises(Refused, match="Chỉ quyết định lại đối với kết quả đã công bố"):
        _redecide(year, made.decisions.get())
    deciding.seal(year, made)
    deciding.publish(year, made)

    with pytest.raises(Refused, match="Việc này dành cho Thường trực"):
        _redecide(year, made.decisions.get(), by=year.who("c03", "ban_tc"))
    with pytest.raises(Refused, match="Phó Chủ tịch"):
        _redecide(year, made.decisions.get(), by=year.who("c02", "thuong_truc"))


def test_who_counted_the_old_level_is_stale(year: Sector) -> None:
    for code in ("c08", "c09"):
        Assessment.objects.filter(pk=year.file(code).pk).update(level="HTTNV")
    deciding.head(year)
    heads = deciding.open_alone(year, "lanh_dao")

    def stale() -> list[str]:
        whole = with_course(DecisionList.objects.all()).get(pk=heads.pk)
        return [line.name for line in session_of(whole).stale]

    before = stale()
    Assessment.objects.filter(pk=year.file("c09").pk).update(level="HTNV")

    assert (before, stale()) == ([], ["Lương Văn Bình"])


def test_a_unit_is_decided_anew_in_a_session_of_the_body(db: None) -> None:
    world = cast.make_world()
    cast.open_year(world)
    made = cast.seal(world)
    cast.publish(world, made)
    old = Decision.objects.get(assessment=world.file())

    again = actions.redecide(
        old.pk, reason=WHY, held_on=cast.SESSION.date(), place="Phòng 2", chair=world.chi,
        secretary=None, by=world.chi, at=cast.SESSION,
    )  # fmt: skip
    cast.hold(world, again)
    line = again.decisions.get()
    actions.decide_unit(line.pk, level="T", reason=WHY, version=1, by=world.chi, at=cast.SESSION)
    actions.seal(again.pk, quota_reason="", by=world.chi, at=cast.SESSION)
    cast.publish(world, again)

    assert (world.file().level, line.facts, line.machine) == ("T", "", "")
    for one in with_course(DecisionList.objects.all()):
        assert recompute(one).differences == ()
