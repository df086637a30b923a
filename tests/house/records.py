"""What the clerk's register and card hold, for the addresses of the records.

The hospital's chair assigned everything and keeps the personal records; each task stands at
another hour of its life.
"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from congtam.records import actions
from congtam.records.actions import Draft, Finding, Result
from congtam.records.models import Task
from congtam.records.queries.holders import Holder
from congtam.records.queries.reach import Whose
from tests import cast

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
STATES = ("assigned", "reported", "checked", "proposed")


def play(world: cast.World) -> dict[str, UUID]:
    """Fill the clerk's register and card; gives the ids by the words of the rows."""
    clerk, chair = world.an_clerk, world.an
    whose = Whose(clerk.unit_id, None, clerk.person_id)
    told: dict[str, Any] = {"by": chair, "at": cast.SCORED}
    drafts = [_draft(name) for name in STATES[:3]]
    tasks = actions.enter(whose, drafts, token="giao", **told)
    own = actions.enter(whose, [_draft("proposed")], token="xin", by=clerk, at=cast.SCORED)
    for task in tasks[1:]:
        _report(task, clerk)
    finding = {tasks[2].id: Finding(version=2, done=True)}
    actions.check(finding, by=chair, at=cast.SCORED + timedelta(days=2))
    entry = actions.DisciplineEntry(
        form="khien_trach", decided_on=date(2021, 5, 4), number="7-QĐ", issuer="BTV", duty=True,
        words="Chậm báo cáo",
    )  # fmt: skip
    paper = actions.enter_discipline(
        whose, entry, token="kl", file=(BytesIO(PNG), "qd.png"), **told
    )
    award = actions.enter_award(
        whose,
        actions.AwardEntry(
            form="giay_khen", year=2020, decided_on=date(2021, 2, 1), number="9-QĐ", issuer="BCH",
            level="T", level_title="Tốt",
        ),
        token="kt", file=None, **told,
    )  # fmt: skip
    change = actions.Change(was="Tốt", now="Khá", level="K", cause=award.id)
    holder = Holder("person", clerk.person_id)
    actions.question_awards(holder, 2020, change, by=chair, at=cast.SCORED)
    named = [
        actions.name_shortcoming(
            whose, actions.FaultEntry(year=2020, text=text), token=text, by=clerk, at=cast.SCORED
        )
        for text in ("Còn chậm", "Còn thiếu")
    ]
    actions.claim_fixed(
        named[1].id, fixed_on=date(2021, 9, 1), words="Đã đủ", version=1, by=clerk,
        at=cast.SCORED,
    )  # fmt: skip
    made = actions.commit_to(
        whose, year=2021, text="Đúng hạn", token="ck", by=clerk, at=cast.SCORED
    )
    ids = {state: task.id for state, task in zip(STATES, (*tasks, *own), strict=True)}
    return ids | {
        "named": named[0].id, "claimed": named[1].id, "commitment": made.id, "paper": paper.id,
        "award": award.id,
    }  # fmt: skip


def _draft(title: str) -> Draft:
    return Draft(year=2021, title=title, assigned_on=date(2021, 10, 5), due_on=date(2021, 11, 30))


def _report(task: Task, clerk: object) -> None:
    result = Result(done=True, done_on=date(2021, 11, 1), words="Xong")
    actions.report(
        task.id, result, version=1, by=clerk, at=cast.SCORED, file=(BytesIO(PNG), "kq.png")
    )
