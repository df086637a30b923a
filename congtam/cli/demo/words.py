"""The words that the people of the demo year write, chosen from data and made to fit the unit."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from congtam.core import marked
from congtam.core.marked import Cursor

FORMAT = "congtam/demo-words/1"
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineWords:
    """What can be said at one criterion, and the name of a paper that proves it."""

    reached: Texts
    missed: Texts
    file: str


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of the demo year."""

    sectors: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, LineWords]
    boards: Mapping[str, Mapping[str, Texts]]
    opinions: Mapping[str, Texts]
    declared: Mapping[str, str]
    changes: Texts
    raises: Texts
    own_words: Texts
    mended: Texts
    nothing: str
    note: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Voice:
    """How one unit speaks: its sector's words and its own numbers."""

    fill: Mapping[str, str]
    random: random.Random

    def say(self, texts: Texts) -> str:
        """One of the texts, with the unit's own words in it; nothing when there is none."""
        if not texts:
            return ""
        text = self.random.choice(texts).format_map({**self.fill, "n": self.random.randint(2, 6)})
        return text[:1].upper() + text[1:]


def voice(words: Words, sector: str, members: int, rng: random.Random) -> Voice:
    """The voice of a unit of this sector with so many members."""
    numbers = {"doan_vien": str(members), "nu": str(max(members * 11 // 20, 3))}
    return Voice({**words.sectors[sector], **numbers}, rng)


def load(path: Path) -> Words:
    """Read the texts; `Unreadable` names every fault."""
    top = Cursor.top(marked.read(path.read_text(encoding="utf-8"), path.name), path.name)
    top.at("format").choice([FORMAT])
    words = Words(
        sectors={name: _texts(at) for name, at in top.at("sectors").entries()},
        lines={
            key: LineWords(at.at("reached").texts(), at.at("missed").texts(), at.at("file").text())
            for key, at in top.at("lines").entries()
        },
        boards={
            field: {mark: texts.texts() for mark, texts in at.entries()}
            for field, at in top.at("boards").entries()
        },
        opinions={level: at.texts() for level, at in top.at("opinions").entries()},
        declared=_texts(top.at("declared")),
        changes=top.at("changes").texts(),
        raises=top.at("raises").texts(),
        own_words=top.at("own_words").texts(),
        mended=top.at("mended").texts(),
        nothing=top.at("nothing").text(),
        note=top.at("note").text(),
        minutes=top.at("minutes").text(),
    )
    top.done()
    return words


def _texts(cursor: Cursor) -> dict[str, str]:
    return {key: at.text() for key, at in cursor.entries()}
