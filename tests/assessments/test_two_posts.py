"""Own score first holds for the person: changing the post one acts by opens nothing sooner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import Participant, Step
from congtam.assessments.queries.desk import rows
from congtam.assessments.queries.reading import readable, sources
from congtam.assessments.queries.seats import seats_of
from congtam.clock import set_to
from congtam.organisation.models import Mandate
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.readable import readable as readable_in_sql
from tests import cast

pytestmark = pytest.mark.django_db
DAY = cast.SCORED.date()


def second_post(world, like, **changed):
    """The head of the board holds another post too, like that of somebody of the cast."""
    given = {
        "tenant": world.tenant, "person": world.board1_head.person, "unit": like.unit,
        "body": like.body, "office": like.office, "title": like.title,
        "starts_on": cast.LOADED.date(),
    }  # fmt: skip
    return Mandate.objects.create(**given | changed)


@pytest.fixture
def world():
    """The unit has handed in; the head of the board also sits in the committee that decides."""
    made = cast.make_world()
    cast.open_year(made)
    cast.fill(made)
    cast.submit(made)
    made.other_post = second_post(made, made.chi)
    return made


def send(world):
    seat = world.seat("ban", "ban_cs").id
    actions.propose(seat, level="", words="Đồng ý", by=world.board1_head, at=cast.SCORED)
    actions.contribute([seat], by=world.board1_head, at=cast.SCORED)


def opened(world, mandate, day=DAY):
    """What one post opens of the hospital's file: on a page, and in the condition of a table."""
    desks = desks_of(mandate, world.track.id)
    every = sources(desks[0].course.procedure, world.file().id)
    page = {s.key for s in readable(seats_of(mandate, world.file().id, day), every)}
    found = Participant.objects.filter(readable_in_sql(desks, mandate, day))
    table = set(found.filter(assessment=world.file()).values_list("key", flat=True))
    return page, table


def test_the_other_post_opens_the_sheet_once_the_part_of_the_board_is_sent(world):
    before = opened(world, world.other_post)
    send(world)
    after = opened(world, world.other_post)

    assert [("cdcs" in page, "cdcs" in table) for page, table in (before, after)] == [
        (False, False),
        (True, True),
    ]


def test_who_sits_beside_and_owes_nothing_reads_on(world):
    page, table = opened(world, world.chi)

    assert ("cdcs" in page, "cdcs" in table) == (True, True)


def test_what_is_owed_to_another_file_shuts_nothing_here(world):
    cast.fill(world, "cap_nuoc")
    cast.submit(world, "cap_nuoc")
    send(world)

    page, table = opened(world, world.other_post)

    assert ("cdcs" in page, "cdcs" in table) == (True, True)


def test_a_post_that_has_ended_owes_nothing(world):
    Mandate.objects.filter(pk=world.board1_head.pk).update(ends_on=DAY - timedelta(days=1))

    page, table = opened(world, world.other_post)

    assert ("cdcs" in page, "cdcs" in table) == (True, True)


def test_the_turn_of_the_other_post_opens_the_sheet_though_the_board_never_spoke(world):
    Step.objects.filter(assessment=world.file(), key="quyet_dinh").update(state="open")

    page, table = opened(world, world.other_post)

    assert ("cdcs" in page, "cdcs" in table) == (True, True)


def test_a_list_of_another_desk_shows_no_total_before(world):
    team = second_post(world, world.binh_head)
    file = world.file()

    def total():
        found = rows(team, world.track, "tham_dinh", DAY)
        return next(row.self_total for row in found if row.assessment == file.pk)

    before = total()
    send(world)

    assert (before, total()) == (None, file.self_total)


def test_neither_sheet_nor_paper_opens_by_changing_the_post(world):
    client = Client()
    client.force_login(world.user(world.board1_head))
    client.post(reverse("accounts:act_as", args=[world.other_post.pk]))
    file = world.file()
    pages = (
        reverse("assessments:sheet", args=[file.pk, world.seat("tu_cham", "cdcs").pk]),
        reverse("documents:score_sheet", args=[file.pk]),
    )

    def answers():
        with set_to(cast.SCORED):
            return [client.get(page).status_code for page in pages]

    before = answers()
    send(world)

    assert (before, answers()) == ([404, 403], [200, 200])
