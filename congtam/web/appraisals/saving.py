"""Save one line of a board or a desk: what came of it, with everything that was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404

from congtam.assessments import actions
from congtam.assessments.models import Participant
from congtam.assessments.queries.lines import entries
from congtam.clock import now
from congtam.core.points import BadPoints
from congtam.web.appraisals.typed import Line, both
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Outcome:
    """`saved` is None when nothing was written; then `typed` says why."""

    typed: Line
    saved: actions.Saved | None = None

    @property
    def status(self) -> int:
        if self.typed.theirs is not None:
            return 409
        return 422 if self.typed.errors else 200

    @property
    def whole(self) -> bool:
        """True when the page needs the whole form again, and not only its state."""
        return self.status == 409 or (bool(self.typed.keep) and self.status == 200)


def save(request: ActingRequest, participant: UUID, key: str, typed: Line) -> Outcome:
    """Save what was typed, or after a conflict one of the two texts, or both."""
    if typed.errors or typed.keep == "theirs":
        return Outcome(typed)
    if typed.keep == "both":
        typed = _joined(participant, key, typed)
    try:
        saved = actions.save_line(
            participant,
            key,
            typed=typed.points,
            words=typed.words,
            version=typed.version,
            by=request.mandate,
            at=now(),
        )
    except (Participant.DoesNotExist, actions.NoSuchLine):
        raise Http404 from None
    except BadPoints as bad:
        return Outcome(replace(typed, errors={"points": bad.says}))
    except actions.NeedsReason as refused:
        return Outcome(replace(typed, errors={"reason": refused.reason}))
    except actions.Conflict as conflict:
        return Outcome(replace(typed, theirs=conflict.theirs))
    return Outcome(typed, saved)


def _joined(participant: UUID, key: str, typed: Line) -> Line:
    entry = entries([participant])[participant].get(key)
    if entry is None:
        return typed
    theirs = actions.Words(entry.reached, entry.missed, entry.reason)
    return replace(
        typed,
        points=typed.points or entry.entered,
        words=both(typed.words, theirs),
    )
