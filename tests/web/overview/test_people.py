"""The dashboard of a year of people: everybody of the issuing unit reads the counts, and names only
where they may read the file."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.overview import files_at, progress
from congtam.organisation.models import Person
from tests.critique import OPENED, Sector, open_critique

TODAY = OPENED.date()
SPECIALIST = ("c09", "ban_cs")
# The secretary of the conference hears everybody of the agency, and nobody elsewhere.
HEARS = ("c11", "co_quan")
CHAIR_BELOW = ("k1", "bch")


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


def signed_in(world: Sector, code: str, body: str) -> Client:
    client = Client()
    client.force_login(world.user(code))
    client.post(reverse("accounts:act_as", args=[world.who(code, body).pk]))
    return client


def listed(world: Sector, who: tuple[str, str], **given: str) -> tuple[list[str], int]:
    """The names on the page of files, and how many are only counted."""
    with clock.set_to(OPENED):
        url = reverse("overview:files", args=[world.cycle.pk])
        page = signed_in(world, *who).get(url, given)
    return [row[0].name for row in page.context["rows"]], page.context["unnamed"]


def visible(world: Sector, who: tuple[str, str]) -> list[str]:
    rows = Assessment.objects.visible_to(world.who(*who)).filter(cycle=world.cycle)
    return list(rows.order_by("sort_key", "pk").values_list("name", flat=True))


def test_everybody_of_the_issuing_unit_reads_the_same_counts(year: Sector) -> None:
    every = Assessment.objects.filter(cycle=year.cycle).count()
    specialist, secretary = (progress(year.cycle, year.who(*w), TODAY) for w in (SPECIALIST, HEARS))

    assert specialist == secretary
    assert sum(row.all for row in specialist) == every


@pytest.mark.parametrize("who", [SPECIALIST, HEARS])
def test_names_stand_only_where_the_file_may_be_read(year: Sector, who: tuple[str, str]) -> None:
    every = Assessment.objects.filter(cycle=year.cycle).count()
    readable = visible(year, who)

    assert listed(year, who) == (readable, every - len(readable))


def test_one_who_judges_nobody_finds_no_other_person(year: Sector) -> None:
    own = year.file("c09")
    people = Person.objects.filter(tenant=year.tenant).exclude(pk=own.person_id)
    with clock.set_to(OPENED):
        client = signed_in(year, *SPECIALIST)
        pages = [
            client.get(reverse(f"overview:{page}", args=[year.cycle.pk])).content.decode()
            for page in ("cycle", "files")
        ]

    named = {p.full_name for p in people if any(p.full_name in page for page in pages)}
    assert named == set()
    assert own.name in pages[1]
    assert "hồ sơ tập thể, cá nhân được đếm mà không nêu tên" in pages[1]


def test_a_name_that_may_not_be_read_is_not_found_either(year: Sector) -> None:
    other = year.file("c08").name

    assert listed(year, SPECIALIST, q=other) == ([], 0)
    assert listed(year, HEARS, q=other) == ([other], 0)


def test_the_list_of_one_group_names_nobody_but_counts_all(year: Sector) -> None:
    track = year.file("c07").track
    heads = Assessment.objects.filter(track=track).count()

    assert listed(year, SPECIALIST, loai=str(track.pk)) == ([], heads)


def test_a_unit_below_reads_its_own_and_learns_of_no_more(year: Sector) -> None:
    assert listed(year, CHAIR_BELOW) == (visible(year, CHAIR_BELOW), 0)


def test_units_stay_named_to_the_whole_issuing_unit(year: Sector) -> None:
    file = year.file("c07")
    Assessment.objects.filter(pk=file.pk).update(subject=Subject.UNIT, person=None)

    assert files_at(year.cycle, year.who(*SPECIALIST)).filter(pk=file.pk).exists()


def test_statements_do_not_grow_with_the_people(year: Sector) -> None:
    counted = []
    for who in (SPECIALIST, HEARS):
        with clock.set_to(OPENED):
            client = signed_in(year, *who)
            url = reverse("overview:files", args=[year.cycle.pk])
            client.get(url)
            with CaptureQueriesContext(connection) as statements:
                client.get(url)
        counted.append(len(statements))

    assert counted[0] == counted[1] <= 12
