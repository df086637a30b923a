"""An opinion in words on one file: drafted, then sent for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.handing_in import Incomplete, contribute
from congtam.assessments.actions.summing_up import Given, answer_all
from congtam.assessments.actions.wording import say
from congtam.assessments.models import Proposal
from congtam.assessments.queries.answers import answers_of
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core import scoring
from congtam.core.verdict import no
from congtam.organisation.models import Mandate


@transaction.atomic
def draft_opinion(
    participant_id: UUID,
    *,
    words: str,
    level: str = "",
    answers: Mapping[str, Given] | None = None,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Proposal:
    """Keep one's words on a file, not yet sent; Conflict, NotSaved: somebody else was faster."""
    _require_own_words(locked_seat(participant_id, by, local_date(at)))
    answer_all(participant_id, answers or {}, by=by, at=at)
    return say(participant_id, level=level, words=words, expected="", seen=seen, by=by, at=at)


@transaction.atomic
def give_opinion(
    participant_id: UUID,
    *,
    words: str,
    level: str = "",
    answers: Mapping[str, Given] | None = None,
    seen: datetime | None,
    by: Mandate,
    at: datetime,
) -> Proposal:
    """Say one's words on a file and send them (gửi ý kiến nhận xét); no change afterwards.

    Incomplete: words or answers are missing; Conflict, NotSaved as for a draft.
    """
    # The file before the seat, and both before the first record: `contribute` moves the file.
    ((_file, seat),) = moving.hold([participant_id], StepKind.CONTRIBUTE, by, at)
    _require_own_words(seat)
    permissions.may_submit(by, seat).enforce()
    _require_all(seat, words, answers or {})
    said = draft_opinion(
        participant_id, words=words, level=level, answers=answers, seen=seen, by=by, at=at
    )
    contribute([participant_id], by=by, at=at)
    return said


def _require_own_words(seat: Seat) -> None:
    """A seat that speaks for itself; a body outside speaks by its paper."""
    if seat.behalf is not None:
        no(_("Ý kiến này ghi theo văn bản, có số, ngày và bản chụp.")).enforce()


def _require_all(seat: Seat, words: str, answers: Mapping[str, Given]) -> None:
    """Nothing is written down of an opinion that could not be sent anyway."""
    gaps = []
    for one in answers_of([seat])[seat.participant]:
        typed = answers.get(one.asked.fact)
        if not (one.given if typed is None else typed.value or typed.words):
            says = _("Chưa trả lời: %s") % one.asked.label
            gaps.append(scoring.Gap("fact", one.asked.fact, "", says))
    if not words.strip():
        says = _("Chưa có ý kiến về %s") % seat.subject_name
        gaps.append(scoring.Gap("words", str(seat.assessment), "", says))
    if gaps:
        raise Incomplete(gaps)
