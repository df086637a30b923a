"""Reads the facts of a rule set: types, ranges, values, and how derived ones follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from congtam.core.figures import read_number
from congtam.core.marked import Cursor
from congtam.core.rules.model import NUMERIC, Bound, Demand, Derivation, Fact

TYPES = ("bool", "number", "percent", "enum")
_NAME = re.compile(r"\w[\w.-]{0,79}")
_BETTER = {"bool": ("true", "false", "none")}
_OPTIONAL = ("range", "values", "value_labels", "na", "of")
_PERCENT = (Decimal(0), Decimal(100))
_PARTS = {"num": "ratio", "sum": "sum", "mean": "mean", "weighted": "weighted"}


def read_id(cursor: Cursor) -> str:
    """A short name without spaces."""
    text = cursor.text()
    if text and not _NAME.fullmatch(text):
        cursor.fault(f"mã «{text}» chỉ được gồm chữ, số, dấu _ . -")
    return text


def read_facts(cursor: Cursor, *, needed: bool = True) -> dict[str, Fact]:
    """All facts, in the order of the file; at least one where one is `needed`."""
    found = {}
    for key, entry in cursor.entries():
        if not _NAME.fullmatch(key):
            entry.fault(f"mã «{key}» chỉ được gồm chữ, số, dấu _ . -")
        if entry.keys(required=("label", "type", "better"), optional=_OPTIONAL):
            found[key] = _fact(key, entry)
    if needed and not found and isinstance(cursor.value, Mapping):
        cursor.fault("phải có ít nhất một dữ kiện")
    return found


def _fact(key: str, entry: Cursor) -> Fact:
    kind = entry.at("type").choice(TYPES)
    values = _values(entry, kind)
    ends = _range(entry, kind)
    return Fact(
        id=key,
        label=entry.at("label").text(),
        type=kind,
        better=entry.at("better").choice(_BETTER.get(kind, ("high", "low", "none"))),
        range=ends,
        values=values,
        value_labels=_value_labels(entry, values),
        na=entry.has("na") and entry.at("na").choice(("allowed",)) == "allowed",
        of=_derivation(entry.at("of"), kind) if entry.has("of") else None,
        limits=Demand("range", Bound.at(ends[0]), Bound.at(ends[1])) if ends else Demand("range"),
    )


def read_pair(cursor: Cursor) -> tuple[Decimal, Decimal] | None:
    """Two numbers, the lower first."""
    numbers = [read_number(item) for item in cursor.items()]
    if len(numbers) != 2:
        cursor.fault("phải là hai số [thấp, cao]")
        return None
    if numbers[0] > numbers[1]:
        cursor.fault(f"ngược: {numbers[0]} lớn hơn {numbers[1]}")
        return None
    return numbers[0], numbers[1]


def _range(entry: Cursor, kind: str) -> tuple[Decimal, Decimal] | None:
    cursor = entry.at("range")
    if kind not in NUMERIC:
        if cursor.value is not None:
            cursor.fault(f"kiểu «{kind}» không có «range»")
        return None
    if cursor.value is None:
        if kind == "number":
            entry.fault("kiểu «number» cần «range»")
        return _PERCENT
    pair = read_pair(cursor)
    if pair and pair[0] == pair[1]:
        cursor.fault("khoảng rỗng")
    return pair or _PERCENT


def _values(entry: Cursor, kind: str) -> tuple[str, ...]:
    cursor = entry.at("values")
    if kind != "enum":
        if cursor.value is not None:
            cursor.fault(f"kiểu «{kind}» không có «values»")
        return ()
    found: list[str] = []
    for item in cursor.items():
        value = read_id(item) if item.value != "n/a" else ""
        if not value:
            item.fault("giá trị không dùng được")
        elif value in found:
            item.fault(f"giá trị «{value}» lặp lại")
        found.append(value)
    if not found:
        entry.fault("kiểu «enum» cần danh sách «values»")
    return tuple(found)


def _value_labels(entry: Cursor, values: tuple[str, ...]) -> Mapping[str, str] | None:
    if not entry.has("value_labels"):
        return None
    found = {}
    for key, label in entry.at("value_labels").entries():
        if key not in values:
            label.fault(f"«{key}» không có trong «values»")
        found[key] = label.text()
    return found


def _derivation(cursor: Cursor, kind: str) -> Derivation | None:
    forms = [form for form in _PARTS if cursor.has(form)]
    if len(forms) != 1:
        cursor.fault("cần đúng một cách tính: {num, den}, sum, mean hoặc weighted")
        return None
    form = forms[0]
    keys = ("num", "den") if form == "num" else (form,)
    scaling = () if form == "num" else ("times", "plus")
    if not cursor.keys(required=keys, optional=("each_at_most", "clamp", *scaling)):
        return None
    if kind not in NUMERIC or (form == "num" and kind != "percent"):
        cursor.fault(f"kiểu «{kind}» không tính được bằng «{form}»")
        return None
    parts = _parts(cursor, form)
    if len(set(parts)) != len(parts) or not parts:
        cursor.fault("các thành phần phải khác nhau và không rỗng")
    return Derivation(
        kind=_PARTS[form],
        parts=parts,
        weights=_weights(cursor.at("weighted")) if form == "weighted" else (),
        each_at_most=_each_at_most(cursor),
        clamp=read_pair(cursor.at("clamp")) if cursor.has("clamp") else None,
        times=_times(cursor),
        plus=read_number(cursor.at("plus")) if cursor.has("plus") else Decimal(0),
    )


def _times(cursor: Cursor) -> Decimal:
    if not cursor.has("times"):
        return Decimal(1)
    number = read_number(cursor.at("times"))
    if number == 0:
        cursor.at("times").fault("phải khác 0")
    return number


def _parts(cursor: Cursor, form: str) -> tuple[str, ...]:
    if form == "num":
        return (read_id(cursor.at("num")), read_id(cursor.at("den")))
    if form == "weighted":
        return tuple(sorted(name for name, _ in cursor.at("weighted").entries()))
    return tuple(read_id(item) for item in cursor.at(form).items())


def _weights(cursor: Cursor) -> tuple[Decimal, ...]:
    """The weight of each part, in the order of their names (JSON keeps no order of keys)."""
    return tuple(read_number(weight) for _, weight in sorted(cursor.entries(), key=lambda e: e[0]))


def _each_at_most(cursor: Cursor) -> Decimal | None:
    if not cursor.has("each_at_most"):
        return None
    number = read_number(cursor.at("each_at_most"))
    if number <= 0:
        cursor.at("each_at_most").fault("phải lớn hơn 0")
    return number


def derivation_order(facts: Mapping[str, Fact], cursor: Cursor) -> tuple[str, ...]:
    """The derived facts, each after the facts it is made of; a circle is a fault."""
    done: list[str] = []
    waiting = [key for key, fact in facts.items() if fact.of]
    for key in waiting:
        _check_parts(facts, key, cursor.at(key).at("of"))
    while waiting:
        ready = [key for key in waiting if not set(_of(facts[key])) & set(waiting)]
        if not ready:
            for key in waiting:
                cursor.at(key).at("of").fault("dữ kiện được tính vòng quanh từ chính nó")
            break
        done += ready
        waiting = [key for key in waiting if key not in ready]
    return tuple(done)


def _of(fact: Fact) -> tuple[str, ...]:
    return fact.of.parts if fact.of else ()


def _check_parts(facts: Mapping[str, Fact], key: str, cursor: Cursor) -> None:
    for part in _of(facts[key]):
        fact = facts.get(part)
        if fact is None:
            continue
        if fact.type not in NUMERIC:
            cursor.fault(f"thành phần «{part}» không phải là số")
        elif fact.na and not facts[key].na:
            cursor.fault(f"thành phần «{part}» có thể là n/a: dữ kiện «{key}» cũng phải cho phép")
