"""Where one decides alone, the others of the same body have no part: they read nothing by it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from congtam.assessments.actions.handing_in import tell_turn
from congtam.assessments.models import Assessment, Participant, Subject
from congtam.assessments.queries.seats import locked_seat, seats_of
from congtam.clock import set_to
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.standings.queries.comparing import compare
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.tables import Table, Wanted
from tests import cast, deciding
from tests.critique import Sector, open_critique

DAY = deciding.DECIDED.date()
CHAIR, DEPUTY = ("c01", "thuong_truc"), ("c02", "thuong_truc")


@pytest.fixture
def year(db: None) -> Sector:
    """A specialist ready to be decided by the chair, who sits in the body of two."""
    world = open_critique()
    deciding.specialist(world)
    return world


def held(world: Sector, file: Assessment, who: tuple[str, str]) -> list[str]:
    return [seat.step_rule.id for seat in seats_of(world.who(*who), file.pk, DAY)]


def sees(file: Assessment, mandate: Mandate) -> bool:
    return Assessment.objects.visible_to(mandate).filter(pk=file.pk).exists()


def test_the_one_who_decides_holds_the_seats_and_reads_the_file(year: Sector) -> None:
    file = year.file("c05")

    assert held(year, file, CHAIR) == ["quyet_dinh", "cong_bo"]
    assert sees(file, year.who(*CHAIR))


def test_the_deputy_of_the_same_body_holds_nothing_and_does_not_find_it(year: Sector) -> None:
    file = year.file("c05")

    assert held(year, file, DEPUTY) == []
    assert not sees(file, year.who(*DEPUTY))


def test_the_deputy_still_reads_by_a_seat_of_another_body(year: Sector) -> None:
    assert sees(year.file("c05"), year.who("c02", "co_quan"))


def test_nor_can_the_deputy_take_hold_of_the_seat(year: Sector) -> None:
    seat = year.seat(year.file("c05"), "quyet_dinh")

    assert locked_seat(seat.pk, year.who(*CHAIR), DAY).participant == seat.pk
    with pytest.raises(Participant.DoesNotExist):
        locked_seat(seat.pk, year.who(*DEPUTY), DAY)


PAGES = ("critiques:file", "critiques:why", "critiques:try", "documents:rule_account")


@pytest.mark.parametrize(("who", "status"), [(CHAIR, 200), (DEPUTY, 404)])
def test_the_pages_of_the_file_open_for_one_only(
    year: Sector, who: tuple[str, str], status: int
) -> None:
    client = Client()
    client.force_login(year.user(who[0]))
    client.post(reverse("accounts:act_as", args=[year.who(*who).pk]))
    args = [year.file("c05").pk]

    with set_to(deciding.DECIDED):
        found = {page: client.get(reverse(page, args=args)).status_code for page in PAGES}

    assert found == dict.fromkeys(PAGES, status)


def test_only_the_one_who_decides_is_told_of_the_turn(year: Sector) -> None:
    Notice.objects.all().delete()

    tell_turn(year.file("c05"), at=deciding.HEARD)

    told = Notice.objects.filter(kind="turn").values_list("person_id", flat=True)
    assert list(told) == [year.who(*CHAIR).person_id]


def by_the_rules(file: Assessment, mandate: Mandate) -> bool:
    """Who reads a file, spelled from its procedure, one seat after the other."""
    own = {
        Subject.UNIT: file.unit_id == mandate.unit_id,
        Subject.BODY: file.body_id == mandate.body_id,
        Subject.PERSON: file.person_id == mandate.person_id,
    }
    if own[Subject(file.subject)]:
        return True
    procedure = regulations.procedure(file.track.procedure_id)
    for seat in file.participants.select_related("step"):
        part = procedure.step(seat.step.key).participant(seat.key)
        if seat.person_id is not None:
            sits = seat.person_id == mandate.person_id
        elif seat.body_id is not None:
            sits = seat.body_id == mandate.body_id
        else:
            sits = seat.unit_id == mandate.unit_id
        if sits and (seat.person_id or not part.alone or mandate.office in part.submit):
            return True
    return False


def test_the_condition_in_sql_is_what_the_procedures_say(year: Sector) -> None:
    files = list(Assessment.objects.filter(cycle=year.cycle).select_related("track"))
    mandates = [one for posts in year.held.values() for one in posts]

    for mandate in mandates:
        in_sql = set(Assessment.objects.visible_to(mandate).values_list("pk", flat=True))
        one_by_one = {file.pk for file in files if by_the_rules(file, mandate)}
        assert in_sql == one_by_one, mandate
        assert {f.pk for f in files if seats_of(mandate, f.pk, DAY)} <= one_by_one


def test_a_seat_beside_opens_no_other_file_of_the_group(year: Sector) -> None:
    """The body hears of one specialist too: its deputy compares that one, and no other."""
    one, other = year.file("c05"), deciding.specialist(year, "c09")
    Participant.objects.filter(assessment=one, step__key="quyet_dinh").update(office="")

    def compared(who: tuple[str, str]) -> set[object]:
        mandate = year.who(*who)
        desks = desks_of(mandate, one.track_id)
        return {row.id for row in compare(desks, mandate, DAY).rows}

    assert compared(DEPUTY) == {one.pk}
    assert {one.pk, other.pk} <= compared(CHAIR)


@pytest.mark.django_db
def test_nor_does_the_table_of_a_track() -> None:
    world = cast.make_world()
    cast.open_year(world)
    Participant.objects.filter(
        assessment=world.file("cap_nuoc"), step__key__in=("quyet_dinh", "cong_bo")
    ).update(office="chu_tich")

    def listed(who: str) -> set[str]:
        mandate = world.people[who]
        table = Table(desks_of(mandate, world.track.id), mandate, DAY, Wanted())
        return {line.name for line in table.lines(table.rows())}

    assert "CĐCS Công ty Cấp nước" in listed("chi")
    assert listed("chi_deputy") == listed("chi") - {"CĐCS Công ty Cấp nước"}


@pytest.mark.django_db
@pytest.mark.parametrize(("office", "told"), [("", {"chi", "chi_deputy"}), ("chu_tich", {"chi"})])
def test_of_a_list_that_has_come_only_the_one_who_decides_is_told(
    office: str, told: set[str]
) -> None:
    world = cast.make_world()
    cast.open_year(world)
    cast.up_to_orgboard(world)
    Participant.objects.filter(step__key="quyet_dinh").update(office=office)

    cast.send(world, "tong_hop", world.orgboard_head, at=cast.ORGBOARD_SENT)

    sent = Notice.objects.filter(kind="list_sent", created_at=cast.ORGBOARD_SENT)
    heard = set(sent.values_list("person_id", flat=True))
    assert heard == {world.people[who].person_id for who in told}


def test_seats_made_before_are_given_their_office(year: Sector) -> None:
    made = import_module("congtam.assessments.migrations.0007_seat_office")
    before = list(Participant.objects.order_by("pk").values_list("pk", "office"))
    Participant.objects.update(office="")

    made.name_offices(apps, None)

    assert list(Participant.objects.order_by("pk").values_list("pk", "office")) == before
    assert {office for _pk, office in before} == {"", "chu_tich"}
