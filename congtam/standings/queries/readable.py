"""Own score first, in SQL: which participants' results a body may read, for whole tracks.

The same rule as `assessments.queries.reading.may_read`, as a condition, so that counts, sorts
and pages leave out what a single page would not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congtam.assessments.models import Participant
from congtam.standings.queries.desks import Desk


def readable(desks: Iterable[Desk], body: UUID) -> Q:
    """A condition on `Participant`: what the holder of these desks may read."""
    closed = Q(closed_at__isnull=False)
    allowed = Q(body_id=body) | Q(assessment__published_at__isnull=False)
    for desk in desks:
        always = [r.step for r in desk.step.reads if r.when == "closed"]
        own_first = [r.step for r in desk.step.reads if r.when == "own_first"]
        if always:
            allowed |= closed & Q(step__key__in=always)
        if own_first:
            sent = Participant.objects.filter(
                assessment_id=OuterRef("assessment_id"),
                step__key=desk.step.id,
                body_id=body,
                closed_at__isnull=False,
            )
            allowed |= closed & Q(step__key__in=own_first) & Q(Exists(sent))
    return allowed
