"""What a unit sends to the level above once its own critique is over, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from congtam.core import keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.marked import Cursor

COLLECTIVE, LEVELS, REPORT = "collective", "levels", "report"
KINDS = (COLLECTIVE, LEVELS, REPORT)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a dossier, made of the files of `tracks`.

    collective: the leadership body's own report and the level it gave itself, one for each
    sender; levels: the level of every member of that body; report: a self report, with the
    opinion of the seats called `opinion`, of whoever stands in `tracks` or sits in one of the
    bodies `upper` of the receiving unit.
    """

    id: str
    title: str
    what: str
    tracks: tuple[str, ...]
    upper: tuple[str, ...]
    opinion: str
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Hồ sơ gửi cấp trên: `to` is a body of the issuer's unit, `limit` a step of the plans."""

    to: str
    limit: str
    parts: tuple[Part, ...]

    @property
    def senders(self) -> tuple[str, ...]:
        """The tracks of the collectives in whose name a dossier is sent."""
        return tuple(t for part in self.parts if part.what == COLLECTIVE for t in part.tracks)


def read(
    top: Cursor, documents: Collection[str], tracks: Collection[str], bodies: Collection[str]
) -> Dossier | None:
    """The section `dossier` of a rule book; None where the year sends none.

    `tracks` are those enrolled, `bodies` those of them whose subject is a collective.
    """
    if not top.has("dossier"):
        return None
    at = top.at("dossier")
    at.keys(required=("to", "limit", "parts"))
    rows = list(keyed.rows(at, "parts"))
    parts = tuple(_part(row, documents, tracks) for row in rows)
    keyed.once((row.at("id") for row in rows), "phần")
    if not any(part.what == COLLECTIVE for part in parts):
        at.fault("hồ sơ phải có phần «collective»: báo cáo của tập thể gửi hồ sơ")
    for row, part in zip(rows, parts, strict=True):
        wrong = [one for one in part.tracks if one in tracks and one not in bodies]
        if part.what == COLLECTIVE and wrong:
            row.at("tracks").fault(f"«{wrong[0]}» không phải là nhóm tập thể")
    return Dossier(keyed.name(at, "to"), keyed.name(at, "limit"), parts)


def _part(at: Cursor, documents: Collection[str], tracks: Collection[str]) -> Part:
    at.keys(required=("id", "title", "what", "tracks"), optional=("upper", "opinion", "cite"))
    keyed.all_known(at, "tracks", tracks, "nhóm đối tượng")
    what = keyed.choice(at, "what", KINDS)
    for key in ("upper", "opinion"):
        if at.has(key) and what != REPORT:
            at.at(key).fault(f"«{key}» chỉ đi cùng phần «report»")
    return Part(
        id=keyed.name(at),
        title=keyed.title(at, longest=400),
        what=what,
        tracks=keyed.some_texts(at, "tracks"),
        upper=keyed.texts(at, "upper"),
        opinion=keyed.maybe_text(at, "opinion"),
        cite=read_cite(at, documents) if at.has("cite") else None,
    )
