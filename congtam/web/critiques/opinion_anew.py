"""Quyết định lại theo văn bản mới của nơi ngoài hệ thống; the paper it replaces stays readable."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congtam.assessments import actions
from congtam.assessments.models import Conclusion, ConclusionEdition
from congtam.clock import now
from congtam.core.verdict import Refused
from congtam.files.actions import BadFile
from congtam.web.appraisals.typed import moment
from congtam.web.critiques.opinion_finding import Words, find
from congtam.web.critiques.opinion_forms import AnewForm
from congtam.web.critiques.opinion_page import download, in_a_line, scan_of
from congtam.web.requests import ActingRequest


@require_http_methods(["GET", "POST"])
def anew(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Ghi văn bản mới thay đổi mức đã công bố: number, day, level, reason and scan."""
    found = find(request, assessment, participant)
    found.may_anew.enforce()
    if request.method == "GET":
        return _page(request, found, _form(found))
    form = _form(found, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        _record(request, found, form)
    except BadFile as bad:
        form.add_error("scan", bad.says)
    except Refused as refused:
        form.add_error(None, refused.reason)
    except actions.ConclusionConflict as conflict:
        again, theirs = find(request, assessment, participant), conflict.conclusion
        return _page(request, again, form, theirs=in_a_line(found, theirs), status=409)
    else:
        messages.success(request, _done(find(request, assessment, participant)))
        return redirect("critiques:opinion", assessment, participant)
    return _page(request, found, form, status=422)


def _last(found: Words) -> Conclusion | ConclusionEdition | None:
    """The last word: a later paper that waits, else the paper that stands."""
    return found.desk.waits or found.desk.conclusion


def _form(found: Words, data: Any = None, files: Any = None) -> AnewForm:
    waits = found.desk.waits
    initial: dict[str, Any] = {"issuer": found.desk.row.behalf}
    if waits is not None:
        initial = {
            "number": waits.number, "issued_on": waits.issued_on, "issuer": waits.issuer,
            "level": waits.level, "words": waits.words, "reason": waits.reason,
        }  # fmt: skip
    return AnewForm(
        data, files, initial=initial, rules=found.rules, decides=True, proposes=True,
        has_scan=waits is not None,
    )  # fmt: skip


def _record(request: ActingRequest, found: Words, form: AnewForm) -> None:
    source, name = scan_of(request)
    actions.conclude_anew(
        found.seat.participant, form.paper(), reason=form.cleaned_data["reason"], source=source,
        name=name, seen=moment(request.POST, "seen"), by=request.mandate, at=now(),
    )  # fmt: skip


def _done(after: Words) -> str:
    if after.desk.waits is None:
        return _("Đã ghi văn bản; mức mới thay mức cũ. Khen thưởng liên quan được báo để xem lại.")
    return _(
        "Đã ghi văn bản. Mức đã công bố giữ nguyên đến khi các nơi cùng quyết định thống nhất."
    )


def _page(
    request: ActingRequest, found: Words, form: AnewForm, *, theirs: str = "", status: int = 200
) -> HttpResponse:
    stands, last = found.desk.conclusion, _last(found)
    context = {
        "found": found,
        "row": found.desk.row,
        "seat": found.seat,
        "stands": stands,
        "level_label": found.rules.outcome_label(stands.level) if stands else "",
        "waits": found.desk.waits,
        "paper": form,
        "seen": last.at if last else None,
        "theirs": theirs,
        "beside": [
            (one.later, found.rules.outcome_label(one.later.level))
            for one in found.desk.together
            if one.later is not None and one.later != found.desk.waits
        ],
        "many": len(found.desk.together) > 1,
    }
    return render(request, "critiques/opinion_anew.html", context, status=status)


@require_GET
def scan(
    request: ActingRequest, assessment: UUID, participant: UUID, edition: UUID
) -> FileResponse:
    """Tải bản chụp một văn bản đã được thay thế, hoặc còn chờ."""
    editions = find(request, assessment, participant).desk.editions
    for one in editions:
        if one.pk == edition:
            return download(one)
    raise Http404
