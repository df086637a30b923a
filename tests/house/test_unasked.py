"""Some verbs ask for no right of their own: they are part of a verb that has asked.

Only that verb may call them. Whoever needs one elsewhere gives it a permission first.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import congtam

ROOT = Path(congtam.__file__).parent
CALLERS = {
    # room and verb: the files that ask before they call it
    "assessments.decide": {"standings/actions/sealing.py"},
    "assessments.publish": {"standings/actions/sealing.py"},
    "standings.publish": {"documents/actions.py"},
    "meetings.adopt": {"assessments/actions/adopting.py", "standings/actions/sealing.py"},
    "cycles.meet": {
        "assessments/actions/dossiers.py",
        "assessments/actions/handing_in.py",
        "assessments/actions/reporting/sending.py",
        "standings/actions/rosters.py",
        "standings/actions/sealing.py",
    },
    "cycles.remind_of": {"assessments/actions/dossiers.py"},
    "cycles.reopen": {
        "assessments/actions/appraising.py",
        "assessments/actions/reporting/sending.py",
    },
    "cycles.enter_receivers": {"assessments/actions/opening.py"},
    "cycles.enter_obligations": {"assessments/actions/opening.py"},
    "records.question_awards": {
        "assessments/actions/correcting.py",
        "standings/actions/rewarding.py",
    },
    "records.carry_over": {"assessments/actions/reporting/finishing.py"},
    "accounts.issue": {"organisation/actions/accounts.py"},
    "accounts.reset": {"organisation/actions/accounts.py"},
    # The demo gives its people the password that it prints.
    "accounts.change_password": {"cli/demo/ground.py", "web/accounts/views.py"},
    "accounts.lock": set(),
    "accounts.unlock": set(),
}


def test_a_verb_that_asks_nobody_is_called_by_the_verb_that_asked():
    found: dict[str, set[str]] = {verb: set() for verb in CALLERS}
    for path in ROOT.rglob("*.py"):
        here = path.relative_to(ROOT).as_posix()
        for verb in _used(ast.parse(path.read_text())):
            if verb in found and not here.startswith(f"{verb.partition('.')[0]}/"):
                found[verb].add(here)

    assert found == CALLERS


def _used(tree: ast.Module) -> Iterator[str]:
    """`room.verb` of every action that a module names, however it was imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                known[one.asname or one.name] = f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        full = ""
        if isinstance(node, ast.Name):
            full = known.get(node.id, "")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            full = f"{known.get(node.value.id, '')}.{node.attr}"
        parts = full.split(".")
        if len(parts) > 3 and parts[0] == "congtam" and parts[2] == "actions":
            yield f"{parts[1]}.{parts[-1]}"
