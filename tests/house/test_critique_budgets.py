"""The pages of a critique year ask the same number of statements for one row and for thirty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment, Hearing, Opinion, UnitDossier
from congtam.assessments.queries.dossiers.board import receiver_of
from congtam.clock import uuid7
from congtam.meetings.models import Meeting
from congtam.records.models import AbsenceSpell, Award, Commitment, Discipline, Shortcoming, Task
from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from congtam.standings.actions import open_session
from congtam.standings.models import DecisionList
from tests import deciding
from tests.assessments import conferences
from tests.assessments.conferences import HELD
from tests.critique import PACKS, Sector
from tests.deciding import DECIDED
from tests.documents import critique_world as year_of
from tests.house.thirty import DEPUTIES, MANY, SPECIALISTS, UNIONS, files_of, grown_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.BLOBS = tmp_path


@pytest.fixture
def year() -> Sector:
    return grown_year()


class Door:
    """A browser of one person acting as one post, that counts."""

    def __init__(self, world: Sector, who: str, body: str = "") -> None:
        self.client = Client()
        self.client.force_login(world.user(who))
        self.client.post(reverse("accounts:act_as", args=[world.who(who, body).pk]))

    def text(self, path: str, at: datetime = HELD) -> str:
        with clock.set_to(at):
            return self.client.get(path).content.decode()

    def asks(self, path: str, at: datetime = HELD) -> int:
        """The statements of the second of two equal requests."""
        with clock.set_to(at):
            self.client.get(path)
            with CaptureQueriesContext(connection) as caught:
                assert self.client.get(path).status_code == 200
        return len(caught)


# --- conferences and opinions


def called(year: Sector, files: Iterable[Assessment], day: int = 10) -> Meeting:
    """A conference on these files: all presented, spoken of, answered."""
    rows = list(files)
    for file in rows:
        conferences.send_report(file)
    meeting = conferences.call(year, rows, held_on=date(2020, 12, day))
    conferences.mark(year, meeting)
    held = list(Hearing.objects.filter(meeting=meeting))
    Opinion.objects.bulk_create(
        Opinion(
            hearing=row, meeting=meeting, speaker=year.who("c02", "co_quan"), words=f"Ý {n}",
            speaker_name="Lục Thị Hạnh", by=conferences.secretary(year), at=HELD,
        )
        for row in held for n in range(2)
    )  # fmt: skip
    for file in rows:
        deciding.answer(file)
    Hearing.objects.filter(meeting=meeting).update(presented=True, level="HTTNV", agreed=3)
    return meeting


def page(meeting: Meeting) -> str:
    return page_of(meeting.pk)


def page_of(pk: UUID) -> str:
    return reverse("critiques:conference", args=[pk])


def test_a_conference_on_thirty_files_asks_as_much_as_on_one(year: Sector) -> None:
    one = called(year, [year.file("c05")], 9)
    many = called(year, files_of(year, SPECIALISTS))
    door = Door(year, "c11", "co_quan")

    def subject(meeting: Meeting) -> str:
        row = Hearing.objects.filter(meeting=meeting).order_by("position")[0]
        return reverse("critiques:subject", args=[meeting.pk, row.pk])

    assert all(file.name in door.text(page(many)) for file in files_of(year, SPECIALISTS))
    assert door.asks(page(one)) == door.asks(page(many)) <= 15
    assert door.asks(subject(one)) == door.asks(subject(many)) <= 15


def test_the_list_of_conferences_asks_the_same_for_thirty(year: Sector) -> None:
    files = files_of(year, SPECIALISTS)
    called(year, files[:1])
    conferences.send_report(year.file("c09"))
    door, path = Door(year, "c11", "co_quan"), reverse("critiques:conferences")

    one = door.asks(path)
    for file in files[1:]:
        called(year, [file])
    for file in files_of(year, DEPUTIES):
        conferences.send_report(file)

    meetings = Meeting.objects.values_list("pk", flat=True)
    assert len([pk for pk in meetings if page_of(pk) in door.text(path)]) == MANY
    assert door.asks(path) == one <= 12


def heard(files: Iterable[Assessment]) -> None:
    for file in files:
        conferences.send_report(file)
        year_of.close(file, "hoi_nghi")


def test_the_desk_of_opinions_asks_the_same_for_thirty(year: Sector) -> None:
    files = files_of(year, DEPUTIES)
    door, path = Door(year, "c10", "chi_uy"), reverse("critiques:opinions")

    heard(files[:1])
    one = door.asks(path)
    heard(files[1:])

    assert all(file.name in door.text(path) for file in files)
    assert door.asks(path) == one <= 16


# --- what waits for one


def reports(files: Iterable[Assessment]) -> None:
    for file in files:
        conferences.send_report(file)


@pytest.mark.parametrize(
    ("who", "body", "codes", "come"),
    [
        ("c11", "co_quan", SPECIALISTS, reports),
        ("c10", "chi_uy", DEPUTIES, heard),
        ("c01", "thuong_truc", SPECIALISTS, heard),
    ],
)
def test_the_first_page_asks_the_same_for_thirty_subjects(
    year: Sector,
    who: str,
    body: str,
    codes: tuple[str, ...],
    come: Callable[[Iterable[Assessment]], None],
) -> None:
    """One line a desk, with how many wait there."""
    files, door = files_of(year, codes), Door(year, who, body)

    come(files[:1])
    assert "1 hồ sơ đang chờ" in door.text("/")
    one = door.asks("/")
    come(files[1:])

    assert f"{MANY} hồ sơ đang chờ" in door.text("/")
    assert door.asks("/") == one <= 20


# --- decisions


def brought(year: Sector, files: list[Assessment]) -> None:
    for file in files:
        deciding.tasks(year, file, 4)
        deciding.answer(file)
        deciding.bring(year, file)


def test_opening_a_list_asks_the_same_for_thirty_people(year: Sector) -> None:
    files, track = files_of(year, SPECIALISTS), deciding.track(year, "chuyen_vien")
    door, path = Door(year, "c01", "thuong_truc"), reverse("standings:open", args=[track.pk])

    brought(year, files[:1])
    one = door.asks(path, DECIDED)
    brought(year, files[1:])

    assert all(file.name in door.text(path, DECIDED) for file in files)
    assert door.asks(path, DECIDED) == one <= 20


def test_the_list_of_one_who_decides_alone_asks_the_same_for_thirty_people(year: Sector) -> None:
    files, door = files_of(year, SPECIALISTS), Door(year, "c01", "thuong_truc")
    brought(year, files)
    one = session(deciding.open_alone(year, only={files[0].pk}))
    many = session(deciding.open_alone(year))

    assert all(file.name in door.text(many, DECIDED) for file in files[1:])
    assert door.asks(one, DECIDED) == door.asks(many, DECIDED) <= 20


def test_a_session_of_the_body_asks_the_same_for_thirty_people(year: Sector) -> None:
    files = [year.file(f"{unit}k") for unit in UNIONS]
    for file in files:
        deciding.bring(year, file)
    chair, track = year.who("c01", "btv"), deciding.track(year, "ct_cdcs")
    given = {
        "held_on": DECIDED.date(), "place": "Phòng họp", "chair": chair, "secretary": None,
        "by": chair, "at": DECIDED,
    }  # fmt: skip
    one = session(open_session(track.pk, only={files[0].pk}, **given))
    many = session(open_session(track.pk, **given))
    door = Door(year, "c01", "btv")

    assert all(file.name in door.text(many, DECIDED) for file in files[1:])
    assert door.asks(one, DECIDED) == door.asks(many, DECIDED) <= 20


def test_the_index_of_decisions_asks_the_same_for_thirty_lists(year: Sector) -> None:
    files, door = files_of(year, SPECIALISTS), Door(year, "c01", "thuong_truc")
    path = reverse("standings:decisions")
    brought(year, files)

    deciding.open_alone(year, only={files[0].pk})
    one = door.asks(path, DECIDED)
    for file in files[1:]:
        deciding.open_alone(year, only={file.pk})

    text = door.text(path, DECIDED)
    assert all(session(made) in text for made in DecisionList.objects.all())
    assert door.asks(path, DECIDED) == one <= 20


def session(made: DecisionList) -> str:
    return reverse("standings:session", args=[made.pk])


def test_the_comparison_asks_the_same_for_one_equal_position_as_for_thirty(year: Sector) -> None:
    files = files_of(year, SPECIALISTS)
    brought(year, files)
    other = deciding.track(year, "uy_vien")
    group = Assessment.objects.filter(track=files[0].track)
    door = Door(year, "c01", "thuong_truc")
    path = reverse("standings:comparison", args=[files[0].track_id])

    many = door.asks(path, DECIDED)
    assert len(door.client.get(path).context["rows"]) >= MANY
    group.exclude(pk=files[0].pk).update(track=other)
    one = door.asks(path, DECIDED)

    assert len(door.client.get(path).context["rows"]) == 1
    assert many == one <= 40


# --- the dossier


def sent(year: Sector, units: Iterable[str]) -> None:
    to = receiver_of(year.cycle)
    UnitDossier.objects.bulk_create(
        UnitDossier(
            file=year.collective("bch", unit), to=to, round=1, token=f"bam-{unit}", at=HELD,
            by=year.who(f"{unit}k", "bch"), lacks=2, words="Chờ họp.", snapshot="{}",
            sha256="0" * 64, due_on=date(2020, 12, 14),
        )
        for unit in units
    )  # fmt: skip


def test_the_board_of_dossiers_asks_the_same_for_thirty_units(year: Sector) -> None:
    other = deciding.track(year, "uy_vien")
    senders = Assessment.objects.filter(track__kind__in=("bch_cdcs", "btv_cap_tren"))
    tracks = dict(senders.values_list("pk", "track_id"))
    door = Door(year, "c05", "ban_tc")
    path = reverse("dossiers:board", args=[year.cycle.pk])
    sent(year, UNIONS[:1])
    first = year.collective("bch", UNIONS[0])

    senders.exclude(pk=first.pk).update(track=other)
    assert door.text(path).count("Công đoàn cơ sở u") == 1
    one = door.asks(path)
    for pk, track in tracks.items():
        Assessment.objects.filter(pk=pk).update(track=track)
    sent(year, UNIONS[1:])
    Assessment.objects.filter(pk__in=list(tracks)[:10]).update(level="HTTNV")

    assert door.text(path).count("Công đoàn cơ sở u") >= MANY
    assert door.asks(path) == one <= 20


# --- the register and the cards


def reported(year: Sector, codes: Iterable[str], each: int = 1) -> None:
    """Tasks of these people, with a result that waits to be checked."""
    for code in codes:
        deciding.tasks(year, year.file(code), each)
    Task.objects.filter(title__startswith="Việc").update(
        state="reported", checked_by=None, checked_at=None
    )


REGISTER = ("records:index", "records:list", "records:desk")


@pytest.mark.parametrize("name", REGISTER)
@pytest.mark.parametrize(("who", "body"), [("c07", "ban_cs"), ("c01", "btv")])
def test_the_register_of_a_board_asks_the_same_for_thirty_tasks(
    year: Sector, name: str, who: str, body: str
) -> None:
    door, path = Door(year, who, body), reverse(name)

    reported(year, SPECIALISTS[:1])
    one = door.asks(path)
    reported(year, SPECIALISTS[1:])

    assert door.asks(path) == one <= 25


@pytest.mark.parametrize("name", REGISTER[:2])
def test_one_s_own_register_asks_the_same_for_thirty_tasks(year: Sector, name: str) -> None:
    door, path = Door(year, "s01"), reverse(name)

    reported(year, ["s01"])
    one = door.asks(path)
    reported(year, ["s01"], each=MANY - 1)

    assert door.asks(path) == one <= 25


def test_the_list_of_cards_asks_the_same_for_thirty_people(year: Sector) -> None:
    door, path = Door(year, "c01", "btv"), reverse("records:people")
    reported(year, SPECIALISTS)

    def rows(query: str) -> int:
        door.text(path + query)
        return len(door.client.get(path + query).context["rows"])

    assert (rows("?q=s01"), rows("")) == (1, 50)  # so many stand on a page
    assert door.asks(path + "?q=s01") == door.asks(path) <= 20


def recorded(year: Sector, code: str, count: int) -> None:
    """So many lines of every part of a card."""
    holder, by = year.who(code), year.who("c01", "btv")
    common = {
        "tenant": year.tenant, "unit": holder.unit, "person": holder.person, "entered_by": by,
        "entered_at": HELD,
    }  # fmt: skip
    day = date(2020, 5, 4)
    for _n in range(count):
        token = uuid7().hex
        Shortcoming.objects.create(**common, year=2019, text="Chậm", token=token)
        Commitment.objects.create(**common, year=2020, text="Đi cơ sở", token=token)
        AbsenceSpell.objects.create(**common, kind="om", starts_on=day, ends_on=day, token=token)
        Discipline.objects.create(
            **common, form="khien_trach", decided_on=day, number="1-QĐ", issuer="BTV", token=token
        )
        Award.objects.create(
            **common, form="giay_khen", year=2020, decided_on=day, number="1-QĐ", issuer="BTV",
            token=token,
        )  # fmt: skip


def test_a_card_asks_the_same_for_thirty_lines_of_each_kind(year: Sector) -> None:
    door = Door(year, "c01", "btv")
    path = reverse("records:card", args=["nguoi", year.who("s01").person_id])

    reported(year, ["s01"])
    recorded(year, "s01", 1)
    one = door.asks(path)
    reported(year, ["s01"], each=MANY - 1)
    recorded(year, "s01", MANY - 1)

    assert door.text(path).count("Đi cơ sở") >= MANY
    assert door.asks(path) == one <= 40


# --- the editor of rule sets


def draft(year: Sector, version: int = 2) -> Regulation:
    text = (PACKS / "rules/tkv-2020-tap-the.yaml").read_text()
    old = next(line for line in text.splitlines() if line.startswith("version:"))
    loaded = regulations.load(
        year.tenant, text.replace(old, f'version: "{version}"'), "thu", at=DECIDED
    )
    Regulation.objects.filter(pk=loaded.pk).update(drafted_by=year.who("c01", "btv"))
    return loaded


def test_the_list_of_rule_sets_asks_the_same_for_thirty_drafts(year: Sector) -> None:
    door, path = Door(year, "c01", "btv"), reverse("regulations:index")

    draft(year)
    one = door.asks(path, DECIDED)
    for n in range(1, MANY):
        draft(year, n + 2)

    assert Regulation.objects.filter(code="tkv-2020-tap-the").count() > MANY
    assert door.asks(path, DECIDED) == one <= 12


def test_the_editor_asks_the_same_for_thirty_findings(year: Sector) -> None:
    """Every fact that no condition asks for is a finding of its own."""
    door, by, made = Door(year, "c01", "btv"), year.who("c01", "btv"), draft(year)
    paths = [
        reverse("regulations:draft", args=[made.pk, "du-kien"]),
        reverse("regulations:draft", args=[made.pk, "muc"]),
        reverse("regulations:accept", args=[made.pk]) + "?loai=dead_fact",
        reverse("regulations:regulation", args=[made.pk]),
        reverse("regulations:compare", args=[made.pk]),
    ]

    def add(count: int) -> None:
        for n in range(count):
            fact = {"label": f"Dữ kiện {count}.{n}", "type": "bool", "better": "none"}
            regulations.put(made.pk, "facts", "", fact, seen="", by=by, at=DECIDED)

    add(2)
    few = [door.asks(path, DECIDED) for path in paths]
    add(MANY)

    assert door.text(paths[2], DECIDED).count("Dữ kiện 30.") >= MANY
    assert [door.asks(path, DECIDED) for path in paths] == few
    assert max(few) <= 15
