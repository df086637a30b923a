"""The consolidated table: every unit of a track side by side, as far as the reader may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from congtam.assessments.models import Assessment, Participant, Score
from congtam.assessments.permissions import may_send_back
from congtam.assessments.queries.seats import seats
from congtam.assessments.states import StepKind
from congtam.core import scoring
from congtam.core.vietnamese import fold
from congtam.organisation.models import Mandate
from congtam.standings.queries.desks import Course, Desk
from congtam.standings.queries.quotas import (
    Counted,
    Group,
    QuotaLine,
    columns,
    measured,
    place_of,
)
from congtam.standings.queries.readable import readable

_TEAM = ("in_charge_id", "in_charge__name")
SORTS = ("name", "level", "total", "team")
UNDECIDED = "-"  # the filter value for units without a proposed level


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for: a team, a level, words of the name, an order."""

    team: UUID | None = None
    level: str = ""
    words: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A participant that gave points of its own, beside the unit and the total."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """A participant that speaks in words, and what it said as a whole."""

    key: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit. `None` and empty texts are what is not there yet, or not for this reader."""

    id: UUID
    name: str
    team: str
    stage: str
    self_total: Decimal | None
    self_level: str
    points: tuple[Decimal | None, ...]
    said: tuple[Said, ...]
    voices: int
    total: Decimal | None
    level: str
    late: bool
    # One's own unit before its result is published: nothing of it is shown.
    own: bool
    # The reader's seat, when the file may be sent back from it now.
    returnable: UUID | None

    @property
    def change(self) -> Decimal | None:
        """What the appraisal changed; unknown while one of the two is."""
        if self.total is None or self.self_total is None:
            return None
        return self.total - self.self_total


@dataclass(frozen=True, slots=True)
class Spread:
    """How the units stand by team and level, and how many match what was asked for; `counted`
    are the same counts in the groups that the quotas name."""

    groups: dict[UUID | None, Group]
    found: int
    counted: tuple[Counted, ...] = ()

    @property
    def levels(self) -> Counter[str]:
        """How many units are proposed for each level; nobody in two."""
        return sum((g.levels for g in self.groups.values()), Counter[str]())

    @property
    def everyone(self) -> int:
        return sum(g.everyone for g in self.groups.values())


