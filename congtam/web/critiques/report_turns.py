"""What waits for this reader in a file: each seat on its turn, and the door to its work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions.reporting.sending import touched
from congtam.assessments.models import Report
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
        elif seat.state in ON_TURN and not seat.closed:
            yield from _other(request, seat)


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


def _other(request: ActingRequest, seat: Seat) -> Iterable[dict[str, Any]]:
    may = permissions.may_draft(request.mandate, seat)
    if not may:
        return
    url = door(seat)
    if url:
        yield _card(seat.step_rule.title, seat.rule.title, verb=_("Mở"), url=url)


def door(seat: Seat) -> str:
    """Where the work of a seat is done."""
    kind = seat.step_rule.kind
    if kind == StepKind.SELF_SCORE:
        return reverse("assessments:sheet", args=[seat.assessment, seat.participant])
    if kind in (StepKind.DECIDE, StepKind.PUBLISH):
        return reverse("standings:decisions")
    return ""


def _card(
    title: str, says: str, *, verb: str, url: str, quiet: bool = False, returned: bool = False
) -> dict[str, Any]:
    return {
        "title": title, "says": says, "verb": verb, "url": url, "quiet": quiet,
        "returned": returned,
    }  # fmt: skip
