"""An award whose level was decided anew: keep it, or write down the decision that revoked it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congtam.clock import local_date, now
from congtam.organisation.models import Kind
from congtam.organisation.queries import titles_of
from congtam.records import actions, permissions
from congtam.records.models import Award
from congtam.records.queries.awards import Flagged
from congtam.records.queries.reach import reach_of
from congtam.records.states import FlagState
from congtam.web.records.entering import asked_version
from congtam.web.records.filing_forms import OUTCOMES, SettleForm
from congtam.web.records.finding import sent
from congtam.web.records.holders import card_of, find, id_of, kind_of
from congtam.web.requests import ActingRequest


@require_http_methods(["GET", "POST"])
def settle(request: ActingRequest, award: UUID) -> HttpResponse:
    """Xem lại một khen thưởng: giữ nguyên hoặc thu hồi, có lý do."""
    today = local_date(now())
    found = get_object_or_404(Award.objects.visible_to(request.mandate, today), pk=award)
    flagged = Flagged(found, list(found.flags.all()))
    form = SettleForm(sent(request))
    if not form.is_bound or not form.is_valid():
        reach = reach_of(request.mandate, today, [found])
        permissions.may_settle(reach, found, flagged.flags).enforce()
        return _page(request, flagged, form, 422 if form.is_bound else 200)
    try:
        actions.settle_award(
            found.pk, form.answer(), version=asked_version(form), by=request.mandate, at=now()
        )
    except actions.BadFields as bad:
        form.told(bad.faults)
        return _page(request, flagged, form, 422)
    except actions.Conflict:
        return _page(request, Flagged(found, list(found.flags.all())), form, 409)
    messages.success(request, _("Đã ghi kết quả xem lại khen thưởng."))
    return redirect(card_of(found))


def _page(request: ActingRequest, flagged: Flagged, form: SettleForm, status: int) -> HttpResponse:
    award = flagged.award
    titles = titles_of(award.tenant_id, Kind.Of.AWARD)
    context: dict[str, Any] = {
        "one": flagged,
        "title": titles.get(award.form, award.form),
        "name": find(request, kind_of(award), id_of(award)).name,
        "form": form,
        "back": card_of(award),
        "sides": _sides(flagged, form) if status == 409 else None,
        "seen": flagged.seen if status == 409 or not form.is_bound else asked_version(form),
    }
    return render(request, "records/settle.html", context, status=status)


def _sides(flagged: Flagged, form: SettleForm) -> object:
    """What was typed, and how the last flag stands by now."""
    last = flagged.flags[-1]
    outcome = str(dict(OUTCOMES)[form.cleaned_data["outcome"]])
    mine = [(_("Kết quả xem lại"), outcome), (_("Lý do"), form.cleaned_data["reason"])]
    stands = [(_("Trạng thái"), str(FlagState(last.state).label))]
    if last.state == FlagState.OPEN:
        changed = _("%(was)s được quyết định lại thành %(now)s")
        stands.append((_("Mức"), changed % {"was": last.was, "now": last.now}))
    return mine, [*stands, (_("Lý do"), last.reason)]
