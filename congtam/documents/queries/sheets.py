"""The score sheet of one unit and the receipt of what it handed in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, DeclaredFact, Evidence, Proposal, Submission
from congtam.assessments.queries.lines import Entry, Result, entries, result
from congtam.assessments.queries.reading import Source, readable, sources
from congtam.assessments.queries.seats import seats_of
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core import scoring
from congtam.core.packs.sheet import Criterion, Group, Sheet
from congtam.documents.forms.official import Signature
from congtam.documents.forms.receipt import DossierItem, Receipt
from congtam.documents.forms.score_sheet import (
    CriterionRow,
    DeclaredEvent,
    GroupRows,
    ScoreSheetPaper,
    Total,
)
from congtam.documents.queries.words import (
    figure,
    labels_of,
    letterhead,
    moment_in_words,
    office_on,
    padded,
    words_of,
)
from congtam.organisation.models import Mandate
from congtam.standings.queries.desks import Course

Given = Mapping[UUID, Mapping[str, Entry]]


@dataclass(frozen=True, slots=True)
class Readable:
    """One file as far as one reader may read it."""

    file: Assessment
    course: Course
    own: Source
    order: list[Source]
    given: Given
    now: Result
    evidence: Mapping[str, list[str]]

    @property
    def draft(self) -> bool:
        """Not handed in, or given back and not handed in again."""
        return self.own.closed_at is None

    @property
    def appraised(self) -> bool:
        """True once a step that may change the points is closed and open to this reader."""
        return any(s.step_rule.changes_scores and s.closed_at for s in self.order)


def course_of_file(file: Assessment) -> Course:
    """The track of a file; `track` and `cycle` are loaded with the file."""
    return Course(
        id=file.track_id,
        kind=file.track.kind,
        title=file.track.title,
        tenant=file.tenant_id,
        cycle=file.cycle_id,
        cycle_title=file.cycle.title,
        rulebook_id=file.cycle.rulebook_id,
        sheet_id=file.sheet_id,
        rules_id=file.track.rules_id,
        procedure_id=file.track.procedure_id,
    )


def read_file(file: Assessment, mandate: Mandate, day: date) -> Readable | None:
    """The file with the sources this mandate may read; None when not even the self score."""
    course = course_of_file(file)
    every = sources(course.procedure, file.id)
    order = readable(seats_of(mandate, file.id, day), every)
    if file.published_at is not None:
        order = every
    # What a desk has not sent yet is its own draft; it stands on no paper.
    order = [s for s in order if s.closed_at or s.step_rule.kind == StepKind.SELF_SCORE]
    own = next((s for s in order if s.step_rule.kind == StepKind.SELF_SCORE), None)
    if own is None:
        return None
    given = entries(s.participant for s in order)
    return Readable(
        file=file,
        course=course,
        own=own,
        order=order,
        given=given,
        now=result(course.sheet, course.rules, order, given),
        evidence=_evidence(own),
    )


def _evidence(own: Source) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Evidence.objects.filter(participant_id=own.participant, removed_at__isnull=True)
    for key, name in rows.order_by("added_at", "pk").values_list("criterion__key", "name"):
        if key:
            found.setdefault(key, []).append(name)
    return found


def score_sheet(read: Readable, day: date) -> ScoreSheetPaper:
    """The sheet as this reader may read it; a draft until it is handed in."""
    file, course = read.file, read.course
    last = Submission.objects.filter(assessment=file).select_related("by__person").last()
    shown = not read.draft and last is not None
    made = local_date(last.at) if shown and last else day
    office = office_on(made, file.unit_id)
    words = words_of(course, "score_sheet", office)
    own = {key: e.points for key, e in read.given[read.own.participant].items()}
    sums = scoring.totals(course.sheet, own, may_score=course.sheet.groups)
    name = last.by.person.full_name if shown and last else ""
    lines = (words.fill(words.paper.authority_line), words.fill(words.paper.sign_title))
    return ScoreSheetPaper(
        letterhead=letterhead(words, office, made),
        title=words.title,
        subject=words.fill(words.paper.about) or course.sheet.title,
        basis=words.all(words.paper.bases),
        groups=tuple(_group(read, group, sums) for group in course.sheet.groups),
        total=Total(
            figure(course.sheet.total),
            figure(sums.total),
            figure(read.now.sums.total) if read.appraised else "",
        ),
        proposed_level=_proposed(read),
        signature=Signature(tuple(line for line in lines if line), name),
        recipients=words.all(words.paper.recipients) or (office.superior or office.unit,),
        events=_events(read),
        account=_account(read),
        appraised_shown=read.appraised,
        marks=words.marks(draft=read.draft, imprint=_imprint(last) if shown and last else ""),
    )


def _imprint(last: Submission) -> str:
    return _("Mã tiếp nhận: %s") % last.receipt


def _group(read: Readable, group: Group, sums: scoring.Totals) -> GroupRows:
    return GroupRows(
        number=group.code,
        title=group.title,
        standard=figure(group.max),
        self_points=figure(sums.groups[group.id]),
        appraised=figure(read.now.sums.groups[group.id]) if read.appraised else "",
        criteria=tuple(_criterion(read, criterion) for criterion in group.criteria),
    )


def _criterion(read: Readable, criterion: Criterion) -> CriterionRow:
    own = read.given[read.own.participant].get(criterion.id)
    changed = [
        entry.reason
        for source in read.order
        if source.step_rule.changes_scores and source.closed_at
        for entry in [read.given[source.participant].get(criterion.id)]
        if entry is not None and entry.reason
    ]
    return CriterionRow(
        number=criterion.code,
        text=criterion.title,
        standard=figure(criterion.max),
        self_points=figure(own.points if own else None),
        appraised=_appraised(read, criterion),
        reached=own.reached if own else "",
        not_reached=own.missed if own else "",
        evidence="; ".join(read.evidence.get(criterion.id, ())),
        appraisal_reason=changed[-1] if changed and read.appraised else "",
    )


def _appraised(read: Readable, criterion: Criterion) -> str:
    if not read.appraised:
        return ""
    points: Decimal | None = read.now.points.get(criterion.id)
    return figure(points)


def _proposed(read: Readable) -> str:
    found = Proposal.objects.filter(participant_id=read.own.participant)
    level = found.values_list("level", flat=True).first() or ""
    return labels_of(read.course.rules).get(level, "")


def _events(read: Readable) -> tuple[DeclaredEvent, ...]:
    rows = DeclaredFact.objects.filter(participant_id=read.own.participant)
    said = {
        fact: (value, words) for fact, value, words in rows.values_list("fact", "value", "words")
    }
    answers = {scoring.YES: _("Có"), scoring.NO: _("Không")}
    return tuple(
        DeclaredEvent(fact.label, answers.get(value, value), words)
        for fact in read.course.sheet.facts
        if fact.source == "declared"
        for value, words in [said.get(fact.id, ("", ""))]
    )


def _account(read: Readable) -> tuple[str, ...]:
    """Why the unit asks for its level: the rules on its own points, whoever changed them later."""
    course = read.course
    own = result(course.sheet, course.rules, [read.own], read.given).account
    return (own.sentence, *(line.sentence for line in own.decisive))


def receipt(submission: Submission) -> Receipt:
    """What was handed in, when, and whether that was in time; from the sealed submission."""
    file = submission.assessment
    course = course_of_file(file)
    day = local_date(submission.at)
    office = office_on(day, file.cycle.issuer_unit_id)
    words = words_of(course, "receipt", office, don_vi=file.name)
    return Receipt(
        letterhead=letterhead(words, office, day),
        subject=words.fill(words.paper.about) or course.sheet.title,
        unit=file.name,
        handed_in_by=f"{submission.by.person.full_name}, {submission.by.title}",
        code=submission.receipt,
        received_at=moment_in_words(submission.at),
        limit=_limit(file, submission),
        timeliness=_timeliness(submission, day),
        late_reason=submission.late_reason,
        items=tuple(_items(submission, course.sheet)),
        remarks=tuple(filter(None, (words.fill(words.paper.note),))),
        signature=Signature((words.fill(words.paper.authority_line) or _("Người tiếp nhận"),)),
        recipients=words.all(words.paper.recipients),
        title=words.title,
        marks=words.marks(),
    )


def _limit(file: Assessment, submission: Submission) -> str:
    if submission.due_on is None:
        return _("không quy định")
    written = file.obligation.limit if file.obligation else ""
    until = _("hết ngày %s") % f"{submission.due_on:%d/%m/%Y}"
    return f"{written} ({until})" if written else until


def _timeliness(submission: Submission, day: date) -> str:
    if not submission.late or submission.due_on is None:
        return _("Đúng hạn")
    return _("Nộp muộn %s ngày") % padded((day - submission.due_on).days)


def _items(submission: Submission, sheet: Sheet) -> list[DossierItem]:
    """The sheet, each item of the dossier, and the evidence: as they were sealed."""
    sealed = json.loads(submission.snapshot)["evidence"]
    found = [
        DossierItem(
            _("%(title)s (lần nộp %(round)s)") % {"title": sheet.title, "round": submission.round},
            _("01 bản"),
            submission.sha256,
        )
    ]
    for item in sheet.dossier:
        kept = [row for row in sealed if row[1] == item.id]
        if kept:
            hashed = kept[0][2] if len(kept) == 1 else ""
            unit = _("sổ") if item.kind == "book" else _("tệp")
            note = _("Bản giấy") if item.kind == "book" else ""
            found.append(DossierItem(item.title, f"{padded(len(kept))} {unit}", hashed, note))
    proofs = Counter(row[0] for row in sealed if row[0])
    if proofs:
        count = _("%s tệp") % padded(sum(proofs.values()))
        found.append(DossierItem(_("Minh chứng kèm theo các tiêu chí"), count))
    return found
