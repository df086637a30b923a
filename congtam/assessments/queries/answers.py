"""What the procedure asks of a seat: each fact with its words, its kind, and what was answered.

An answer is kept as text: «co» and «khong», a value of the list, a number written with a point,
a share as «7/9», «na». Empty with words means: asked, and nobody knows. It is then unknown to
the rules, never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import DeclaredFact
from congtam.assessments.queries.seats import Seat
from congtam.core.figures import exact
from congtam.core.rules import NA, RuleSet
from congtam.core.rules.values import settle
from congtam.core.scoring import NO, YES
from congtam.cycles.models import Track
from congtam.regulations import queries as regulations

NOT_APPLICABLE = "na"
COUNT = "count"


class BadAnswer(Exception):
    """What was answered is no value of this fact; `says` tells the person why."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact as a question. `kind` is bool, enum, number, percent or count."""

    fact: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with what stands; version 0 where nothing was ever answered."""

    asked: Asked
    value: str = ""
    words: str = ""
    version: int = 0

    @property
    def given(self) -> bool:
        """True once somebody answered, if only that it is not known."""
        return bool(self.value or self.words)

    @property
    def shown(self) -> str:
        """The answer for people."""
        if not self.given:
            return ""
        if not self.value:
            return _("Chưa rõ")
        return dict(self.asked.options).get(self.value) or self.value.replace(".", ",")


def asked_of(seat: Seat) -> list[Asked]:
    """The questions of one seat, in the order of the procedure."""
    return _questions(seat, _counts([seat]))


def _questions(seat: Seat, counts: Mapping[UUID, Mapping[str, str]]) -> list[Asked]:
    rules, named = regulations.rules(seat.rules_id), counts.get(seat.track, {})
    return [_asked(rules, fact, named) for fact in seat.rule.answers if _known(rules, fact)]


def _counts(seats: Iterable[Seat]) -> dict[UUID, dict[str, str]]:
    """The words for bare counts, by track: the sources say them, for a rule set knows a count by
    its name alone. One statement, and none where no seat is asked for a count."""
    tracks = {one.track for one in seats if any(_bare(one, fact) for fact in one.rule.answers)}
    if not tracks:
        return {}
    rows = Track.objects.filter(pk__in=tracks, sources__isnull=False)
    return {
        track: {one.fact: one.label for one in regulations.sources(pack).sources if one.label}
        for track, pack in rows.values_list("pk", "sources_id")
    }


def _bare(seat: Seat, fact: str) -> bool:
    rules = regulations.rules(seat.rules_id)
    return fact in rules.inputs and fact not in rules.facts


def _known(rules: RuleSet, fact: str) -> bool:
    return fact in rules.facts or fact in rules.inputs


def _asked(rules: RuleSet, fact: str, counts: Mapping[str, str]) -> Asked:
    rule = rules.facts.get(fact)
    if rule is None:
        return Asked(fact, counts.get(fact, fact), COUNT, ())
    options: list[tuple[str, str]] = []
    if rule.type == "bool":
        options = [(YES, _("Có")), (NO, _("Không"))]
    elif rule.type == "enum":
        labels = rule.value_labels or {}
        options = [(value, labels.get(value, value)) for value in rule.values]
    if rule.na:
        options.append((NOT_APPLICABLE, _("Không áp dụng")))
    return Asked(fact, rule.label, rule.type, tuple(options))


def answers_of(seats: Iterable[Seat]) -> dict[UUID, list[Answer]]:
    """Questions and answers of many seats; one statement, and one for the words of counts."""
    held = list(seats)
    rows = DeclaredFact.objects.filter(participant_id__in=[seat.participant for seat in held])
    stands = {
        (participant, fact): (value, words, version)
        for participant, fact, value, words, version in rows.values_list(
            "participant_id", "fact", "value", "words", "version"
        )
    }
    counts = _counts(held)
    return {
        seat.participant: [
            Answer(asked, *stands.get((seat.participant, asked.fact), ("", "", 0)))
            for asked in _questions(seat, counts)
        ]
        for seat in held
    }


def take(rules: RuleSet, fact: str, typed: str) -> str:
    """The answer as it is kept; `BadAnswer` when it is no value of this fact."""
    typed = typed.strip()
    if not typed:
        return ""
    if not _known(rules, fact):
        raise BadAnswer(_("Bộ quy tắc không có dữ kiện này."))
    asked = _asked(rules, fact, {})
    if asked.kind in ("bool", "enum"):
        if typed not in dict(asked.options):
            raise BadAnswer(_("Chọn một trong các câu trả lời."))
        return typed
    kept = typed if typed == NOT_APPLICABLE else typed.replace(" ", "").replace(",", ".")
    wrong = settle(rules, {fact: given(rules, fact, kept)}).wrong
    if wrong:
        raise BadAnswer(wrong[0].says)
    return kept


def given(rules: RuleSet, fact: str, kept: str) -> object | None:
    """What the rule set is asked with; None where the answer is that nobody knows."""
    if not kept:
        return None
    if kept == NOT_APPLICABLE:
        return NA
    rule = rules.facts.get(fact)
    if rule is not None and rule.type == "bool":
        return kept == YES
    if rule is not None and rule.type == "enum":
        return kept
    num, slash, den = kept.partition("/")
    if slash and rule is not None and rule.type == "percent":
        return {"num": num, "den": den}
    return Decimal(kept) if exact(kept) is not None else kept
