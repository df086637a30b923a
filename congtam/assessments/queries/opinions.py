"""Words that a seat has to say on files without a sheet, or to write down for a body outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from congtam.assessments.models import (
    Conclusion,
    ConclusionEdition,
    Dispatch,
    Participant,
    Proposal,
    Report,
)
from congtam.assessments.queries.answers import Answer, answers_of
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import OWN, StepKind, StepState
from congtam.cycles.models import Obligation
from congtam.organisation.models import Mandate

WAITING, SENT, LATER = "cho", "da-gui", "chua-den-luot"
STATES = (WAITING, SENT, LATER)


def seats_at_desk(mandate: Mandate) -> QuerySet[Participant]:
    """The seats whose words are given on this desk: contributions to files without a sheet, and
    whatever is written down for a body outside."""
    words = Q(step__kind=StepKind.CONTRIBUTE, assessment__sheet__isnull=True)
    outside = Q(behalf__isnull=False, step__kind__in=(StepKind.CONTRIBUTE, StepKind.DECIDE))
    return Participant.objects.held_by(mandate).filter(words | outside)


def in_state(found: QuerySet[Participant], state: str) -> QuerySet[Participant]:
    """Those that wait for words now, those that gave them, those whose turn has not come."""
    closed = Q(step__state=StepState.CLOSED) | Q(closed_at__isnull=False)
    if state == SENT:
        return found.filter(closed)
    if state == LATER:
        return found.filter(step__state=StepState.WAITING)
    return found.exclude(closed).exclude(step__state=StepState.WAITING)


@dataclass(frozen=True, slots=True)
class Row:
    """One file on the desk."""

    seat: Seat
    post: str
    track: str
    report_sent: datetime | None
    behalf: str
    due_on: date | None
    level: str
    words: str
    number: str
    sent_on: date | None
    closed_at: datetime | None

    @property
    def name(self) -> str:
        return self.seat.subject_name

    @property
    def decides(self) -> bool:
        """True where the paper that is awaited is the decision."""
        return self.seat.step_rule.kind == StepKind.DECIDE


def rows(participants: Iterable[Participant], mandate: Mandate, day: date) -> list[Row]:
    """A page of the desk; seven statements, whatever its length."""
    ids = [one.pk for one in participants]
    held = {s.participant: s for s in seats(Participant.objects.filter(pk__in=ids), mandate, day)}
    found = Participant.objects.filter(pk__in=ids).select_related(
        "assessment__report", "assessment__track", "proposal", "conclusion", "behalf"
    )
    dues = _dues(held.values())
    sent = _sent(ids)
    made = {row.pk: _row(row, held[row.pk], dues, sent.get(row.pk)) for row in found}
    return [made[pk] for pk in ids]


_Duty = tuple[UUID, str, UUID | None]


def _dues(held: Iterable[Seat]) -> dict[_Duty, date]:
    """The last day of each body's duty by track and step."""
    wanted = list(held)
    duties = Obligation.objects.filter(
        track_id__in={s.track for s in wanted}, body_id__in={s.body for s in wanted if s.body}
    )
    return {
        (track, step, body): due
        for track, step, body, due in duties.values_list("track_id", "step", "body_id", "due_on")
    }


def _sent(ids: Iterable[UUID]) -> dict[UUID, date]:
    """The first day on which a package went out, by seat."""
    found: dict[UUID, date] = {}
    dispatches = Dispatch.objects.filter(participant_id__in=list(ids)).order_by("sent_on", "id")
    for participant, day in dispatches.values_list("participant_id", "sent_on"):
        found.setdefault(participant, day)
    return found


