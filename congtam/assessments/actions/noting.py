"""Write a verb on an assessment into the ledger, as whom it was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from congtam.ledger.actions import record
from congtam.organisation.models import Mandate


def note(
    verb: str,
    assessment_id: UUID,
    *,
    by: Mandate,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    texts: Mapping[str, str] | None = None,
) -> None:
    """One event on one assessment; called last in the verb, when the rows are moved."""
    record(
        verb,
        tenant=by.tenant_id,
        kind="assessment",
        object_id=assessment_id,
        by=by.person_id,
        mandate=by.id,
        at=at,
        before=before,
        after=after,
        reason=reason,
        texts=texts,
    )
