"""Who stands below whom: read narrowly, it is what a walk over the whole year finds."""

from __future__ import annotations

import pytest

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.subordinates import Ranks
from congtam.organisation.models import Charge, Kind, Mandate
from tests.critique import Sector, open_critique

RELATIONS = ("board_members", "body_members", "children", "descendants", "charge")


@pytest.fixture
def year(db: None) -> Sector:
    """One board looks after two of the unions."""
    world = open_critique()
    Charge.objects.bulk_create(
        Charge(
            tenant=world.tenant, body=world.body("ban_cs"), unit=world.body("bch", unit).unit,
            starts_on=world.cycle.starts_on,
        )
        for unit in ("khelung", "baithuong")
    )  # fmt: skip
    return world


def files_of(world: Sector) -> list[Assessment]:
    rows = Assessment.objects.filter(cycle=world.cycle).select_related("post", "placement")
    return list(rows.order_by("sort_key", "id"))


def walked(world: Sector, file: Assessment, relation: str) -> list[str]:
    """The same question, asked of every file of the year one by one."""
    day, post = world.cycle.ends_on, file.post
    ranks = dict(
        Kind.objects.filter(tenant=world.tenant, of=Kind.Of.OFFICE).values_list("code", "rank")
    )
    body = post.body_id if post else file.body_id

    def below(one: Assessment) -> bool:
        collective = one.subject != Subject.PERSON
        match relation:
            case "board_members":
                return bool(
                    post and post.body_id and one.post and one.post.body_id == post.body_id
                    and ranks[one.post.office] > ranks[post.office]
                )  # fmt: skip
            case "body_members":
                held = Mandate.objects.on(day).filter(body_id=file.body_id)
                return bool(file.body_id) and held.filter(person_id=one.person_id).exists()
            case "children":
                return collective and one.placement.parent_id == file.unit_id
            case "descendants":
                return collective and one.path != file.path and one.path.startswith(file.path)
        charges = Charge.objects.on(day).filter(body_id=body)
        return collective and bool(body) and charges.filter(unit_id=one.unit_id).exists()

    return [one.name for one in files_of(world) if one.pk != file.pk and below(one)]


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_is_read_for_one_file_is_what_a_walk_over_the_year_finds(
    year: Sector, relation: str
) -> None:
    found, expected = {}, {}
    for file in files_of(year):
        ranks = Ranks(year.cycle, [file], [relation])
        found[file.name] = [one.name for one in ranks.below(file, relation)]
        expected[file.name] = walked(year, file, relation)

    assert found == expected
    assert any(expected.values())


def test_files_read_together_find_the_same(year: Sector) -> None:
    files = files_of(year)
    together = Ranks(year.cycle, files, RELATIONS)

    for relation in RELATIONS:
        for file in files:
            alone = Ranks(year.cycle, [file], [relation])
            assert together.below(file, relation) == alone.below(file, relation)


def test_the_head_of_a_board_reads_the_board_and_nothing_else_of_the_year(year: Sector) -> None:
    head = year.file("c03")
    codes = {one.person.code for one in Ranks(year.cycle, [head], ["board_members"]).files}

    assert codes == {"c03", "c04", "c05", "c06"}
    assert Assessment.objects.filter(cycle=year.cycle).count() > 30
