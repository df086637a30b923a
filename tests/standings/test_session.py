"""A decision session: open, decide each unit, leave one for later, seal what cannot change."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from congtam.assessments.models import Assessment
from congtam.core.canonical import canonical, digest
from congtam.core.verdict import Refused
from congtam.cycles.models import Track
from congtam.ledger.models import Event
from congtam.meetings import actions as meetings
from congtam.meetings.models import Attendance
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.queries.recomputing import recompute
from congtam.standings.queries.sessions import session_of
from congtam.standings.states import DecisionState
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.SESSION


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    cast.up_to_decision(made)
    return made


@pytest.fixture
def opened(world):
    return cast.open_session(world)


def _row(world, unit="benh_vien") -> Decision:
    return Decision.objects.get(assessment=world.file(unit))


def _decide(world, unit, level, reason="", by=None):
    row = _row(world, unit)
    return actions.decide_unit(
        row.id, level=level, reason=reason, version=1, by=by or world.chi, at=NOW
    )


def _seal(world, made, by=None, reason="", at=NOW):
    return actions.seal(made.id, quota_reason=reason, by=by or world.chi, at=at)


def test_it_opens_on_every_unit_that_waits_at_the_level_proposed(world, opened):
    rows = opened.decisions.order_by("assessment__unit__code")

    assert [(r.assessment.unit.code, r.proposed, r.level) for r in rows] == [
        ("benh_vien", "XS", "XS"),
        ("cap_nuoc", "T", "T"),
        ("truong_ab", "T", "T"),
    ]
    members = Attendance.objects.filter(meeting=opened.meeting).values_list("mandate", "present")
    assert set(members) == {(world.chi.id, False), (world.chi_deputy.id, False)}


def test_a_second_session_has_nothing_left(world, opened):
    with pytest.raises(Refused, match="Chưa có đơn vị nào đến bước quyết định"):
        cast.open_session(world)


@pytest.mark.parametrize("who", ["orgboard_head", "binh_head", "an", "dung", "other_team_head"])
def test_only_the_deciding_body_opens_a_session(world, who):
    with pytest.raises(Track.DoesNotExist):
        actions.open_session(
            world.track.id, held_on=NOW.date(), place="A", chair=None, secretary=None,
            by=world.people[who], at=NOW,
        )  # fmt: skip

    assert not DecisionList.objects.exists()


def test_a_departure_from_the_proposal_needs_a_reason(world, opened):
    with pytest.raises(actions.NeedsReason):
        _decide(world, "benh_vien", "T", "   ")
    assert _row(world).level == "XS"

    decided = _decide(world, "benh_vien", "T", "Còn đơn thư chưa giải quyết")

    assert (decided.level, decided.reason, decided.version) == (
        "T", "Còn đơn thư chưa giải quyết", 2,
    )  # fmt: skip


def test_two_members_on_one_line_see_each_others_words(world, opened):
    _decide(world, "benh_vien", "T", "Ý kiến một", by=world.chi_deputy)

    with pytest.raises(actions.DecisionConflict) as conflict:
        _decide(world, "benh_vien", "H", "Ý kiến hai")

    assert (conflict.value.decision.level, conflict.value.decision.reason) == ("T", "Ý kiến một")


def test_a_level_that_is_not_in_the_rules_is_refused(world, opened):
    with pytest.raises(Refused, match="không có trong quy định"):
        _decide(world, "benh_vien", "MANUAL", "vì sao")


def test_for_other_bodies_the_line_does_not_exist(world, opened):
    with pytest.raises(DecisionList.DoesNotExist):
        _decide(world, "benh_vien", "T", "vì sao", by=world.orgboard_head)


def test_sealing_says_everything_that_is_missing(world, opened):
    meetings.arrange(
        opened.meeting_id, place="Phòng 2", chair=None, secretary=None, by=world.chi, at=NOW
    )
    _row(world, "cap_nuoc").delete()
    Decision.objects.filter(assessment=world.file("truong_ab")).update(level="")

    with pytest.raises(actions.NotReady) as missing:
        _seal(world, opened, at=NOW - timedelta(days=1))

    assert missing.value.gaps == (
        "Phiên họp chưa diễn ra.",
        "Chưa ghi người chủ trì phiên họp.",
        "Chưa điểm danh: không có thành viên nào có mặt.",
        "Chưa quyết định mức cho: CĐCS Trường Trung học Ấp Bắc.",
        "Vượt tỷ lệ mức Hoàn thành xuất sắc nhiệm vụ: phải ghi lý do.",
    )


def test_over_the_quota_only_with_a_written_reason(world, opened):
    cast.hold(world, opened)
    _decide(world, "cap_nuoc", "XS", "Thành tích đột xuất")

    with pytest.raises(actions.NotReady) as missing:
        _seal(world, opened)
    assert missing.value.gaps == ("Vượt tỷ lệ mức Hoàn thành xuất sắc nhiệm vụ: phải ghi lý do.",)

    sealed = _seal(world, opened, reason="Hai đơn vị cùng dẫn đầu")
    tree = json.loads(sealed.snapshot)
    assert sealed.quota_reason == tree["quota_reason"] == "Hai đơn vị cùng dẫn đầu"
    assert [(q["allowed"], q["used"], q["exceeded"]) for q in tree["quotas"]] == [(1, 2, 1)]


def test_a_sealed_list_decides_every_unit_and_carries_its_hash(world, opened):
    cast.hold(world, opened)
    _decide(world, "benh_vien", "T", "Còn đơn thư")

    sealed = _seal(world, opened)

    assert (sealed.state, sealed.sha256) == (DecisionState.SEALED, digest(sealed.snapshot))
    files = Assessment.objects.order_by("unit__code").values_list("level", "stage", "published_at")
    assert list(files) == [("T", "cong_bo", None)] * 3
    sealed.meeting.refresh_from_db()
    assert sealed.meeting.adopted_at == NOW
    assert recompute(sealed).differences == ()
    assert Event.objects.filter(verb="decide").count() == 3


def test_nobody_seals_a_list_with_the_own_unit_on_it(world, opened):
    cast.hold(world, opened)
    post = world.an
    person = world.chi.person
    type(post).objects.filter(pk=post.pk).update(person=person)

    with pytest.raises(actions.NotReady, match="Bạn là người của CĐCS Bệnh viện Đa khoa"):
        _seal(world, opened)

    assert _seal(world, opened, by=world.chi_deputy).state == DecisionState.SEALED


def test_a_unit_whose_proposal_moved_on_keeps_the_list_open_until_it_is_left_out(world, opened):
    cast.hold(world, opened)
    Assessment.objects.filter(unit__code="benh_vien").update(proposed="H")

    with pytest.raises(actions.NotReady, match="Bệnh viện Đa khoa đã thay đổi"):
        _seal(world, opened)
    actions.drop_unit(_row(world).id, reason="Đề nghị đã đổi", by=world.chi, at=NOW)
    sealed = _seal(world, opened)

    assert sorted(u["name"] for u in json.loads(sealed.snapshot)["units"]) == [
        "CĐCS Công ty Cấp nước",
        "CĐCS Trường Trung học Ấp Bắc",
    ]
    assert cast.open_session(world).decisions.get().proposed == "H"


def test_after_sealing_nothing_can_be_changed(world, opened):
    cast.hold(world, opened)
    _seal(world, opened)

    with pytest.raises(Refused, match="đã quyết định"):
        _decide(world, "benh_vien", "T", "vì sao")
    with pytest.raises(Refused, match="đã quyết định"):
        actions.drop_unit(_row(world).id, reason="muộn", by=world.chi, at=NOW)
    with pytest.raises(Refused, match="đã được thông qua"):
        meetings.write_minutes(opened.meeting_id, text="Khác", version=2, by=world.chi, at=NOW)
    with pytest.raises(Refused, match="đã quyết định"):
        _seal(world, opened)
    with pytest.raises(IntegrityError, match="niêm phong"), transaction.atomic():
        DecisionList.objects.filter(pk=opened.pk).update(snapshot="{}")
    with pytest.raises(IntegrityError, match="niêm phong"), transaction.atomic():
        DecisionList.objects.filter(pk=opened.pk).update(state="draft")


def test_publishing_is_for_the_office_that_the_procedure_names(world, opened):
    cast.hold(world, opened)
    with pytest.raises(Refused, match="chưa quyết định xong"):
        actions.publish(opened.id, by=world.chi, at=NOW)
    _seal(world, opened)
    with pytest.raises(Refused, match="Phó Chủ tịch"):
        actions.publish(opened.id, by=world.chi_deputy, at=NOW)

    actions.publish(opened.id, by=world.chi, at=NOW)

    published = Assessment.objects.values_list("published_at", flat=True)
    assert list(published) == [NOW] * 3
    with pytest.raises(Refused, match="đã công bố"):
        actions.publish(opened.id, by=world.chi, at=NOW)


def test_the_snapshot_rests_on_everything_it_names(world, opened):
    cast.hold(world, opened)
    sealed = _seal(world, opened)
    tree = json.loads(sealed.snapshot)
    hospital = next(u for u in tree["units"] if u["name"] == "CĐCS Bệnh viện Đa khoa")
    file = world.file()

    assert canonical(tree) == sealed.snapshot
    assert tree["meeting"]["present"] == sorted([str(world.chi.id), str(world.chi_deputy.id)])
    assert hospital["placement"] == str(file.placement_id)
    assert hospital["submission"]["sha256"] == file.submissions.get().sha256
    assert hospital["points"] == {"a": "47", "b": "40", "c": "5"}
    assert (hospital["total"], hospital["groups"]) == ("92", {"n1": "87", "n2": "5"})
    assert hospital["facts"] == {"tong_diem": "92", "ky_luat": False}
    assert (hospital["outcome"], hospital["self_level"], hospital["level"]) == ("XS", "XS", "XS")
    team = next(p for p in hospital["participants"] if p["key"] == "to")
    assert team["scores"]["a"]["points"] == "47"
    assert team["proposal"]["by"] == str(world.binh.id)


def test_the_session_page_reads_in_few_statements(world, opened, django_assert_num_queries):
    cast.hold(world, opened)
    whole = DecisionList.objects.select_related("track", "cycle", "meeting").get(pk=opened.pk)

    with django_assert_num_queries(3):  # lines, attendance, quota
        session = session_of(whole)

    assert (len(session.lines), len(session.present), len(session.quotas)) == (3, 2, 1)
