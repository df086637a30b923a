"""What waits for this reader in a file: each seat on its turn, and the door to its work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.reporting.sending import touched
from congtam.assessments.models import Hearing, Report
from congtam.assessments.queries.seats import Seat
from congtam.assessments.states import AMENDABLE, ON_TURN, ReportState, StepKind
from congtam.web.assessments.finding import File
from congtam.web.requests import ActingRequest


def turns(request: ActingRequest, found: File) -> Iterable[dict[str, Any]]:
    """One card for each seat of the reader that has something to do, or just did."""
    report = Report.objects.filter(pk=found.assessment.pk).first()
    for seat in found.seats:
        if seat.step_rule.kind == StepKind.SELF_REPORT:
            yield from _own(request, seat, report)
    yield from _other(request, found)


def _own(request: ActingRequest, seat: Seat, report: Report | None) -> Iterable[dict[str, Any]]:
    state = report.state if report else ReportState.DRAFT
    at = [seat.assessment, seat.participant]
    if not permissions.may_write(request.mandate, seat, state):
        back = state == ReportState.SENT and permissions.may_take_back(
            request.mandate, seat, state, touched=touched(seat)
        )
        if back:
            yield _card(
                _("Báo cáo đã gửi"),
                _("Chưa ai ghi ý kiến: còn rút lại để sửa được."),
                verb=_("Rút lại để sửa"),
                url=reverse("critiques:take_back", args=[seat.participant]),
                quiet=True,
            )
        return
    if state in AMENDABLE:
        yield _card(
            _("Bổ sung báo cáo sau hội nghị"),
            _("Tiếp thu góp ý, sửa báo cáo rồi gửi bản bổ sung, trước khi có quyết định."),
            verb=_("Bổ sung"),
            url=reverse("critiques:write", args=at),
            quiet=True,
        )
        return
    begun = report is not None
    yield _card(
        _("Viết báo cáo tự kiểm điểm"),
        _("Viết từng phần, tự lưu; tự xếp mức rồi gửi. Hoặc đính kèm bản Word đã viết sẵn."),
        verb=_("Viết tiếp") if begun else _("Bắt đầu viết"),
        url=reverse("critiques:write", args=at),
        returned=seat.state == "sent_back",
    )


def _other(request: ActingRequest, found: File) -> Iterable[dict[str, Any]]:
    """The other seats on their turn that this reader may fill."""
    seats = [
        seat
        for seat in found.seats
        if seat.step_rule.kind != StepKind.SELF_REPORT
        and seat.state in ON_TURN
        and not seat.closed
        and _may(request, seat)
    ]
    if not seats:
        return
    heard = [seat.participant for seat in seats if seat.step_rule.kind == StepKind.MEET]
    rows = Hearing.objects.filter(pk__in=heard).values_list("pk", "meeting_id") if heard else ()
    meetings = dict(rows)
    for seat in seats:
        url = door(seat, meetings.get(seat.participant))
        if url:
            yield _card(seat.step_rule.title, seat.rule.title, verb=_("Mở"), url=url)


def _may(request: ActingRequest, seat: Seat) -> bool:
    if seat.behalf is not None:
        return bool(permissions.may_conclude(request.mandate, seat))
    return bool(permissions.may_draft(request.mandate, seat))


def door(seat: Seat, meeting: UUID | None) -> str:
    """Where the work of a seat is done."""
    kind, at = seat.step_rule.kind, [seat.assessment, seat.participant]
    if kind == StepKind.SELF_SCORE:
        return reverse("assessments:sheet", args=at)
    if kind == StepKind.MEET and meeting is not None:
        return reverse("critiques:subject", args=[meeting, seat.participant])
    if kind == StepKind.MEET:
        return reverse("critiques:conferences")
    if kind == StepKind.CONTRIBUTE or seat.behalf is not None:
        return reverse("critiques:opinion", args=at)
    return reverse("standings:decisions") if kind in (StepKind.DECIDE, StepKind.PUBLISH) else ""


def _card(
    title: str, says: str, *, verb: str, url: str, quiet: bool = False, returned: bool = False
) -> dict[str, Any]:
    return {
        "title": title, "says": says, "verb": verb, "url": url, "quiet": quiet,
        "returned": returned,
    }  # fmt: skip
