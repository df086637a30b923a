"""Enter an award with the level it rests on; one whose level was replaced is flagged at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.actions import moving
from congtam.assessments.models import Assessment
from congtam.files.actions import Kept
from congtam.organisation.models import Mandate
from congtam.records.actions import AwardEntry, BadFields, question_awards, write_award
from congtam.records.actions.entering import File, kept
from congtam.records.models import Award
from congtam.records.queries.holders import Holder, held_by_any
from congtam.records.queries.reach import Whose
from congtam.standings.queries.held_levels import HeldLevel, levels_of


def file_award(
    whose: Whose, entry: AwardEntry, *, token: str, by: Mandate, at: datetime, file: File
) -> Award:
    """Enter an award (ghi khen thưởng); the level must be one that was published for that year."""
    scan = kept(whose, by, at, file)
    return _file(whose, entry, scan, token=token, by=by, at=at)


@transaction.atomic
def _file(
    whose: Whose, entry: AwardEntry, scan: Kept | None, *, token: str, by: Mandate, at: datetime
) -> Award:
    """The scan is stored already; the files are locked, so that no level changes meanwhile."""
    holder = Holder.of(whose.unit_id, whose.body_id, whose.person_id)
    own = Assessment.objects.filter(held_by_any([holder]), tenant_id=by.tenant_id)
    for pk in own.filter(cycle__year=entry.year).order_by("pk").values_list("pk", flat=True):
        moving.lock(pk)
    rests_on = _level(holder, entry, by)
    made = write_award(whose, entry, scan, token=token, by=by, at=at)
    if rests_on is not None and rests_on.later is not None:
        question_awards(holder, entry.year, rests_on.later, by=by, at=at)
    return made


def _level(holder: Holder, entry: AwardEntry, by: Mandate) -> HeldLevel | None:
    if not entry.level:
        return None
    for one in levels_of(holder, by.tenant_id):
        if (one.year, one.level, one.title) == (entry.year, entry.level, entry.level_title):
            return one
    raise BadFields({"rests_on": _("Chưa công bố mức này cho năm %s.") % entry.year})
