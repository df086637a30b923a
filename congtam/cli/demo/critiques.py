"""Acts of a year of critique: registers, reports, opinions, conferences, words from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from congtam.assessments import actions
from congtam.assessments.actions import reporting
from congtam.assessments.actions.dossiers import send_dossier
from congtam.assessments.models import Assessment, Participant, Report, Subject
from congtam.assessments.states import StepKind
from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.cli.words import Stop
from congtam.clock import local_date
from congtam.core import marked
from congtam.core.marked import Cursor
from congtam.core.rules.model import UNKNOWN
from congtam.cycles.models import Track
from congtam.documents.actions import issue
from congtam.documents.forms.official import day_in_words
from congtam.meetings import actions as meetings
from congtam.meetings.models import Attendance
from congtam.organisation.models import Body, Mandate
from congtam.records import actions as records
from congtam.records.models import Task
from congtam.records.queries.reach import Whose
from congtam.regulations import queries as regulations
from congtam.standings import actions as standings
from congtam.standings.models import Decision


@dataclass(frozen=True, slots=True)
class Sayings:
    """What is written in the reports and said at the conferences."""

    top: Cursor

    @classmethod
    def load(cls, path: Path) -> Sayings:
        """Read the texts; `Unreadable` names the fault."""
        top = Cursor.top(marked.read(path.read_text(encoding="utf-8"), path.name), path.name)
        top.at("format").choice(["congtam/demo-critique/1"])
        top.done()
        return cls(top)

    def text(self, key: str) -> str:
        return self.top.at(key).text()

    def section(self, key: str) -> str:
        """The words of one section; the key itself is no answer."""
        return self.top.at("sections").at(key).texts()[0]

    def works(self, key: str) -> Iterator[tuple[str, str]]:
        for row in self.top.at(key).items():
            yield row.at("title").text(), row.at("product").text()


def _sayings(stage: Stage) -> Sayings:
    return Sayings.load(stage.packs / "demo" / "loi-nganh.yaml")


def _post(stage: Stage, code: str, body: str = "") -> Mandate:
    """One post of a person by code: the one in this body, else the highest."""
    held = Mandate.objects.filter(tenant=stage.tenant, person__code=code, ends_on__isnull=True)
    if body:
        held = held.filter(body__code=body)
    found = held.select_related("person", "body").order_by("body__code", "id").first()
    if found is None:
        raise Stop(f"{code} không có vai nào ở «{body}».")
    return found


def enter_tasks(stage: Stage, act: Act) -> None:
    """The head enters the year's tasks of people, and the targets of boards."""
    said, by = _sayings(stage), _post(stage, act.text("by"), act.text("as"))
    year = local_date(act.at).year
    for code in act.texts("of"):
        drafts = [
            records.Draft(
                year=year, title=title, product=product, source=Task.Source.PLAN,
                assigned_on=local_date(act.at), due_on=date(year, min(4 + n, 11), 25),
            )
            for n, (title, product) in enumerate(said.works("tasks"))
        ]  # fmt: skip
        records.enter(_person(stage, code), drafts, token=f"{code}-{year}", by=by, at=act.at)
    for board in act.texts("boards"):
        drafts = [
            records.Draft(
                year=year, title=title, product=product, source=Task.Source.PLAN,
                kind=Task.Kind.TARGET, assigned_on=local_date(act.at), due_on=date(year, 11, 20),
            )
            for title, product in said.works("targets")
        ]  # fmt: skip
        body = stage.root_body(board)
        whose = Whose(unit_id=body.unit_id, body_id=body.pk, person_id=None)
        records.enter(whose, drafts, token=f"{board}-{year}", by=by, at=act.at)


def _person(stage: Stage, code: str) -> Whose:
    post = _post(stage, code)
    return Whose(unit_id=post.unit_id, body_id=None, person_id=post.person_id)


