"""The register adds up: only what was checked counts, each count with its rows."""

from dataclasses import astuple
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from congtam.records.queries.counting import (
    ProductSums,
    TaskCounts,
    months_due,
    product_sums,
    task_counts,
)
from congtam.records.queries.holders import Holder, Period
from congtam.records.states import TaskState
from tests.records.ground import a_task, held, holder_of, province

pytestmark = pytest.mark.django_db
YEAR = Period.year(2020)


@pytest.fixture
def an():
    province()
    return Holder("person", held("an").person_id)


def test_each_row_counts_as_the_checker_found_it(an):
    good = a_task(checked=True)
    more = a_task(checked=True, exceeded=True)
    late = a_task(checked=True, late=True)
    excused = a_task(checked=True, late=True, late_excused=True, check_words="Bão lũ")
    poor = a_task(checked=True, below_quality=True)
    weak = a_task(checked=True, low_effect=True)
    undone = a_task(checked=True, done=False)
    claimed = a_task(state=TaskState.REPORTED, done=True, exceeded=True)
    waiting = a_task()
    a_task(state=TaskState.PROPOSED)
    a_task(state=TaskState.WITHDRAWN)

    counts = task_counts([an], YEAR)[an]

    every = (good, more, late, excused, poor, weak, undone)
    assert counts == TaskCounts(
        all=tuple(t.id for t in every),
        done=tuple(t.id for t in every[:-1]),
        exceeded=(more.id,),
        late=(late.id,),
        late_excused=(excused.id,),
        below_quality=(poor.id,),
        low_effect=(weak.id,),
        not_done=(undone.id,),
        not_assured=(late.id, poor.id, weak.id, undone.id),
        assured=(good.id, more.id, excused.id),
        on_time=(good.id, more.id, excused.id, poor.id, weak.id),
        unchecked=(claimed.id, waiting.id),
    )
    assert not counts.settled


def test_the_registers_of_a_person_a_body_and_a_unit_stand_apart(an):
    mine, ours, all_of_us = a_task(checked=True), a_task("ban_tc@tinh"), a_task("tinh")
    body = Holder("body", holder_of("ban_tc@tinh")["body_id"])
    unit = Holder("unit", holder_of("tinh")["unit_id"])

    found = task_counts([an, body, unit], YEAR)

    assert found == {
        an: TaskCounts(**dict.fromkeys(("all", "done", "assured", "on_time"), (mine.id,))),
        body: TaskCounts(unchecked=(ours.id,)),
        unit: TaskCounts(unchecked=(all_of_us.id,)),
    }


def test_only_what_is_due_within_the_period_counts(an):
    a_task(checked=True, due_on=date(2020, 3, 31))
    inside = a_task(checked=True, due_on=date(2020, 4, 1))

    second_quarter = task_counts([an], Period(date(2020, 4, 1), date(2020, 6, 30)))[an]

    assert second_quarter.all == (inside.id,)
    assert months_due([an], 2020) == {an: (date(2020, 3, 1), date(2020, 4, 1))}


def test_thirty_holders_cost_one_statement_as_does_one(an, django_assert_num_queries):
    others = [Holder("person", held(code).person_id) for code in ("binh", "ut", "dung", "hoa")]
    for _ in range(30):
        a_task(checked=True)

    with django_assert_num_queries(1):
        counts = task_counts([an, *others], YEAR)
    with django_assert_num_queries(1):
        product_sums([an, *others], YEAR, deduction=Fraction(1, 4))

    assert [len(counts[one].all) for one in (an, *others)] == [30, 0, 0, 0, 0]


def test_products_are_converted_and_lose_a_share_for_each_failure(an):
    two = a_task(checked=True, coefficient=Decimal("1.5"), quantity=4, done_quantity=2)
    failed = a_task(checked=True, quality_failures=2, delays=1, late=True)
    worst = a_task(checked=True, quality_failures=9)
    excused = a_task(checked=True, delays=3, late=True, late_excused=True, check_words="Bão lũ")
    undone = a_task(checked=True, done=False)
    open_one = a_task()

    sums = product_sums([an], YEAR, deduction=Fraction(25, 100))[an]

    assert sums == ProductSums(
        assigned=Fraction(10),
        done=Fraction(6),
        quality=3 + Fraction(1, 2) + 0 + 1,
        progress=3 + Fraction(3, 4) + 1 + 1,
        failures=Fraction(2 + 4),  # nine failures take no more than four: all of the product
        delays=Fraction(1),
        rows=tuple(t.id for t in (two, failed, worst, excused, undone)),
        unchecked=(open_one.id,),
    )
    assert not sums.settled


def test_the_deduction_is_what_the_rules_say(an):
    a_task(checked=True, quality_failures=1)

    tenth = product_sums([an], YEAR, deduction=Fraction(1, 10))[an]

    assert (tenth.quality, tenth.failures) == (Fraction(9, 10), 1)


def test_who_has_no_task_has_empty_counts(an):
    assert task_counts([an], YEAR) == {an: TaskCounts()}
    assert product_sums([an], YEAR, deduction=Fraction(1, 4)) == {an: ProductSums()}
    assert not any(astuple(TaskCounts()))
