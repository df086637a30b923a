"""What a rule set is made of. Values only: reading is in the loader, meaning in the evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from congtam.core.citations import Cite
from congtam.core.quotas import Quota

MANUAL, UNKNOWN, INVALID = "manual", "unknown", "invalid"
RESERVED = (MANUAL, UNKNOWN, INVALID)
NUMERIC = ("number", "percent")


class NotApplicable(Enum):
    """The value «n/a»: the question does not arise."""

    NA = "n/a"


NA = NotApplicable.NA


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number as two integers, not reduced; `bottom` is positive.

    A percentage of counts keeps them (`counts` = numerator, denominator), to be shown.
    """

    top: int
    bottom: int
    counts: tuple[str, str] | None = None

    @classmethod
    def of(cls, number: Fraction) -> Ratio:
        return cls(number.numerator, number.denominator)

    def fraction(self) -> Fraction:
        return Fraction(self.top, self.bottom)


Value = Ratio | bool | str | NotApplicable
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range, as typed and as two integers."""

    number: Decimal
    open: bool
    top: int
    bottom: int

    @classmethod
    def at(cls, number: Decimal, *, open: bool = False) -> Bound:
        return cls(number, open, *number.as_integer_ratio())

    def fraction(self) -> Fraction:
        return Fraction(self.top, self.bottom)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a condition asks: a range of numbers, or a set of allowed values."""

    word: str
    low: Bound | None = None
    high: Bound | None = None
    allowed: tuple[bool | str, ...] = ()

    def holds(self, value: Ratio | bool | str) -> bool:
        if not isinstance(value, Ratio):
            return value in self.allowed
        low, high = self.low, self.high
        if low is not None:
            left, right = value.top * low.bottom, low.top * value.bottom
            if left < right or (low.open and left == right):
                return False
        if high is not None:
            left, right = value.top * high.bottom, high.top * value.bottom
            if left > right or (high.open and left == right):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Condition:
    """One clause: a fact, a test, what «n/a» means here, and where it is written."""

    id: str
    fact: str
    test: Demand
    if_na: str = UNKNOWN
    cite: Cite | None = None

    def holds(self, values: Values) -> bool | None:
        value = values.get(self.fact)
        if value is None:
            return None
        if isinstance(value, NotApplicable):
            return {"pass": True, "fail": False}.get(self.if_na)
        return self.test.holds(value)


@dataclass(frozen=True, slots=True)
class Group:
    """`all`, `any` or `not` over conditions and groups; `not` has one member."""

    id: str
    mode: str
    members: tuple[Condition | Group, ...]
    cite: Cite | None = None


Node = Condition | Group


@dataclass(frozen=True, slots=True)
class Level:
    """One level. Where the text gives no condition it is `unstated`: an empty `any`, never
    true, cited like everything else."""

    id: str
    label: str
    group: Group
    unstated: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact follows from its parts: `ratio` (two parts), `sum`, `mean` or `weighted`,
    then times a factor, plus a constant, held within a clamp."""

    kind: str
    parts: tuple[str, ...]
    weights: tuple[Decimal, ...] = ()
    each_at_most: Decimal | None = None
    clamp: tuple[Decimal, Decimal] | None = None
    times: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fact:
    """`type` is bool, number, percent or enum; `limits` is the range as a test."""

    id: str
    label: str
    type: str
    better: str
    range: tuple[Decimal, Decimal] | None = None
    values: tuple[str, ...] = ()
    value_labels: Mapping[str, str] | None = None
    na: bool = False
    of: Derivation | None = None
    limits: Demand = Demand("range")


CERTAINTY = {
    "certain": "đã đối chiếu với văn bản",
    "secondary": "theo nguồn thứ cấp, chưa đối chiếu với văn bản",
    "remembered": "ghi theo trí nhớ, phải kiểm tra lại với văn bản",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is cited. `certainty` is how sure its wording is (a key of `CERTAINTY`);
    empty where the file does not say."""

    id: str
    title: str
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    source: str = ""
    basis: tuple[str, ...] = ()
    certainty: str = ""

    @property
    def name(self) -> str:
        """Its number, else its title."""
        return self.number or self.title

    @property
    def caution(self) -> str:
        """What a reader must know of its wording; empty when that is certain or not said."""
        if self.certainty in ("", "certain"):
            return ""
        return f"{self.name}: {CERTAINTY[self.certainty]}."


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last one, both included."""

    first: date
    last: date | None

    def outside(self, day: date) -> str:
        """Why the day is not within it; empty when it is."""
        if day < self.first:
            return f"ngày {day:%d/%m/%Y} trước ngày bắt đầu áp dụng {self.first:%d/%m/%Y}"
        if self.last is not None and day > self.last:
            return f"ngày {day:%d/%m/%Y} sau ngày cuối cùng áp dụng {self.last:%d/%m/%Y}"
        return ""


@dataclass(frozen=True, slots=True)
class Invariant:
    """`kind`: `le` (facts in rising order), `if` (when, then) or `same_na` (facts)."""

    id: str
    kind: str
    facts: tuple[str, ...]
    why: str
    when: Condition | None = None
    then: Condition | None = None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What holds when no level applies: `manual`, or a level with its own citation."""

    outcome: str
    why: str = ""
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Where the text is silent: the reading chosen; open until somebody decided it.

    `of` names what it bears on (conditions, groups, levels, facts, caps, invariants, quotas);
    without it, everything.
    """

    id: str
    text: str
    decided_by: str = ""
    of: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return not self.decided_by


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling after the level: `at_most` a level, or `not_above` the level a fact names.

    It applies when `when` holds (always without it). One that only `warns` moves nothing.
    """

    id: str
    cite: Cite
    at_most: str = ""
    not_above: str = ""
    when: Node | None = None
    warns: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case that must come out as written."""

    place: str
    line: int
    given: Mapping[str, object]
    expect: str
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of the check taken on by name, with the reason."""

    key: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of one regulation. `canonical` is what `sha256` seals; `whole` is the same
    text with `status` and `accepted`, to be stored and read back."""

    id: str
    version: int
    title: str
    subject: str
    period: Period
    status: str
    documents: Mapping[str, Document]
    facts: Mapping[str, Fact]
    levels: tuple[Level, ...]
    check_first: tuple[str, ...]
    otherwise: Otherwise
    invariants: tuple[Invariant, ...]
    interpretations: tuple[Interpretation, ...]
    examples: tuple[Example, ...]
    quotas: tuple[Quota, ...]
    caps: tuple[Cap, ...]
    accepted: tuple[Accepted, ...]
    order: tuple[Level, ...]
    inputs: tuple[str, ...]
    derived: tuple[str, ...]
    cuts: Mapping[str, tuple[Fraction, ...]]
    canonical: str
    whole: str
    sha256: str

    def level(self, level_id: str) -> Level:
        """The level with this id."""
        return next(level for level in self.levels if level.id == level_id)

    def outcome_label(self, outcome: str) -> str:
        """The words for an outcome."""
        named = {
            MANUAL: "Người có thẩm quyền quyết định",
            UNKNOWN: "Chưa xác định",
            INVALID: "Dữ liệu không hợp lệ",
        }
        return named.get(outcome) or self.level(outcome).label
