"""Shortcomings on the page of a report: add, save, settle two versions, remove."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from congtam.assessments.actions import reporting
from congtam.assessments.models import Fault
from congtam.assessments.queries.report import Fault as Stands
from congtam.assessments.queries.report import remedy_days
from congtam.clock import now
from congtam.web.assessments.forms import seen, version
from congtam.web.assessments.rows import merged
from congtam.web.critiques import report_forms as forms
from congtam.web.critiques import report_page as page
from congtam.web.critiques import report_rows as rows
from congtam.web.critiques.report_finding import Own, own_report
from congtam.web.requests import ActingRequest
from congtam.web.templatetags.congtam import day


@require_POST
def add_fault(request: ActingRequest, participant: UUID) -> HttpResponse:
    """Thêm một hạn chế, khuyết điểm."""
    before = {one.id for one in own_report(request, participant).content.faults}
    made = reporting.add_fault(participant, by=request.mandate, at=now())
    own = own_report(request, participant)
    if not request.htmx:
        return redirect(f"{_page(own)}#han-che-{made.pk}")
    return _changed(request, own, None if made.pk in before else made.pk)


@require_POST
def save_fault(request: ActingRequest, participant: UUID, fault: UUID) -> HttpResponse:
    """Lưu một hạn chế với trách nhiệm và biện pháp."""
    own = own_report(request, participant)
    typed = _typed(request, own, fault)
    if typed.error:
        return _refused(request, own, rows.FaultTrial(fault, typed), 422)
    try:
        row = _save(request, participant, fault, typed, typed.version)
    except reporting.ReportConflict as conflict:
        return _conflicting(request, participant, fault, typed, conflict)
    own = own_report(request, participant)
    if not request.htmx:
        return redirect(f"{_page(own)}#han-che-{row.pk}")
    found = next(one for one in own.content.faults if one.id == fault)
    made = rows.fault_row(found, own.sitting) | {"state": "saved", "at": f"{now():%H:%M}"}
    context = page.common(request, own) | {"fault": made}
    return render(request, "critiques/report/_fault_saved.html", context)


def _typed(request: ActingRequest, own: Own, fault: UUID) -> forms.TypedFault:
    """What was sent: a place for every member, and for whoever had one before."""
    people = {member.person for member in own.sitting}
    people |= {
        share.person for one in own.content.faults if one.id == fault for share in one.shares
    }
    return forms.read_fault(request.POST, people, remedy_days(own.assessment))


def _save(
    request: ActingRequest, participant: UUID, fault: UUID, typed: forms.TypedFault, seen_: int
) -> Fault:
    return reporting.save_fault(
        participant, fault, words=typed.words, version=seen_, by=request.mandate, at=now()
    )


def _conflicting(
    request: ActingRequest,
    participant: UUID,
    fault: UUID,
    typed: forms.TypedFault,
    conflict: reporting.ReportConflict,
) -> HttpResponse:
    theirs = cast("Fault | None", conflict.theirs)
    trial = rows.FaultTrial(fault, typed, theirs, gone=theirs is None)
    return _refused(request, own_report(request, participant), trial, 409)


def _refused(request: ActingRequest, own: Own, trial: rows.FaultTrial, status: int) -> HttpResponse:
    """What was typed stays where it is; beside it stands why it was not saved."""
    if not request.htmx:
        return page.show(request, own, trials=page.Trials(fault=trial), status=status)
    shown = rows.faults(own.content.faults, own.sitting, trial)
    made = next((row for row in shown if row["id"] == trial.fault), None)
    if made is None:
        raise Http404
    context = page.common(request, own) | {"fault": made}
    response = render(request, "critiques/report/_fault_saved.html", context, status=status)
    return page.beside(response, made["place"])


@require_POST
def settle_fault(request: ActingRequest, participant: UUID, fault: UUID) -> HttpResponse:
    """Chọn một trong hai bản của một hạn chế, hoặc ghép."""
    keep, after = request.POST.get("keep", ""), seen(request.POST)
    own = own_report(request, participant)
    if keep not in ("mine", "theirs", "both"):
        raise Http404
    typed = _typed(request, own, fault)
    stands = next((one for one in own.content.faults if one.id == fault), None)
    if keep == "both" and stands is not None:
        typed = _both(typed, stands)
    if typed.error and keep != "theirs":
        return _refused(request, own, rows.FaultTrial(fault, typed), 422)
    target = fault
    if keep != "theirs":
        if stands is None:  # taken out by somebody else: written again as a new one
            target = reporting.add_fault(participant, by=request.mandate, at=now()).pk
            after = 1
        try:
            _save(request, participant, target, typed, after)
        except reporting.ReportConflict as conflict:
            return _conflicting(request, participant, fault, typed, conflict)
    own = own_report(request, participant)
    if not request.htmx:
        return redirect(f"{_page(own)}#han-che")
    return _changed(request, own, target)


def _both(typed: forms.TypedFault, stands: Stands) -> forms.TypedFault:
    """The texts one below the other; of the day one's own, where there is any."""
    held = {share.person: share.words for share in stands.shares}
    shares = {who: merged(said, held.get(who, "")) for who, said in typed.shares.items()}
    words = {
        "text": merged(typed.text, stands.text),
        "collective": merged(typed.collective, stands.collective),
        "remedy": merged(typed.remedy, stands.remedy),
    }
    return forms.TypedFault(
        **words,
        day=typed.day or (day(stands.due_on) if stands.due_on else ""),
        version=typed.version,
        due_on=typed.due_on or stands.due_on,
        shares=shares,
        error=forms.length_error([*words.values(), *shares.values()]) or typed.error,
    )


@require_POST
def remove_fault(request: ActingRequest, participant: UUID, fault: UUID) -> HttpResponse:
    """Bỏ một hạn chế khỏi báo cáo."""
    own = own_report(request, participant)
    try:
        reporting.remove_fault(
            participant, fault, version=version(request.POST), by=request.mandate, at=now()
        )
    except reporting.ReportConflict as conflict:
        return _conflicting(request, participant, fault, _typed(request, own, fault), conflict)
    own = own_report(request, participant)
    if not request.htmx:
        return redirect(f"{_page(own)}#han-che")
    return _changed(request, own, None)


def _changed(request: ActingRequest, own: Own, fault: UUID | None) -> HttpResponse:
    """The card of one shortcoming, where there is one to show, and what is missing."""
    shown = rows.faults(own.content.faults, own.sitting)
    made = next((row for row in shown if row["id"] == fault), None)
    context = page.common(request, own) | {"fault": made}
    return render(request, "critiques/report/_faults_changed.html", context)


def _page(own: Own) -> str:
    return reverse("critiques:write", args=[own.assessment.pk, own.seat.participant])
