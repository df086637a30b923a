"""The end of a self report: given back to be written again, or final once the file is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congtam.assessments.models import Assessment, Report
from congtam.assessments.queries.report import Content, Fault, form_of, sealed
from congtam.assessments.queries.report.content import COMMITMENT
from congtam.assessments.states import REPORT
from congtam.organisation.models import Mandate
from congtam.records.actions.carrying import Carried, CarriedFault, carry_over
from congtam.records.models import Commitment
from congtam.records.queries.reach import Whose


def returned(assessment: Assessment) -> None:
    """A desk gave the file back: the report is written on; part of sending back."""
    report = Report.objects.filter(pk=assessment.pk).first()
    if report is not None and "send_back" in REPORT.verbs_from(report.state):
        report.state = REPORT.target("send_back", report.state)
        report.save(update_fields=["state"])


def hold(files: Iterable[UUID]) -> None:
    """Lock the reports of these files and the promises they answer, before the first record.

    Whoever writes on one of them holds it and waits for the head of the ledger, which `finish`
    would hold already.
    """
    wanted = Assessment.objects.filter(pk__in=list(files))
    reports = Report.objects.filter(pk__in=wanted.values("pk")).order_by("pk")
    list(reports.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    promises = Commitment.objects.filter(
        person__in=wanted.values("person"), year__in=wanted.values("cycle__year")
    )
    list(promises.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def finish(assessment: Assessment, *, by: Mandate, at: datetime) -> None:
    """The last edition is final, and what it names is carried into next year; part of deciding.

    Asked again, as by a later decision, it does nothing: a report is final once.
    """
    if assessment.report_form_id is None:
        return
    report = Report.objects.filter(pk=assessment.pk).select_related("sent_by").first()
    if report is None or "finish" not in REPORT.verbs_from(report.state):
        return
    report.state = REPORT.target("finish", report.state)
    report.save(update_fields=["state"])
    if report.sent_by is not None:
        carried = _carried(assessment, sealed(report))
        carry_over(carried, author=report.sent_by, by=by, at=at)


def _carried(assessment: Assessment, content: Content) -> Carried:
    """Shortcomings and commitments for next year, and what became of those of this one."""
    form = form_of(assessment)
    promises = form.of_kind("commitments")
    lines = content.of(promises.id).words.splitlines() if promises is not None else []
    return Carried(
        whose=Whose(assessment.unit_id, assessment.body_id, assessment.person_id),
        year=assessment.cycle.year,
        source=assessment.pk,
        faults=tuple(_fault(fault) for fault in content.faults),
        commitments=tuple(line.strip(" -+•\t") for line in lines if line.strip(" -+•\t")),
        results={
            one.record: content.of(one.key).words
            for one in content.earlier
            if one.kind == COMMITMENT and content.of(one.key).words
        },
    )


def _fault(fault: Fault) -> CarriedFault:
    shares = [
        f"{share.name}, {share.title}: {share.words}"
        if share.title
        else f"{share.name}: {share.words}"
        for share in fault.shares
    ]
    return CarriedFault(
        id=fault.id,
        text=fault.text,
        collective=fault.collective,
        members="\n".join(shares),
        remedy=fault.remedy,
        due_on=fault.due_on,
    )
