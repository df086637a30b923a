"""A quota is counted in the groups its text names, also across tracks, and may be raised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congtam.assessments.models import Assessment
from congtam.core.citations import Cite
from congtam.core.quotas import Quota, Raised, SmallGroup
from congtam.standings import actions
from congtam.standings.models import DecisionList
from congtam.standings.queries import quotas
from congtam.standings.queries.sessions import session_of, with_course
from tests import deciding
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
CITE = Cite("HD-TKV-2020", "điều thử", "không vượt quá 20%")
GROUP = "Chuyên viên Cơ quan"


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


def quota(*per: str, **over: object) -> Quota:
    given: dict[str, object] = {
        "id": "TL1", "levels": ("HTXSNV",), "percent": Decimal(20), "of": "of_level",
        "of_levels": ("HTTNV",), "including": False, "per": per, "rounding": "down",
        "small_group": None, "cite": CITE,
    }  # fmt: skip
    return Quota(**(given | over))


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch):
    """The rule set gets these quotas."""

    def use(*found: Quota) -> None:
        monkeypatch.setattr(quotas, "applied", lambda course: list(found))

    return use


def _lines(made: DecisionList) -> list[quotas.QuotaLine]:
    return list(session_of(with_course(DecisionList.objects.all()).get(pk=made.pk)).quotas)


def _told(made: DecisionList) -> list[tuple[str, int, int, int]]:
    return [(x.group, x.allowed, x.used, x.exceeded) for x in _lines(made)]


@pytest.mark.parametrize(
    ("per", "group", "everyone"),
    [
        ((), "", 5),
        (("nhom_nhiem_vu",), GROUP, 5),
        (("nhom_vi_tri",), GROUP, 5),
        (("don_vi", "nhom_nhiem_vu"), f"CĐ ngành Khoáng sản Đông Trạch, {GROUP}", 5),
        (("don_vi",), "CĐ ngành Khoáng sản Đông Trạch", 12),
        (("cap_cong_nhan",), "", 11),
    ],
)
def test_each_scope_counts_its_own_files(
    year: Sector, applied, per: tuple[str, ...], group: str, everyone: int
) -> None:
    deciding.specialist(year, exceeded=10)
    made = deciding.open_alone(year)
    small = SmallGroup(everyone + 1, 0)
    applied(quota(*per, small_group=small))

    (line,) = _lines(made)

    name = Assessment.objects.filter(unit__code="cdn").values_list("placement__name")[0][0]
    assert line.group == group.replace("CĐ ngành Khoáng sản Đông Trạch", name)
    assert line.sentence == (
        f"Nhóm có {everyone} người, dưới {everyone + 1}: nhiều nhất 0; đề nghị 1, vượt 1"
    )


def test_equal_positions_are_counted_across_tracks(year: Sector, applied) -> None:
    """Eleven good ones of another track in the same group allow two excellent ones."""
    applied(quota("nhom_vi_tri"))
    deciding.specialist(year, exceeded=10)
    made = deciding.open_alone(year)
    others = Assessment.objects.filter(cycle=year.cycle, subject="person").exclude(track=made.track)
    others.update(level="HTTNV")

    before = _told(made)
    Assessment.objects.filter(pk__in=[f.pk for f in others[:10]]).update(group=GROUP)

    assert before == [(GROUP, 0, 1, 1)]
    assert _told(made) == [(GROUP, 2, 1, 0)]


def test_only_groups_that_stand_on_the_list_are_measured(year: Sector, applied) -> None:
    applied(quota("don_vi"))
    chair, btv = year.file("k1"), year.who("c01", "btv")
    deciding.bring(year, chair)
    made = actions.open_session(
        chair.track_id, held_on=deciding.DECIDED.date(), place="Phòng họp", chair=btv,
        secretary=None, by=btv, at=deciding.DECIDED,
    )  # fmt: skip

    assert [line.group for line in _lines(made)] == [chair.placement.name]


def test_the_raised_share_needs_a_reason_of_its_own_and_is_sealed(year: Sector, applied) -> None:
    lifted = Raised(Decimal(25), "Đơn vị có thành tích nổi trội", CITE)
    applied(quota("nhom_nhiem_vu", raised=lifted))
    for code, exceeded in (("c05", 10), ("c06", 0), ("c09", 0), ("c11", 0), ("c12", 0)):
        deciding.specialist(year, code, exceeded=exceeded)
    made = deciding.open_alone(year)

    (line,) = _lines(made)
    assert (line.allowed, line.exceeded, line.raised) == (0, 1, False)
    assert line.may_raise.startswith("Tỷ lệ nâng 25%: Đơn vị có thành tích nổi trội (điều thử,")
    with pytest.raises(actions.NotReady, match="Vượt tỷ lệ"):
        deciding.seal(year, made)

    sealed = deciding.seal(year, made, raised_reason="Cơ quan dẫn đầu khối")

    (line,) = _lines(made)
    assert (line.allowed, line.exceeded, line.raised) == (1, 0, True)
    assert line.sentence == (
        "25% (nâng từ 20%) × 4 người xếp loại Hoàn thành tốt nhiệm vụ = 1; đề nghị 1, trong hạn mức"
    )
    assert (sealed.raised_reason, sealed.quota_reason) == ("Cơ quan dẫn đầu khối", "")
    assert '"raised":true' in sealed.snapshot


def test_a_raised_share_that_is_not_needed_is_not_taken(year: Sector, applied) -> None:
    applied(quota("nhom_nhiem_vu", raised=Raised(Decimal(25), "Nổi trội", CITE)))
    deciding.specialist(year)

    sealed = deciding.seal(year, deciding.open_alone(year), raised_reason="Không cần")

    assert sealed.raised_reason == ""