def finish_tasks(stage: Stage, act: Act) -> None:
    """Everybody reports what came of their tasks; the head checks, with what was found."""
    by = _post(stage, act.text("by"), act.text("as"))
    found = act.rows("found")
    rows = Task.objects.filter(tenant=stage.tenant, entered_by__person=by.person)
    for task in rows.exclude(state="checked").order_by("id"):
        whom = task.person.code if task.person else task.body.code if task.body else ""
        if whom not in act.texts("of"):
            continue
        heads = act.pairs("heads")
        holder = _post(stage, heads[whom], whom) if whom in heads else _post(stage, whom)
        result = records.Result(done=True, done_on=min(task.due_on, local_date(act.at)))
        records.report(task.pk, result, version=task.version, by=holder, at=act.at)
    _check(stage, act, by, found)


def _check(stage: Stage, act: Act, by: Mandate, found: dict[str, tuple[str, ...]]) -> None:
    """`found`: by holder, how many exceeded and how many fell short."""
    waiting: dict[str, list[Task]] = {}
    reported = Task.objects.filter(tenant=stage.tenant, state="reported").order_by("id")
    for task in reported.select_related("person", "body"):
        whom = task.person.code if task.person else task.body.code if task.body else ""
        if whom in act.texts("of"):
            waiting.setdefault(whom, []).append(task)
    findings, said = {}, _sayings(stage)
    for whom, tasks in waiting.items():
        exceeded, short = (int(n) for n in found.get(whom, ("5", "0")))
        for n, task in enumerate(tasks):
            findings[task.pk] = records.Finding(
                version=task.version, done=True, exceeded=n < exceeded,
                below_quality=n >= len(tasks) - short,
                words=said.text("exceeded" if n < exceeded else "checked"),
            )  # fmt: skip
    checked = records.check(findings, by=by, at=act.at)
    if checked.faults:
        raise Stop("; ".join(checked.faults.values()))


def report(stage: Stage, act: Act) -> None:
    """Write and send the reports of people (by code) and of collectives (body of a unit)."""
    for code in act.texts("of"):
        file = Assessment.objects.get(cycle=stage.cycle, person__code=code)
        _report(stage, act, file, _post(stage, code))
    for unit, body in act.pairs("collectives").items():
        found = stage.body(body, unit)
        file = Assessment.objects.get(cycle=stage.cycle, body=found)
        _report(stage, act, file, stage.head(found, act.at))


def _report(stage: Stage, act: Act, file: Assessment, by: Mandate) -> None:
    said = _sayings(stage)
    seat = Participant.objects.get(assessment=file, step__kind=StepKind.SELF_REPORT)
    assert file.report_form_id is not None
    for section in regulations.report(file.report_form_id).sections:
        if section.kind == "words":
            actions_at = said.section(section.id)
            reporting.save_section(
                seat.pk, section.id, words=actions_at, grade="", version=0, by=by, at=act.at
            )
    if file.subject == Subject.BODY:
        _fault(said, seat.pk, by, act.at)
    version = Report.objects.get(assessment=file).version
    level = act.text("level", "HTTNV")
    reporting.choose_level(seat.pk, level=level, version=version, by=by, at=act.at)
    reporting.send_report(
        seat.pk, token=f"demo-{file.pk}", late_reason=act.text("late"), by=by, at=act.at
    )


def _fault(said: Sayings, seat: UUID, by: Mandate, at: datetime) -> None:
    row = next(said.top.at("faults").items())
    made = reporting.add_fault(seat, by=by, at=at)
    words = reporting.FaultWords(
        text=row.at("text").text(),
        collective=row.at("collective").text(),
        remedy=row.at("remedy").text(),
        due_on=None,
        shares={by.person_id: row.at("head").text()},
    )
    reporting.save_fault(seat, made.pk, words=words, version=made.version, by=by, at=at)


