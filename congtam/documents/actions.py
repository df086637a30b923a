"""Issue a decision: its number, its paper, and with them the publication of its list."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.models import Subject
from congtam.clock import local_date
from congtam.core.verdict import no
from congtam.documents import permissions
from congtam.documents.forms import decision as decision_form
from congtam.documents.models import NumberSeries, Paper
from congtam.documents.queries.decisions import decision_paper
from congtam.documents.queries.register import DECISION, paper_of, signers
from congtam.files.actions import keep
from congtam.ledger.actions import record
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.standings import actions as standings
from congtam.standings.models import DecisionList
from congtam.standings.queries.sessions import DecidedLine, Session, session_of, with_course

HIGHEST_NUMBER = 99_999


@transaction.atomic
def issue(
    list_id: UUID,
    *,
    issued_on: date,
    signer_id: UUID,
    by: Mandate,
    at: datetime,
    number: int | None = None,
) -> Paper:
    """Issue the decision of a sealed list and publish it (ban hành, công bố) with one act.

    Issuing it again gives the same paper. `number` None takes the next one of the year.
    """
    decision_list = _locked(list_id, by)
    earlier = paper_of(DECISION, list_id)
    if earlier is not None:
        return earlier
    session = session_of(decision_list)
    permissions.may_issue(by, decision_list, session.course).enforce()
    _check_day(session, issued_on, at)
    signer = next((m for m in signers(decision_list, issued_on) if m.id == signer_id), None)
    if signer is None:
        no(_("Người ký phải là thành viên đương nhiệm của cơ quan quyết định.")).enforce()
    symbol = session.course.rulebook.paper("decision").symbol
    given = _take_number(decision_list.body.unit_id, symbol, issued_on.year, number)
    form = decision_paper(session, number=given, issued_on=issued_on, signer=signer)
    kept = keep(BytesIO(decision_form.render(form)), _file_name(given, symbol))
    paper = Paper.objects.create(
        tenant_id=decision_list.tenant_id,
        kind=DECISION,
        object_id=decision_list.id,
        unit_id=decision_list.body.unit_id,
        body=decision_list.body,
        number=given,
        symbol=symbol,
        year=issued_on.year,
        issued_on=issued_on,
        title=form.about[:400],
        blob=kept.blob,
        name=kept.clean_name,
        by=by,
    )
    standings.publish(list_id, by=by, at=at)
    _record(paper, signer, by, at)
    _tell_subjects(session, form.letterhead.cited, at)
    return paper


def _locked(list_id: UUID, by: Mandate) -> DecisionList:
    visible = DecisionList.objects.visible_to(by).select_for_update(of=("self",))
    return with_course(visible).get(pk=list_id)


def _check_day(session: Session, issued_on: date, at: datetime) -> None:
    if issued_on > local_date(at):
        no(_("Ngày ban hành không được sau hôm nay.")).enforce()
    if issued_on < session.decision_list.meeting.held_on:
        no(_("Ngày ban hành không được trước ngày họp, ngày quyết định.")).enforce()


def _take_number(unit_id: UUID, symbol: str, year: int, wanted: int | None) -> int:
    """The number in the unit's series of the calendar year, locked until the paper stands."""
    if not symbol:
        no(_("Bộ quy định chưa ghi ký hiệu của quyết định.")).enforce()
    NumberSeries.objects.get_or_create(unit_id=unit_id, symbol=symbol, year=year)
    series = NumberSeries.objects.select_for_update().get(unit_id=unit_id, symbol=symbol, year=year)
    given = series.last + 1 if wanted is None else wanted
    if not 1 <= given <= HIGHEST_NUMBER:
        no(_("Số văn bản phải từ 1 đến %s.") % HIGHEST_NUMBER).enforce()
    if Paper.objects.filter(unit_id=unit_id, symbol=symbol, year=year, number=given).exists():
        no(_("Số %(number)s/%(symbol)s đã dùng trong năm %(year)s.")
           % {"number": f"{given:02}", "symbol": symbol, "year": year}).enforce()  # fmt: skip
    series.last = max(series.last, given)
    series.save(update_fields=["last"])
    return given


def _file_name(number: int, symbol: str) -> str:
    return f"{number:02}-{re.sub(r'[^0-9A-Za-zÀ-ỹ-]', '-', symbol)}.pdf"


def _record(paper: Paper, signer: Mandate | None, by: Mandate, at: datetime) -> None:
    record(
        "issue",
        tenant=paper.tenant_id,
        kind="paper",
        object_id=paper.id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        after={
            "number": paper.number,
            "symbol": paper.symbol,
            "year": paper.year,
            "issued_on": paper.issued_on,
            "list": paper.object_id,
            "sha256": paper.blob_id,
            "signer": signer.id if signer else None,
        },
    )


def _tell_subjects(session: Session, cited: str, at: datetime) -> None:
    """Everybody on the list hears of the own result, with the way to it."""
    again = session.decision_list.replaces_id is not None
    subject = _("Đã công bố kết quả xếp loại của đơn vị")
    if session.course.subject != Subject.UNIT:
        subject = _("Đã công bố kết quả xếp loại")
    body = _("Quyết định %s đã được ban hành. Mở hồ sơ để xem mức, điểm và lý do.") % cited
    if again:
        subject = _("Đã có quyết định mới về mức xếp loại")
        body = _("Quyết định %s thay mức đã quyết định trước đây. Mở hồ sơ để xem.") % cited
    root = "ho-so" if session.course.scored else "kiem-diem"
    people = _people(session, local_date(at))
    for line in session.lines:
        tell(
            {Recipient(m.person_id, m.person.email) for m in people.get(_holder(line), ())},
            tenant=session.decision_list.tenant_id,
            kind="published",
            subject=subject,
            body=body,
            link=f"/{root}/{line.assessment}/",
            at=at,
        )


def _holder(line: DecidedLine) -> UUID:
    return line.person or line.body or line.unit


def _people(session: Session, day: date) -> dict[UUID, list[Mandate]]:
    """Who is to be told, by person, collective or unit; one statement."""
    key = {"person": "person_id", "body": "body_id"}.get(session.course.subject, "unit_id")
    wanted = {f"{key}__in": [_holder(line) for line in session.lines]}
    found: dict[UUID, list[Mandate]] = {}
    for mandate in Mandate.objects.on(day).filter(**wanted).select_related("person"):
        found.setdefault(getattr(mandate, key), []).append(mandate)
    return found
