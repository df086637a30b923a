"""A plan as written: steps with limits and order, notices before conferences."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from congtam.core import headed, keyed
from congtam.core.citations import Cite, read_cite
from congtam.core.headed import Document
from congtam.core.marked import Cursor

FORMAT = "congtam/plan/1"
WORDS = ("before", "by", "day", "from", "within")


@dataclass(frozen=True, slots=True)
class Limit:
    """«trước ngày», «chậm nhất», «ngày», «từ ngày», «trong tháng» (`on` is its first day)."""

    word: str
    on: date

    def last_day(self) -> date | None:
        """The last day still permitted; None when the limit sets none."""
        if self.word == "before":
            return self.on - timedelta(days=1)
        if self.word == "within":
            return self.on.replace(day=calendar.monthrange(self.on.year, self.on.month)[1])
        return None if self.word == "from" else self.on

    def first_day(self) -> date | None:
        """The first day permitted; None when the limit sets none."""
        return self.on if self.word in ("day", "from", "within") else None


@dataclass(frozen=True, slots=True)
class Parent:
    """The step of a higher plan under which this stands."""

    plan: str
    step: str


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Who does what, until when, after what."""

    id: str
    actor: str
    does: str
    kind: str
    limits: tuple[Limit, ...]
    after: tuple[str, ...]
    strictly: bool
    to: str
    via: str
    each: str
    optional: bool
    parent: Parent | None
    cite: Cite | None

    def last_day(self) -> date | None:
        """The earliest of the last days its limits permit; None without one."""
        return min((d for d in (x.last_day() for x in self.limits) if d), default=None)

    def first_day(self) -> date | None:
        """The latest of the first days its limits permit; None without one."""
        return max((d for d in (x.first_day() for x in self.limits) if d), default=None)


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before a conference its papers must be out."""

    papers: str
    conference: str
    at_least: int
    unit: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of the checker that somebody accepted, with the reason."""

    kind: str
    steps: tuple[str, ...]
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Kế hoạch: the dated steps of a campaign."""

    id: str
    version: str
    title: str
    sample: bool
    status: str
    calendar: str
    counting: str
    opens: date | None
    documents: tuple[Document, ...]
    parent: Parent | None
    steps: tuple[PlanStep, ...]
    notices: tuple[Notice, ...]
    accepted: tuple[Accepted, ...]

    def step(self, step_id: str) -> PlanStep:
        """The step with this id; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


def load(text: str, file: str) -> Plan:
    """The plan in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=("id", "title", "calendar", "documents", "steps"),
        optional=(
            "version",
            "sample",
            "status",
            "counting",
            "opens",
            "parent",
            "notices",
            "accepted",
        ),
    )
    documents = headed.load_documents(top)
    keys = headed.keys_of(documents)
    plan = Plan(
        id=keyed.name(top),
        version=keyed.title(top, "version", 20) or "1",
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        status=keyed.maybe_text(top, "status"),
        calendar=keyed.text(top, "calendar"),
        counting=keyed.maybe_choice(
            top, "counting", ("full_days", "from_sending_day"), "full_days"
        ),
        opens=keyed.maybe_day(top, "opens"),
        documents=documents,
        parent=_parent(top),
        steps=tuple(_step(at, keys) for at in keyed.rows(top, "steps")),
        notices=tuple(_notice(at, keys) for at in top.at("notices").items()),
        accepted=tuple(_accepted(at) for at in top.at("accepted").items()),
    )
    _check_names(top, plan)
    top.done()
    return plan


def _parent(at: Cursor) -> Parent | None:
    if not at.has("parent"):
        return None
    here = at.at("parent")
    here.keys(required=("plan", "step"))
    return Parent(keyed.text(here, "plan"), keyed.text(here, "step"))


def _step(at: Cursor, documents: tuple[str, ...]) -> PlanStep:
    at.keys(
        required=("id", "actor", "does"),
        optional=(
            *WORDS,
            "kind",
            "after",
            "strictly",
            "to",
            "via",
            "each",
            "optional",
            "parent",
            "cite",
        ),
    )
    limits = tuple(_limits(at))
    if at.has("strictly") and not at.has("after"):
        at.at("strictly").fault("«strictly» chỉ dùng cùng «after»")
    return PlanStep(
        id=keyed.name(at),
        actor=keyed.text(at, "actor"),
        does=keyed.text(at, "does"),
        kind=keyed.maybe_choice(at, "kind", ("deed", "conference"), "deed"),
        limits=limits,
        after=keyed.texts(at, "after"),
        strictly=keyed.flag(at, "strictly"),
        to=keyed.maybe_text(at, "to"),
        via=keyed.maybe_text(at, "via"),
        each=keyed.maybe_text(at, "each"),
        optional=keyed.flag(at, "optional"),
        parent=_parent(at),
        cite=read_cite(at, documents) if limits else headed.maybe_cite(at, documents),
    )


def _limits(at: Cursor) -> Iterator[Limit]:
    ends = [word for word in WORDS if word != "from" and at.has(word)]
    for word in ends[1:]:
        at.at(word).fault(f"đã có hạn «{ends[0]}», không thêm «{word}»")
    if at.has("from") and ends[:1] in (["day"], ["within"]):
        at.at("from").fault(f"«from» không đi cùng «{ends[0]}»")
    for word in WORDS:
        if at.has(word):
            yield Limit(word, _month(at.at(word)) if word == "within" else at.at(word).day())


def _month(at: Cursor) -> date:
    """A month written 2022-02, as its first day."""
    try:
        value = str(at.value)
        return date.fromisoformat(f"{value}-01") if len(value) == 7 else date.fromisoformat("")
    except ValueError:
        at.fault(f"«{at.value}» không phải tháng dạng 2022-02")
        return date.min


def _notice(at: Cursor, documents: tuple[str, ...]) -> Notice:
    at.keys(required=("papers", "conference", "at_least", "unit"), optional=("cite",))
    return Notice(
        papers=keyed.text(at, "papers"),
        conference=keyed.text(at, "conference"),
        at_least=keyed.whole(at, "at_least", 0),
        unit=keyed.choice(at, "unit", ("working_day", "day")),
        cite=read_cite(at, documents),
    )


def _accepted(at: Cursor) -> Accepted:
    at.keys(required=("kind", "steps", "reason", "by"))
    return Accepted(
        kind=keyed.text(at, "kind"),
        steps=keyed.some_texts(at, "steps"),
        reason=keyed.text(at, "reason"),
        by=keyed.text(at, "by"),
    )


def _check_names(top: Cursor, plan: Plan) -> None:
    names = {step.id for step in plan.steps}
    conferences = {step.id for step in plan.steps if step.kind == "conference"}
    keyed.once((row.at("id") for row in top.at("steps").items()), "bước")
    for row in top.at("steps").items():
        keyed.all_known(row, "after", names, "bước")
    for row in top.at("notices").items():
        keyed.known(row.at("papers"), names, "bước")
        keyed.known(row.at("conference"), conferences, "hội nghị")
    for row in top.at("accepted").items():
        keyed.all_known(row, "steps", names, "bước")
