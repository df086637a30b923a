"""«Vì sao?» tells each reader what they may know: a level that waits for its publication counts
for those who decide, and is unknown to everybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam.assessments.models import Assessment
from congtam.assessments.queries.accounts import Told, told_to
from congtam.assessments.queries.reading import may_read_level
from congtam.assessments.queries.seats import seats_of
from congtam.clock import set_to
from congtam.core.packs.procedure import Reading
from tests import deciding
from tests.critique import Sector, open_critique
from tests.documents.pdf import pages

DAY = deciding.DECIDED.date()
SUBORDINATES = ("c08", "c09")


@pytest.fixture
def year(db: None) -> Sector:
    """The head of a board, ready to be decided, and the two below with decided levels."""
    world = open_critique()
    deciding.head(world)
    for code, level in zip(SUBORDINATES, ("HTTNV", "HTNV"), strict=True):
        Assessment.objects.filter(pk=world.file(code).pk).update(level=level)
    return world


def publish(world: Sector, *codes: str) -> None:
    ids = [world.file(code).pk for code in codes]
    Assessment.objects.filter(pk__in=ids).update(published_at=deciding.DECIDED)


def told(world: Sector, file: Assessment, code: str, body: str = "") -> Told | None:
    full = Assessment.objects.select_related("track", "cycle", "post").get(pk=file.pk)
    return told_to(full, world.who(code, body), DAY)


def counted(world: Sector, code: str, body: str = "") -> tuple[object, object, str]:
    """What a reader finds of the levels below the head of the board."""
    found = told(world, world.file("c07"), code, body)
    assert found is not None
    facts = found.facts
    return (
        facts.values.get("so_dv_ht"),
        facts.values.get("so_dv_tot"),
        facts.origins["so_dv_ht"].says,
    )


def test_who_decides_the_head_counts_what_is_decided_below(year: Sector) -> None:
    assert counted(year, "c01", "thuong_truc") == (2, 1, "Theo quyết định đã có")


@pytest.mark.parametrize("reader", [("c07", "ban_cs"), ("c11", "co_quan"), ("c03", "chi_uy")])
def test_nobody_else_learns_a_level_before_it_is_published(
    year: Sector, reader: tuple[str, str]
) -> None:
    says = "Chưa công bố quyết định: Mai Thị Thu, Phan Anh Tuấn"

    assert counted(year, *reader) == (None, None, says)


def test_what_is_undecided_and_what_is_unpublished_look_the_same(year: Sector) -> None:
    before = counted(year, "c07", "ban_cs")
    Assessment.objects.filter(pk=year.file("c08").pk).update(level="")

    assert counted(year, "c07", "ban_cs") == before


def test_a_published_level_counts_for_the_head_too(year: Sector) -> None:
    publish(year, "c08")
    one = counted(year, "c07", "ban_cs")
    publish(year, "c09")

    assert one == (None, None, "Chưa công bố quyết định: Phan Anh Tuấn")
    assert counted(year, "c07", "ban_cs") == (2, 1, "Theo quyết định đã có")


def test_the_machines_level_is_unknown_to_the_head_and_told_to_the_decider(year: Sector) -> None:
    found = {}
    for who in (("c07", "ban_cs"), ("c01", "thuong_truc")):
        read = told(year, year.file("c07"), *who)
        found[who[0]] = read and read.account.outcome

    assert found == {"c07": "unknown", "c01": "HTTNV"}


def test_a_chair_does_not_learn_the_level_of_the_unit_before_it_is_published(year: Sector) -> None:
    unit, chair = year.collective("bch", "khelung"), year.file("k1")
    Assessment.objects.filter(pk=unit.pk).update(level="HTTNV")
    before = told(year, chair, "k1", "bch")
    Assessment.objects.filter(pk=unit.pk).update(published_at=deciding.DECIDED)
    after = told(year, chair, "k1", "bch")

    assert before is not None
    assert after is not None
    assert before.facts.values == {}
    assert before.facts.origins["muc_don_vi"].says == (
        "Chưa công bố quyết định xếp loại của đơn vị"
    )
    assert after.facts.values == {"muc_don_vi": "HTTNV"}


def test_a_colleague_is_told_nothing_at_all(year: Sector) -> None:
    assert told(year, year.file("c07"), "c09", "ban_cs") is None


def test_a_level_is_read_by_those_who_decide_or_to_whom_the_procedure_opens_it(
    year: Sector,
) -> None:
    file = year.file("c08")
    (decides, *_) = seats_of(year.who("c01", "thuong_truc"), file.pk, DAY)
    (hears,) = seats_of(year.who("c11", "co_quan"), file.pk, DAY)
    opened = (Reading("quyet_dinh", "closed"),)
    allowed = replace(hears, step_rule=replace(hears.step_rule, reads=opened))

    assert [may_read_level(seat) for seat in (decides, hears, allowed)] == [True, False, True]
    assert not may_read_level(replace(decides, own_subject=True))
    assert may_read_level(replace(decides, own_subject=True, published=True))


def test_neither_page_nor_trial_nor_paper_tells_the_head(year: Sector) -> None:
    file, client = year.file("c07"), Client()
    client.force_login(year.user("c07"))
    with set_to(deciding.DECIDED):
        why = client.get(reverse("critiques:why", args=[file.pk])).content.decode()
        trial = client.get(reverse("critiques:try", args=[file.pk]))
        paper = client.get(reverse("documents:rule_account", args=[file.pk]))

    typed = {field.name: field.text for field in trial.context["fields"]}
    assert "Chưa công bố quyết định: Mai Thị Thu, Phan Anh Tuấn" in why
    assert (typed.get("so_dv_ht"), typed.get("so_dv_tot")) == ("", "")
    text = " ".join(pages(b"".join(paper.streaming_content)))
    assert text.count("hỏi: Chờ quyết định xếp loại người dưới quyền") == 2
    assert "Theo quyết định đã có" not in why
    assert "1/2 (50%)" not in why + text
    client.force_login(year.user("c01"))
    client.post(reverse("accounts:act_as", args=[year.who("c01", "thuong_truc").pk]))
    with set_to(deciding.DECIDED):
        decider = client.get(reverse("critiques:why", args=[file.pk])).content.decode()
    assert "1/2 (50%)" in decider


def test_statements_do_not_grow_with_the_levels_that_wait(year: Sector) -> None:
    file = Assessment.objects.select_related("track", "cycle", "post").get(pk=year.file("c07").pk)
    told_to(file, year.who("c07", "ban_cs"), DAY)  # the regulations are read once
    with CaptureQueriesContext(connection) as two:
        told_to(file, year.who("c07", "ban_cs"), DAY)
    Assessment.objects.filter(cycle=year.cycle).update(level="HTNV")
    with CaptureQueriesContext(connection) as all_:
        told_to(file, year.who("c07", "ban_cs"), DAY)

    assert len(all_) == len(two)
