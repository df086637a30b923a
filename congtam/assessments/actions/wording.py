"""Say a board's words, or propose a level, unless somebody else was faster."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.actions.handing_in import propose
from congtam.assessments.actions.scoring import LONGEST, Conflict, NeedsReason, Theirs, Words
from congtam.assessments.models import Proposal
from congtam.assessments.queries.seats import locked_seat
from congtam.clock import local_date
from congtam.core.vietnamese import nfc
from congtam.organisation.models import Mandate


@transaction.atomic
def say(
    participant_id: UUID,
    *,
    level: str,
    words: str,
    expected: str,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Proposal:
    """Propose as `propose` does; `seen` is when the words that were on the screen were said.

    `expected` is the level that the rules give: another one needs words. Conflict: what stands
    now is newer than `seen` and differs.
    """
    locked_seat(participant_id, by, local_date(at))
    words = nfc(words).strip()[:LONGEST]
    stands = Proposal.objects.filter(participant_id=participant_id).first()
    if stands is not None and (stands.level, stands.words) == (level, words):
        return stands
    if (stands.at if stands else None) != seen:
        raise Conflict(_theirs(stands))
    if level and expected and level != expected and not words:
        raise NeedsReason(_("Nêu lý do vì mức này khác mức theo quy định."))
    return propose(participant_id, level=level, words=words, by=by, at=at)


def _theirs(stands: Proposal | None) -> Theirs:
    if stands is None:
        return Theirs("", Words(), 0)
    return Theirs(stands.level, Words(reached=stands.words), 0)
