"""Một hội nghị: agenda, who is present, the introduction, and the adoption of its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam.assessments import actions
from congtam.assessments.queries.minutes import minutes_of
from congtam.clock import local_date, now
from congtam.documents.permissions import may_print_conference
from congtam.meetings.actions import MinutesConflict
from congtam.web.assessments.forms import text, version
from congtam.web.critiques import conference_rows as rows
from congtam.web.critiques.conference_finding import Held, find
from congtam.web.requests import ActingRequest
from congtam.web.standings.forms import PlaceForm


@dataclass(frozen=True, slots=True)
class Trials:
    """What was typed and not accepted, to be shown again where it was typed."""

    place: PlaceForm | None = None
    intro: Mapping[str, Any] = field(default_factory=dict)


@require_GET
def conference(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Hội nghị kiểm điểm."""
    return _show(request, find(request, meeting))


def _show(
    request: ActingRequest, held: Held, trials: Trials | None = None, status: int = 200
) -> HttpResponse:
    conference, made, trials = held.conference, held.conference.meeting, trials or Trials()
    gaps = conference.gaps(local_date(now())) if held.keeps else []
    context = {
        "meeting": made,
        "rows": rows.agenda(conference),
        "heard": len(conference.heard),
        "attendance": conference.attendance,
        "present": conference.present,
        "keeps": bool(held.keeps),
        "place": trials.place or _place_form(held),
        "intro": trials.intro or {"text": made.minutes, "version": made.version},
        "gaps": gaps,
        "adopted": made.adopted_at,
        "prints": _written(held) and may_print_conference(request.mandate, conference),
    }
    return render(request, "critiques/conference.html", context, status=status)


def _written(held: Held) -> bool:
    """True once the minutes say something of their own: an introduction, or one who was heard."""
    conference = held.conference
    return bool(conference.meeting.minutes or conference.heard)


def _place_form(held: Held, data: Any = None) -> PlaceForm:
    made = held.conference.meeting
    return PlaceForm(
        data,
        members=[row.mandate for row in held.conference.attendance],
        initial={
            "place": made.place,
            "chair": str(made.chair_id or ""),
            "secretary": str(made.secretary_id or ""),
        },
    )


@require_POST
def arrange(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Sửa địa điểm, chủ trì, thư ký."""
    held = find(request, meeting)
    held.keeps.enforce()
    form = _place_form(held, request.POST)
    if not form.is_valid():
        return _show(request, held, Trials(place=form), 422)
    actions.arrange_conference(
        meeting,
        place=form.cleaned_data["place"],
        chair=form.member("chair"),
        secretary=form.member("secretary"),
        by=request.mandate,
        at=now(),
    )
    messages.success(request, _("Đã ghi thành phần hội nghị."))
    return redirect("critiques:conference", meeting)


@require_POST
def mark(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Điểm danh cả hội nghị."""
    held = find(request, meeting)
    members = {str(row.mandate_id): row.mandate_id for row in held.conference.attendance}
    typed = set(request.POST.getlist("present"))
    actions.mark_present(
        meeting,
        present=[members[key] for key in sorted(typed & set(members))],
        notes={pk: text(request.POST, f"note-{key}") for key, pk in members.items()},
        by=request.mandate,
        at=now(),
    )
    messages.success(request, _("Đã ghi người có mặt."))
    return redirect(f"{_address(meeting)}#co-mat")


@require_POST
def introduce(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Ghi phần mở đầu biên bản; two who write at once both see both texts."""
    held = find(request, meeting)
    typed = text(request.POST, "text")
    try:
        actions.introduce(
            meeting, text=typed, version=version(request.POST), by=request.mandate, at=now()
        )
    except MinutesConflict as conflict:
        theirs = conflict.meeting
        intro = {"text": typed, "theirs": theirs.minutes, "version": theirs.version}
        return _show(request, held, Trials(intro=intro), 409)
    messages.success(request, _("Đã lưu phần mở đầu."))
    return redirect(f"{_address(meeting)}#mo-dau")


@require_POST
def reorder(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Đổi thứ tự: the number typed beside each file."""
    held = find(request, meeting)
    wanted = [(_number(request, row["participant"], row["position"]), row["participant"])
              for row in rows.agenda(held.conference)]  # fmt: skip
    order = [pk for _n, pk in sorted(wanted, key=lambda one: one[0])]
    actions.reorder(meeting, order, by=request.mandate, at=now())
    messages.success(request, _("Đã đổi thứ tự."))
    return redirect("critiques:conference", meeting)


def _number(request: ActingRequest, participant: UUID, stands: int) -> int:
    typed = text(request.POST, f"at-{participant}")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else stands


@require_http_methods(["GET", "POST"])
def adopt(request: ActingRequest, meeting: UUID) -> HttpResponse:
    """Thông qua biên bản: the minutes as they will stand, read once more, then closed."""
    held = find(request, meeting)
    if held.conference.meeting.adopted_at is not None:
        return redirect("critiques:conference", meeting)
    held.keeps.enforce()
    gaps = tuple(held.conference.gaps(local_date(now())))
    if request.method == "POST" and not gaps:
        try:
            actions.adopt(meeting, by=request.mandate, at=now())
        except actions.NotReady as missing:
            gaps = missing.gaps
        else:
            messages.success(request, _("Biên bản đã được thông qua."))
            return redirect("critiques:conference", meeting)
    context = {
        "meeting": held.conference.meeting,
        "text": minutes_of(held.conference),
        "heard": len(held.conference.heard),
        "left": len(held.conference.rows) - len(held.conference.heard),
        "gaps": gaps,
        "back": _address(meeting),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "critiques/conference_adopt.html", context, status=status)


def _address(meeting: UUID) -> str:
    return reverse("critiques:conference", args=[meeting])