@dataclass
class Table:
    """The reader's view of one track."""

    desks: Sequence[Desk]
    mandate: Mandate
    day: date
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def course(self) -> Course:
        return self.desks[0].course

    @property
    def body(self) -> UUID:
        return self.desks[0].body

    @property
    def columns(self) -> tuple[Column, ...]:
        """Participants with points beside the unit itself and those that change its points."""
        return tuple(
            Column(part.id, part.title)
            for step in self.course.procedure.order()
            for part in step.by
            if part.form == "points" and step.kind != StepKind.SELF_SCORE
            and not step.changes_scores
        )  # fmt: skip

    def spread(self) -> Spread:
        """Counts by team and proposed level over the whole track, in one statement."""
        keys = dict.fromkeys([*_TEAM, *columns(self.course), "shown_level"])
        rows = (
            self._known()
            .values(*keys)
            .annotate(n=Count("pk"), found=Count("pk", filter=self._matching()))
            .order_by("in_charge__name", "in_charge_id")
        )
        groups: dict[UUID | None, Group] = {}
        found, counted = 0, []
        for row in rows:
            team, name, level, count = *(row[key] for key in _TEAM), row["shown_level"], row["n"]
            was = groups.get(team) or Group(name or "", Counter(), 0)
            levels = was.levels + Counter({level: count} if level else {})
            groups[team] = Group(was.name, levels, was.everyone + count)
            counted.append(Counted(place_of(row), level, count))
            found += row["found"]
        return Spread(groups, found, tuple(counted))

    def quotas(self, spread: Spread) -> list[QuotaLine]:
        """The quotas on what is proposed now, each with its calculation."""
        return measured(self.course, spread.counted, raised=False)

    def rows(self) -> QuerySet[Assessment]:
        """The matching units in the order asked for; to be cut into a page."""
        return self._known().filter(self._matching()).select_related("in_charge").order_by(
            *self._order(), "sort_key", "id"
        )  # fmt: skip

    def lines(self, page: Iterable[Assessment]) -> list[UnitLine]:
        """The units of one page as lines: three statements more, whatever their number."""
        files = list(page)
        open_ = [file for file in files if not file.__dict__["own"]]
        voices, points = self._voices(open_), self._points(open_)
        returnable = {
            seat.assessment: seat.participant
            for seat in seats(self._seats(open_), self.mandate, self.day)
            if seat.step_rule.sends_back_to and may_send_back(self.mandate, seat)
        }
        return [self._line(f, voices.get(f.pk, []), points, returnable.get(f.pk)) for f in files]

    def _known(self) -> QuerySet[Any]:
        """The files of the track that pass over these desks, with what may be read of each."""
        mine = Participant.objects.held_by(self.mandate).filter(
            assessment_id=OuterRef("pk"), body_id=self.body, unit_id=self.mandate.unit_id
        )
        read = self._read().filter(assessment_id=OuterRef("pk"))
        appraised = read.filter(step__kind=StepKind.APPRAISE)
        level = appraised.exclude(proposal__level="").exclude(proposal__isnull=True)
        changes = [s.id for s in self.course.procedure.steps if s.changes_scores]
        done = Participant.objects.filter(
            assessment_id=OuterRef("pk"), step__key__in=changes, closed_at__isnull=False
        )
        hidden = done.exclude(readable(self.desks, self.mandate, self.day))
        handed_in = read.filter(step__kind=StepKind.SELF_SCORE, closed_at__isnull=False)
        open_total = Exists(appraised.filter(closed_at__isnull=False)) & ~Exists(hidden)
        proposed = Subquery(level.order_by("-step__position").values("proposal__level")[:1])
        return Assessment.objects.filter(Exists(mine), track_id=self.course.id).annotate(
            own=self._conflict(),
            shown_level=Case(
                When(own=True, then=Value("")),
                default=Coalesce(proposed, Value("")),
                output_field=CharField(),
            ),
            shown_total=Case(When(Q(open_total) & Q(own=False), then=F("total")), default=None),
            shown_self=Case(
                When(Q(Exists(handed_in)) & Q(own=False), then=F("self_total")), default=None
            ),
        )

    def _conflict(self) -> Case:
        """Nobody reads what is said of the own unit before it is published."""
        posts = Mandate.objects.on(self.day).filter(
            person_id=self.mandate.person_id, unit_id=OuterRef("unit_id")
        )
        return Case(
            When(Q(published_at__isnull=True) & Q(Exists(posts)), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )

    def _read(self) -> QuerySet[Participant]:
        return Participant.objects.filter(readable(self.desks, self.mandate, self.day))

    def _matching(self) -> Q:
        wanted, matching = self.wanted, Q(pk__isnull=False)
        if wanted.team is not None:
            matching &= Q(in_charge_id=wanted.team)
        if wanted.level:
            matching &= Q(shown_level="" if wanted.level == UNDECIDED else wanted.level)
        for word in fold(wanted.words).split():
            matching &= Q(placement__folded__contains=word)
        return matching

    def _order(self) -> tuple[Combinable | str, ...]:
        if self.wanted.sort == "level":
            ranks = [
                When(shown_level=level.id, then=Value(rank))
                for rank, level in enumerate(self.course.rules.levels)
            ]
            return (Case(*ranks, default=Value(len(ranks))),)
        if self.wanted.sort == "total":
            return (F("shown_total").desc(nulls_last=True),)
        return ("in_charge__name",) if self.wanted.sort == "team" else ()

    def _seats(self, files: list[Assessment]) -> QuerySet[Participant]:
        return Participant.objects.held_by(self.mandate).filter(
            assessment__in=files, body_id=self.body, unit_id=self.mandate.unit_id
        )

    def _voices(self, files: list[Assessment]) -> dict[UUID, list[tuple[str, str, str, str]]]:
        """(step, participant, level, words) of every readable participant of these files."""
        found: dict[UUID, list[tuple[str, str, str, str]]] = {}
        rows = self._read().filter(assessment__in=files).order_by("step__position", "key")
        for pk, step, key, level, words in rows.values_list(
            "assessment_id", "step__key", "key", "proposal__level", "proposal__words"
        ):
            found.setdefault(pk, []).append((step, key, level or "", words or ""))
        return found

    def _points(self, files: list[Assessment]) -> dict[tuple[UUID, str], Decimal]:
        """What each readable participant with a column gave in all, by file and participant."""
        keys = [column.key for column in self.columns]
        if not keys:
            return {}
        rows = Score.objects.filter(
            participant__in=self._read().filter(assessment__in=files, key__in=keys),
            points__isnull=False,
        ).values_list("assessment_id", "participant__key", "criterion__key", "points")
        given: dict[tuple[UUID, str], dict[str, Decimal | None]] = {}
        for pk, key, criterion, points in rows:
            given.setdefault((pk, key), {})[criterion] = points
        sheet = self.course.sheet
        return {
            at: scoring.totals(sheet, points, may_score=sheet.groups).total
            for at, points in given.items()
        }

    def _line(
        self,
        file: Assessment,
        voices: list[tuple[str, str, str, str]],
        points: dict[tuple[UUID, str], Decimal],
        returnable: UUID | None,
    ) -> UnitLine:
        procedure = self.course.procedure
        words = {p.id: p.title for s in procedure.steps for p in s.by if p.form == "words"}
        self_step = procedure.own_step.id
        shown: dict[str, object] = file.__dict__
        self_level = next((level for step, _k, level, _w in voices if step == self_step), "")
        return UnitLine(
            id=file.pk,
            name=file.name,
            team=file.in_charge.name if file.in_charge else "",
            stage=procedure.step(file.stage).title,
            self_total=_decimal(shown["shown_self"]),
            self_level=self_level if shown["shown_self"] is not None else "",
            points=tuple(points.get((file.pk, column.key)) for column in self.columns),
            said=tuple(Said(k, words[k], w) for _s, k, _l, w in voices if k in words),
            voices=len(words),
            total=_decimal(shown["shown_total"]),
            level=str(shown["shown_level"]),
            late=file.late,
            own=bool(shown["own"]),
            returnable=returnable,
        )


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
