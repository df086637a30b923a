"""Một ý kiến: words on one file, or the paper of a body outside with number, day and scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import actions
from congtam.assessments.models import Conclusion
from congtam.assessments.models.critiques import OutsidePaper
from congtam.clock import now
from congtam.core.rules import RuleSet
from congtam.core.verdict import Refused
from congtam.files.actions import BadFile
from congtam.files.queries import open_blob
from congtam.web.appraisals.typed import moment
from congtam.web.assessments import finding
from congtam.web.assessments.forms import length_error, text
from congtam.web.critiques import conference_rows as shapes
from congtam.web.critiques.opinion_finding import Words, find
from congtam.web.critiques.opinion_forms import ConclusionForm
from congtam.web.critiques.report_opinions import opinions
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Trial:
    """What was typed and not accepted, to be shown again where it was typed."""

    words: str = ""
    level: str = ""
    answers: Mapping[str, actions.Given] = field(default_factory=dict)
    refused: actions.NotSaved | None = None
    errors: tuple[str, ...] = ()
    theirs: str = ""
    seen: datetime | None = None
    paper: ConclusionForm | None = None


@require_GET
def opinion(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Ý kiến nhận xét về một hồ sơ, hoặc văn bản của nơi ngoài hệ thống."""
    return _show(request, find(request, assessment, participant))


def _show(
    request: ActingRequest, found: Words, trial: Trial | None = None, status: int = 200
) -> HttpResponse:
    desk, rules = found.desk, found.rules
    said = desk.said
    typed = trial or Trial()
    context = {
        "found": found,
        "row": desk.row,
        "desk": desk,
        "seat": found.seat,
        "outside": found.outside,
        "levels": [(one.id, one.label) for one in rules.levels],
        "proposes": found.seat.step_rule.proposes,
        "words": typed.words if trial else (said.words if said else ""),
        "level": typed.level if trial else (said.level if said else ""),
        "level_label": rules.outcome_label(desk.row.level) if desk.row.level else "",
        "seen": typed.seen if trial else (said.at if said else None),
        "questions": shapes.questions(desk.answers, typed.answers, typed.refused),
        "errors": typed.errors,
        "theirs": typed.theirs,
        "others": list(opinions(finding.find(request, found.seat.assessment))),
        "paper": typed.paper or _paper_form(found),
        "paper_seen": desk.conclusion.at if desk.conclusion else None,
        "together": [_together(one.title, one.behalf, one.conclusion, rules.outcome_label)
                     | {"later": one.later, "later_level": _label(rules, one.later)}
                     for one in desk.together],
        "waits_label": _label(rules, desk.waits),
        "replaced": [(one, _label(rules, one)) for one in desk.replaced],
    }  # fmt: skip
    return render(request, "critiques/opinion.html", context, status=status)


def _label(rules: RuleSet, paper: OutsidePaper | None) -> str:
    return rules.outcome_label(paper.level) if paper is not None and paper.level else ""


def _together(title: str, behalf: str, paper: Conclusion | None, label: Any) -> dict[str, Any]:
    return {
        "title": title,
        "behalf": behalf,
        "paper": paper,
        "level": label(paper.level) if paper else "",
    }


def _paper_form(found: Words, data: Any = None, files: Any = None) -> ConclusionForm | None:
    if not found.outside:
        return None
    stands = found.desk.conclusion
    initial: dict[str, Any] = {"issuer": found.desk.row.behalf}
    if stands is not None:
        initial = {
            "number": stands.number, "issued_on": stands.issued_on, "issuer": stands.issuer,
            "level": stands.level, "words": stands.words,
        }  # fmt: skip
    return ConclusionForm(
        data, files, initial=initial, rules=found.rules, decides=found.desk.row.decides,
        proposes=found.seat.step_rule.proposes, has_scan=stands is not None,
    )  # fmt: skip


