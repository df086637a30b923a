"""Một người, một tập thể tại hội nghị: presented, opinions, what is answered, the level."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam.assessments import actions
from congtam.assessments.queries.hearings import Heard
from congtam.clock import now
from congtam.core.verdict import Refused
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations
from congtam.web.assessments.forms import length_error, text, version
from congtam.web.critiques import conference_rows as rows
from congtam.web.critiques.conference_finding import Held, find, opinion
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Said:
    """A new opinion as it was typed and not accepted."""

    speaker: str = ""
    name: str = ""
    words: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Trials:
    """What was typed and not accepted, to be shown again where it was typed."""

    said: Said = Said()
    summary: rows.Summary = field(default_factory=rows.Summary)
    reason_error: str = ""
    moved: bool = False


@require_GET
def subject(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Kiểm điểm một người, một tập thể."""
    held = find(request, meeting)
    return _show(request, held, held.line(participant))


def _show(
    request: ActingRequest, held: Held, row: Heard, trials: Trials | None = None, status: int = 200
) -> HttpResponse:
    trials = trials or Trials()
    rules = regulations.rules(row.seat.rules_id)
    before, after = held.neighbours(row)
    writes = rows.may_write(request.mandate, held.conference, row)
    tone, state = rows.state_of(row)
    typed = trials.summary
    answers = typed.answers if typed.refused else {}
    context = {
        "meeting": held.conference.meeting,
        "row": row,
        "tone": tone,
        "state": state,
        "writes": writes and not trials.moved,
        "why_not": "" if writes or not held.keeps else rows.whose(request.mandate, row),
        "leaves": writes or (bool(held.keeps) and not row.ready),
        "before": before,
        "after": after,
        "own_level": rules.outcome_label(row.own_level) if row.own_level else "",
        "said": trials.said,
        "speakers": rows.speakers(held.conference),
        "questions": rows.questions(row.answers, answers or typed.answers, typed.refused),
        "levels": [(one.id, one.label) for one in rules.levels],
        "level": typed.level if _typed(typed) else row.level,
        "level_label": rules.outcome_label(row.level) if row.level else "",
        "agreed": typed.agreed if _typed(typed) else row.hearing.agreed,
        "present": held.conference.present,
        "version": _version(row, typed),
        "summary": typed,
        "theirs": _their_level(row, typed),
        "proposes": row.seat.step_rule.proposes,
        "reason_error": trials.reason_error,
    }
    return render(request, "critiques/conference_subject.html", context, status=status)


def _typed(summary: rows.Summary) -> bool:
    return summary.refused is not None or bool(summary.error)


def _version(row: Heard, typed: rows.Summary) -> int:
    theirs = typed.refused.hearing if typed.refused else None
    return theirs.version if theirs else row.hearing.version


def _their_level(row: Heard, typed: rows.Summary) -> str:
    """The level that somebody else wrote down meanwhile."""
    theirs = typed.refused.hearing if typed.refused else None
    if theirs is None:
        return ""
    rules = regulations.rules(row.seat.rules_id)
    label = rules.outcome_label(theirs.level) if theirs.level else _("chưa ghi mức")
    return label if theirs.agreed is None else _("%(level)s, đồng ý %(n)s") % {
        "level": label, "n": theirs.agreed,
    }  # fmt: skip


