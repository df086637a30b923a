"""Acts of a unit: draft the sheet line by line, mend it, hand it in."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from congtam.assessments import actions
from congtam.assessments.actions import Words
from congtam.assessments.models import Assessment, Participant
from congtam.assessments.queries.lines import entries, own_standing
from congtam.assessments.queries.seats import Seat, seats_of
from congtam.cli.demo import words as texts
from congtam.cli.demo.marks import typed_marks
from congtam.cli.demo.papers import picture
from congtam.cli.demo.script import Act
from congtam.cli.demo.stage import Stage
from congtam.clock import local_date
from congtam.core.packs.sheet import Criterion, Group
from congtam.core.scoring import NO, YES, take
from congtam.documents.forms.official import day_in_words
from congtam.organisation.models import Mandate, Placement
from congtam.regulations import queries as regulations

OPTIONAL_SHARE = 0.05


@dataclass
class Desk:
    """One unit at its sheet: who writes, how it speaks, and the time that passes."""

    stage: Stage
    file: Assessment
    row: Participant
    seat: Seat
    by: Mandate
    voice: texts.Voice
    times: Iterator[datetime]

    @property
    def now(self) -> datetime:
        return next(self.times)


def desk(stage: Stage, act: Act) -> Desk:
    """The drafting desk of the unit that an act names."""
    file = stage.file(act.text("unit"))
    row = stage.own_seat(file)
    by = stage.hand(row, act.at)
    (seat,) = (s for s in seats_of(by, file.pk, local_date(act.at)) if s.participant == row.pk)
    sector = stage.script.sectors[file.unit.code]
    rng = random.Random(f"{stage.script.seed} {act.line} {file.unit.code}")
    members = Placement.objects.get(pk=file.placement_id).members or 40
    voice = texts.voice(stage.words, sector, members, rng)
    return Desk(stage, file, row, seat, by, voice, stage.moments(act.at))


def draft(stage: Stage, act: Act) -> None:
    """A clerk fills the sheet: points, words, files, declared events, dossier, level."""
    at = desk(stage, act)
    without = set(act.texts("without"))
    typed = typed_marks(
        at.seat.groups, act.number("total"), act.number("bonus"), without, at.voice.random
    )
    lines = [(g, c) for g in at.seat.groups for c in g.criteria]
    only = int(act.text("only", str(len(lines))))
    for group, criterion in lines[:only]:
        _line(at, group, criterion, typed[criterion.id])
    if only < len(lines):
        return
    _declare(at, act.pairs("declared"))
    _dossier(at)
    standing = own_standing(at.seat, regulations.rules(at.seat.rules_id))
    words = at.voice.random.choice(stage.words.own_words)
    moment = at.now
    actions.propose(
        at.row.pk,
        level=standing.outcome.outcome,
        words=words.format(day=f"{moment:%d/%m/%Y}"),
        by=at.by,
        at=moment,
    )


def _line(at: Desk, group: Group, criterion: Criterion, typed: str) -> None:
    points = take(criterion, typed, decimals=at.seat.sheet.decimals).points or Decimal(0)
    actions.save_line(
        at.row.pk,
        criterion.id,
        typed=typed,
        words=_words(at, group, criterion, points),
        version=0,
        by=at.by,
        at=at.now,
    )
    wanted = criterion.evidence == "required"
    if points and (wanted or _sometimes(at, criterion)):
        _prove(at, criterion)


def _words(at: Desk, group: Group, criterion: Criterion, points: Decimal) -> Words:
    rule, said = at.seat.sheet.explanation_of(group.kind), at.stage.words.lines[criterion.id]
    reached = missed = ""
    if points:
        reached = at.voice.say(said.reached)
    elif rule.reached == "always":
        reached = at.stage.words.nothing
    if points < criterion.max and rule.missed != "never":
        missed = at.voice.say(said.missed)
    return Words(reached, missed)


def _sometimes(at: Desk, criterion: Criterion) -> bool:
    return criterion.evidence == "optional" and at.voice.random.random() < OPTIONAL_SHARE


def _prove(at: Desk, criterion: Criterion) -> None:
    """A paper at a line; the same for every unit, so that its content is checked only once."""
    said = at.stage.words.lines[criterion.id]
    if criterion.evidence == "optional":
        source, name = picture(criterion.field[-1:]), f"{said.file}.png"
    else:
        title = at.seat.sheet.title
        source = at.stage.papers.pdf(
            said.file, unit=title, day=f"Tiêu chí {criterion.code}", lines=(criterion.title,)
        )
        name = f"{said.file}.pdf"
    _attach(at, source, name, criterion=criterion.id)


def _attach(
    at: Desk, source: BinaryIO, name: str, *, criterion: str = "", dossier: str = ""
) -> None:
    actions.attach(
        at.row.pk,
        criterion=criterion,
        dossier=dossier,
        source=source,
        name=name,
        by=at.by,
        at=at.now,
    )


def _declare(at: Desk, declared: Mapping[str, str]) -> None:
    for fact in at.seat.sheet.facts:
        if fact.source != "declared":
            continue
        value = declared.get(fact.id, NO)
        words = at.voice.say((at.stage.words.declared[fact.id],)) if value == YES else ""
        actions.declare(
            at.row.pk, fact.id, value=value, words=words, version=0, by=at.by, at=at.now
        )


def _dossier(at: Desk) -> None:
    for item in at.seat.sheet.dossier:
        if item.kind == "book":
            actions.hand_over_book(at.row.pk, dossier=item.id, by=at.by, at=at.now)
            continue
        source = at.stage.papers.pdf(
            item.title,
            unit=at.seat.sheet.title,
            day=day_in_words(at.stage.cycle.ends_on),
            lines=(item.cite.quote or item.title,),
        )
        _attach(at, source, f"{item.title[:80]}.pdf", dossier=item.id)


def submit(stage: Stage, act: Act) -> None:
    """The chair hands the sheet in; late with a reason."""
    row = stage.own_seat(stage.file(act.text("unit")))
    actions.submit(
        row.pk,
        token=f"demo-{act.line}",
        late_reason=act.text("late"),
        by=stage.hand(row, act.at, final=True),
        at=act.at,
    )


def mend(stage: Stage, act: Act) -> None:
    """A returned sheet is put right: words at the lines named, and one more paper each."""
    at = desk(stage, act)
    standing = entries([at.row.pk])[at.row.pk]
    for criterion in _named(at.seat, act.texts("lines")):
        entry = standing[criterion.id]
        added = at.voice.say(stage.words.mended)
        actions.save_line(
            at.row.pk,
            criterion.id,
            typed=entry.entered,
            words=Words(f"{entry.reached} {added}".strip(), entry.missed),
            version=entry.version,
            by=at.by,
            at=at.now,
        )
        name = f"{stage.words.lines[criterion.id].file} (bổ sung)"
        source = stage.papers.pdf(
            name,
            unit=at.file.name,
            day=day_in_words(local_date(act.at)),
            lines=(criterion.title, added),
        )
        _attach(at, source, f"{name}.pdf", criterion=criterion.id)


def _named(seat: Seat, keys: Iterable[str]) -> Iterator[Criterion]:
    for key in keys:
        yield seat.sheet.criterion(key)
