"""Discipline, conclusions, votes, shortcomings and months, for many people at once."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from congtam.organisation.models import Mandate, Unit
from congtam.records.models import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.queries import events
from congtam.records.queries.holders import Holder, Period
from congtam.records.states import FaultState
from tests.records.ground import LOADED, NOW, held, holder_of, province

pytestmark = pytest.mark.django_db
YEAR = Period.year(2020)


@pytest.fixture
def an():
    province()
    return Holder("person", held("an").person_id)


@pytest.fixture
def ut(an):
    return Holder("person", held("ut").person_id)


def make(model, token, whose="an", **more):
    """One row of a record, entered by Phú."""
    return model.objects.create(
        id=UUID(int=int(token)),
        **holder_of(whose),
        token=token,
        entered_by=held("phu"),
        entered_at=LOADED,
        **more,
    )


def punished(token, **more):
    values = {
        "form": "khien_trach", "act": "hv-1", "decided_on": date(2020, 5, 4), "number": "7-QĐ",
        "issuer": "Ban Thường vụ", "counts_in": 2020,
    }  # fmt: skip
    return make(Discipline, token, **values | more)


def test_discipline_counts_in_its_year_only(an, ut):
    first = punished("1", duty=True)
    later = punished("2", act="hv-2", decided_on=date(2020, 8, 1), form="canh_cao")
    punished("3", act="hv-3", counts_in=2019)
    punished("4", act="hv-4", counts_in=None, ground_of=2019)

    assert events.disciplines([an, ut], 2020) == {an: (later, first), ut: ()}


def test_one_act_counts_in_one_year(an):
    punished("1")

    with pytest.raises(IntegrityError), transaction.atomic():
        punished("2", counts_in=2021)
    punished("3", counts_in=None)

    assert len(events.disciplines([an], 2021)[an]) == 0


def test_the_latest_conclusion_on_a_matter_stands(an, ut):
    def concluded(token, code, holds, day):
        return make(
            Ruling, token, code=code, year=2020, holds=holds, number=token, issued_on=day,
            issuer="Ủy ban kiểm tra",
        )  # fmt: skip

    concluded("1", "suy_thoai", True, date(2020, 3, 1))
    cleared = concluded("2", "suy_thoai", False, date(2020, 9, 1))
    other = concluded("3", "tham_nhung_dv", True, date(2020, 2, 1))

    assert events.rulings([an, ut], 2020) == {
        an: {"suy_thoai": cleared, "tham_nhung_dv": other},
        ut: {},
    }


def test_the_latest_vote_of_the_period_is_given(an, ut):
    make(ConfidenceVote, "1", held_on=date(2020, 2, 1), place="x", high=1, middle=2, low=3)
    latest = make(ConfidenceVote, "2", held_on=date(2020, 7, 1), place="x", high=4, middle=0, low=0)
    make(ConfidenceVote, "3", held_on=date(2021, 2, 1), place="x", high=9, middle=2, low=3)

    assert events.votes([an, ut], YEAR) == {an: latest}


def test_only_a_shortcoming_that_was_checked_is_fixed(an, ut):
    fixed = make(
        Shortcoming, "1", year=2019, text="Báo cáo chậm", state=FaultState.FIXED,
        fixed_on=date(2020, 5, 1), checked_by=held("binh"), checked_at=NOW,
    )  # fmt: skip
    claimed = make(Shortcoming, "2", year=2019, text="Chưa đi cơ sở", state=FaultState.CLAIMED)
    make(Shortcoming, "3", year=2020, text="Năm nay")
    made = make(Commitment, "4", year=2020, text="Đi cơ sở mỗi tháng")

    assert events.shortcomings([an, ut], 2019) == {
        an: events.FaultCounts((fixed.id, claimed.id), (fixed.id,)),
        ut: events.FaultCounts(),
    }
    assert events.shortcomings_of(an, 2019) == [fixed, claimed]
    assert events.commitments_of(an, 2020) == [made]


def test_months_come_from_posts_less_absences(an, ut, django_assert_num_queries):
    post = held("an")
    Mandate.objects.filter(pk=post.pk).update(starts_on=date(2020, 3, 1))
    away = make(
        AbsenceSpell, "1", kind="thai_san", starts_on=date(2020, 2, 1), ends_on=date(2020, 4, 30)
    )
    sick = make(AbsenceSpell, "2", kind="om", starts_on=date(2020, 12, 1))

    with django_assert_num_queries(2):
        found = events.months([an.id, ut.id], YEAR)

    assert found[an.id] == events.Months(
        served=Fraction(10),
        absent=Fraction(3),
        absent_by={"thai_san": Fraction(2), "om": Fraction(1)},
        posts=(post.pk,),
        spells=(away.id, sick.id),
    )
    assert found[an.id].worked == 7


def test_months_in_each_unit_show_a_transfer(an):
    post = held("an")
    Mandate.objects.filter(pk=post.pk).update(ends_on=date(2020, 6, 30))
    there = Unit.objects.get(code="huyen")
    Mandate.objects.create(
        tenant=post.tenant, person=post.person, unit=there, office="chuyen_vien",
        title="Chuyên viên", starts_on=date(2020, 7, 1),
    )  # fmt: skip

    assert events.months_in_units([an.id], YEAR) == {
        an.id: {post.unit_id: Fraction(6), there.id: Fraction(6)}
    }
