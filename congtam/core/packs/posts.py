"""Posts of one person in an organisation pack: two different ones may run side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congtam.core import headed, keyed
from congtam.core.marked import Cursor


@dataclass(frozen=True, slots=True)
class Post:
    """An office in a unit or in one of its bodies, for a term."""

    unit: str
    body: str
    office: str
    title: str
    starts_on: date
    ends_on: date | None


def load_post(at: Cursor) -> Post:
    """One post of a person, read from a pack."""
    at.keys(required=("unit", "office", "from"), optional=("body", "title", "to"))
    term = headed.load_term(at)
    return Post(
        unit=keyed.text(at, "unit"),
        body=keyed.maybe_text(at, "body"),
        office=keyed.text(at, "office"),
        title=keyed.title(at) if at.has("title") else "",
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )


def check_posts(person: Cursor, posts: Iterable[Post]) -> None:
    """Nobody holds the same office in the same place twice at once."""
    seen: dict[tuple[str, str, str], list[Post]] = {}
    for row, post in zip(person.at("posts").items(), posts, strict=True):
        others = seen.setdefault((post.unit, post.body, post.office), [])
        for other in others:
            if _meet(post, other):
                since = f"{other.starts_on:%d/%m/%Y}"
                row.at("from").fault(f"đã giữ chức vụ này ở đây từ {since}: thời gian bị chồng")
        others.append(post)


def _meet(one: Post, other: Post) -> bool:
    """True when both are held on some day."""
    last = date.max
    return one.starts_on <= (other.ends_on or last) and other.starts_on <= (one.ends_on or last)
