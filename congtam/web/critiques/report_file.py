"""The file of a person or a collective: who, by which form, how far it is, what waits for me."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.path import Party, Stretch, path_of
from congtam.assessments.queries.report import editions, form_of
from congtam.assessments.states import ON_TURN, OWN, StepKind, StepState
from congtam.clock import local_date, now
from congtam.organisation.models import Mandate
from congtam.organisation.queries import titles_of
from congtam.records.queries.events import months_in_units
from congtam.records.queries.holders import Period
from congtam.regulations import queries as regulations
from congtam.web.assessments import stages
from congtam.web.assessments.finding import File, find
from congtam.web.assessments.told import history_of
from congtam.web.critiques.report_finding import reads_report
from congtam.web.critiques.report_opinions import opinions
from congtam.web.critiques.report_turns import turns
from congtam.web.requests import ActingRequest
from congtam.web.templatetags.congtam import day

ACCOUNTS = (StepKind.MEET, StepKind.APPRAISE, StepKind.DECIDE, StepKind.PUBLISH, *OWN)


@require_GET
def file(request: ActingRequest, assessment: UUID) -> HttpResponse:
    """Hồ sơ kiểm điểm của một người hoặc một tập thể."""
    found = find(request, assessment)
    row, today = found.assessment, local_date(now())
    way = path_of(row, found.procedure)
    reads = reads_report(found)
    context = {
        "file": row,
        "person": row.subject == Subject.PERSON,
        "left": stages.left(row.obligation, today),
        "turns": list(turns(request, found)),
        "path": [_stretch(number, one, today) for number, one in enumerate(way, start=1)],
        "posts": _posts(row),
        "moved": list(_moved(row, way)),
        "form": form_of(row) if row.report_form_id else None,
        "form_why": _form_why(row, today),
        "reads": reads,
        "editions": editions(row.pk) if reads else [],
        "opinions": list(opinions(found)),
        "level": found.rules.outcome_label(row.level) if row.published_at and row.level else "",
        "why_url": _why(found),
        "sheet": row.sheet_id is not None,
        "history": history_of(found),
    }
    return render(request, "critiques/report/file.html", context)


def _posts(row: Assessment) -> list[dict[str, str]]:
    """The posts of the period with their days, as they were frozen when the cycle opened."""
    return [
        {
            "title": post["title"],
            "unit": post["unit"],
            "since": day(date.fromisoformat(post["from"])),
            "until": day(date.fromisoformat(post["to"])) if post["to"] else _("nay"),
        }
        for post in (json.loads(row.posts) if row.posts else ())
    ]


def _moved(row: Assessment, way: Iterable[Stretch]) -> Iterable[dict[str, Any]]:
    """The former units whose word is asked for, with the months served there."""
    parties = [party for one in way for party in one.parties if party.former]
    if not parties or row.person_id is None:
        return
    period = Period(row.cycle.starts_on, row.cycle.ends_on)
    months = months_in_units([row.person_id], period)[row.person_id]
    for party in parties:
        yield {"name": party.name, "months": int(months.get(party.unit, 0))}


def _stretch(number: int, one: Stretch, today: date) -> dict[str, Any]:
    """One step on the timeline, in words."""
    state, note = _state(one, today)
    return {
        "number": number,
        "title": one.rule.title,
        "state": state,
        "note": note,
        "parties": [
            {
                "name": party.name,
                "behalf": party.behalf,
                "closed_at": party.closed_at if one.now.state != StepState.CLOSED else None,
                "meets": _meets(party),
            }
            for party in one.parties
        ],
    }


def _meets(party: Party) -> str:
    """«họp ngày 08/12/2020, Phòng họp số 2»; nothing before a conference is called."""
    if party.meets_on is None:
        return ""
    on = _("họp ngày %s") % day(party.meets_on)
    return f"{on}, {party.meets_at}" if party.meets_at else on


def _state(one: Stretch, today: date) -> tuple[str, str]:
    step, until = one.now, ""
    if one.due_on is not None:
        until = _("hạn hết ngày %s") % day(one.due_on)
    if step.state == StepState.CLOSED:
        done = _("xong ngày %s") % day(step.closed_at)
        return ("done", done) if one.parties else ("idle", _("không áp dụng cho hồ sơ này"))
    if step.state not in ON_TURN:
        return "waiting", until
    if one.due_on is not None and one.due_on < today:
        return "late", _("quá hạn %s ngày") % (today - one.due_on).days
    back = _("được trả lại") if step.state == StepState.SENT_BACK else _("đang thực hiện")
    return "now", f"{back}, {until}" if until else back


def _form_why(row: Assessment, today: date) -> str:
    """Why this form and no other: a party member writes one report, on the form of the party."""
    if row.report_form_id is None or row.person_id is None or row.cycle.rulebook_id is None:
        return ""
    book = regulations.rulebook(row.cycle.rulebook_id)
    code = form_of(row).id
    choice = next((c for c in book.enrolment(row.track.kind).reports if c.report == code), None)
    if choice is None or not choice.in_body_kind:
        return ""
    held = Mandate.objects.on(today).filter(person_id=row.person_id, body__kind=choice.in_body_kind)
    name = held.values_list("body__name", flat=True).first()
    name = name or titles_of(row.tenant_id, "body").get(choice.in_body_kind, choice.in_body_kind)
    return (
        _(
            "Thuộc %s nên chỉ viết một bản theo mẫu này, trong đó có nhiệm vụ công đoàn; "
            "không viết bản thứ hai."
        )
        % name
    )


def _why(found: File) -> str:
    """The account of the level, for whoever may read it."""
    held = any(s.step_rule.kind in ACCOUNTS or s.step_rule.reads for s in found.seats)
    if not held or found.assessment.track.sources_id is None:
        return ""
    return reverse("critiques:why", args=[found.assessment.pk])
