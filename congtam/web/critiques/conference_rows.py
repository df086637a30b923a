"""A conference in the words and tones of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import Given, NotSaved
from congtam.assessments.queries.answers import Answer
from congtam.assessments.queries.hearings import Conference, Heard
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.web.assessments.forms import text, version

UNCLEAR = "chua-ro"
FREE = ("number", "percent", "count")


def agenda(conference: Conference) -> list[dict[str, Any]]:
    """The lines of the agenda."""
    return [_line(row) for row in conference.rows]


def _line(row: Heard) -> dict[str, Any]:
    tone, state = state_of(row)
    rules = regulations.rules(row.seat.rules_id)
    answered = sum(one.given for one in row.answers)
    return {
        "participant": row.seat.participant,
        "assessment": row.seat.assessment,
        "position": row.hearing.position,
        "name": row.name,
        "post": row.post,
        "tone": tone,
        "state": state,
        "reason": row.hearing.absent_reason,
        "report": row.report_sent is not None,
        "opinions": len(row.opinions),
        "answers": f"{answered}/{len(row.answers)}" if row.answers else "",
        "own_level": rules.outcome_label(row.own_level) if row.own_level else "",
        "level": rules.outcome_label(row.level) if row.level else "",
        "agreed": row.hearing.agreed,
        "warnings": row.warnings,
    }


def state_of(row: Heard) -> tuple[str, str]:
    """Tone and words of where one file stands on the agenda."""
    if row.hearing.presented:
        return "good", _("Đã trình bày")
    if row.hearing.absent_reason:
        return "warn", _("Để lại")
    if not row.ready:
        return "idle", _("Chưa gửi báo cáo")
    return "info", _("Chưa trình bày")


@dataclass(frozen=True, slots=True)
class Summary:
    """What was typed into the form of a file's conclusion."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    level: str = ""
    agreed: str = ""
    refused: NotSaved | None = None
    error: str = ""

    @property
    def votes(self) -> int | None:
        """How many agreed; ValueError when it is no number."""
        return int(self.agreed) if self.agreed else None


def summary(post: QueryDict, answers: Mapping[str, Answer]) -> Summary:
    """The form of a file's conclusion, as it was sent."""
    return Summary(
        {fact: given(post, fact) for fact in answers},
        post.get("level", "")[:60],
        text(post, "agreed")[:6],
    )


def given(post: QueryDict, fact: str) -> Given:
    """One answer as it was sent: «chưa rõ» is an empty value, which needs its words."""
    value = text(post, f"value-{fact}")[:60]
    return Given(
        "" if value == UNCLEAR else value,
        text(post, f"words-{fact}"),
        version(post, f"version-{fact}"),
    )


def questions(
    answers: tuple[Answer, ...], typed: Mapping[str, Given], refused: NotSaved | None
) -> list[dict[str, Any]]:
    """The questions of a seat with what stands, or with what was typed and not kept."""
    return [_question(one, typed.get(one.asked.fact), refused) for one in answers]


def _question(one: Answer, typed: Given | None, refused: NotSaved | None) -> dict[str, Any]:
    fact = one.asked.fact
    theirs = refused.theirs.get(fact) if refused else None
    value = typed.value if typed else one.value
    words = typed.words if typed else one.words
    stands = theirs.version if theirs else one.version
    return {
        "fact": fact,
        "label": one.asked.label,
        "options": one.asked.options,
        "free": one.asked.kind in FREE,
        "percent": one.asked.kind == "percent",
        "value": value,
        "unclear": not value and bool(words),
        "words": words,
        "version": stands,
        "shown": one.shown,
        "error": refused.wrong.get(fact, "") if refused else "",
        "theirs": _theirs(one, theirs.entered, theirs.words.reached) if theirs else "",
    }


def _theirs(one: Answer, value: str, words: str) -> str:
    shown = Answer(one.asked, value, words).shown or _("đã bỏ trả lời")
    return f"{shown}. {words}".strip()


def speakers(conference: Conference, *, but: UUID | None = None) -> list[tuple[str, str]]:
    """Who may be chosen as a speaker: those present first, then the others of the list."""
    rows = sorted(conference.attendance, key=lambda row: not row.present)
    return [
        (str(row.mandate_id), _named(row.mandate, present=row.present))
        for row in rows
        if row.mandate_id != but
    ]


def _named(mandate: Mandate, *, present: bool) -> str:
    named = f"{mandate.person.full_name}, {mandate.title}"
    return named if present else _("%s (vắng)") % named


def may_write(mandate: Mandate, conference: Conference, row: Heard) -> bool:
    """True for whoever records this file: not one's own, and while the minutes are open."""
    if conference.meeting.adopted_at is not None:
        return False
    return bool(permissions.may_draft(mandate, row.seat))


def whose(mandate: Mandate, row: Heard) -> str:
    """Why somebody who keeps the record does not write of this file."""
    return permissions.may_draft(mandate, row.seat).reason
