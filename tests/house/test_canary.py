"""What is not opened yet stands nowhere: not on any address of the product, nor in what it sends.

Each secret is written by one hand in the middle of its work. Every viewer then opens every
address that lets them in, new ones as soon as they have a row in the table of rights.
"""

from __future__ import annotations

import logging

import pytest

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.ledger.models import Event, EventText
from congtam.meetings import actions as meetings
from congtam.notices.models import Notice, Outbox
from congtam.organisation.models import Person
from congtam.standings import actions as standings
from tests import cast
from tests.documents import pdf
from tests.house import addresses, critiques
from tests.house.addresses import AT_BOARDS, AT_TEAM, SCORING
from tests.house.rights_table import RIGHTS, VIEWERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_the_session")]
UNIT, BOARD, TEAM, SESSION, DRAFT, AMENDED = (
    "unit", "board", "team", "session", "draft", "amended",
)  # fmt: skip
KEPT = (UNIT, BOARD, TEAM, SESSION, DRAFT, AMENDED)
WORDS = {name: f"Kín-như-bưng ({name})" for name in KEPT}
POINTS = {UNIT: ("31,17", "71,17"), TEAM: ("37,13", "77,13")}
SEEN_BY = {
    "an": {UNIT},
    "an_clerk": {UNIT},
    "board1_head": {BOARD, AMENDED},
    "binh": {TEAM, DRAFT},
    "binh_head": {TEAM},
    "chi": {SESSION},
}


@pytest.fixture(scope="module")
def secrets(stages):
    """A unit, a board, the team and the session are in the middle of their work; so are one who
    writes a self report, and one who mends it after the conference."""
    world = stages.world
    Person.objects.filter(tenant=world.tenant).update(email="nguoi@dong-son.example")
    _score(world.seat("tu_cham", "cdcs", SCORING), world.an, "31,17", reached=WORDS[UNIT])
    actions.save_line(
        world.seat("tu_cham", "cdcs", SCORING).id, "c", typed="0", version=1, by=world.an,
        words=actions.Words(), at=cast.SCORED,
    )  # fmt: skip
    actions.propose(
        world.seat("ban", "ban_cs", AT_BOARDS).id, level="", words=WORDS[BOARD],
        by=world.board1_head, at=cast.BOARDS_SAID,
    )  # fmt: skip
    _score(world.seat("tham_dinh", "to", AT_TEAM), world.binh, "37,13", reason=WORDS[TEAM])
    line = stages.open_list.decisions.get()
    standings.decide_unit(
        line.id, level="K", reason=WORDS[SESSION], version=1, by=world.chi, at=cast.SESSION
    )
    meetings.write_minutes(
        stages.open_list.meeting_id, text=WORDS[SESSION], version=2, by=world.chi, at=cast.SESSION
    )
    _write(stages.critiques["writing"], world.binh, WORDS[DRAFT])
    _write(stages.critiques["presented"], world.board1_head, WORDS[AMENDED])
    return stages


def _write(file, by, words):
    reporting.save_section(
        critiques.seat(file).pk, "viec", words=words, grade="", version=1, by=by, at=cast.SESSION
    )


def _score(seat, by, typed, **words):
    actions.save_line(
        seat.id, "a", typed=typed, words=actions.Words(**words), version=1, by=by,
        at=cast.APPRAISED,
    )  # fmt: skip


def _text(doors, viewer, url):
    doors.answer(viewer, "get", url)
    if doors.body.startswith(b"%PDF"):
        return "".join(pdf.pages(doors.body))
    return doors.body.decode("utf-8", "replace")


def _found(text):
    needles = {name: (words, *POINTS.get(name, ())) for name, words in WORDS.items()}
    return {name for name, wanted in needles.items() if any(one in text for one in wanted)}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_finds_more_than_their_own_anywhere(doors, secrets, viewer):
    found, place = {}, VIEWERS.index(viewer)
    open_rows = [row for row, (get, _post) in RIGHTS.items() if get[place] == "o"]
    urls = {row: addresses.address(secrets, row) for row in open_rows}
    if "overview:search" in urls:
        urls |= {"search": urls["overview:search"] + "?q=Kín-như-bưng"}
    for row, url in urls.items():
        for name in _found(_text(doors, viewer, url)):
            found.setdefault(name, []).append(row)

    assert {name: rows for name, rows in found.items() if name not in SEEN_BY.get(viewer, ())} == {}
    assert set(found) == SEEN_BY.get(viewer, set())


def test_nobody_is_told_of_it_by_notice_or_mail(secrets):
    told = [*Notice.objects.values_list("subject", "body", "link")]
    told += Outbox.objects.values_list("subject", "body", "to")

    assert len(told) > 20
    assert _found("".join(part for row in told for part in row)) == set()


def test_the_ledger_holds_ids_points_and_states_but_nobody_s_words(secrets):
    bodies = "".join(Event.objects.values_list("body", flat=True))
    people = Person.objects.filter(tenant=secrets.world.tenant)

    assert '"points":"37.13"' in bodies
    assert [words for words in WORDS.values() if words in bodies] == []
    names = people.values_list("full_name", "email", "login")
    assert [one for row in names for one in row if len(one) > 4 and one in bodies] == []
    assert EventText.objects.filter(text=WORDS[SESSION]).exists()


def test_the_log_names_no_person_no_id_and_no_word(doors, secrets, caplog):
    world = secrets.world
    with caplog.at_level(logging.INFO):
        for row in ("assessments:sheet scoring", "organisation:person", "assessments:file team"):
            doors.answer("an", "get", addresses.address(secrets, row))
        sent = {"points": "x" + WORDS[UNIT], "version": "2", "reached": WORDS[UNIT]}
        doors.answer(
            "an", "post", addresses.address(secrets, "assessments:save_line scoring"), sent
        )

    lines = [str(record.msg) + record.getMessage() for record in caplog.records]
    said = "".join(lines)
    assert "ho-so/<uuid:assessment>/" in said
    secret = (*WORDS.values(), world.an.person.full_name, world.an.person.user.username,
              str(world.file().pk), str(world.an.pk))  # fmt: skip
    assert [one for one in secret if one in said] == []