def opinion(stage: Stage, act: Act) -> None:
    """A body says its words on every file that waits for them."""
    body = stage.body(act.text("body"), act.text("unit"))
    said = _sayings(stage).text(act.text("says"))
    for seat in _waiting(stage, body, StepKind.CONTRIBUTE):
        by = _hand(seat, act)
        if seat.behalf is not None:
            _conclude(stage, seat, act, words=said, level="", by=by)
            continue
        actions.give_opinion(seat.pk, words=said, level="", seen=None, by=by, at=act.at)


def send_dossiers(stage: Stage, act: Act) -> None:
    """Units send what goes upward (body of a unit); what is missing or late is explained."""
    said, late = _sayings(stage), act.text("late")
    for unit, body in act.pairs("units").items():
        found = stage.body(body, unit)
        file = Assessment.objects.get(cycle=stage.cycle, body=found)
        send_dossier(
            file.pk, token=f"demo-{file.pk}", words=said.text("dossier_lacks"),
            late_reason=said.text(late) if late else "", by=stage.head(found, act.at), at=act.at,
        )  # fmt: skip


def send_out(stage: Stage, act: Act) -> None:
    """The desk sends the package to the bodies outside that are to decide."""
    body = stage.body(act.text("body"))
    said = _sayings(stage).text("package")
    for seat in _waiting(stage, body, StepKind.DECIDE):
        if seat.behalf is not None:
            by = _hand(seat, act)
            actions.send_package(
                [seat.pk], sent_on=local_date(act.at), words=said, by=by, at=act.at
            )


def conclude(stage: Stage, act: Act) -> None:
    """The desk writes down what the bodies outside decided."""
    body = stage.body(act.text("body"))
    said = _sayings(stage).text("outside")
    for seat in _waiting(stage, body, StepKind.DECIDE):
        if seat.behalf is not None:
            level = act.text("level", "HTTNV")
            _conclude(stage, seat, act, words=said, level=level, by=_hand(seat, act))


def _conclude(
    stage: Stage, seat: Participant, act: Act, *, words: str, level: str, by: Mandate
) -> None:
    assert seat.behalf is not None
    day = local_date(act.at)
    scan = stage.papers.pdf(
        seat.behalf.name, unit=seat.behalf.name, day=day_in_words(day), lines=(words,)
    )
    number = f"{act.text('number', '15')}-{str(seat.pk)[-4:].upper()}"
    actions.record_conclusion(
        seat.pk,
        actions.Paper(
            number=number, issued_on=day, issuer=seat.behalf.name, level=level, words=words
        ),
        source=scan, name="van-ban.pdf", seen=None, by=by, at=act.at,
    )  # fmt: skip


def _waiting(stage: Stage, body: Body, kind: StepKind) -> list[Participant]:
    found = Participant.objects.filter(assessment__cycle=stage.cycle, body=body, step__kind=kind)
    rows = found.on_turn().select_related("behalf", "assessment__track", "step", "body")
    return list(rows.order_by("assessment__sort_key", "pk"))


def _hand(seat: Participant, act: Act) -> Mandate:
    """Who of the body may send this seat's part: never the one it is about."""
    step = regulations.procedure(seat.assessment.track.procedure_id).step(seat.step.key)
    offices = step.participant(seat.key).submit
    held = Mandate.objects.on(local_date(act.at)).filter(body=seat.body, office__in=offices)
    own = {seat.assessment.person_id}
    if seat.assessment.body_id is not None and seat.step.kind == StepKind.DECIDE:
        inside = Mandate.objects.on(local_date(act.at)).filter(body=seat.assessment.body)
        own |= set(inside.values_list("person_id", flat=True))
    for mandate in held.select_related("person", "body").order_by("id"):
        if mandate.person_id not in own:
            return mandate
    raise Stop(f"Không có ai làm phần việc của {seat.assessment.name}.")


