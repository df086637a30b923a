"""Reads what speaks about facts: levels and their conditions, invariants, caps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from congtam.core.citations import Cite, read_cite
from congtam.core.figures import read_number
from congtam.core.marked import Cursor, Map
from congtam.core.rules.fact_loader import read_id, read_pair
from congtam.core.rules.model import (
    NUMERIC,
    RESERVED,
    UNKNOWN,
    Bound,
    Cap,
    Condition,
    Demand,
    Document,
    Fact,
    Group,
    Invariant,
    Level,
    Node,
)

MODES = ("all", "any", "not")
_NUMBERS = ("at_least", "more_than", "at_most", "less_than", "equals", "between")
WORDS = (*_NUMBERS, "is", "one_of")
_WORDS_OF = {
    "number": _NUMBERS, "percent": _NUMBERS, "bool": ("is",), "enum": ("is", "one_of"),
}  # fmt: skip
_DEEPEST = 8


def conditions_of(node: Node) -> Iterator[Condition]:
    """Every condition under a node, in the order of the file."""
    if isinstance(node, Condition):
        yield node
        return
    for member in node.members:
        yield from conditions_of(member)


@dataclass
class Reader:
    """Knows the facts and documents, and which ids were already used."""

    facts: Mapping[str, Fact]
    documents: Mapping[str, Document]
    used: set[str] = field(default_factory=set)

    def levels(self, cursor: Cursor) -> tuple[Level, ...]:
        found: dict[str, Level] = {}
        for item in cursor.items():
            optional = (*MODES, "unstated", "cite")
            if not item.keys(required=("id", "label"), optional=optional):
                continue
            key = read_id(item.at("id"))
            if key in found:
                item.at("id").fault(f"mức «{key}» lặp lại")
            if key in RESERVED:
                item.at("id").fault(f"«{key}» là từ dành riêng")
            unstated = item.at("unstated").flag()
            group = self._silence(item, key) if unstated else self._group(item, key, None, 1)
            if group is not None:
                found[key] = Level(key, item.at("label").text(), group, unstated)
        if not cursor.value:
            cursor.fault("phải có ít nhất một mức")
        return tuple(found.values())

    def _silence(self, item: Cursor, key: str) -> Group | None:
        """The level for which the text gives no condition: nothing can make it true."""
        if any(mode in item.value for mode in MODES):
            item.at("unstated").fault("mức không nêu điều kiện thì không có all, any, not")
            return None
        return Group(key, "any", (), read_cite(item, self.documents))

    def invariants(self, cursor: Cursor) -> Iterator[Invariant]:
        for item in cursor.items():
            forms = ("le", "if", "same_na")
            item.keys(required=("id", "why"), optional=(*forms, "then"))
            present = [form for form in forms if item.has(form)]
            if len(present) != 1 or (present == ["if"]) != item.has("then"):
                item.fault("cần đúng một dạng: le, if cùng then, hoặc same_na")
                continue
            kind = present[0]
            facts, when, then = self._related(item, kind)
            yield Invariant(self._fresh(item), kind, facts, item.at("why").text(), when, then)

    def caps(self, cursor: Cursor, levels: tuple[str, ...]) -> Iterator[Cap]:
        for item in cursor.items():
            optional = ("at_most", "not_above", "when", "warns", "cite", "why")
            if not item.keys(required=("id",), optional=optional):
                continue
            if item.has("at_most") == item.has("not_above"):
                item.fault("cần đúng một trong hai khóa «at_most», «not_above»")
            cite = read_cite(item, self.documents)
            yield Cap(
                id=self._fresh(item),
                cite=cite,
                at_most=item.at("at_most").choice(levels) if item.has("at_most") else "",
                not_above=self._level_fact(item.at("not_above"), levels),
                when=self._node(item.at("when"), cite, 1) if item.has("when") else None,
                warns=item.at("warns").flag(),
                why=item.at("why").text() if item.has("why") else "",
            )

    def _level_fact(self, cursor: Cursor, levels: tuple[str, ...]) -> str:
        if cursor.value is None:
            return ""
        fact = self._fact(cursor)
        if fact is not None and (fact.type != "enum" or not set(fact.values) <= set(levels)):
            cursor.fault(f"«{fact.id}» phải là enum với các giá trị là mã mức")
        return fact.id if fact else ""

    def _related(
        self, item: Cursor, kind: str
    ) -> tuple[tuple[str, ...], Condition | None, Condition | None]:
        if kind == "if":
            when, then = (self._condition(item.at(key), None, False) for key in ("if", "then"))
            facts = tuple(part.fact for part in (when, then) if part is not None)
            return facts, when, then
        found = [fact for one in item.at(kind).items() if (fact := self._fact(one)) is not None]
        if len(found) < 2:
            item.at(kind).fault("cần ít nhất hai dữ kiện")
        if kind == "le" and (
            len({fact.type for fact in found}) > 1 or any(f.type not in NUMERIC for f in found)
        ):
            item.at(kind).fault("các dữ kiện so với nhau phải cùng là số hoặc cùng là tỷ lệ")
        if kind == "same_na" and not all(fact.na for fact in found):
            item.at(kind).fault("dữ kiện phải cho phép n/a")
        return tuple(fact.id for fact in found), None, None

    def _fact(self, cursor: Cursor) -> Fact | None:
        name = cursor.text()
        if name and name not in self.facts:
            cursor.fault(f"dữ kiện lạ «{name}»")
        return self.facts.get(name)

    def _fresh(self, item: Cursor) -> str:
        """The id of an item, used only once in the whole rule set."""
        key = read_id(item.at("id"))
        if key in self.used:
            item.at("id").fault(f"mã «{key}» lặp lại")
        self.used.add(key)
        return key

    def _node(self, cursor: Cursor, cite: Cite | None, depth: int) -> Node | None:
        if isinstance(cursor.value, Map) and "fact" in cursor.value:
            return self._condition(cursor, cite, True)
        if cursor.keys(optional=(*MODES, "id", "cite")):
            key = self._fresh(cursor) if cursor.has("id") else ""
            return self._group(cursor, key, cite, depth)
        return None

    def _group(self, cursor: Cursor, key: str, inherited: Cite | None, depth: int) -> Group | None:
        modes = [mode for mode in MODES if mode in cursor.value]
        if len(modes) != 1:
            silent = ", hoặc unstated: true" if depth == 1 and "label" in cursor.value else ""
            cursor.fault(f"cần đúng một trong: all, any, not{silent}")
            return None
        if depth > _DEEPEST:
            cursor.fault(f"lồng quá {_DEEPEST} tầng")
            return None
        mode = modes[0]
        cite = read_cite(cursor, self.documents) if cursor.has("cite") else inherited
        inner = cursor.at(mode)
        children = [inner] if mode == "not" else list(inner.items())
        if not children:
            inner.fault("nhóm rỗng")
        read = (self._node(child, cite, depth + 1) for child in children)
        return Group(key, mode, tuple(node for node in read if node is not None), cite)

    def _condition(self, cursor: Cursor, inherited: Cite | None, cited: bool) -> Condition | None:
        required = ("id", "fact") if cited else ("fact",)
        optional = (*WORDS, "lower", "upper", *(("if_na", "cite") if cited else ()))
        if not cursor.keys(required=required, optional=optional):
            return None
        fact = self._fact(cursor.at("fact"))
        key = self._fresh(cursor) if cited else ""
        cite = read_cite(cursor, self.documents, inherited) if cited else None
        test = self._test(cursor, fact) if fact else None
        if fact is None or test is None:
            return None
        return Condition(key, fact.id, test, self._if_na(cursor, fact, cited), cite)

    def _if_na(self, cursor: Cursor, fact: Fact, cited: bool) -> str:
        if cited and fact.na and not cursor.has("if_na"):
            cursor.fault(f"dữ kiện «{fact.id}» cho phép n/a: cần nêu «if_na»")
        if not cursor.has("if_na"):
            return UNKNOWN
        if not fact.na:
            cursor.at("if_na").fault(f"dữ kiện «{fact.id}» không cho phép n/a")
        return cursor.at("if_na").choice(("pass", "fail", UNKNOWN))

    def _test(self, cursor: Cursor, fact: Fact) -> Demand | None:
        words = [word for word in WORDS if word in cursor.value]
        known = {*WORDS, "id", "fact", "lower", "upper", "if_na", "cite"}
        if not words and set(cursor.value) - known:
            return None  # a mistyped word, already told as an unknown key
        if len(words) != 1:
            cursor.fault(f"cần đúng một từ trong: {', '.join(WORDS)}")
            return None
        word = words[0]
        if word not in _WORDS_OF.get(fact.type, ()):
            cursor.at(word).fault(f"từ «{word}» không dùng cho kiểu «{fact.type}»")
            return None
        if word != "between":
            for key in ("lower", "upper"):
                if cursor.has(key):
                    cursor.at(key).fault(f"«{key}» chỉ dùng với «between»")
        if fact.type in NUMERIC:
            return _range_test(cursor, fact, word)
        return _set_test(cursor.at(word), fact, word)


def _set_test(cursor: Cursor, fact: Fact, word: str) -> Demand:
    if fact.type == "bool":
        return Demand(word, allowed=(cursor.flag(),))
    items = list(cursor.items()) if word == "one_of" else [cursor]
    if not items:
        cursor.fault("danh sách rỗng")
    allowed = tuple(item.choice(fact.values) for item in items)
    if len(set(allowed)) != len(allowed):
        cursor.fault("giá trị lặp lại")
    return Demand(word, allowed=allowed)


def _range_test(cursor: Cursor, fact: Fact, word: str) -> Demand | None:
    at = cursor.at(word)
    if word == "between":
        pair = read_pair(at)
        if pair is None:
            return None
        ends = [cursor.at(key).choice(("open", "closed"), default="closed") == "open"
                for key in ("lower", "upper")]  # fmt: skip
        low = Bound.at(pair[0], open=ends[0])
        high = Bound.at(pair[1], open=ends[1])
    else:
        number = read_number(at)
        low = Bound.at(number, open=word == "more_than")
        high = Bound.at(number, open=word == "less_than")
    test = Demand(
        word,
        low=None if word in ("at_most", "less_than") else low,
        high=None if word in ("at_least", "more_than") else high,
    )
    if not any(fault.line == at.line and fault.place == at.place for fault in at.faults):
        _check_reach(at, test, fact.range)
    return test


def _check_reach(cursor: Cursor, test: Demand, limits: tuple[Decimal, Decimal] | None) -> None:
    """A threshold lies in the fact's range, and some value of the range passes."""
    if limits is None:
        return
    low, high = limits
    for end in (test.low, test.high):
        if end is not None and not low <= end.number <= high:
            cursor.fault(f"ngưỡng {end.number} nằm ngoài khoảng [{low}, {high}] của dữ kiện")
            return
    least = test.low or Bound.at(low)
    most = test.high or Bound.at(high)
    if least.number == most.number and (least.open or most.open):
        cursor.fault("khoảng rỗng: không giá trị nào thỏa")