def _row(row: Participant, seat: Seat, dues: dict[_Duty, date], sent_on: date | None) -> Row:
    file = row.assessment
    report: Report | None = getattr(file, "report", None)
    said: Proposal | None = getattr(row, "proposal", None)
    paper: Conclusion | None = getattr(row, "conclusion", None)
    return Row(
        seat=seat,
        post=file.post_title,
        track=file.track.title,
        report_sent=report.sent_at if report else None,
        behalf=row.behalf.name if row.behalf else "",
        due_on=dues.get((seat.track, seat.step_rule.id, seat.body)),
        level=(paper.level if paper else "") or (said.level if said else ""),
        words=(paper.words if paper else "") or (said.words if said else ""),
        number=paper.number if paper else "",
        sent_on=sent_on,
        closed_at=row.closed_at,
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """What another seat of the same step wrote down: shown to those who decide together."""

    title: str
    behalf: str
    conclusion: Conclusion | None
    later: ConclusionEdition | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """One file with what this seat said so far, and what the others of its step concluded."""

    row: Row
    said: Proposal | None
    conclusion: Conclusion | None
    dispatches: tuple[Dispatch, ...]
    answers: tuple[Answer, ...]
    together: tuple[Spoken, ...]
    editions: tuple[ConclusionEdition, ...] = ()

    @property
    def waits(self) -> ConclusionEdition | None:
        """A later paper that takes effect once those who decide together say the same."""
        return next((one for one in self.editions if one.replaced_at is None), None)

    @property
    def replaced(self) -> list[ConclusionEdition]:
        """The papers that stood before, the latest first."""
        return [one for one in self.editions if one.replaced_at is not None][::-1]

    @property
    def differ(self) -> bool:
        """True when all that decide together have spoken, and not with one level."""
        papers = [one.conclusion for one in self.together]
        levels = {paper.level for paper in papers if paper is not None}
        return len(papers) > 1 and all(papers) and len(levels) > 1


_EDITIONS = ConclusionEdition.objects.select_related("blob").order_by("replaced_at", "id")


def desk_of(participant: Participant, mandate: Mandate, day: date) -> Desk:
    """One seat of the desk as a page."""
    (row,) = rows([participant], mandate, day)
    dispatches = Dispatch.objects.filter(participant=participant)
    beside = Participant.objects.filter(step_id=row.seat.step, behalf__isnull=False)
    seated = list(
        beside.select_related("conclusion__blob", "behalf")
        .prefetch_related(Prefetch("editions", _EDITIONS))
        .order_by("key")
    )
    together = [
        Spoken(
            row.seat.step_rule.participant(one.key).title,
            one.behalf.name if one.behalf else "",
            getattr(one, "conclusion", None),
            next((later for later in one.editions.all() if later.replaced_at is None), None),
        )
        for one in seated
    ]
    return Desk(
        row=row,
        said=Proposal.objects.filter(participant=participant).first(),
        conclusion=Conclusion.objects.filter(participant=participant).first(),
        dispatches=tuple(dispatches),
        answers=tuple(answers_of([row.seat])[row.seat.participant]),
        together=tuple(together) if row.decides else (),
        editions=tuple(x for one in seated if one.pk == participant.pk for x in one.editions.all()),
    )


def missing_before(seat: Seat) -> list[str]:
    """Whose part is still missing before this step, by name, in the order of the procedure."""
    return all_missing([seat])[seat.participant]


def all_missing(seats: Iterable[Seat]) -> dict[UUID, list[str]]:
    """The same of several seats, by seat, in one statement."""
    wanted = list(seats)
    rows = (
        Participant.objects.filter(
            assessment_id__in={seat.assessment for seat in wanted}, closed_at__isnull=True
        )
        .exclude(step__state=StepState.CLOSED)
        .order_by("step__position", "key")
        .values_list("assessment_id", "step__key", "key", "behalf__name")
    )
    of_file: dict[UUID, list[tuple[str, str, str | None]]] = {}
    for file, step, key, behalf in rows:
        of_file.setdefault(file, []).append((step, key, behalf))
    return {seat.participant: _missing(seat, of_file.get(seat.assessment, ())) for seat in wanted}


def _missing(seat: Seat, open_seats: Iterable[tuple[str, str, str | None]]) -> list[str]:
    before = seat.procedure.before(seat.step_rule.id)
    found = []
    for step, key, behalf in open_seats:
        rule = seat.procedure.step(step)
        if rule.id not in before:
            continue
        if rule.kind in OWN:
            found.append(_("báo cáo tự kiểm điểm"))
        elif rule.kind == StepKind.MEET:
            found.append(_("hội nghị kiểm điểm (%s)") % rule.participant(key).title)
        else:
            found.append(_("ý kiến của %s") % (behalf or rule.participant(key).title))
    return list(dict.fromkeys(found))


def papers_before(seat: Seat) -> list[str]:
    """What a package to the authority holds: the papers of every step before, by name."""
    before = seat.procedure.before(seat.step_rule.id)
    found = []
    for rule in seat.procedure.order():
        if rule.id not in before:
            continue
        if rule.kind in OWN:
            found.append(_("báo cáo tự kiểm điểm"))
        elif rule.kind == StepKind.MEET:
            found.append(_("biên bản hội nghị kiểm điểm"))
        elif rule.kind == StepKind.CONTRIBUTE:
            found += [_("ý kiến của %s (nếu có)") % part.title for part in rule.by]
    return [*found, _("tổng hợp đề nghị xếp loại")]
