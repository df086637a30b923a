"""What the forms of boards and desks send: read strictly, kept as typed, refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, QueryDict
from django.utils.dateparse import parse_datetime

from congtam.assessments.actions import Theirs, Words
from congtam.web.assessments.forms import length_error, text, version

KEEP = ("", "mine", "theirs", "both")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was typed; after a conflict `keep` says which of the two texts to keep."""

    points: str = ""
    words: Words = field(default_factory=Words)
    version: int = 0
    keep: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: Theirs | None = None


def line(post: QueryDict) -> Line:
    """One line of a board or of an appraiser."""
    words = Words(text(post, "reached"), text(post, "missed"), text(post, "reason"))
    wrong = [length_error(t) for t in (words.reached, words.missed, words.reason)]
    said = next((e for e in wrong if e), "")
    keep = post.get("keep", "")
    if keep not in KEEP:
        raise Http404
    stands = version(post, "seen") if keep else version(post)
    errors = {"words": said} if said else {}
    points = post.get("most") or post.get("points", "")
    return Line(points[:200], words, stands, keep, errors)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Words on a unit as a whole, or a proposed level with its words, as typed."""

    level: str
    words: str
    seen: datetime | None
    error: str = ""


def opinion(post: QueryDict) -> Opinion:
    """What a board says of a unit, or what level a desk proposes."""
    words = text(post, "words")
    seen = moment(post, "stands" if post.get("keep") else "seen")
    return Opinion(post.get("level", "")[:60], words, seen, length_error(words))


def moment(post: QueryDict, name: str) -> datetime | None:
    """When the words that were on the screen were said; nothing when there were none."""
    sent = post.get(name, "")
    if not sent:
        return None
    try:
        seen = parse_datetime(sent)
    except ValueError:
        seen = None
    if seen is None or seen.tzinfo is None:
        raise Http404
    return seen


def merged(mine: str, theirs: str) -> str:
    """Two texts one below the other; equal or contained ones stand once."""
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{theirs}\n{mine}"


def both(mine: Words, theirs: Words) -> Words:
    """The words of two people, one below the other."""
    return Words(
        merged(mine.reached, theirs.reached),
        merged(mine.missed, theirs.missed),
        merged(mine.reason, theirs.reason),
    )
