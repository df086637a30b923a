"""Yes, or no with the reason: the answer every permission gives."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """An act that is not permitted. Carries a reason the user can act on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """True, or false with a reason; `and` gives the first refusal, `or` any consent."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self) -> None:
        """Raise `Refused` with the reason unless this is a yes."""
        if self.reason:
            raise Refused(self.reason)


YES = Verdict()


def no(reason: str) -> Verdict:
    """A refusal; the reason is never empty."""
    if not reason:
        raise ValueError("a refusal needs a reason")
    return Verdict(reason)
