"""The diagrams in docs/states are drawn by the tables; `WRITE_DOCS=1 pytest` redraws them."""

import os
from pathlib import Path

import pytest

from congtam.assessments.states import LIFECYCLES, REPORT
from congtam.core.packs import procedure
from congtam.cycles.states import LIFECYCLE as CYCLE
from congtam.records.states import AWARD_FLAG, SHORTCOMING, TASK
from congtam.regulations.states import LIFECYCLE as REGULATION
from congtam.standings.states import LIFECYCLE as DECISION

ROOT = Path(__file__).parents[2]
STATES = ROOT / "docs" / "states"


def _page(title: str, *drawings: tuple[str, str]) -> str:
    parts = [f"# {title}"]
    parts += [f"## {name}\n\n```mermaid\n{drawing}\n```" for name, drawing in drawings]
    return "\n\n".join(parts) + "\n"


def _procedures() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "packs").glob("*/procedure*.yaml")):
        made = procedure.load(path.read_text(), path.name)
        found.append((made.title, made.as_mermaid()))
    return found


PAGES = {
    "steps.md": lambda: _page(
        "The life of a step, by kind", *((k, v.as_mermaid()) for k, v in LIFECYCLES.items())
    ),
    "procedures.md": lambda: _page("The procedures shipped, as data draws them", *_procedures()),
    "records.md": lambda: _page(
        "The lives of a task, of a shortcoming and of a flag on an award",
        ("Task", TASK.as_mermaid()),
        ("Shortcoming", SHORTCOMING.as_mermaid()),
        ("AwardFlag", AWARD_FLAG.as_mermaid()),
    ),
    "things.md": lambda: _page(
        "The lives of a cycle, a regulation, a self report and a decision list",
        ("Cycle", CYCLE.as_mermaid()),
        ("Regulation", REGULATION.as_mermaid()),
        ("Report", REPORT.as_mermaid()),
        ("DecisionList", DECISION.as_mermaid()),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_diagram_in_the_docs_is_the_table_in_the_code(name):
    drawn = PAGES[name]()
    if os.environ.get("WRITE_DOCS"):
        (STATES / name).write_text(drawn)

    assert (STATES / name).read_text() == drawn
