"""One word for one thing: words that blur the glossary stand in no public name."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "congtam"
BANNED = {"review", "evaluate", "rate", "approve", "verify"}
# The operator's command is the one exception; the settings are named by others.
EXCEPTION = {"ledger/queries.py", "cli/ledger.py", "config/settings.py"}


def _words(name: str) -> set[str]:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return set(apart.lower().split("_"))


def _public_names(path: Path) -> set[str]:
    found = {path.stem}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return {name for name in found if not name.startswith("_")}


def test_no_public_name_uses_a_banned_word():
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts and str(path.relative_to(ROOT)) not in EXCEPTION
        for name in _public_names(path)
        if _words(name) & BANNED
    }

    assert found == set()
