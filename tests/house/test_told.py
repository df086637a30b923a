"""Every verb that is recorded on a file is told in its history, in words and to somebody.

The verbs are read from the actions themselves: a new one without words fails here, and so does a
word for a verb that nobody records any more.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import congtam
from congtam.assessments.queries.history import TOLD
from congtam.web.assessments.told import COUNTED, SAID, SHAPED

ROOT = Path(congtam.__file__).parent
WRITERS = {"note", "_note", "record"}
# Events on the file are written by `note` of this room; elsewhere `record` would name the kind.
ROOM, FILE = "assessments/actions", "assessment"


def test_every_verb_recorded_on_a_file_has_words_and_readers():
    recorded = {verb for path in (ROOT / ROOM).rglob("*.py") for verb in _verbs(path)}

    assert recorded == set(TOLD)
    assert recorded == {*COUNTED, *SAID, *SHAPED}


def test_no_verb_is_told_in_two_ways():
    told = Counter([*COUNTED, *SAID, *SHAPED])

    assert len(TOLD) == len(set(TOLD))
    assert {verb for verb, n in told.items() if n > 1} == set()


def test_no_other_room_writes_events_on_a_file():
    """Else their verbs would be missing above."""
    writers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for call in _calls(ast.parse(path.read_text()))
        if _kind(call) == FILE
    }

    assert writers == {"assessments/actions/noting.py"}


def _verbs(path: Path) -> Iterator[str]:
    """The verbs that one module records on files."""
    tree = ast.parse(path.read_text())
    own = {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in WRITERS
    }
    elsewhere = {name for name, node in own.items() if not _on_a_file(node)}
    handed_on = {arg.arg for node in own.values() for arg in node.args.args}
    for call in _calls(tree):
        assert isinstance(call.func, ast.Name)
        if call.func.id in elsewhere or _kind(call) not in ("", FILE):
            continue
        first = call.args[0]
        if isinstance(first, ast.Name):
            # A writer of this module hands the verb on: its callers name it.
            assert first.id in handed_on, f"{path.name}:{call.lineno}: the verb cannot be read"
            continue
        assert isinstance(first, ast.Constant), f"{path.name}:{call.lineno}: not a plain verb"
        yield str(first.value)


def _on_a_file(writer: ast.FunctionDef) -> bool:
    """False for a module's own writer about a conference or a year."""
    return all(_kind(call) in ("", FILE) for call in _calls(writer))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
        if call and node.func.id in WRITERS:
            yield node


def _kind(call: ast.Call) -> str:
    """What an event is about, as far as its call says so."""
    for word in call.keywords:
        if word.arg == "kind" and isinstance(word.value, ast.Constant):
            return str(word.value.value)
    return ""
