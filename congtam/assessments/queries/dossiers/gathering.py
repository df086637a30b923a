"""What a unit's dossier holds now, drawn from its files. Nothing undecided is taken for a level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Edition, Participant, Subject
from congtam.assessments.queries.dossiers.holding import (
    ABOVE,
    DECIDED,
    NO_FILE,
    OPEN,
    Collective,
    Contents,
    Enclosed,
    Given,
    Member,
)
from congtam.assessments.queries.report import members
from congtam.assessments.states import ReportState, StepKind
from congtam.clock import local_date
from congtam.core.packs.dossier import LEVELS, REPORT, Dossier, Part
from congtam.organisation.models import Mandate
from congtam.organisation.queries import placement_on
from congtam.regulations import queries as regulations


def rule_of(file: Assessment) -> Dossier | None:
    """What the year sends upward, where this file is that of a sending collective."""
    rule = regulations.rulebook(file.cycle.rulebook_id).dossier
    return rule if rule is not None and file.track.kind in rule.senders else None


@dataclass(frozen=True, slots=True)
class _Papers:
    """The files of one unit with their sent reports, deciding units and opinions."""

    people: Mapping[UUID, Assessment]
    editions: Mapping[UUID, Edition]
    deciders: Mapping[UUID, frozenset[UUID]]
    opinions: Mapping[UUID, list[Participant]]
    upper: Mapping[str, frozenset[UUID]]

    def edition(self, file: Assessment) -> Edition | None:
        """The edition that stands: the last one of a report that is sent and not given back."""
        report = getattr(file, "report", None)
        given = report is not None and report.state != ReportState.DRAFT
        return self.editions.get(file.pk) if given else None


def contents_of(file: Assessment, rule: Dossier, day: date) -> Contents:
    """The dossier of one collective; at most nine statements, whatever the number of people."""
    papers = _papers(file, rule, day)
    parts: list[Enclosed] = []
    nobody = []
    for part in rule.parts:
        if part.what == REPORT:
            held = [_enclosed(part, one, papers) for one in _of(part, file, papers)]
            parts += held
            nobody += [] if held else [part.title]
    asked = any(part.what == LEVELS for part in rule.parts)
    return Contents(
        unit=placement_on(day, file.unit_id).name,
        collective=_collective(file, papers),
        members=tuple(_members(file, rule, papers, day)) if asked else (),
        enclosed=tuple(parts),
        nobody=tuple(nobody),
    )


def _papers(file: Assessment, rule: Dossier, day: date) -> _Papers:
    wanted = {code for part in rule.parts for code in part.upper}
    upper: dict[str, set[UUID]] = {}
    above = Mandate.objects.on(day).filter(unit_id=file.cycle.issuer_unit_id, body__code__in=wanted)
    for code, person in above.values_list("body__code", "person_id"):
        upper.setdefault(code, set()).add(person)
    found = Assessment.objects.filter(cycle_id=file.cycle_id, subject=Subject.PERSON)
    assert file.body_id is not None
    sits = Mandate.objects.on(day).filter(body_id=file.body_id).values("person_id")
    found = found.filter(Q(unit_id=file.unit_id) | Q(person_id__in=sits))
    rows = found.select_related("track", "report").order_by("sort_key", "id")
    people = {row.person_id: row for row in rows if row.person_id is not None}
    ids = [file.pk, *(row.pk for row in people.values())]
    return _Papers(
        people,
        _editions(ids),
        _deciders(ids),
        _opinions(ids, {part.opinion for part in rule.parts if part.opinion}),
        {code: frozenset(held) for code, held in upper.items()},
    )


def _editions(ids: Iterable[UUID]) -> dict[UUID, Edition]:
    """The last edition of each report."""
    rows = Edition.objects.filter(report_id__in=list(ids)).defer("snapshot")
    return {row.report_id: row for row in rows.order_by("round")}


def _deciders(ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The units whose bodies decide each file."""
    found: dict[UUID, frozenset[UUID]] = {}
    rows = Participant.objects.filter(assessment_id__in=list(ids), step__kind=StepKind.DECIDE)
    for file, unit in rows.values_list("assessment_id", "unit_id"):
        found[file] = found.get(file, frozenset()) | {unit}
    return found


