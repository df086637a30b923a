"""Enter one record about a holder; the kind stands in the address. Read its scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from congtam.clock import local_date, now
from congtam.core.verdict import Verdict
from congtam.files.actions import BadFile
from congtam.organisation.models import Kind
from congtam.organisation.queries import titles_of
from congtam.records import actions, permissions
from congtam.records.models import Award, Discipline, Ruling
from congtam.records.queries.holders import Holder, records_of
from congtam.records.queries.reach import Owned, Reach, Whose
from congtam.standings.actions import file_award
from congtam.standings.queries.held_levels import levels_of
from congtam.web.records import filing_forms as forms
from congtam.web.records.finding import fresh_token
from congtam.web.records.holders import PERSON, Shown, find
from congtam.web.records.tasks import download
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of record: its words, its form, its right and its verb."""

    title: str | Promise
    form: type[forms.FilingForm]
    may: Callable[[Reach, Owned], Verdict]
    act: Callable[..., object]
    words_of: str = ""
    people_only: bool = False
    takes_file: bool = False


def _discipline(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    same_as = values["same_as"]
    entry = actions.DisciplineEntry(**values | {"same_as": UUID(same_as) if same_as else None})
    return actions.enter_discipline(whose, entry, **more)


def _award(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return file_award(whose, actions.AwardEntry(**values), **more)


def _ruling(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return actions.enter_ruling(whose, actions.RulingEntry(**values), **more)


def _vote(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return actions.enter_vote(whose, actions.VoteEntry(**values), **more)


def _absence(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return actions.enter_absence(whose, actions.AbsenceEntry(**values), **more)


def _fault(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return actions.name_shortcoming(whose, actions.FaultEntry(**values), **more)


def _commitment(whose: Whose, values: dict[str, Any], **more: Any) -> object:
    return actions.commit_to(whose, **values, **more)


_KEEP, _NAME = permissions.may_keep_file, permissions.may_name
SORTS = {
    "ky-luat": Sort(
        gettext_lazy("Ghi kỷ luật"), forms.DisciplineForm, _KEEP, _discipline,
        words_of=Kind.Of.DISCIPLINE, takes_file=True,
    ),
    "khen-thuong": Sort(
        gettext_lazy("Ghi khen thưởng"), forms.AwardForm, _KEEP, _award,
        words_of=Kind.Of.AWARD, takes_file=True,
    ),
    "ket-luan": Sort(
        gettext_lazy("Ghi kết luận của cấp có thẩm quyền"), forms.RulingForm, _KEEP, _ruling,
        words_of=Kind.Of.RULING, takes_file=True,
    ),
    "tin-nhiem": Sort(
        gettext_lazy("Ghi kết quả lấy phiếu tín nhiệm"), forms.VoteForm, _KEEP, _vote,
        people_only=True,
    ),
    "vang-mat": Sort(
        gettext_lazy("Ghi thời gian vắng mặt"), forms.AbsenceForm, _KEEP, _absence,
        words_of=Kind.Of.ABSENCE, people_only=True,
    ),
    "khuyet-diem": Sort(
        gettext_lazy("Ghi hạn chế, khuyết điểm"), forms.FaultForm, _NAME, _fault
    ),
    "cam-ket": Sort(
        gettext_lazy("Ghi cam kết"), forms.CommitmentForm, _NAME, _commitment, people_only=True
    ),
}  # fmt: skip

SCANS: dict[str, Any] = {
    "ky-luat": Discipline.objects, "khen-thuong": Award.objects, "ket-luan": Ruling.objects,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def enter(request: ActingRequest, kind: str, holder: UUID, what: str) -> HttpResponse:
    """Ghi một mục vào thẻ của một người hoặc tập thể."""
    shown, sort = find(request, kind, holder), SORTS.get(what)
    if sort is None or (sort.people_only and kind != PERSON):
        raise Http404
    sort.may(shown.reach, shown.whose).enforce()
    form = _form(request, shown, sort)
    if request.method == "GET" or not form.is_valid():
        return _page(request, shown, sort, form)
    token = form.cleaned_data["token"] or fresh_token()
    more: dict[str, Any] = {"token": token, "by": request.mandate, "at": now()}
    if sort.takes_file:
        sent = form.cleaned_data["file"]
        more["file"] = (cast(BinaryIO, sent.file), sent.name) if sent else None
    try:
        sort.act(shown.whose, form.values(), **more)
    except actions.BadFields as bad:
        form.told(bad.faults)
        return _page(request, shown, sort, form)
    except BadFile as bad_file:
        form.add_error("file", bad_file.says)
        return _page(request, shown, sort, form)
    messages.success(request, _("Đã ghi vào thẻ của %s.") % shown.name)
    return redirect(shown.address)


def _form(request: ActingRequest, shown: Shown, sort: Sort) -> forms.FilingForm:
    titles = titles_of(request.mandate.tenant_id, sort.words_of) if sort.words_of else {}
    first = {"year": local_date(now()).year, "token": fresh_token()}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = sort.form(*sent, initial=first, words_of=titles)
    if isinstance(form, forms.DisciplineForm):
        earlier = Discipline.objects.filter(records_of(shown.whose)).order_by("-decided_on", "-id")
        form.offer_earlier(list(earlier), titles)
    if isinstance(form, forms.AwardForm):
        whose = shown.whose
        holder = Holder.of(whose.unit_id, whose.body_id, whose.person_id)
        form.offer_levels(levels_of(holder, request.mandate.tenant_id))
    return form


def _page(request: ActingRequest, shown: Shown, sort: Sort, form: forms.FilingForm) -> HttpResponse:
    context = {"shown": shown, "title": sort.title, "form": form, "files": sort.takes_file}
    status = 422 if form.is_bound else 200
    return render(request, "records/enter.html", context, status=status)


@require_GET
def scan(request: ActingRequest, what: str, record: UUID) -> FileResponse:
    """Tải bản chụp văn bản của một mục."""
    papers = SCANS.get(what)
    if papers is None:
        raise Http404
    visible = papers.visible_to(request.mandate, local_date(now())).select_related("blob")
    found = get_object_or_404(visible, pk=record)
    if found.blob is None:
        raise Http404
    return download(found.blob.sha256, found.blob_name, found.blob.media_type)
