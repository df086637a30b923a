"""A list of people draws its proposals from the machine, and keeps the facts it was asked with."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

from congtam.assessments.models import Assessment, DeclaredFact
from congtam.core.canonical import canonical, digest
from congtam.core.rules import NA
from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.proposing import kept, opened
from congtam.standings.queries.recomputing import recompute
from congtam.standings.queries.sessions import session_of, with_course
from congtam.standings.queries.voices import Voice, voices
from tests import deciding
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
NOW = deciding.DECIDED


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


def _held(made: DecisionList):
    return session_of(with_course(DecisionList.objects.all()).get(pk=made.pk))


def test_a_firm_level_is_proposed_and_its_facts_are_kept(year: Sector) -> None:
    file = deciding.specialist(year, exceeded=10)

    line = deciding.line(deciding.open_alone(year), file)

    assert (line.proposed, line.machine, line.level) == ("HTXSNV", "HTXSNV", "HTXSNV")
    assert json.loads(line.facts) == {
        "tieu_chi_chung": True, "so_nv_duoc_giao": 20, "so_nv_hoan_thanh": 20,
        "so_nv_chua_bao_dam": 0, "so_nv_vuot_muc": 10, "hieu_qua_cao": True, "suy_thoai": False,
        "ky_luat": False,
    }  # fmt: skip


@pytest.mark.parametrize(("poor", "outcome"), [(5, "manual"), (0, "unknown")])
def test_without_a_firm_proposal_every_level_needs_its_reason(
    year: Sector, poor: int, outcome: str
) -> None:
    file = deciding.specialist(year, poor=poor)
    if outcome == "unknown":
        DeclaredFact.objects.filter(fact="tieu_chi_chung").delete()
    made = deciding.open_alone(year)
    line = deciding.line(made, file)
    by = deciding.decider(year)

    assert (line.proposed, line.machine, line.level) == ("", outcome, "")
    with pytest.raises(actions.NeedsReason):
        actions.decide_unit(line.pk, level="HTNV", reason=" ", version=1, by=by, at=NOW)
    with pytest.raises(actions.NotReady, match="Chưa quyết định mức cho: Hoàng Minh Quân"):
        deciding.seal(year, made)

    reason = "Theo ý kiến hội nghị"
    actions.decide_unit(line.pk, level="HTNV", reason=reason, version=1, by=by, at=NOW)
    sealed = deciding.seal(year, made)

    assert json.loads(sealed.snapshot)["units"][0]["outcome"] == outcome
    assert recompute(with_course(DecisionList.objects.all()).get()).differences == ()


def test_one_who_decides_alone_is_the_whole_session(year: Sector) -> None:
    deciding.specialist(year)

    made = deciding.open_alone(year)

    sitting = Attendance.objects.filter(meeting=made.meeting).values_list("mandate", "present")
    chair = deciding.decider(year)
    assert (made.alone, made.meeting.chair_id, made.meeting.secretary_id) == (True, chair.pk, None)
    assert list(sitting) == [(chair.pk, True)]
    assert _held(made).gaps(NOW.date(), "") == []


def test_the_deputy_in_the_same_body_has_no_part_in_it(year: Sector) -> None:
    deciding.specialist(year)
    deputy = year.who("c02", "thuong_truc")
    made = deciding.open_alone(year)

    assert desks_of(deputy) == []
    assert not DecisionList.objects.visible_to(deputy).exists()
    assert DecisionList.objects.visible_to(deciding.decider(year)).get() == made
    deciding.seal(year, made)
    deciding.publish(year, made)
    assert DecisionList.objects.visible_to(deputy).get() == made


def test_nobody_decides_alone_on_themself(year: Sector) -> None:
    own, other = deciding.specialist(year, "c12"), deciding.specialist(year)
    Assessment.objects.filter(person=deciding.decider(year).person).delete()
    Assessment.objects.filter(pk=own.pk).update(person=deciding.decider(year).person)

    made = deciding.open_alone(year)

    assert [d.assessment_id for d in made.decisions.all()] == [other.pk]
    forced = Decision.objects.create(list=made, assessment=own, proposed="HTTNV", level="HTTNV")
    with pytest.raises(Refused, match="Không ai tự đánh giá, tự quyết định về mình"):
        actions.decide_unit(
            forced.pk, level="HTXSNV", reason="x", version=1, by=deciding.decider(year), at=NOW
        )
    with pytest.raises(actions.NotReady, match="tự quyết định về mình"):
        deciding.seal(year, made)


def test_a_missing_opinion_is_named(year: Sector) -> None:
    head = year.file("c07")
    deciding.bring(year, head, until="chi_uy")

    with pytest.raises(Refused, match="Lương Văn Bình: còn thiếu ý kiến của Chi ủy Cơ quan"):
        deciding.open_alone(year, "lanh_dao")

    deciding.bring(year, year.file("c10"))
    made = deciding.open_alone(year, "lanh_dao")
    assert [d.assessment.name for d in made.decisions.all()] == ["Tạ Quốc Huy"]


def test_a_file_that_was_sent_back_meanwhile_is_not_decided(year: Sector) -> None:
    file = deciding.specialist(year)
    made = deciding.open_alone(year)
    file.steps.filter(key="quyet_dinh").update(state="waiting")
    file.steps.filter(key="hoi_nghi").update(state="open", closed_at=None)
    file.participants.filter(step__key="hoi_nghi").update(closed_at=None)

    with pytest.raises(Refused, match=r"chưa đến bước quyết định: còn thiếu hội nghị kiểm điểm"):
        actions.decide_unit(
            deciding.line(made, file).pk, level="HTNV", reason="x", version=1,
            by=deciding.decider(year), at=NOW,
        )  # fmt: skip


def test_a_level_decided_below_makes_the_open_list_stale_until_it_is_refreshed(
    year: Sector,
) -> None:
    head = deciding.head(year)
    made = deciding.open_alone(year, "lanh_dao")
    assert deciding.line(made, head).machine == "unknown"

    for code, level in (("c08", "HTTNV"), ("c09", "HTTNV")):
        Assessment.objects.filter(pk=year.file(code).pk).update(level=level)
    stale = [line.name for line in _held(made).stale]
    with pytest.raises(actions.NotReady, match=r"Dữ kiện đã thay đổi.*Lương Văn Bình"):
        deciding.seal(year, made)
    moved = actions.refresh(made.pk, by=deciding.decider(year), at=NOW)
    line = deciding.line(made, head)

    assert (stale, moved, actions.refresh(made.pk, by=deciding.decider(year), at=NOW)) == (
        ["Lương Văn Bình"], 1, 0,
    )  # fmt: skip
    assert (line.proposed, line.machine, line.level, line.version) == (
        "HTXSNV", "HTXSNV", "HTXSNV", 2,
    )  # fmt: skip
    assert Event.objects.filter(verb="refresh_facts").count() == 1
    assert deciding.seal(year, made).state == "sealed"


def test_a_level_that_was_given_with_a_reason_stays_when_facts_are_refreshed(year: Sector) -> None:
    file = deciding.specialist(year, exceeded=10)
    made = deciding.open_alone(year)
    row = deciding.line(made, file)
    actions.decide_unit(
        row.pk, level="HTNV", reason="Có đơn thư", version=1, by=deciding.decider(year), at=NOW
    )

    deciding.tasks(year, file, 20)
    actions.refresh(made.pk, by=deciding.decider(year), at=NOW)

    row.refresh_from_db()
    assert (row.proposed, row.level, row.reason) == ("HTTNV", "HTNV", "Có đơn thư")


def test_levels_of_others_stand_beside_in_the_order_of_the_procedure(year: Sector) -> None:
    file = year.file("c07")
    deciding.bring(year, file, own="HTXSNV", heard="HTTNV", said="HTNV")
    by = deciding.decider(year)

    found = voices([file.pk], desks_of(by, file.track_id), by, NOW.date())

    assert found == {
        file.pk: [
            Voice("self", "Người được đánh giá", "HTXSNV"),
            Voice("meeting", "Hội nghị Cơ quan", "HTTNV", 11),
            Voice("opinion", "Chi ủy Cơ quan", "HTNV"),
        ]
    }


def test_a_seal_over_the_collective_warns_at_the_line_of_its_chair(year: Sector) -> None:
    chair, btv = year.file("k1"), year.who("c01", "btv")
    deciding.bring(year, chair)
    Assessment.objects.filter(pk=year.collective("bch", "khelung").pk).update(level="HTNV")
    made = actions.open_session(
        chair.track_id, held_on=NOW.date(), place="Phòng họp", chair=btv, secretary=None, by=btv,
        at=NOW,
    )  # fmt: skip

    account = _held(made).accounts[chair.pk]

    assert deciding.line(made, chair).machine == "manual"
    assert "muc_don_vi" in deciding.line(made, chair).facts
    assert account.outcome == "manual"


def _sealed(year: Sector) -> DecisionList:
    deciding.specialist(year, exceeded=10)
    deciding.seal(year, deciding.open_alone(year))
    return with_course(DecisionList.objects.all()).get()


def test_a_sealed_list_carries_what_it_rests_on_and_is_recomputed(year: Sector) -> None:
    sealed = _sealed(year)

    unit = json.loads(sealed.snapshot)["units"][0]
    meet = next(p for p in unit["participants"] if p["step"] == "hoi_nghi")
    assert recompute(sealed).differences == ()
    assert (unit["outcome"], unit["proposed"], unit["level"]) == ("HTXSNV",) * 3
    assert unit["report"] == {"state": "sent", "level": "HTTNV", "sha256": "0" * 64, "blob": None}
    assert (meet["hearing"]["level"], meet["hearing"]["agreed"]) == ("HTTNV", 11)
    assert unit["origins"]["so_nv_vuot_muc"]["from"] == "tasks"
    assert (unit["subject"], unit["post_title"]) == ("person", "Chuyên viên Ban Tổ chức")


def _fact(tree):
    tree["units"][0]["facts"]["so_nv_vuot_muc"] = 9


def _answer(tree):
    tree["units"][0]["facts"]["hieu_qua_cao"] = False


def _outcome(tree):
    tree["units"][0]["outcome"] = "HTTNV"


def _said(tree):
    part = next(p for p in tree["units"][0]["participants"] if p["step"] == "hoi_nghi")
    part["facts"]["hieu_qua_cao"] = "khong"


@pytest.mark.parametrize(
    ("bend", "names"),
    [
        (_fact, {"outcome", "row"}),
        (_answer, {"facts", "outcome", "row"}),
        (_outcome, {"outcome", "proposed"}),
        (_said, {"facts"}),
    ],
)
def test_a_bent_fact_is_found_by_the_second_path(year: Sector, bend, names) -> None:
    sealed = _sealed(year)
    tree = json.loads(sealed.snapshot)
    bend(tree)
    sealed.snapshot = canonical(tree)
    sealed.sha256 = digest(sealed.snapshot)

    found = recompute(sealed).differences

    assert {one.rsplit(".", 1)[1] for one in found} == names


def test_facts_are_read_back_as_they_were_kept() -> None:
    given = {"a": Fraction(1, 3), "b": Fraction(25, 2), "c": NA, "d": {"num": 7, "den": 9}, "e": 20}

    text = kept(given)

    assert text == kept(opened(json.loads(text)))
    assert opened(json.loads(text)) == {
        "a": Fraction(1, 3), "b": "12.5", "c": "n/a", "d": {"num": 7, "den": 9}, "e": 20,
    }  # fmt: skip


def test_an_outside_authority_is_decided_by_its_paper_not_in_a_session(year: Sector) -> None:
    file = year.file("c01")
    deciding.bring(year, file)

    with pytest.raises(Refused, match="ghi kết luận vào từng hồ sơ"):
        actions.open_session(
            file.track_id, held_on=date(2020, 12, 16), by=year.who("c03", "ban_tc"), at=NOW
        )


def test_a_successor_in_the_office_takes_over_what_was_opened(year: Sector) -> None:
    deciding.specialist(year)
    made = deciding.open_alone(year)
    old = deciding.decider(year)
    new = Mandate.objects.create(
        tenant=year.tenant, person=year.who("k1").person, unit=old.unit, body=old.body,
        office=old.office, title=old.title, starts_on=date(2020, 12, 15),
    )  # fmt: skip

    assert DecisionList.objects.visible_to(new).get() == made
    assert actions.seal(made.pk, quota_reason="", by=new, at=NOW).sealed_by == new
