"""The consolidated table shows what its reader may read, counts it, and works out the quota."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from congtam.assessments.models import Participant
from congtam.assessments.queries.reading import may_read, sources
from congtam.assessments.queries.seats import seats_of
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.readable import readable
from congtam.standings.queries.tables import Said, Table, UnitLine, Wanted
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.ORGBOARD_SENT.date()
HOSPITAL, WATER, SCHOOL = (
    "CĐCS Bệnh viện Đa khoa",
    "CĐCS Công ty Cấp nước",
    "CĐCS Trường Trung học Ấp Bắc",
)


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


def _table(world, mandate, **wanted) -> Table:
    return Table(desks_of(mandate, world.track.id), mandate, DAY, Wanted(**wanted))


def _lines(world, mandate, **wanted) -> list[UnitLine]:
    table = _table(world, mandate, **wanted)
    return table.lines(table.rows())


def test_the_organisation_board_sees_every_column_of_a_sent_unit(world):
    cast.up_to_orgboard(world)

    hospital = _lines(world, world.orgboard_head)[0]

    said = "Thực hiện tốt, đủ báo cáo"
    assert hospital == UnitLine(
        id=world.file().id,
        name=HOSPITAL,
        team="Tổ công tác số 1",
        stage="Ban Tổ chức - Kiểm tra tổng hợp",
        self_total=Decimal("93.00"),
        self_level="XS",
        points=(),
        said=(
            Said("ban_cs", "Ban Chính sách - Pháp luật", said),
            Said("ban_tg", "Ban Tuyên giáo - Nữ công", said),
        ),
        voices=2,
        total=Decimal("92.00"),
        level="XS",
        late=False,
        own=False,
        returnable=world.seat("tong_hop", "tckt").id,
    )
    assert hospital.change == Decimal("-1.00")


def test_what_the_team_has_not_sent_stays_out_of_the_boards_table(world):
    cast.up_to_team(world)
    cast.appraise(world, "benh_vien", level="T", changes={"a": "10"})

    hospital = _lines(world, world.orgboard_head)[0]
    seen = (hospital.self_total, hospital.self_level, hospital.total, hospital.level)
    assert seen == (Decimal("93.00"), "XS", None, "")
    assert _table(world, world.orgboard_head).spread().levels == Counter()
    assert _table(world, world.binh_head).spread().levels == Counter({"T": 1})


def test_what_was_sent_back_is_hidden_again(world):
    cast.up_to_orgboard(world)
    cast.send_back(world, "tong_hop", "tckt", world.orgboard_head, to="tham_dinh")

    hospital = _lines(world, world.orgboard_head)[0]

    assert (hospital.total, hospital.level, hospital.returnable) == (None, "", None)


def test_a_board_sees_the_self_score_only_after_its_own_words(world):
    cast.fill(world)
    cast.submit(world)
    before = _lines(world, world.board1_head)[0]
    cast.boards_speak(world, ["benh_vien"])
    after = _lines(world, world.board1_head)[0]

    assert (before.self_total, after.self_total) == (None, Decimal("93.00"))
    assert [s.key for s in after.said] == ["ban_cs"]


@pytest.mark.parametrize("stage", ["up_to_team", "up_to_orgboard", "up_to_decision", "seal"])
def test_the_condition_in_sql_reads_exactly_what_a_page_may_read(world, stage):
    getattr(cast, stage)(world)
    procedure = world_procedure(world)
    for who in ("board1_head", "binh_head", "orgboard_head", "chi", "other_team_head"):
        mandate = world.people[who]
        in_sql = set(
            Participant.objects.filter(
                readable(desks_of(mandate, world.track.id), mandate, DAY)
            ).values_list("pk", flat=True)
        )
        one_by_one = {
            source.participant
            for unit in world.units
            for source in sources(procedure, world.file(unit).id)
            for seat in seats_of(mandate, world.file(unit).id, DAY)
            if may_read(seat, source)
        }
        assert in_sql == one_by_one, who


def world_procedure(world):
    return desks_of(world.chi, world.track.id)[0].course.procedure


def test_it_is_sorted_and_filtered_by_what_is_shown(world):
    cast.up_to_orgboard(world)

    def names(**wanted):
        return [line.name for line in _lines(world, world.orgboard_head, **wanted)]

    assert names() == [HOSPITAL, WATER, SCHOOL]
    assert names(sort="total") == [HOSPITAL, WATER, SCHOOL]
    assert names(sort="level") == [HOSPITAL, WATER, SCHOOL]
    assert names(level="T") == [WATER, SCHOOL]
    assert names(level="-") == []
    assert names(words="truong hoc") == [SCHOOL]
    assert names(team=world.body("to1").id) == [HOSPITAL, WATER, SCHOOL]
    assert names(team=world.body("to2").id) == []
    assert _table(world, world.orgboard_head, level="T").spread().found == 2


def test_nobody_reads_of_the_own_unit_before_it_is_published(world):
    type(world.an).objects.filter(pk=world.an.pk).update(person=world.orgboard_head.person)
    cast.up_to_orgboard(world)
    before = _lines(world, world.orgboard_head)[0]
    spread = _table(world, world.orgboard_head).spread()

    assert before.own is True
    assert (before.self_total, before.self_level, before.total, before.level, before.said) == (
        None, "", None, "", (),
    )  # fmt: skip
    assert spread.levels == Counter({"T": 2})
    assert [line.own for line in _lines(world, world.chi)] == [False, False, False]


def test_the_quota_is_a_sentence(world):
    cast.up_to_orgboard(world)
    table = _table(world, world.orgboard_head)

    (line,) = table.quotas(table.spread())

    assert (line.allowed, line.used, line.exceeded) == (1, 1, 0)
    assert line.sentence == (
        "50% × 3 đơn vị được xếp loại = 1,5, làm tròn xuống còn 1; đề nghị 1, trong hạn mức"
    )
    assert (line.title, line.place) == ("Hoàn thành xuất sắc nhiệm vụ", "điều 5, 7/QĐ-LĐLĐ")


def test_one_unit_too_many_exceeds_the_quota(world):
    cast.up_to_team(world)
    for unit in ("benh_vien", "cap_nuoc"):
        cast.appraise(world, unit, level="XS")
    cast.appraise(world, "truong_ab", level="T")
    cast.send(world, "tham_dinh", world.binh_head, at=cast.TEAM_SENT)
    table = _table(world, world.orgboard_head)

    (line,) = table.quotas(table.spread())

    assert (line.used, line.exceeded) == (2, 1)
    assert line.sentence.endswith("đề nghị 2, vượt 1")


def test_whoever_sits_at_no_desk_has_no_table(world):
    cast.up_to_orgboard(world)

    assert desks_of(world.other_team_head, world.track.id) == []
    assert desks_of(cast.make_world(tenant="tay-son").orgboard_head, world.track.id) == []
    assert [d.step.id for d in desks_of(world.chi, world.track.id)] == ["quyet_dinh", "cong_bo"]


@pytest.mark.parametrize("units", [3, 12])
def test_the_number_of_statements_does_not_grow_with_the_units(django_assert_num_queries, units):
    world = cast.make_world(units=units)
    cast.open_year(world)
    cast.up_to_orgboard(world)
    track, head = world.track.id, world.orgboard_head
    assert desks_of(head, track)[0].course.enrolment.quota == "TL1"  # read once a process

    with django_assert_num_queries(5):  # desks, spread, page, participants, own seats
        table = Table(desks_of(head, track), head, DAY)
        quotas = table.quotas(table.spread())
        lines = table.lines(table.rows())

    assert (len(quotas), len(lines)) == (1, units)
