"""Facts as a form: one field for each input of a rule set, typed back into a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from congtam.core.figures import exact, written
from congtam.core.rules import RuleSet

YES, NO, NOT_APPLICABLE = "true", "false", "n/a"


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `choices` where it is picked, else a number (or a/b for a percentage)."""

    name: str
    label: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    percent: bool = False
    error: str = ""


def fields(
    rules: RuleSet,
    given: Mapping[str, object],
    labels: Mapping[str, str],
    posted: Mapping[str, str] | None,
) -> list[Field]:
    """The inputs that are not computed from others, with what is known or was typed.

    They stand in the order of `labels`, those without a label behind them.
    """
    found = []
    order = [*(name for name in labels if name in rules.inputs), *rules.inputs]
    for name in dict.fromkeys(order):
        if name in rules.derived:
            continue
        text = _text(given.get(name)) if posted is None else posted.get(name, "").strip()
        fact = rules.facts.get(name)
        field = Field(
            name,
            labels.get(name, name),
            text,
            _choices(rules, name),
            _hint(rules, name),
            percent=fact is not None and fact.type == "percent",
        )
        found.append(replace(field, error=_error(field)))
    return found


def typed(field: Field) -> object:
    """The value of a field without an error; None for an empty one."""
    text = field.text
    if not text:
        return None
    if field.choices:
        return {YES: True, NO: False}.get(text, text)
    if "/" in text and field.percent:
        num, den = (_number(part) for part in text.split("/", 1))
        return {"num": num, "den": den}
    number = _number(text)
    whole = number is not None and number.denominator == 1
    return int(number) if whole and number is not None else number


def _choices(rules: RuleSet, name: str) -> tuple[tuple[str, str], ...]:
    fact = rules.facts.get(name)
    if fact is None or fact.type not in ("bool", "enum"):
        return ()
    blank = ("", _("Chưa biết"))
    if fact.type == "bool":
        found = [blank, (YES, _("Có")), (NO, _("Không"))]
    else:
        labels = fact.value_labels or {}
        found = [blank, *((value, labels.get(value, value)) for value in fact.values)]
    if fact.na:
        found.append((NOT_APPLICABLE, _("Không áp dụng")))
    return tuple(found)


def _hint(rules: RuleSet, name: str) -> str:
    fact = rules.facts.get(name)
    if fact is None:
        return _("số đếm")
    if fact.type == "percent":
        return _("tử số/mẫu số, ví dụ 18/20, hoặc số phần trăm")
    return ""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return f"{value['num']}/{value['den']}"
    number = exact(value)
    return str(value) if number is None else written(number).replace(".", ",")


def _error(field: Field) -> str:
    text = field.text
    if not text:
        return ""
    if field.choices:
        known = text in {value for value, _label in field.choices}
        return "" if known else _("Chọn một trong các giá trị đã cho.")
    parts = [_number(part) for part in text.split("/", 1)]
    if None in parts or (len(parts) == 2 and not field.percent and parts[1] == 0):
        return _("Nhập một số, hoặc tử số/mẫu số.")
    return ""


def _number(text: str) -> Fraction | None:
    """A number as people write it; a fraction where decimals do not end."""
    parts = [exact(part.strip().replace(",", ".")) for part in text.split("/", 1)]
    if None in parts or not parts:
        return None
    top, bottom = parts[0], parts[1] if len(parts) == 2 else Fraction(1)
    assert top is not None
    assert bottom is not None
    return top / bottom if bottom else None
