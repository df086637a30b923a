"""A board's table: its units side by side, what it said of each, and what is still missing.

The self-scoring stands beside it only where `reading` opens it to this very seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congtam.assessments.models import Explanation, Participant, Proposal, Score
from congtam.assessments.queries.lines import Entry, entries
from congtam.assessments.queries.opened import parties
from congtam.assessments.queries.reading import may_read
from congtam.assessments.queries.seats import Seat, seats
from congtam.assessments.states import ON_TURN, StepKind
from congtam.core import scoring
from congtam.core.packs.sheet import Criterion
from congtam.core.vietnamese import fold
from congtam.cycles.models import Track
from congtam.organisation.models import Mandate

SILENT, UNSENT, SENT = "chua-co-y-kien", "chua-gui", "da-gui"


@dataclass(frozen=True, slots=True)
class Said:
    """A board's words on a unit as a whole; `at` tells whether they moved on meanwhile."""

    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the table."""

    seat: Seat
    own: Mapping[str, Entry]
    said: Said
    open: bool
    beside: Mapping[str, Entry]
    missing: tuple[scoring.Gap, ...]

    @property
    def sendable(self) -> bool:
        """True when this board may still write about the unit at all."""
        return self.seat.state in ON_TURN and not self.seat.closed and not self.seat.own_subject

    @property
    def complete(self) -> bool:
        return self.sendable and not self.missing


def held_at(mandate: Mandate, track: Track, step: str) -> QuerySet[Participant]:
    """The seats the holder's body has at one step of one kind of subject, in unit order."""
    found = Participant.objects.held_by(mandate).filter(assessment__track=track, step__key=step)
    return found.order_by("assessment__sort_key", "pk")


def tally(found: QuerySet[Participant]) -> dict[str, tuple[int, int]]:
    """How many units there are and how many are sent, by participant; one's own parts only."""
    sent = Count("pk", filter=Q(closed_at__isnull=False))
    rows = found.order_by().values("key").annotate(n=Count("pk"), sent=sent).order_by("key")
    return {row["key"]: (row["n"], row["sent"]) for row in rows}


def named(found: QuerySet[Participant], words: str) -> QuerySet[Participant]:
    """Only the units whose name holds every word, written with or without marks."""
    for word in fold(words).split():
        found = found.filter(assessment__placement__folded__contains=word)
    return found


def silent(found: QuerySet[Participant], form: str, wanted: Iterable[str]) -> QuerySet[Participant]:
    """Only the units of which nothing was said yet, or whose points are not all given."""
    if form == "points":
        wanted = list(wanted)
        given = Score.objects.filter(
            participant=OuterRef("pk"), points__isnull=False, criterion__key__in=wanted
        )
        counted = given.order_by().values("participant").annotate(n=Count("pk")).values("n")
        some = found.annotate(given=Coalesce(Subquery(counted), 0))
        return some.filter(closed_at__isnull=True, given__lt=len(wanted))
    said = Proposal.objects.filter(participant=OuterRef("pk")).exclude(words="")
    noted = Explanation.objects.filter(score__participant=OuterRef("pk"))
    noted = noted.exclude(reached="", missed="")
    return found.filter(~Exists(said), ~Exists(noted), closed_at__isnull=True)


def lines_of(seat: Seat) -> tuple[Criterion, ...]:
    """The criteria of a seat, in the order of the sheet."""
    return tuple(c for g in seat.groups for c in g.criteria if seat.covers(c))


def table(
    found: QuerySet[Participant], mandate: Mandate, day: date, *, beside: bool = True
) -> list[Row]:
    """The rows of some seats; four statements, whatever their number."""
    held = seats(found, mandate, day)
    if not held:
        return []
    # Nobody reads what their colleagues say of their own unit before it is published.
    shut = {s.participant for s in held if s.own_subject and not s.published}
    asked = [s for s in held if s.participant not in shut]
    shown = _opened(asked) if beside and asked else {}
    others = [pk for group in shown.values() for pk in group]
    given = entries([*(s.participant for s in asked), *others])
    said = spoken(s.participant for s in asked)
    return [
        _row(
            seat,
            given.get(seat.participant, {}),
            said.get(seat.participant, Said()),
            [given[pk] for pk in shown.get(seat.participant, [])],
        )
        for seat in held
    ]


def _row(
    seat: Seat, own: Mapping[str, Entry], said: Said, beside: list[Mapping[str, Entry]]
) -> Row:
    merged = {key: entry for group in beside for key, entry in group.items()}
    return Row(seat, own, said, bool(beside), merged, missing(seat, own, said.words))


def _opened(held: list[Seat]) -> dict[UUID, list[UUID]]:
    """By seat: the self-scoring that this seat, and no other of its holder, may read."""
    files = parties(held[0].procedure, {s.assessment for s in held})
    return {
        seat.participant: [
            source.participant
            for source in files[seat.assessment].sources
            if source.step_rule.kind == StepKind.SELF_SCORE and may_read(seat, source)
        ]
        for seat in held
    }


def spoken(participants: Iterable[UUID]) -> dict[UUID, Said]:
    """The words on the unit as a whole, by participant; one statement."""
    rows = Proposal.objects.filter(participant_id__in=list(participants))
    return {pk: Said(w, at) for pk, w, at in rows.values_list("participant_id", "words", "at")}


def missing(seat: Seat, own: Mapping[str, Entry], words: str) -> tuple[scoring.Gap, ...]:
    """What this part lacks before it can be sent: each point, or any word at all."""
    if seat.rule.form == "points":
        return tuple(
            scoring.Gap("points", c.id, c.code, _("Chưa cho điểm %s") % c.code)
            for c in lines_of(seat)
            if c.id not in own or own[c.id].points is None
        )
    if words or any(e.reached or e.missed for e in own.values()):
        return ()
    return (scoring.Gap("words", str(seat.assessment), "", _("Chưa có ý kiến")),)
