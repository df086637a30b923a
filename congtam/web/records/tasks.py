"""One task: what it is, what befell it; report it, send it back, open it again, withdraw it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congtam.clock import local_date, now
from congtam.core.verdict import Verdict
from congtam.files.actions import BadFile
from congtam.files.queries import open_blob
from congtam.records import actions, permissions
from congtam.records.models import Task
from congtam.records.queries.people import names_of
from congtam.records.queries.reach import Reach
from congtam.records.queries.register import history_of
from congtam.records.states import TaskState
from congtam.web.records.entering import asked_version
from congtam.web.records.finding import find_task, sent
from congtam.web.records.forms import ReasonForm, ReportForm, report_values
from congtam.web.records.holders import card_of
from congtam.web.records.shown import flags, standing
from congtam.web.records.sides import sides
from congtam.web.requests import ActingRequest

VERBS = {
    "enter_task": gettext_lazy("Nhập vào sổ"),
    "assign_task": gettext_lazy("Giao nhiệm vụ"),
    "amend_task": gettext_lazy("Sửa nhiệm vụ"),
    "withdraw_task": gettext_lazy("Rút nhiệm vụ"),
    "report_task": gettext_lazy("Báo kết quả"),
    "check_task": gettext_lazy("Kiểm tra kết quả"),
    "send_back_task": gettext_lazy("Trả lại để bổ sung"),
    "reopen_task": gettext_lazy("Mở lại kết quả kiểm tra"),
}


@require_GET
def task_page(request: ActingRequest, task: UUID) -> HttpResponse:
    """One line of the register with its result, its file and its history."""
    found, reach = find_task(request, task)
    today = local_date(now())
    context = {
        "task": found,
        "holder": names_of([found], today).get(found.holder_id, ""),
        "card": card_of(found),
        "standing": standing(found, today),
        "flags": flags(found),
        "history": [(VERBS.get(one.verb, one.verb), one) for one in history_of(found)],
        "may": {
            "report": permissions.may_report(reach, found),
            "amend": permissions.may_amend(reach, found),
            "confirm": permissions.may_confirm(reach, found),
            "check": permissions.may_check(reach, found, today),
            "send_back": permissions.may_send_back(reach, found),
            "reopen": permissions.may_reopen(reach, found),
            "withdraw": permissions.may_withdraw(reach, found),
        },
    }
    return render(request, "records/task.html", context)


@require_http_methods(["GET", "POST"])
def report(request: ActingRequest, task: UUID) -> HttpResponse:
    """Báo kết quả: done or not, when, how much, in words, with a file."""
    found, reach = find_task(request, task)
    permissions.may_report(reach, found).enforce()
    if request.method == "GET":
        form = ReportForm(initial=report_values(found, local_date(now())))
        return _report_page(request, found, form)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _report_page(request, found, form, status=422)
    file = form.cleaned_data["file"]
    try:
        actions.report(
            found.pk,
            form.result(),
            version=asked_version(form),
            by=request.mandate,
            at=now(),
            file=(cast(BinaryIO, file.file), file.name) if file else None,
        )
    except actions.BadFields as bad:
        form.told(bad.faults)
        return _report_page(request, found, form, status=422)
    except BadFile as bad_file:
        form.add_error("file", bad_file.says)
        return _report_page(request, found, form, status=422)
    except actions.Conflict as conflict:
        theirs = cast(Task, conflict.theirs)
        return _report_page(request, found, form, theirs=theirs, status=409)
    messages.success(request, _("Đã báo kết quả. Kết quả được tính sau khi có người kiểm tra."))
    return redirect("records:task", found.pk)


def _report_page(
    request: ActingRequest,
    task: Task,
    form: ReportForm,
    *,
    theirs: Task | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "task": task,
        "form": form,
        "sides": sides(form, report_values(theirs, local_date(now())) if theirs else None),
        "seen": theirs.version if theirs else form["version"].value(),
    }
    return render(request, "records/report.html", context, status=status)


@require_POST
def confirm(request: ActingRequest, task: UUID) -> HttpResponse:
    """Giao nhiệm vụ đã đề xuất."""
    found, _reach = find_task(request, task)
    form = ReasonForm(request.POST)
    try:
        actions.confirm(found.pk, version=asked_version(form), by=request.mandate, at=now())
    except actions.Conflict:
        messages.warning(request, _("Dòng này vừa được sửa: xem lại rồi giao."))
    else:
        messages.success(request, _("Đã giao nhiệm vụ."))
    return redirect("records:task", found.pk)


@require_http_methods(["GET", "POST"])
def send_back(request: ActingRequest, task: UUID) -> HttpResponse:
    """Trả lại báo cáo, có lý do."""
    words = {
        "title": _("Trả lại để bổ sung"),
        "consequence": _("Người báo cáo được báo tin và phải báo kết quả lại."),
        "done": _("Đã trả lại để bổ sung."),
    }
    return _with_reason(request, task, permissions.may_send_back, actions.send_back, words)


@require_http_methods(["GET", "POST"])
def reopen(request: ActingRequest, task: UUID) -> HttpResponse:
    """Mở lại kết quả kiểm tra, có lý do."""
    words = {
        "title": _("Mở lại kết quả kiểm tra"),
        "consequence": _("Nhiệm vụ không còn được tính cho đến khi kiểm tra lại."),
        "done": _("Đã mở lại: nhiệm vụ chờ kiểm tra lần nữa."),
    }
    return _with_reason(request, task, permissions.may_reopen, actions.reopen, words)


@require_http_methods(["GET", "POST"])
def withdraw(request: ActingRequest, task: UUID) -> HttpResponse:
    """Rút nhiệm vụ khỏi sổ, có lý do."""
    words = {
        "title": _("Rút nhiệm vụ"),
        "consequence": _("Nhiệm vụ không còn được tính; dòng và lý do vẫn xem lại được."),
        "done": _("Đã rút nhiệm vụ."),
    }
    return _with_reason(request, task, permissions.may_withdraw, actions.withdraw, words)


def _with_reason(
    request: ActingRequest,
    task: UUID,
    may: Callable[[Reach, Task], Verdict],
    act: Callable[..., Task],
    words: dict[str, str],
) -> HttpResponse:
    """A page that asks for the reason; a second click finds the deed done."""
    found, reach = find_task(request, task)
    form = ReasonForm(sent(request), initial={"version": found.version})
    theirs, status = None, 200
    if request.method == "GET":
        may(reach, found).enforce()
    elif form.is_valid():
        version, reason = asked_version(form), form.cleaned_data["reason"]
        try:
            act(found.pk, reason=reason, version=version, by=request.mandate, at=now())
        except actions.Conflict as conflict:
            theirs, status = conflict.theirs, 409
        else:
            messages.success(request, words["done"])
            return redirect("records:task", found.pk)
    else:
        may(reach, found).enforce()
        status = 422
    context: dict[str, Any] = {
        "task": found,
        "form": form,
        "sides": _reason_sides(form, cast("Task | None", theirs)),
        "seen": theirs.version if theirs else form["version"].value() or found.version,
    }
    return render(request, "records/reason.html", context | words, status=status)


def _reason_sides(form: ReasonForm, theirs: Task | None) -> object:
    if theirs is None:
        return None
    stands = TaskState(theirs.state).label
    return [(_("Lý do"), form["reason"].value())], [(_("Trạng thái"), stands)]


@require_GET
def file(request: ActingRequest, task: UUID) -> FileResponse:
    """Tải tệp minh chứng của một nhiệm vụ."""
    found, _reach = find_task(request, task)
    if found.blob is None:
        raise Http404
    return download(found.blob.sha256, found.blob_name, found.blob.media_type)


def download(sha256: str, name: str, media_type: str) -> FileResponse:
    """A kept file: always a download, never guessed at, never run."""
    answer = FileResponse(
        open_blob(sha256), as_attachment=True, filename=name, content_type=media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