def _opinions(ids: Iterable[UUID], keys: set[str]) -> dict[UUID, list[Participant]]:
    found: dict[UUID, list[Participant]] = {}
    rows = Participant.objects.filter(assessment_id__in=list(ids), key__in=keys)
    for row in rows.select_related("body", "behalf", "conclusion").order_by("step__position", "pk"):
        found.setdefault(row.assessment_id, []).append(row)
    return found


def _collective(file: Assessment, papers: _Papers) -> Collective:
    edition = papers.edition(file)
    level = file.report.level if edition is not None else ""
    rules = regulations.rules(file.track.rules_id)
    return Collective(
        file=file.pk,
        name=file.name,
        level=level,
        label=rules.outcome_label(level) if level else "",
        edition=edition.pk if edition else None,
        sent_at=edition.at if edition else None,
        sha256=edition.sha256 if edition else "",
    )


def _members(file: Assessment, rule: Dossier, papers: _Papers, day: date) -> Iterable[Member]:
    """Every member of the collective, the head first, then whoever else the parts name."""
    tracks = {kind for part in rule.parts if part.what == LEVELS for kind in part.tracks}
    seen = set()
    for one in members(file.body_id, day):
        seen.add(one.person)
        yield _member(one.person, one.name, one.title, file, papers)
    for person, row in papers.people.items():
        if person not in seen and row.track.kind in tracks:
            yield _member(person, row.name, row.post_title, file, papers)


def _member(person: UUID, name: str, post: str, file: Assessment, papers: _Papers) -> Member:
    own = papers.people.get(person)
    if own is None:
        return Member(person, name, post, NO_FILE, "", "", None)
    if file.unit_id not in papers.deciders.get(own.pk, frozenset()):
        return Member(person, name, post, ABOVE, "", "", own.pk)
    if not own.level:
        return Member(person, name, post, OPEN, "", "", own.pk)
    label = regulations.rules(own.track.rules_id).outcome_label(own.level)
    return Member(person, name, post, DECIDED, own.level, label, own.pk)


def _of(part: Part, file: Assessment, papers: _Papers) -> Iterable[Assessment]:
    """The people of one part: those of its tracks, and members of bodies of the level above."""
    above = {person for code in part.upper for person in papers.upper.get(code, ())}
    for person, row in papers.people.items():
        if row.unit_id == file.unit_id and (row.track.kind in part.tracks or person in above):
            yield row


def _enclosed(part: Part, row: Assessment, papers: _Papers) -> Enclosed:
    assert row.person_id is not None
    edition = papers.edition(row)
    return Enclosed(
        part=part.id,
        title=part.title,
        file=row.pk,
        person=row.person_id,
        name=row.name,
        post=row.post_title,
        edition=edition.pk if edition else None,
        sent_at=edition.at if edition else None,
        sha256=edition.sha256 if edition else "",
        opinions=tuple(_given(part, papers.opinions.get(row.pk, []))) if part.opinion else (),
    )


def _given(part: Part, seats: Iterable[Participant]) -> Iterable[Given]:
    """Who must speak of this report; a file whose procedure asks nobody still lacks it."""
    asked = [seat for seat in seats if seat.key == part.opinion]
    if not asked:
        yield Given(None, _("nơi nhận xét theo hướng dẫn"), "")
    for seat in asked:
        named = seat.behalf or seat.body
        yield Given(seat.pk, named.name if named else seat.key, _cited(seat))


def _cited(seat: Participant) -> str:
    if seat.closed_at is None:
        return ""
    paper = getattr(seat, "conclusion", None)
    if paper is not None:
        return _("số %(number)s ngày %(day)s") % {
            "number": paper.number, "day": f"{paper.issued_on:%d/%m/%Y}",
        }  # fmt: skip
    return _("gửi ngày %s") % f"{local_date(seat.closed_at):%d/%m/%Y}"