def conference(stage: Stage, act: Act) -> None:
    """One venue hears all that wait for it, from the call to the adopted minutes."""
    body = stage.body(act.text("body"), act.text("unit"))
    chair, secretary = (_post(stage, act.text(k), body.code) for k in ("chair", "secretary"))
    made = actions.convene(
        body, held_on=local_date(act.at), place=_sayings(stage).text("place"),
        chair=chair, secretary=secretary, by=secretary, at=act.at,
    )  # fmt: skip
    rows = Attendance.objects.filter(meeting=made)
    here = list(rows.values_list("mandate_id", flat=True))
    meetings.mark(made.pk, present=here, notes={}, by=secretary, at=act.at)
    heard = Participant.objects.filter(hearing__meeting=made).order_by("hearing__position")
    for seat in heard.select_related("assessment__report", "assessment__track", "step", "hearing"):
        _hear(stage, act, seat, _keeper(seat, (secretary, chair)), here)
    actions.adopt(made.pk, by=secretary, at=act.at)


def _keeper(seat: Participant, both: Iterable[Mandate]) -> Mandate:
    """The secretary; for the secretary's own hearing the chair."""
    return next(one for one in both if one.person_id != seat.assessment.person_id)


def _hear(stage: Stage, act: Act, seat: Participant, by: Mandate, here: list[UUID]) -> None:
    said = _sayings(stage)
    hearing = actions.present(
        seat.pk, presented=True, version=seat.hearing.version, by=by, at=act.at
    )
    present = Mandate.objects.filter(pk__in=here).select_related("person").order_by("id")
    speakers = [m for m in present if m.person_id != seat.assessment.person_id]
    shared = seat.assessment.subject == Subject.BODY
    words = said.top.at("shared_opinions" if shared else "opinions").texts()
    for speaker, text in zip(speakers, words, strict=False):
        actions.note_opinion(seat.pk, speaker=speaker, name="", words=text, by=by, at=act.at)
    answers = act.pairs("answers")
    step = regulations.procedure(seat.assessment.track.procedure_id).step(seat.step.key)
    for fact in step.participant(seat.key).answers:
        actions.answer(seat.pk, fact, value=answers[fact], words="", version=0, by=by, at=act.at)
    hearing.refresh_from_db()
    actions.propose_level(
        seat.pk, level=seat.assessment.report.level, agreed=len(here) - 1,
        version=hearing.version, by=by, at=act.at,
    )  # fmt: skip


def decide_lists(stage: Stage, act: Act) -> None:
    """One authority decides what waits for it, group by group, and issues each decision."""
    body = stage.body(act.text("body"), act.text("unit"))
    by = stage.head(body, act.at)
    waiting = _waiting(stage, body, StepKind.DECIDE)
    wanted = act.texts("tracks")
    for track in dict.fromkeys(seat.assessment.track for seat in waiting):
        if track.kind in wanted:
            _decide(stage, act, track, body, by)


def _decide(stage: Stage, act: Act, track: Track, body: Body, by: Mandate) -> None:
    said = _sayings(stage)
    made = standings.open_session(
        track.pk, held_on=local_date(act.at), place=said.text("place"),
        chair=by, secretary=None, by=by, at=act.at,
    )  # fmt: skip
    if not made.alone:
        rows = Attendance.objects.filter(meeting=made.meeting_id)
        here = list(rows.values_list("mandate_id", flat=True))
        meetings.mark(made.meeting_id, present=here, notes={}, by=by, at=act.at)
        version = made.meeting.version
        meetings.write_minutes(
            made.meeting_id, text=said.text("minutes"), version=version, by=by, at=act.at
        )
    for line in Decision.objects.filter(list=made).select_related("assessment__report"):
        if line.machine == UNKNOWN:
            standings.drop_unit(line.pk, reason=said.text("waits"), by=by, at=act.at)
        elif not line.level:
            standings.decide_unit(
                line.pk, level=line.assessment.report.level, reason=said.text("reason"),
                version=line.version, by=by, at=act.at,
            )  # fmt: skip
    standings.seal(made.pk, quota_reason="", by=by, at=act.at)
    issue(made.pk, issued_on=local_date(act.at), signer_id=by.pk, by=by, at=act.at)
