"""Issued papers, and who could sign one on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congtam.documents.models import NumberSeries, Paper
from congtam.meetings.queries import members_on
from congtam.organisation.models import Mandate
from congtam.standings.models import DecisionList

DECISION = "decision"


def papers_of(mandate: Mandate) -> QuerySet[Paper]:
    """The papers issued in the tenant, the latest first; an issued paper is open to all of it."""
    found = Paper.objects.filter(tenant_id=mandate.tenant_id).select_related("body")
    return found.order_by("-issued_on", "-number", "-id")


def paper_of(kind: str, object_id: UUID) -> Paper | None:
    """The paper issued for one thing, when there is one."""
    return Paper.objects.of(kind, object_id).first()


def next_number(unit_id: UUID, symbol: str, year: int) -> int:
    """The number the next paper of this symbol would get; it is given only when it is issued."""
    found = NumberSeries.objects.filter(unit_id=unit_id, symbol=symbol, year=year)
    return (found.values_list("last", flat=True).first() or 0) + 1


def signers(decision_list: DecisionList, day: date) -> list[Mandate]:
    """Who may sign on `day`: the members of the body, or the office that decides alone."""
    members = members_on(decision_list.body_id, day)
    chair = decision_list.meeting.chair
    if not decision_list.alone or chair is None:
        return members
    return [member for member in members if member.office == chair.office]
