"""The duty to send a dossier: whose, until when, and how the units of a year stand."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from congtam.assessments.models import Assessment
from congtam.assessments.queries.dossiers.holding import Duty
from congtam.cycles.models import Obligation, ObligationQuerySet
from congtam.cycles.states import CycleState
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations

# The key of this duty among those of a track; no step of a procedure can be called so.
DOSSIER = "@dossier"


def duty_of(file: Assessment) -> Duty:
    """The duty of one collective."""
    return duties_of([file]).get(file.pk, NO_DUTY)


def duties_of(files: Iterable[Assessment]) -> dict[UUID, Duty]:
    """The duties of several collectives by file; one statement."""
    wanted = {(one.track_id, one.body_id): one.pk for one in files}
    rows = Obligation.objects.filter(
        step=DOSSIER, track_id__in={t for t, _b in wanted}, body_id__in={b for _t, b in wanted}
    )
    return {
        wanted[row.track_id, row.body_id]: _duty(row)
        for row in rows
        if (row.track_id, row.body_id) in wanted
    }


def duties_in(cycle_id: UUID) -> ObligationQuerySet:
    """Every dossier that a year waits for."""
    return Obligation.objects.filter(cycle_id=cycle_id, step=DOSSIER)


def concerned(mandate: Mandate) -> tuple[bool, bool]:
    """Does the body of this mandate send a dossier in an open year; is its unit sent any?"""
    if mandate.body_id is None:
        return False, False
    rows = Obligation.objects.filter(step=DOSSIER, cycle__state=CycleState.OPEN)
    rows = rows.filter(Q(body_id=mandate.body_id) | Q(cycle__issuer_unit_id=mandate.unit_id))
    own = set(rows.values_list("body_id", flat=True))
    return mandate.body_id in own, bool(own - {mandate.body_id})


def offices_of(file: Assessment) -> tuple[str, ...]:
    """The offices that hand in the report of this collective, and with it its dossier."""
    step = regulations.procedure(file.track.procedure_id).own_step
    return tuple(office for part in step.by if part.of == "subject" for office in part.submit)


def _duty(row: Obligation) -> Duty:
    return Duty(row.due_on, row.limit, row.clause, row.pk, row.met_late)


NO_DUTY = Duty(None, "", "", None, late=False)
