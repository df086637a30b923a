"""A critique year with many hands at once: every verb has one effect, and no word is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from io import BytesIO
from threading import Event as Gate
from typing import Any
from uuid import UUID

import pytest

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.assessments.actions.dossiers import chase_dossiers
from congtam.assessments.models import (
    Assessment,
    Conclusion,
    DeclaredFact,
    Edition,
    Hearing,
    Opinion,
    Proposal,
    Report,
    Section,
    Step,
    UnitDossier,
)
from congtam.clock import local_date
from congtam.core.verdict import Refused
from congtam.cycles import actions as cycles
from congtam.cycles.models import Extension, Obligation, Reminder
from congtam.ledger.models import Event
from congtam.ledger.queries import verify
from congtam.meetings import actions as meetings
from congtam.meetings.models import Meeting
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate
from congtam.records import actions as records
from congtam.records.actions import Finding
from congtam.records.models import Commitment, Task
from congtam.regulations import actions as regulations
from congtam.regulations.models import Regulation
from congtam.standings import actions as standings
from congtam.standings.models import Decision, DecisionList
from tests import deciding, selfreport
from tests.assessments import conferences, dossiers
from tests.critique import PACKS, Sector, open_critique
from tests.deciding import DECIDED
from tests.documents import critique_world as year_of
from tests.races.conftest import race, refusals

pytestmark = pytest.mark.database

# Each race takes files of its own.
SAME_TOKEN, TOKENS, WRITTEN_ON, CHOSEN, EMPTY = "b2", "b3", "b4", "b5", "m5"
CALLED, ADOPTED, SPOKEN = ("k2",), ("c05", "c03"), "c09"
AGENDA, OPINED, MOVED, AMENDED = ("c08", "c10"), "c04", "c06", ("c02", "c07")
ALONE, SEATED, WRITES = ("c11", "c12"), ("m2", "m3", "m4"), ("k3", "k4")


@pytest.fixture(scope="module")
def year(committed: None) -> Sector:
    made = open_critique()
    assert made.held
    return made


@pytest.fixture(autouse=True)
def _the_ledger_is_whole(year: Sector) -> Any:
    """After each race the chain still holds."""
    yield
    assert verify(year.tenant.id).fault is None


def events(object_id: UUID, verb: str) -> int:
    return Event.objects.filter(object_id=object_id, verb=verb).count()


def told(kind: str, file: Assessment) -> int:
    return Notice.objects.filter(kind=kind, link=f"/kiem-diem/{file.pk}/").count()


def once(begun: Gate, deed: Callable[[], Any]) -> Any:
    """The deed in the middle of what somebody else has begun, not before it."""
    assert begun.wait(timeout=30)
    return deed()


# --- the self report


def own_post(year: Sector, code: str) -> Mandate:
    return year.who(code, "bch" if code[0] in "bkm" else "")


def hand_in(year: Sector, code: str, token: str) -> Edition:
    return reporting.send_report(
        selfreport.own(year, year.file(code)).pk, token=token, late_reason="",
        by=own_post(year, code), at=selfreport.SENT,
    )  # fmt: skip


def written(year: Sector, code: str) -> Assessment:
    """A report with every section and one shortcoming, not yet sent."""
    file, by = year.file(code), own_post(year, code)
    selfreport.fault(selfreport.write(year, file, by), by)
    return file


def test_a_report_whose_click_came_twice_is_one_edition(year: Sector) -> None:
    file = written(year, SAME_TOKEN)

    found = race(*(partial(hand_in, year, SAME_TOKEN, "bam") for _n in range(4)))

    assert found == [Edition.objects.get(report_id=file.pk)] * 4
    assert events(file.pk, "send_report") == 1


def test_a_report_sent_twice_goes_out_once(year: Sector) -> None:
    file = written(year, TOKENS)

    found = race(*(partial(hand_in, year, TOKENS, f"bam{n}") for n in range(4)))

    assert refusals(found) == ["Refused"] * 3
    edition = Edition.objects.get(report_id=file.pk)
    assert [one for one in found if isinstance(one, Edition)] == [edition]
    assert (Report.objects.get(pk=file.pk).rounds, events(file.pk, "send_report")) == (1, 1)
    assert Obligation.objects.get(person_id=file.person_id).met_at == selfreport.SENT


def keep_writing(year: Sector, code: str, key: str, begun: Gate) -> str:
    """Save one section again and again until the report is out; gives what was kept last."""
    seat, kept = selfreport.own(year, year.file(code)), ""
    for n in range(20):
        row = Section.objects.get(report_id=seat.assessment_id, key=key)
        try:
            kept = reporting.save_section(
                seat.pk, key, words=f"Bản {n}", grade="", version=row.version,
                by=own_post(year, code), at=selfreport.WRITTEN,
            ).words  # fmt: skip
        except Refused:
            break
        begun.set()
    return kept


def test_what_was_saved_before_the_report_went_out_is_in_it(year: Sector) -> None:
    file = written(year, WRITTEN_ON)
    key = Section.objects.filter(report_id=file.pk).order_by("key").values_list("key").first()[0]

    begun = Gate()

    found = race(
        partial(keep_writing, year, WRITTEN_ON, key, begun),
        partial(once, begun, partial(hand_in, year, WRITTEN_ON, "bam")),
    )

    assert refusals(found) == []
    row = Section.objects.get(report_id=file.pk, key=key)
    sealed = json.loads(Edition.objects.get(report_id=file.pk).snapshot)
    assert row.words == found[0] != ""
    assert sealed["said"][key]["words"] == row.words


def keep_choosing(year: Sector, file: Assessment, by: Mandate, begun: Gate) -> str:
    """Give oneself one level after the other until it is too late; gives the last one kept."""
    seat, kept = selfreport.own(year, file).pk, ""
    for level in ("HTXSNV", "HTTNV", "HTNV") * 8:
        version = Report.objects.values_list("version", flat=True).get(pk=file.pk)
        try:
            kept = reporting.choose_level(
                seat, level=level, version=version, by=by, at=selfreport.WRITTEN
            ).level
        except Refused:
            break
        begun.set()
    return kept


def test_the_level_chosen_last_is_the_one_that_goes_out(year: Sector) -> None:
    file, begun = written(year, CHOSEN), Gate()

    found = race(
        partial(keep_choosing, year, file, own_post(year, CHOSEN), begun),
        partial(once, begun, partial(hand_in, year, CHOSEN, "bam")),
    )

    assert refusals(found) == []
    report = Report.objects.get(pk=file.pk)
    chosen = Event.objects.filter(object_id=file.pk, verb="choose_level").order_by("seq").last()
    assert chosen is not None
    level = json.loads(chosen.body)["after"]["level"]
    assert {found[0], report.level, json.loads(report.snapshot)["level"]} == {level}


def test_the_first_words_and_a_click_on_send_do_not_block_each_other(year: Sector) -> None:
    file, by = year.file(EMPTY), own_post(year, EMPTY)
    seat = selfreport.own(year, file).pk
    save = partial(
        reporting.save_section, seat, "chinh_tri", words="Tốt", grade="", version=0, by=by,
        at=selfreport.WRITTEN,
    )  # fmt: skip

    found = race(save, partial(hand_in, year, EMPTY, "bam1"), partial(hand_in, year, EMPTY, "bam2"))

    assert refusals(found) == ["Incomplete"] * 2
    assert [row.words for row in Section.objects.filter(report_id=file.pk)] == ["Tốt"]


# --- the conference


def test_a_conference_called_twice_is_one(year: Sector) -> None:
    files = [year.file(code) for code in CALLED]
    for file in files:
        conferences.send_report(file)
    seats = [year.seat(file, "hoi_nghi", "tap_the_dv").pk for file in files]
    chair, deputy = year.who("k1", "bch"), year.who("k2", "bch")
    call = partial(
        actions.convene, year.body("bch", "khelung"), seats, held_on=local_date(conferences.HELD),
        place="Phòng họp", chair=chair, secretary=deputy, at=conferences.CALLED,
    )  # fmt: skip

    found = race(*(partial(call, by=by) for by in (chair, deputy, chair)))

    meeting = Meeting.objects.get(body__code="bch", body__unit__code="khelung")
    assert found == [meeting] * 3
    assert Hearing.objects.filter(meeting=meeting).count() == len(files)
    assert events(meeting.pk, "convene") == 1


def opened_conference(year: Sector, codes: Iterable[str]) -> tuple[Meeting, list[Assessment]]:
    files = [year.file(code) for code in codes]
    for file in files:
        conferences.send_report(file)
    meeting = conferences.call(year, files)
    conferences.mark(year, meeting)
    for file in files:
        conferences.hear(year, file)
    return meeting, files


def test_minutes_that_two_adopt_are_adopted_once(year: Sector) -> None:
    meeting, files = opened_conference(year, ADOPTED)
    both = [conferences.chair(year), conferences.secretary(year)]

    found = race(
        *(partial(actions.adopt, meeting.pk, by=by, at=conferences.HELD) for by in both * 2)
    )

    assert found == [meeting] * 4
    assert events(meeting.pk, "adopt_minutes") == 1
    for file in files:
        assert (events(file.pk, "adopt"), told("heard", file)) == (1, 1)
        assert Step.objects.get(assessment=file, key="hoi_nghi").state == "closed"


def keep_noting(year: Sector, file: Assessment, name: str, begun: Gate) -> list[str]:
    """Write down what a guest says, sentence after sentence, until the minutes are adopted."""
    kept: list[str] = []
    for n in range(12):
        try:
            kept.append(
                actions.note_opinion(
                    year.seat(file, "hoi_nghi").pk, speaker=None, name=name,
                    words=f"Lời thứ {n} của {name}", by=conferences.secretary(year),
                    at=conferences.HELD,
                ).words
            )  # fmt: skip
        except Refused:
            break
        begun.set()
    return kept


def test_what_was_noted_before_the_minutes_were_adopted_stands_in_them(year: Sector) -> None:
    meeting, (file,) = opened_conference(year, [SPOKEN])
    before, begun = Opinion.objects.filter(meeting=meeting).count(), Gate()
    adopt = partial(actions.adopt, meeting.pk, by=conferences.chair(year), at=conferences.HELD)

    found = race(
        partial(keep_noting, year, file, "Khách A", begun),
        partial(keep_noting, year, file, "Khách B", begun),
        partial(once, begun, adopt),
    )

    assert refusals(found) == []
    assert found[0] or found[1]
    said = [*found[0], *found[1]]
    minutes = Meeting.objects.get(pk=meeting.pk).minutes
    assert Opinion.objects.filter(meeting=meeting).count() == before + len(said)
    assert [words for words in said if words not in minutes] == []


def keep_concluding(year: Sector, file: Assessment) -> int:
    """Answers and level of one file written anew again and again; gives how often."""
    seat = year.seat(file, "hoi_nghi")
    for n in range(8):
        version = Hearing.objects.values_list("version", flat=True).get(pk=seat.pk)
        held = DeclaredFact.objects.get(participant=seat, fact="ky_luat")
        given = actions.Given("khong", f"Lần {n}", held.version)
        actions.sum_up(
            seat.pk, {"ky_luat": given}, level=deciding.GOOD, agreed=n, version=version,
            by=conferences.secretary(year), at=conferences.HELD,
        )  # fmt: skip
    return n


def keep_reordering(meeting: Meeting, seats: list[UUID], by: Mandate) -> None:
    for n in range(8):
        order = seats if n % 2 else seats[::-1]
        actions.reorder(meeting.pk, order, by=by, at=conferences.HELD)


def test_the_agenda_moves_while_what_was_concluded_is_written(year: Sector) -> None:
    meeting, files = opened_conference(year, AGENDA)
    seats = [year.seat(file, "hoi_nghi").pk for file in files]

    found = race(
        *(partial(keep_concluding, year, file) for file in files),
        partial(keep_reordering, meeting, seats, conferences.chair(year)),
    )

    assert refusals(found) == []
    rows = Hearing.objects.filter(meeting=meeting).order_by("position")
    assert list(rows.values_list("pk", "agreed")) == [(seat, 7) for seat in seats]


# --- opinions and papers from outside


def opine(year: Sector, file: Assessment, who: str, words: str) -> Proposal:
    return actions.give_opinion(
        year.seat(file, "chi_uy").pk, words=words, level=deciding.GOOD, seen=None,
        by=year.who(who, "chi_uy"), at=conferences.HELD,
    )  # fmt: skip


def test_of_two_who_speak_for_one_body_one_has_spoken(year: Sector) -> None:
    file = year.file(OPINED)
    conferences.send_report(file)
    year_of.close(file, "hoi_nghi")

    found = race(
        *(partial(opine, year, file, who, f"Ý kiến của {who}") for who in ("c03", "c08", "c10"))
    )

    assert refusals(found) == ["Refused"] * 2
    said = Proposal.objects.get(participant=year.seat(file, "chi_uy"))
    assert [one for one in found if isinstance(one, Proposal)] == [said]
    assert events(file.pk, "contribute") == 1
    assert Step.objects.get(assessment=file, key="quyet_dinh").state == "open"


def test_the_unit_before_speaks_while_the_report_is_sent(year: Sector) -> None:
    file = written(year, MOVED)
    say = partial(
        actions.give_opinion, year.seat(file, "noi_cu").pk, words="Tốt.", seen=None,
        by=year.who("k1", "bch"), at=selfreport.SENT,
    )  # fmt: skip

    found = race(say, partial(hand_in, year, MOVED, "bam"))

    assert refusals(found) == []
    states = dict(Step.objects.filter(assessment=file).values_list("key", "state"))
    assert [states[key] for key in ("bao_cao", "noi_cu", "hoi_nghi")] == ["closed"] * 2 + ["open"]
    assert (events(file.pk, "send_report"), events(file.pk, "contribute")) == (1, 1)


def mended(year: Sector, file: Assessment, by: Mandate) -> UUID:
    """One section written anew after the conference; gives the seat."""
    seat = selfreport.own(year, file).pk
    row = Section.objects.filter(report_id=file.pk).order_by("key")[0]
    reporting.save_section(
        seat, row.key, words="Bổ sung sau hội nghị", grade="", version=row.version, by=by,
        at=conferences.HELD,
    )  # fmt: skip
    return seat


def test_a_body_speaks_while_the_report_is_amended(year: Sector) -> None:
    files = [year_of.sent_report(year, code, "") for code in AMENDED]
    year_of.heard(year, *files)

    for code, file in zip(AMENDED, files, strict=True):
        by = year.who(code)
        amend = partial(
            reporting.amend, mended(year, file, by), token="bam", by=by, at=conferences.HELD
        )
        found = race(partial(opine, year, file, "c03", "Nhất trí."), amend, amend)

        assert refusals(found) == []
        assert found[1] == found[2] == Edition.objects.get(report_id=file.pk, round=2)
        assert (events(file.pk, "amend_report"), events(file.pk, "contribute")) == (1, 1)


def conclude(year: Sector, file: Assessment, who: str, number: str) -> Conclusion:
    paper = actions.Paper(number, date(2020, 12, 9), level="HTTNV", words="Nhất trí.")
    return actions.record_conclusion(
        year.seat(file, "cap_uy").pk, paper, source=BytesIO(year_of.PNG), name="nx.png", seen=None,
        by=year.who(who, "bch"), at=conferences.HELD,
    )  # fmt: skip


@pytest.mark.parametrize(("code", "same"), [("b1", False), ("m1", True)])
def test_of_two_papers_from_outside_one_is_written_down(
    year: Sector, code: str, same: bool
) -> None:
    file = year.file(code)
    conferences.send_report(file)
    year_of.close(file, "hoi_nghi")
    numbers = ("07-NX/ĐU", "07-NX/ĐU" if same else "08-NX/ĐU")

    found = race(*(partial(conclude, year, file, f"{code[0]}{n}", numbers[n - 2]) for n in (2, 3)))

    assert refusals(found) == ["Refused"]
    stands = Conclusion.objects.get(participant=year.seat(file, "cap_uy"))
    assert [one for one in found if isinstance(one, Conclusion)] == [stands]
    assert events(file.pk, "conclude") == 1


def keep_packing(package: Callable[..., Any], mark: str) -> None:
    for n in range(8):
        package(words=f"Bổ sung {mark}{n}")


def test_two_authorities_written_down_at_once_decide_once(year: Sector) -> None:
    """While more papers go out to them, and to a third."""
    file, by = year.collective("btv", "cdn"), year.who("c04", "ban_tc")
    conferences.send_report(file)
    year_of.close(file, "hoi_nghi")
    chair = year.file("c01")
    conferences.send_report(chair)
    year_of.close(chair, "hoi_nghi", "chi_uy")
    seats = [year.seat(file, "quyet_dinh", key).pk for key in ("dang_uy", "tong_ld")]
    every = [year.seat(chair, "quyet_dinh").pk, *seats]
    day = local_date(conferences.HELD)
    package = partial(actions.send_package, every, sent_on=day, by=by, at=conferences.HELD)
    package(words="Báo cáo")
    one = partial(actions.send_package, seats[1:], sent_on=day, by=by, at=conferences.HELD)
    assert (
        refusals(race(partial(keep_packing, package, "a"), partial(keep_packing, one, "b"))) == []
    )
    given: dict[str, Any] = {"seen": None, "by": by, "at": conferences.HELD, "name": "kl.png"}
    papers = (
        partial(
            actions.record_conclusion, seat, actions.Paper(f"{n}-KL", day, level="HTTNV"),
            source=BytesIO(year_of.PNG), **given,
        )
        for n, seat in enumerate(seats)
    )  # fmt: skip

    *found, again = race(*papers, partial(package, words="Bổ sung"))

    assert set(refusals([again])) <= {"Refused"}
    assert refusals(found) == []
    file.refresh_from_db()
    assert (file.level, file.published_at) == ("HTTNV", conferences.HELD)
    assert [events(file.pk, verb) for verb in ("conclude", "decide", "publish")] == [2, 1, 1]


# --- the decision


def test_one_who_decides_alone_from_two_windows_decides_once(year: Sector) -> None:
    for code in ALONE:
        deciding.specialist(year, code)

    found = race(*(partial(deciding.open_alone, year) for _n in range(3)))
    assert refusals(found) == ["Refused"] * 2
    made = DecisionList.objects.get(track=deciding.track(year, "chuyen_vien"))
    for code in ALONE:
        assert made.decisions.filter(assessment=year.file(code)).count() == 1

    _one_line(year, deciding.line(made, year.file(ALONE[0])), [deciding.decider(year)] * 2)
    for row in made.decisions.filter(level=""):
        decide(row, "HTTNV", "Đủ căn cứ", deciding.decider(year))
    _sealed_while_decided(year, made, deciding.decider(year), year.file(ALONE[1]))
    publish = partial(deciding.publish, year, made)
    assert refusals(race(publish, publish, publish)) == ["Refused"] * 2
    for code in ALONE:
        assert events(year.file(code).pk, "publish") == 1


def test_a_session_of_a_body_decides_once(year: Sector) -> None:
    chair, deputy = year.who("m1", "bch"), year.who("m2", "bch")
    for code in SEATED:
        deciding.bring(year, year.file(code))
    open_session = partial(
        standings.open_session, deciding.track(year, "uy_vien").pk, held_on=local_date(DECIDED),
        place="Phòng họp", chair=chair, secretary=deputy, at=DECIDED,
    )  # fmt: skip

    found = race(*(partial(open_session, by=by) for by in (chair, chair, deputy)))
    assert refusals(found) == ["Refused"] * 2
    made = DecisionList.objects.get(track=deciding.track(year, "uy_vien"))
    here = made.meeting.attendances.values_list("mandate_id", flat=True)
    meetings.mark(made.meeting_id, present=here, notes={}, by=chair, at=DECIDED)

    members = [chair, deputy]
    _one_line(year, deciding.line(made, year.file(SEATED[1])), members)
    for row in made.decisions.filter(level=""):
        decide(row, "HTTNV", "Đủ căn cứ", chair)
    _sealed_while_decided(year, made, chair, year.file(SEATED[2]))


def decide(line: Decision, level: str, reason: str, by: Mandate) -> Decision:
    return standings.decide_unit(
        line.pk, level=level, reason=reason, version=line.version, by=by, at=DECIDED
    )


def _one_line(year: Sector, line: Decision, members: list[Mandate]) -> None:
    """Two levels given to one file: one stands, the other is told so."""
    levels = ("HTNV", "KHTNV")

    found = race(
        *(
            partial(decide, line, level, f"Vì {level}", by)
            for level, by in zip(levels, members, strict=True)
        )
    )

    assert refusals(found) == ["DecisionConflict"]
    stands = Decision.objects.get(pk=line.pk)
    assert (stands.version, stands.reason) == (line.version + 1, f"Vì {stands.level}")


def _sealed_while_decided(year: Sector, made: DecisionList, by: Mandate, file: Assessment) -> None:
    """A level given while the list is sealed is in the seal, or refused."""
    line = deciding.line(made, file)
    seal = partial(standings.seal, made.pk, quota_reason="Đủ căn cứ", by=by, at=DECIDED)

    found = race(partial(decide, line, "KHTNV", "Vì thiếu sót", by), seal, seal)

    decided, seals = refusals(found[:1]), found[1:]
    assert refusals(seals) == ["Refused"]
    assert set(decided) <= {"Refused"}
    made.refresh_from_db()
    file.refresh_from_db()
    stands = Decision.objects.get(pk=line.pk).level
    assert stands == (line.level if decided else "KHTNV")
    assert file.level == stands
    assert (events(made.pk, "seal"), events(file.pk, "decide")) == (1, 1)


def keep_extending(year: Sector, duty: Obligation) -> int:
    """Give more time day after day until the duty is done; gives how often."""
    for n in range(8):
        try:
            cycles.extend(
                duty.pk, to=date(2021, 1, n + 1), reason="Chờ họp", by=year.who("c02", "btv"),
                at=DECIDED,
            )  # fmt: skip
        except Refused:
            return n
    return 8


def keep_telling(by: Mandate, promise: Commitment) -> int:
    """Write what became of a commitment, over and over; gives the last version."""
    for n in range(8):
        version = Commitment.objects.values_list("version", flat=True).get(pk=promise.pk)
        records.tell_result(promise.pk, result=f"Kết quả {n}", version=version, by=by, at=DECIDED)
    return version


def test_a_list_is_sealed_while_its_people_still_write_and_its_limit_moves(year: Sector) -> None:
    """Whoever writes, extends or seals: all of them come through, none waits for the other."""
    files = [year.file(code) for code in WRITES]
    for code, file in zip(WRITES, files, strict=True):
        year_of.last_year_of(year, code, "bch")
        by = own_post(year, code)
        promise = Commitment.objects.get(person=by.person, year=2020)
        selfreport.write(year, file, by)
        seat = selfreport.own(year, file).pk
        reporting.save_section(
            seat, f"nam_truoc.{promise.pk.hex}", words="Đã làm", grade="", version=0, by=by,
            at=selfreport.WRITTEN,
        )  # fmt: skip
        selfreport.send(year, file, by)
        year_of.close(file, "hoi_nghi")
        Report.objects.filter(pk=file.pk).update(state="presented")
    chair, deputy = year.who("k1", "bch"), year.who("k2", "bch")
    made = standings.open_session(
        deciding.track(year, "uy_vien").pk, held_on=local_date(DECIDED), place="Phòng họp",
        chair=chair, secretary=deputy, by=chair, at=DECIDED,
    )  # fmt: skip
    here = made.meeting.attendances.values_list("mandate_id", flat=True)
    meetings.mark(made.meeting_id, present=here, notes={}, by=chair, at=DECIDED)
    for row in made.decisions.filter(level=""):
        decide(row, "HTTNV", "Đủ căn cứ", chair)
    duty = Obligation.objects.get(track=made.track, step="quyet_dinh", body=made.body)
    last = files[-1]
    promise = Commitment.objects.get(person_id=last.person_id, year=2020)

    begun = Gate()
    seal = partial(standings.seal, made.pk, quota_reason="Đủ", by=chair, at=DECIDED)

    found = race(
        partial(once, begun, seal),
        *(partial(keep_choosing, year, file, own_post(year, code), begun)
          for code, file in zip(WRITES, files, strict=True)),
        partial(keep_telling, own_post(year, WRITES[-1]), promise),
        partial(keep_extending, year, duty),
    )  # fmt: skip

    assert set(refusals(found)) <= {"Conflict"}, found
    assert events(made.pk, "seal") == 1
    assert Extension.objects.filter(obligation=duty).count() == found[-1]
    for file in files:
        assert (Report.objects.get(pk=file.pk).state, events(file.pk, "decide")) == ("final", 1)
        rows = Event.objects.filter(object_id=file.pk, verb__in=("choose_level", "decide"))
        last_verb = rows.order_by("seq").values_list("verb", flat=True).last()
        assert last_verb == "decide"


# --- the dossier, the rules, the register


def test_a_dossier_whose_click_came_twice_is_one(year: Sector) -> None:
    file = dossiers.complete(year)

    found = race(*(partial(dossiers.send, year, file) for _n in range(3)))

    assert found == [UnitDossier.objects.get(file=file)] * 3
    assert events(file.pk, "send_dossier") == 1
    sent = UnitDossier.objects.get(file=file)
    told_people = Notice.objects.filter(kind="dossier", link=f"/ho-so-gui-len/da-gui/{sent.pk}/")
    people = list(told_people.values_list("person_id", flat=True))
    assert len(people) == len(set(people)) > 0


def test_a_dossier_sent_twice_unchanged_is_one(year: Sector) -> None:
    file, head = dossiers.collective(year, "cokhi"), year.who("m1", "bch")
    dossiers.report_of(year, file, head)

    found = race(
        *(
            partial(dossiers.send, year, file, token=f"bam{n}", words="Chờ họp.", by=head)
            for n in range(3)
        )
    )

    assert refusals(found) == ["Unchanged"] * 2
    assert UnitDossier.objects.filter(file=file).count() == events(file.pk, "send_dossier") == 1


def test_units_send_their_dossiers_while_they_are_reminded(year: Sector) -> None:
    heads = {"bch": ("baithuong", "b1"), "btv": ("namtrach", "n1")}
    files = [year.collective(body, unit) for body, (unit, _who) in heads.items()]
    posts = [year.who(who, body) for body, (_unit, who) in heads.items()]
    for file, head in zip(files, posts, strict=True):
        dossiers.report_of(year, file, head)
    desk = year.who("c05", "ban_tc")
    remind = partial(
        chase_dossiers, year.cycle.pk, [file.pk for file in files], by=desk, at=dossiers.SENDING
    )

    found = race(
        remind,
        *(partial(dossiers.send, year, file, token=str(file.pk), words="Chờ họp.", by=head)
          for file, head in zip(files, posts, strict=True)),
        remind,
    )  # fmt: skip

    assert refusals(found) == []
    reminded = Reminder.objects.filter(obligation__body__in=[file.body_id for file in files])
    assert found[0] + found[-1] == reminded.count() <= 2
    for file in files:
        assert UnitDossier.objects.filter(file=file).count() == events(file.pk, "send_dossier") == 1


def checked_rules(year: Sector, *versions: str) -> list[Regulation]:
    """New versions of one rule set, checked and waiting to be put in force."""
    text = (PACKS / "rules/tkv-2020-tap-the.yaml").read_text()
    old = next(line for line in text.splitlines() if line.startswith("version:"))
    return [
        regulations.check(
            regulations.load(
                year.tenant, text.replace(old, f'version: "{version}"'), "thu", at=DECIDED
            ),
            at=DECIDED,
        )
        for version in versions
    ]


def in_force(year: Sector) -> list[Regulation]:
    rows = Regulation.objects.in_force().filter(tenant=year.tenant, kind="rules")
    return list(rows.filter(code="tkv-2020-tap-the"))


def test_one_version_put_in_force_by_two_is_in_force_once(year: Sector) -> None:
    (version,) = checked_rules(year, "2")
    by = (year.who("c01", "btv"), year.who("c02", "btv"))

    found = race(
        *(partial(regulations.put_in_force, version, by=one, at=DECIDED) for one in by * 2)
    )

    assert refusals(found) == ["WrongState"] * 3
    assert in_force(year) == [version]
    assert events(version.pk, "put_in_force") == 1


def test_two_versions_put_in_force_at_once_follow_each_other(year: Sector) -> None:
    versions = checked_rules(year, "3", "4", "5")

    found = race(
        *(
            partial(regulations.put_in_force, one, by=year.who("c01", "btv"), at=DECIDED)
            for one in versions
        )
    )

    assert refusals(found) == []
    (stands,) = in_force(year)
    assert stands in versions
    ends = sorted(Regulation.objects.get(pk=one.pk).state for one in versions)
    assert ends == ["in_force", "replaced", "replaced"]


def reported(year: Sector, code: str, count: int) -> list[Task]:
    """Tasks of a person with a result that nobody has looked at."""
    file = year.file(code)
    deciding.tasks(year, file, count)
    rows = list(Task.objects.filter(person_id=file.person_id, title__startswith="Việc"))[-count:]
    ids = [row.pk for row in rows]
    Task.objects.filter(pk__in=ids).update(state="reported", checked_by=None, checked_at=None)
    return list(Task.objects.filter(pk__in=ids).order_by("pk"))


def checks(year: Sector, tasks: list[Task], **found: Any) -> Any:
    findings = {task.pk: Finding(version=task.version, done=True, **found) for task in tasks}
    return records.check(findings, by=year.who("c03", "ban_tc"), at=DECIDED)


def test_the_same_results_checked_from_two_windows_are_checked_once(year: Sector) -> None:
    tasks = reported(year, "c05", 6)
    person = year.file("c05").person_id
    before = Notice.objects.filter(kind="task_checked", person_id=person).count()

    found = race(partial(checks, year, tasks), partial(checks, year, tasks[::-1]))

    assert refusals(found) == []
    assert [(len(one.saved), one.faults, one.theirs) for one in found] == [(6, {}, {})] * 2
    assert [events(task.pk, "check_task") for task in tasks] == [1] * 6
    assert Notice.objects.filter(kind="task_checked", person_id=person).count() == before + 1


def test_of_two_findings_on_the_same_results_one_stands_and_the_other_is_told(
    year: Sector,
) -> None:
    tasks = reported(year, "c06", 6)

    found = race(
        partial(checks, year, tasks),
        partial(checks, year, tasks[::-1], below_quality=True),
    )

    assert refusals(found) == []
    assert sorted((len(one.saved), len(one.theirs)) for one in found) == [(0, 6), (6, 0)]
    wrote = found[1] if found[1].saved else found[0]
    poor = {task.below_quality for task in Task.objects.filter(pk__in=[t.pk for t in tasks])}
    assert poor == {wrote is found[1]}
    assert [events(task.pk, "check_task") for task in tasks] == [1] * 6
