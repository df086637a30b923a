"""The canonical snapshot of a decision list: everything the decision rests on, as one tree.

What stands here is sealed by its hash when the list is decided; `recomputing` reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from congtam.assessments.models import (
    Assessment,
    DeclaredFact,
    Evidence,
    Participant,
    Proposal,
    Score,
    Submission,
)
from congtam.core import scoring
from congtam.core.canonical import digest
from congtam.core.rules import classify
from congtam.meetings.models import Attendance
from congtam.organisation.models import Mandate
from congtam.regulations.models import Regulation
from congtam.standings.queries.desks import Course
from congtam.standings.queries.proposing import origins_tree
from congtam.standings.queries.quotas import QuotaLine
from congtam.standings.queries.sessions import DecidedLine, Session
from congtam.standings.queries.spoken import conclusions, hearings, reports

FORMAT = "congtam/decision/1"
Tree = dict[str, Any]


def snapshot_of(session: Session, *, quota_reason: str, by: Mandate, at: datetime) -> Tree:
    """The tree of a list as it is sealed now; sixteen statements, whatever its size."""
    decided = session.decision_list
    return {
        "format": FORMAT,
        "list": decided.id,
        "cycle": decided.cycle_id,
        "track": decided.track_id,
        "step": decided.step,
        "body": {"id": decided.body_id, "name": decided.body.name},
        "sealed": {"by": by.id, "at": _moment(at)},
        "meeting": _meeting(session),
        "regulations": regulations_of(session.course),
        "quotas": [_quota(line) for line in session.quotas],
        "quota_reason": quota_reason,
        "raised_reason": decided.raised_reason,
        "alone": decided.alone,
        "replaces": _replaced(session),
        "units": _units(session),
    }


def _replaced(session: Session) -> Tree | None:
    """The list that this one replaces, by id and hash."""
    old = session.decision_list.replaces
    return None if old is None else {"list": old.id, "sha256": old.sha256}


def regulations_of(course: Course) -> Tree:
    """What the decision followed, each by id and by the hash that seals it."""
    ids = {
        "sheet": course.sheet_id,
        "rules": course.rules_id,
        "sources": course.sources_id,
        "procedure": course.procedure_id,
        "rulebook": course.rulebook_id,
    }
    ids = {name: pk for name, pk in ids.items() if pk is not None}
    rows = Regulation.objects.in_bulk(list(ids.values()))
    return {
        name: {
            "id": pk,
            "code": rows[pk].code,
            "version": rows[pk].version,
            "sha256": rows[pk].sha256,
            "body": digest(rows[pk].body),
        }
        for name, pk in ids.items()
    }


def _meeting(session: Session) -> Tree:
    meeting = session.decision_list.meeting
    return {
        "id": meeting.id,
        "held_on": meeting.held_on,
        "chair": meeting.chair_id,
        "secretary": meeting.secretary_id,
        "present": sorted(str(row.mandate_id) for row in session.present),
        "absent": sorted(str(row.mandate_id) for row in _absent(session.attendance)),
        "minutes": digest(meeting.minutes),
    }


def _absent(rows: Iterable[Attendance]) -> list[Attendance]:
    return [row for row in rows if not row.present]


def _quota(line: QuotaLine) -> Tree:
    return {
        "id": line.id,
        "group": line.group,
        "allowed": line.allowed,
        "used": line.used,
        "exceeded": line.exceeded,
        "raised": line.raised,
        "says": line.sentence,
    }


def _units(session: Session) -> list[Tree]:
    course = session.course
    by_file = {line.assessment: line for line in session.lines}
    files = Assessment.objects.filter(pk__in=list(by_file)).order_by("pk")
    parts = _participants(by_file)
    handed_in = _submissions(by_file)
    reported = reports(by_file)
    proofs = _evidence(by_file)
    return [
        {
            "assessment": file.pk,
            "subject": file.subject,
            "unit": file.unit_id,
            "body": file.body_id,
            "person": file.person_id,
            "post": file.post_id,
            "post_title": file.post_title,
            "group": file.group,
            "placement": file.placement_id,
            "name": file.name,
            "path": file.path,
            "late": file.late,
            "self_total": file.self_total,
            "submission": handed_in.get(file.pk),
            "report": reported.get(file.pk),
            "participants": parts.get(file.pk, []),
            "evidence": proofs.get(file.pk, []),
            "proposed": by_file[file.pk].proposed,
            "level": by_file[file.pk].level,
            "reason": by_file[file.pk].reason,
            "replaces": by_file[file.pk].old,
            **_sums(course, parts.get(file.pk, [])),
            **_drawn(session, by_file[file.pk]),
        }
        for file in files
    ]


def _participants(files: Iterable[UUID]) -> dict[UUID, list[Tree]]:
    """Every participant in the order of the procedure with all it gave."""
    ids = list(files)
    rows = Participant.objects.filter(assessment_id__in=ids).select_related("step")
    scores = _scores(ids)
    facts = _facts(ids)
    proposals = {p.participant_id: p for p in _proposals(ids)}
    heard, concluded = hearings(ids), conclusions(ids)
    found: dict[UUID, list[Tree]] = {}
    for row in rows.order_by("assessment_id", "step__position", "key"):
        said = proposals.get(row.pk)
        found.setdefault(row.assessment_id, []).append(
            {
                "id": row.pk,
                "step": row.step.key,
                "key": row.key,
                "unit": row.unit_id,
                "body": row.body_id,
                "person": row.person_id,
                "behalf": row.behalf_id,
                "closed_at": _moment(row.closed_at) if row.closed_at else None,
                "proposal": None
                if said is None
                else {"level": said.level, "words": digest(said.words), "by": said.by_id},
                "hearing": heard.get(row.pk),
                "conclusion": concluded.get(row.pk),
                "scores": scores.get(row.pk, {}),
                "facts": facts.get(row.pk, {}),
            }
        )
    return found


def _scores(files: list[UUID]) -> dict[UUID, Tree]:
    found: dict[UUID, Tree] = {}
    rows = Score.objects.filter(assessment_id__in=files).values_list(
        "participant_id", "criterion__key", "entered", "points", "explanation__reason"
    )
    for participant, key, entered, points, reason in rows:
        line = {"entered": entered, "points": points, "reason": digest(reason) if reason else ""}
        found.setdefault(participant, {})[key] = line
    return found


def _facts(files: list[UUID]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = {}
    rows = DeclaredFact.objects.filter(participant__assessment_id__in=files)
    for participant, fact, value in rows.values_list("participant_id", "fact", "value"):
        found.setdefault(participant, {})[fact] = value
    return found


def _proposals(files: list[UUID]) -> Iterable[Proposal]:
    return Proposal.objects.filter(participant__assessment_id__in=files)


def _submissions(files: Iterable[UUID]) -> dict[UUID, Tree]:
    rows = Submission.objects.filter(assessment_id__in=list(files)).order_by("round")
    return {
        row.assessment_id: {
            "round": row.round,
            "sha256": row.sha256,
            "receipt": row.receipt,
            "late": row.late,
            "by": row.by_id,
        }
        for row in rows.defer("snapshot")
    }


def _evidence(files: Iterable[UUID]) -> dict[UUID, list[list[str]]]:
    """Place and content hash of every file that still stands."""
    found: dict[UUID, list[list[str]]] = {}
    rows = Evidence.objects.filter(assessment_id__in=list(files), removed_at__isnull=True)
    for pk, key, dossier, blob in rows.values_list(
        "assessment_id", "criterion__key", "dossier", "blob_id"
    ):
        found.setdefault(pk, []).append([key or dossier, blob or ""])
    return {pk: sorted(proofs) for pk, proofs in found.items()}


def _sums(course: Course, participants: list[Tree]) -> Tree:
    """The points that counted, their sums, the facts and what the rules made of them."""
    sheet, procedure = course.sheet, course.procedure
    forms = {(s.id, p.id): p.form for s in procedure.steps for p in s.by}
    points: dict[str, Any] = {}
    declared: dict[str, str] = {}
    for part in participants:
        declared |= part["facts"]
        if forms[part["step"], part["key"]] == "points":
            points |= {k: v["points"] for k, v in part["scores"].items() if v["points"] is not None}
    sums = scoring.totals(sheet, points, may_score=sheet.groups)
    facts = scoring.facts(sheet, sums, declared)
    outcome = classify(course.rules, facts)
    own = [p for p in participants if _is_own(course, p)]
    return {
        "self_level": own[0]["proposal"]["level"] if own and own[0]["proposal"] else "",
        "points": points,
        "groups": dict(sums.groups),
        "total": sums.total,
        "facts": facts,
        "outcome": outcome.outcome,
    }


def _drawn(session: Session, line: DecidedLine) -> Tree:
    """The facts drawn from records, with their origins, in place of those a sheet gives."""
    if not line.machine:
        return {}
    return {
        "facts": json.loads(line.facts),
        "outcome": line.machine,
        "origins": origins_tree(session.fresh[line.assessment].origins),
    }


def _is_own(course: Course, part: Tree) -> bool:
    return bool(course.procedure.own_step.id == part["step"])


def _moment(at: datetime) -> str:
    """A moment in one spelling, whatever zone it came in."""
    return at.astimezone(UTC).isoformat()