@require_POST
def present(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Ghi đã trình bày, hoặc bỏ ghi khi chưa có ý kiến nào."""
    find(request, meeting).line(participant)
    presented = request.POST.get("presented") == "1"
    try:
        actions.present(
            participant, presented=presented, version=version(request.POST),
            by=request.mandate, at=now(),
        )  # fmt: skip
    except actions.HearingConflict:
        return _again(request, meeting, participant)
    messages.success(request, _("Đã ghi trình bày.") if presented else _("Đã bỏ ghi trình bày."))
    return redirect(_address(meeting, participant))


@require_POST
def add_opinion(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Ghi một ý kiến; the next one follows at once."""
    held = find(request, meeting)
    row = held.line(participant)
    said = Said(
        request.POST.get("speaker", "")[:40],
        text(request.POST, "name")[:255],
        text(request.POST, "words"),
    )
    error = length_error(said.words) or _missing(said)
    if error:
        return _show(request, held, row, Trials(said=replace(said, error=error)), 422)
    try:
        actions.note_opinion(
            participant, speaker=_speaker(held, said), name=said.name, words=said.words,
            by=request.mandate, at=now(),
        )  # fmt: skip
    except Refused as refused:
        if not row.hearing.presented or not rows.may_write(request.mandate, held.conference, row):
            raise
        trials = Trials(said=replace(said, error=refused.reason))
        return _show(request, held, row, trials, 422)
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect(f"{_address(meeting, participant)}#nguoi-noi")


def _missing(said: Said) -> str:
    if not said.words:
        return _("Ghi nội dung ý kiến.")
    return "" if said.speaker or said.name else _("Chọn hoặc ghi tên người phát biểu.")


def _speaker(held: Held, said: Said) -> Mandate | None:
    """The member chosen; a name typed beside goes before the choice."""
    if said.name:
        return None
    for one in held.conference.attendance:
        if str(one.mandate_id) == said.speaker:
            return one.mandate
    raise Http404


@require_POST
def sum_up(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Lưu kết luận: every answer, the level, how many agreed; all of it or nothing."""
    held = find(request, meeting)
    row = held.line(participant)
    typed = rows.summary(request.POST, {one.asked.fact: one for one in row.answers})
    stands = version(request.POST) if row.seat.step_rule.proposes else None
    try:
        agreed = typed.votes
    except ValueError:
        typed = replace(typed, error=_("Ghi số ý kiến đồng ý bằng chữ số."))
        return _show(request, held, row, Trials(summary=typed), 422)
    try:
        actions.sum_up(
            participant, typed.answers, level=typed.level, agreed=agreed, version=stands,
            by=request.mandate, at=now(),
        )  # fmt: skip
    except actions.NotSaved as refused:
        trials = Trials(summary=replace(typed, refused=refused))
        return _show(request, held, row, trials, 409 if refused.conflict else 422)
    except Refused as refused:
        if not row.hearing.presented or not rows.may_write(request.mandate, held.conference, row):
            raise
        trials = Trials(summary=replace(typed, error=refused.reason))
        return _show(request, held, row, trials, 422)
    messages.success(request, _("Đã lưu kết luận về %s.") % row.name)
    return redirect(f"{_address(meeting, participant)}#ket-luan")


@require_POST
def leave_out(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Để lại hội nghị sau, with the reason; or take that back."""
    held = find(request, meeting)
    row = held.line(participant)
    reason = "" if request.POST.get("back") else text(request.POST, "reason")
    if not reason and not request.POST.get("back"):
        trials = Trials(reason_error=_("Nêu lý do để lại."))
        return _show(request, held, row, trials, 422)
    try:
        actions.leave_out(
            participant, reason=reason, version=version(request.POST), by=request.mandate, at=now()
        )
    except actions.HearingConflict:
        return _again(request, meeting, participant)
    messages.success(request, _("Đã ghi để lại.") if reason else _("Đã đưa lại vào chương trình."))
    return redirect(_address(meeting, participant))


@require_http_methods(["GET", "POST"])
def change_opinion(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Sửa một ý kiến trước khi thông qua biên bản."""
    said = opinion(request, pk)
    held = find(request, said.meeting_id)
    row = held.line(said.hearing_id)
    if not rows.may_write(request.mandate, held.conference, row):
        held.keeps.enforce()
        raise Refused(rows.whose(request.mandate, row))
    context: dict[str, Any] = {
        "said": said, "row": row, "meeting": held.conference.meeting, "words": said.words,
        "version": said.version,
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        context["words"] = text(request.POST, "words")
        context["version"] = version(request.POST)
        status = _change(request, pk, context)
        if status == 200:
            messages.success(request, _("Đã sửa ý kiến."))
            return redirect(f"{_address(said.meeting_id, said.hearing_id)}#y-kien")
    return render(request, "critiques/conference_opinion.html", context, status=status)


def _change(request: ActingRequest, pk: UUID, context: dict[str, Any]) -> int:
    words = context["words"]
    context["error"] = length_error(words) or ("" if words else _("Ghi nội dung ý kiến."))
    if context["error"]:
        return 422
    try:
        actions.change_opinion(
            pk, words=words, version=context["version"], by=request.mandate, at=now()
        )
    except actions.OpinionConflict as conflict:
        context["theirs"] = conflict.opinion.words
        context["version"] = conflict.opinion.version
        return 409
    return 200


@require_POST
def remove_opinion(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Bỏ một ý kiến ghi nhầm."""
    said = opinion(request, pk)
    actions.remove_opinion(pk, by=request.mandate, at=now())
    messages.success(request, _("Đã bỏ ý kiến."))
    return redirect(f"{_address(said.meeting_id, said.hearing_id)}#y-kien")


def _again(request: ActingRequest, meeting: UUID, participant: UUID) -> HttpResponse:
    """Somebody was faster: the page as it stands now, and nothing done."""
    held = find(request, meeting)
    messages.warning(request, _("Người khác vừa sửa mục này. Xem lại rồi làm tiếp."))
    return _show(request, held, held.line(participant), status=409)


def _address(meeting: UUID, participant: UUID) -> str:
    return reverse("critiques:subject", args=[meeting, participant])
