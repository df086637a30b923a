"""A later decision on a published file: its new level, beside the steps that are over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from congtam.assessments.actions import moving
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment
from congtam.organisation.models import Mandate


@transaction.atomic
def correct(
    assessment_id: UUID, *, level: str, reason: str, by: Mandate, at: datetime
) -> Assessment:
    """Write the level of a new decision over the old one (quyết định lại); part of issuing it."""
    assessment = moving.lock(assessment_id)
    before = assessment.level
    assessment.level = level
    assessment.save(update_fields=["level"])
    note(
        "redecide",
        assessment.id,
        by=by,
        at=at,
        before={"level": before},
        after={"level": level},
        reason=reason,
    )
    return assessment