@require_POST
def save(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Lưu nháp ý kiến."""
    return _words(request, assessment, participant, send=False)


@require_POST
def send(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Gửi ý kiến: from here on it is no longer changed."""
    return _words(request, assessment, participant, send=True)


def _words(
    request: ActingRequest, assessment: UUID, participant: UUID, *, send: bool
) -> HttpResponse:
    found = find(request, assessment, participant)
    if found.outside:
        raise Http404
    (found.may_send if send else found.may_draft).enforce()
    post = request.POST
    trial = Trial(
        words=text(post, "words"),
        level=post.get("level", "")[:60],
        answers={one.asked.fact: shapes.given(post, one.asked.fact) for one in found.desk.answers},
        seen=moment(post, "seen"),
    )
    try:
        return _act(request, found, trial, send=send)
    except actions.Conflict as conflict:
        theirs, at = _stands(request, found)
        theirs = theirs or conflict.theirs.words.reached or _("(đã xóa)")
        return _show(request, found, replace(trial, theirs=theirs, seen=at), 409)
    except actions.NotSaved as refused:
        status = 409 if refused.conflict else 422
        return _show(request, found, replace(trial, refused=refused), status)
    except actions.Incomplete as missing:
        errors = tuple(gap.says for gap in missing.gaps)
    except Refused as refused:
        errors = (refused.reason,)
    return _show(request, found, replace(trial, errors=errors), 422)


def _act(request: ActingRequest, found: Words, trial: Trial, *, send: bool) -> HttpResponse:
    too_long = length_error(trial.words)
    if too_long:
        return _show(request, found, replace(trial, errors=(too_long,)), 422)
    act = actions.give_opinion if send else actions.draft_opinion
    act(
        found.seat.participant, words=trial.words, level=trial.level, answers=trial.answers,
        seen=trial.seen, by=request.mandate, at=now(),
    )  # fmt: skip
    said = _("Đã gửi ý kiến về %s.") if send else _("Đã lưu nháp ý kiến về %s.")
    messages.success(request, said % found.seat.subject_name)
    if send:
        return redirect("critiques:opinions")
    return redirect("critiques:opinion", found.seat.assessment, found.seat.participant)


def _stands(request: ActingRequest, found: Words) -> tuple[str, datetime | None]:
    """What somebody else wrote meanwhile, and when."""
    now_held = find(request, found.seat.assessment, found.seat.participant).desk.said
    if now_held is None:
        return "", None
    level = found.rules.outcome_label(now_held.level) if now_held.level else ""
    return "\n".join(part for part in (level, now_held.words) if part), now_held.at


@require_POST
def conclude(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Ghi văn bản của nơi ngoài hệ thống: number, day, level, words and scan."""
    found = find(request, assessment, participant)
    if not found.outside:
        raise Http404
    actions.require_turn(found.seat)
    found.may_send.enforce()
    form = _paper_form(found, request.POST, request.FILES)
    assert form is not None
    if not form.is_valid():
        return _show(request, found, Trial(paper=form), 422)
    try:
        _record(request, found, form)
    except BadFile as bad:
        form.add_error("scan", bad.says)
    except Refused as refused:
        form.add_error(None, refused.reason)
    except actions.ConclusionConflict as conflict:
        return _conflict(request, found, form, conflict.conclusion)
    else:
        messages.success(request, _recorded(request, found))
        return redirect("critiques:opinion", assessment, participant)
    return _show(request, found, Trial(paper=form), 422)


def scan_of(request: ActingRequest) -> tuple[BinaryIO | None, str]:
    """The scan that was sent, if any, and its name."""
    scan = request.FILES.get("scan")
    if not isinstance(scan, UploadedFile):
        return None, ""
    return cast(BinaryIO, scan.file), scan.name or _("khong-ten")


def _record(request: ActingRequest, found: Words, form: ConclusionForm) -> None:
    source, name = scan_of(request)
    actions.record_conclusion(
        found.seat.participant, form.paper(), source=source, name=name,
        seen=moment(request.POST, "seen"), by=request.mandate, at=now(),
    )  # fmt: skip


def _conflict(
    request: ActingRequest, found: Words, form: ConclusionForm, stands: OutsidePaper
) -> HttpResponse:
    theirs = in_a_line(found, stands)
    again = find(request, found.seat.assessment, found.seat.participant)
    return _show(request, again, Trial(paper=form, theirs=theirs), 409)


def in_a_line(found: Words, paper: OutsidePaper) -> str:
    """Number, day, level and words of a paper that somebody else wrote down meanwhile."""
    label = found.rules.outcome_label(paper.level) if paper.level else ""
    return f"{paper.number}, {paper.issued_on:%d/%m/%Y}, {label}. {paper.words}".strip()


def _recorded(request: ActingRequest, found: Words) -> str:
    """What follows from the paper, told plainly."""
    after = find(request, found.seat.assessment, found.seat.participant).desk
    if not after.row.decides:
        return _("Đã ghi văn bản.")
    if after.differ:
        return _("Đã ghi văn bản. Các nơi kết luận khác nhau nên chưa có mức nào được quyết định.")
    if any(one.conclusion is None for one in after.together):
        return _("Đã ghi văn bản. Còn chờ kết luận của nơi cùng quyết định.")
    return _("Đã ghi văn bản; mức xếp loại được quyết định và công bố theo văn bản này.")


@require_GET
def scan(request: ActingRequest, assessment: UUID, participant: UUID) -> FileResponse:
    """Tải bản chụp văn bản."""
    stands = find(request, assessment, participant).desk.conclusion
    if stands is None:
        raise Http404
    return download(stands)


def download(paper: OutsidePaper) -> FileResponse:
    """The scan of a paper: always a download, never run."""
    answer = FileResponse(
        open_blob(paper.blob.sha256), as_attachment=True, filename=paper.blob_name,
        content_type=paper.blob.media_type,
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
