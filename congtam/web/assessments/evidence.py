"""Evidence: attach a file to a line or to the dossier, open it, take it away; hand over a book."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments import actions, permissions
from congtam.assessments.models import Assessment, Evidence
from congtam.assessments.queries.seats import Seat
from congtam.assessments.queries.sheets import Filled, filled, standing_of
from congtam.clock import now
from congtam.files.actions import BadFile
from congtam.files.queries import open_blob
from congtam.web.assessments import dock, frames, page, rows
from congtam.web.assessments.finding import File, find, own_seat
from congtam.web.requests import ActingRequest

MOST_AT_ONCE = 10


@require_POST
def attach(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Đính kèm minh chứng vào một tiêu chí."""
    seat = own_seat(request, participant)
    if key not in {c.id for c in seat.sheet.criteria}:
        raise Http404
    bad = _keep_all(request, seat, criterion=key, dossier="")
    return _answer(request, seat, f"line-{key}", key, bad)


@require_POST
def attach_paper(request: ActingRequest, participant: UUID, item: str) -> HttpResponse:
    """Đính kèm tệp vào một mục hồ sơ."""
    seat = own_seat(request, participant)
    _item(seat, item, "file")
    bad = _keep_all(request, seat, criterion="", dossier=item)
    return _answer(request, seat, f"dossier-{item}", item, bad)


@require_POST
def hand_over_book(request: ActingRequest, participant: UUID, item: str) -> HttpResponse:
    """Ghi nhận gửi kèm một quyển sổ."""
    seat = own_seat(request, participant)
    _item(seat, item, "book")
    actions.hand_over_book(participant, dossier=item, by=request.mandate, at=now())
    return _answer(request, seat, f"dossier-{item}", item, [])


def _item(seat: Seat, item: str, kind: str) -> None:
    if item not in {d.id for d in seat.sheet.dossier if d.kind == kind}:
        raise Http404


def _keep_all(request: ActingRequest, seat: Seat, *, criterion: str, dossier: str) -> list[str]:
    """Keep every file that can be kept; say of each other one why it was not."""
    permissions.may_draft(request.mandate, seat).enforce()
    sent = [f for f in request.FILES.getlist("file") if isinstance(f, UploadedFile)]
    if not sent:
        return [_("Chưa chọn tệp nào.")]
    bad = []
    if len(sent) > MOST_AT_ONCE:
        bad.append(_("Mỗi lần gửi nhiều nhất %s tệp; các tệp sau chưa được nhận.") % MOST_AT_ONCE)
    for file in sent[:MOST_AT_ONCE]:
        name = file.name or _("khong-ten")
        source = cast(BinaryIO, file.file)
        try:
            actions.attach(
                seat.participant, criterion=criterion, dossier=dossier, source=source, name=name,
                by=request.mandate, at=now(),
            )  # fmt: skip
        except BadFile as refused:
            bad.append(f"«{_short(name)}»: {refused.says}")
    return bad


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


def _answer(
    request: ActingRequest, seat: Seat, place: str, key: str, bad: list[str]
) -> HttpResponse:
    """The chips of this one place with what was refused, and the dock."""
    status = 422 if bad else 200
    file = find(request, seat.assessment)
    if not request.htmx:
        if not bad:
            return redirect(f"{_sheet(seat)}#{place}")
        trials = page.Trials(files={key: bad})
        return page.show(request, file, seat, trials=trials, status=status)
    part = filled(seat.participant)
    context = {
        "base": page.base(seat),
        "token": get_token(request),
        "write": True,
        "dock": dock.figures(seat, file.rules, standing_of(seat, file.rules, part)),
    } | _place(request, file, seat, part, place=place, key=key, bad=bad)
    return render(request, "assessments/_attached.html", context, status=status)


def _place(
    request: ActingRequest,
    file: File,
    seat: Seat,
    part: Filled,
    *,
    place: str,
    key: str,
    bad: list[str],
) -> dict[str, object]:
    if place.startswith("dossier-"):
        shown = next(d for d in page.dossier(seat, part, write=True) if d["id"] == key)
        chips = frames.chips(shown["files"], place, get_token(request))
        return {"item": shown | {"bad": bad, "chips": chips}}
    made = rows.groups(seat, part, standing_of(seat, file.rules, part), write=True)
    row = next(r for g in made for r in g["rows"] if r["key"] == key) | {"bad": bad}
    base, token = page.base(seat), get_token(request)
    return {
        "files": frames.files(seat.sheet_id, row, base=base, token=token),
        "key": key,
        "notes": frames.notes(row, base),
    }


def _sheet(seat: Seat) -> str:
    return reverse("assessments:sheet", args=[seat.assessment, seat.participant])


@require_GET
def evidence(request: ActingRequest, evidence: UUID) -> FileResponse:
    """Tải một tệp minh chứng: only for whoever may read the sheet it belongs to."""
    row = _found(request, evidence)
    file = find(request, row.assessment_id)
    file.seat(row.participant_id)
    if row.blob is None:
        raise Http404
    answer = FileResponse(
        open_blob(row.blob.sha256),
        as_attachment=True,
        filename=row.name,
        content_type=row.blob.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
def remove(request: ActingRequest, evidence: UUID) -> HttpResponse:
    """Bỏ một minh chứng; the row stays in the books."""
    row = _found(request, evidence)
    seat = own_seat(request, row.participant_id)
    actions.remove(row.pk, by=request.mandate, at=now())
    key = row.criterion.key if row.criterion else row.dossier
    place = f"line-{key}" if row.criterion else f"dossier-{key}"
    return _answer(request, seat, place, key, [])


def _found(request: ActingRequest, pk: UUID) -> Evidence:
    visible = Assessment.objects.visible_to(request.mandate)
    found = Evidence.objects.filter(assessment__in=visible, removed_at__isnull=True)
    return get_object_or_404(found.select_related("blob", "criterion"), pk=pk)
