"""Save a section, settle two versions of it, choose a level, attach a file instead of the words.

With htmx only what changed goes back: the state of the box, and what is missing. Without script
the same address answers with a redirect, or with the whole page and what was typed.
"""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congtam.assessments.actions import reporting
from congtam.assessments.models import Participant, Report, Section
from congtam.assessments.queries.report import Said
from congtam.clock import now
from congtam.files.actions import BadFile
from congtam.web.assessments.forms import seen, version
from congtam.web.assessments.rows import merged
from congtam.web.critiques import report_forms as forms
from congtam.web.critiques import report_page as page
from congtam.web.critiques import report_rows as rows
from congtam.web.critiques.report_finding import Own, own_report
from congtam.web.requests import ActingRequest


@require_GET
def write(request: ActingRequest, assessment: UUID, participant: UUID) -> HttpResponse:
    """Viết báo cáo tự kiểm điểm."""
    own = own_report(request, participant)
    if own.assessment.pk != assessment:
        raise Http404
    if not own.may_write:
        return redirect("critiques:report", assessment)
    return page.show(request, own)


@require_POST
def save_section(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Lưu một phần của báo cáo."""
    typed = forms.read_section(request.POST)
    if typed.error:
        return _refused(request, participant, rows.SectionTrial(key, typed), 422)
    try:
        row = _save(request, participant, key, typed, typed.version)
    except reporting.ReportConflict as conflict:
        theirs = cast(Section, conflict.theirs)
        return _refused(request, participant, rows.SectionTrial(key, typed, theirs), 409)
    return _saved(request, participant, key, row)


def _save(
    request: ActingRequest, participant: UUID, key: str, typed: forms.TypedSection, seen_: int
) -> Section:
    try:
        return reporting.save_section(
            participant, key, words=typed.words, grade=typed.grade, version=seen_,
            by=request.mandate, at=now(),
        )  # fmt: skip
    except (Participant.DoesNotExist, Section.DoesNotExist):
        raise Http404 from None


def own_place(own: Own, key: str) -> str:
    """Where the box of a section stands on the page; 404 for what the report does not have."""
    for section in own.form.sections:
        if section.id == key and section.kind in rows.TYPED:
            return f"phan-{key}"
    for one in own.content.earlier:
        if one.key == key:
            return f"truoc-{one.record}"
    raise Http404


def _saved(request: ActingRequest, participant: UUID, key: str, row: Section) -> HttpResponse:
    own = own_report(request, participant)
    place = own_place(own, key)
    if not request.htmx:
        return redirect(f"{_page(own)}#{place}")
    said = Said(row.words, row.grade, row.version, row.at, request.mandate.person.full_name)
    made = rows.box(key, said, None, place=place)
    context = page.common(request, own) | {"box": made | {"at": f"{now():%H:%M}"}}
    return render(request, "critiques/report/_section_saved.html", context)


def _refused(
    request: ActingRequest, participant: UUID, trial: rows.SectionTrial, status: int
) -> HttpResponse:
    """What was typed stays where it is; beside it stands why it was not saved."""
    own = own_report(request, participant)
    place = own_place(own, trial.key)
    if not request.htmx:
        return page.show(request, own, trials=page.Trials(section=trial), status=status)
    made = rows.box(trial.key, own.content.of(trial.key), trial, place=place)
    context = page.common(request, own) | {"box": made}
    response = render(request, "critiques/report/_section_saved.html", context, status=status)
    return page.beside(response, place)


@require_POST
def settle_section(request: ActingRequest, participant: UUID, key: str) -> HttpResponse:
    """Chọn một trong hai bản, hoặc ghép: nothing of either is lost without a choice."""
    typed, after, keep = forms.read_section(request.POST), seen(request.POST), _keep(request)
    own = own_report(request, participant)
    own_place(own, key)
    trial = None
    if keep == "both":
        stands = own.content.of(key)
        words = merged(typed.words, stands.words)
        error = forms.length_error([words])
        grade = typed.grade or stands.grade
        typed = forms.TypedSection(words, grade, typed.version, error)
    if typed.error:
        trial = rows.SectionTrial(key, typed)
    elif keep != "theirs":
        try:
            _save(request, participant, key, typed, after)
        except reporting.ReportConflict as conflict:
            theirs = cast(Section, conflict.theirs)
            return _refused(request, participant, rows.SectionTrial(key, typed, theirs), 409)
    return _settled(request, participant, key, trial)


def _keep(request: ActingRequest) -> str:
    keep = request.POST.get("keep", "")
    if keep not in ("mine", "theirs", "both"):
        raise Http404
    return keep


def _settled(
    request: ActingRequest, participant: UUID, key: str, trial: rows.SectionTrial | None
) -> HttpResponse:
    """The whole box anew."""
    status = 422 if trial else 200
    own = own_report(request, participant)
    place = own_place(own, key)
    if not request.htmx:
        if trial is None:
            return redirect(f"{_page(own)}#{place}")
        return page.show(request, own, trials=page.Trials(section=trial), status=status)
    section = next((s for s in own.form.sections if s.id == key), None)
    if section is not None:
        made = rows.part(section, own.content, trial, own=True)
    else:
        one = next(one for one in own.content.earlier if one.key == key)
        made = rows.earlier(one, own.content, trial)
    context = page.common(request, own) | {"box": made}
    return render(request, "critiques/report/_section_settled.html", context, status=status)


@require_POST
def choose_level(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Tự xếp mức."""
    own = own_report(request, participant)
    own.may_write.enforce()
    level, error, status = request.POST.get("level", ""), "", 200
    if level not in {one["id"] for one in page.levels(own.rules, "")}:
        error, status = _("Chọn một mức xếp loại."), 422
    else:
        try:
            seen_ = version(request.POST)
            reporting.choose_level(
                participant, level=level, version=seen_, by=request.mandate, at=now()
            )
        except reporting.ReportConflict as conflict:
            label = own.rules.outcome_label(cast(Report, conflict.theirs).level)
            error = _("Người khác vừa chọn «%s». Xem lại rồi chọn.") % label
            status = 409
    own = own_report(request, participant)
    if not request.htmx:
        if not error:
            return redirect(f"{_page(own)}#muc")
        return page.show(request, own, trials=page.Trials(level_error=error), status=status)
    context = page.common(request, own) | {"level_error": error, "level_saved": not error}
    return render(request, "critiques/report/_level_saved.html", context, status=status)


@require_POST
def attach_report(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Đính kèm báo cáo viết sẵn bằng Word hoặc bản quét PDF."""
    own = own_report(request, participant)
    own.may_write.enforce()
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return _bad_file(request, own, _("Chưa chọn tệp nào."))
    name = sent.name or _("khong-ten")
    try:
        source = cast(BinaryIO, sent.file)
        reporting.attach_report(participant, source=source, name=name, by=request.mandate, at=now())
    except BadFile as bad:
        return _bad_file(request, own, f"«{name[:60]}»: {bad.says}")
    messages.success(request, _("Đã đính kèm báo cáo. Còn lại: tự xếp mức, rồi gửi."))
    return redirect(f"{_page(own)}#tep")


def _bad_file(request: ActingRequest, own: Own, says: str) -> HttpResponse:
    return page.show(request, own, trials=page.Trials(file_errors=[says]), status=422)


@require_POST
def detach_report(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Bỏ tệp đính kèm; các phần đã gõ vẫn còn."""
    own = own_report(request, participant)
    reporting.detach_report(participant, by=request.mandate, at=now())
    messages.success(request, _("Đã bỏ tệp đính kèm. Báo cáo gồm các phần gõ dưới đây."))
    return redirect(f"{_page(own)}#tep")


def _page(own: Own) -> str:
    return reverse("critiques:write", args=[own.assessment.pk, own.seat.participant])
