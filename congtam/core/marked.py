"""YAML whose every scalar stays text and knows its line, and a cursor that types it.

Plain YAML readers turn `on` into True, `1.10` into 1.1, `12:30` into 750 and drop
duplicate keys in silence; a rule book cannot afford any of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

# Eight times faster where PyYAML was built with its C parser, as its wheels are.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, with its exact place."""

    file: str
    line: int
    place: str
    says: str

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{self.file}:{self.line}: {place}{self.says}"


class Unreadable(Exception):
    """A file that cannot be taken. Carries every fault found, in the order of lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line)))
        super().__init__("\n".join(str(f) for f in self.faults))


class Text(str):
    """A scalar as typed; `plain` tells whether it stood without quotes."""

    line: int
    plain: bool

    @classmethod
    def at(cls, value: str, line: int, plain: bool) -> Text:
        text = cls(value)
        text.line, text.plain = line, plain
        return text


class Map(dict[str, Any]):
    """A mapping that remembers where each key stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Seq(list[Any]):
    """A sequence that remembers where it starts."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


@dataclass
class _Builder:
    file: str
    faults: list[Fault] = field(default_factory=list)

    def build(self, node: yaml.Node, place: str, aliases: bool) -> Any:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            # The C parser says "" of a plain scalar, the other one None.
            if not node.style and node.value in ("", "~", "null"):
                return None
            return Text.at(node.value, line, plain=not node.style)
        if isinstance(node, yaml.SequenceNode):
            out = Seq(line)
            out.extend(self.build(n, f"{place}[{i}]", aliases) for i, n in enumerate(node.value))
            return out
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, place, aliases)

    def _mapping(self, node: yaml.MappingNode, place: str, aliases: bool) -> Map:
        out = Map(node.start_mark.line + 1)
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            here = f"{place}.{key}" if place else key
            value = self.build(value_node, here, aliases or key == "examples")
            if key == "<<" and aliases and isinstance(value, Map):
                merged |= value
                continue
            if key in out.lines:
                self.faults.append(Fault(self.file, line, here, f"khóa «{key}» lặp lại"))
            out[key] = value
            out.lines[key] = line
        for key, value in merged.items():
            out.setdefault(key, value)
            out.lines.setdefault(key, out.line)
        return out


def read(text: str, file: str) -> Map:
    """The one document of `text` as marked values; `Unreadable` names every fault."""
    try:
        _refuse_aliases_outside_examples(text, file)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(
            [Fault(file, line, "", f"không đọc được YAML: {error.problem}")]
        ) from error
    except yaml.YAMLError as error:
        raise Unreadable([Fault(file, 1, "", f"không đọc được YAML: {error}")]) from error
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable([Fault(file, 1, "", "tệp phải là một bảng khóa: giá trị")])
    builder = _Builder(file)
    value = builder.build(node, "", aliases=False)
    if builder.faults:
        raise Unreadable(builder.faults)
    assert isinstance(value, Map)
    return value


def _refuse_aliases_outside_examples(text: str, file: str) -> None:
    if "&" not in text and "*" not in text:
        return
    inside = False
    for event in yaml.parse(text, Loader=LOADER):
        mark = event.start_mark
        if mark and isinstance(event, yaml.ScalarEvent) and mark.column == 0:
            inside = event.value == "examples"
        anchored = getattr(event, "anchor", None) or isinstance(event, yaml.AliasEvent)
        if mark and anchored and not inside:
            says = "neo (&, *) chỉ dùng trong «examples»"
            raise Unreadable([Fault(file, mark.line + 1, "", says)])


@dataclass(slots=True)
class Cursor:
    """A marked value, its place and the shared list of faults."""

    value: Any
    file: str
    place: str
    line: int
    faults: list[Fault]

    @classmethod
    def top(cls, value: Map, file: str) -> Cursor:
        return cls(value, file, "", value.line, [])

    def fault(self, says: str) -> None:
        """Write down that something is wrong here."""
        self.faults.append(Fault(self.file, self.line, self.place or "(tệp)", says))

    def done(self) -> None:
        """Raise `Unreadable` when any fault was written down."""
        if self.faults:
            raise Unreadable(self.faults)

    def keys(self, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> bool:
        """True when this is a mapping with just these keys; each other key is a fault."""
        if not isinstance(self.value, Map):
            self.fault("phải là một bảng khóa: giá trị")
            return False
        required = tuple(required)
        known = {*required, *optional}
        for key in self.value:
            if key not in known:
                self.at(key).fault(f"khóa lạ «{key}»")
        for key in required:
            if key not in self.value:
                self.fault(f"thiếu khóa «{key}»")
        return all(key in self.value for key in required)

    def has(self, key: str) -> bool:
        return isinstance(self.value, Map) and self.value.get(key) is not None

    def at(self, key: str) -> Cursor:
        """The value under `key` (None when absent)."""
        value = self.value.get(key) if isinstance(self.value, Map) else None
        line = self.value.lines.get(key, self.line) if isinstance(self.value, Map) else self.line
        return Cursor(
            value, self.file, f"{self.place}.{key}" if self.place else key, line, self.faults
        )

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """Key and value of a mapping, in the order of the file."""
        if self.value is None:
            return
        if not isinstance(self.value, Map):
            self.fault("phải là một bảng khóa: giá trị")
            return
        for key in self.value:
            yield key, self.at(key)

    def items(self) -> Iterator[Cursor]:
        """The members of a sequence; nothing when it is absent."""
        if self.value is None:
            return
        if not isinstance(self.value, Seq):
            self.fault("phải là một danh sách")
            return
        for i, value in enumerate(self.value):
            line = getattr(value, "line", self.line)
            yield Cursor(value, self.file, f"{self.place}[{i}]", line, self.faults)

    def text(self, default: str = "") -> str:
        """The scalar as text; a fault when it is no scalar or empty without default."""
        if self.value is None and default:
            return default
        if not isinstance(self.value, Text) or not self.value.strip():
            self.fault("phải là một chuỗi")
            return default
        return str(self.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def choice(self, allowed: Iterable[str], default: str = "") -> str:
        allowed = tuple(allowed)
        text = self.text(default)
        if text and text not in allowed:
            self.fault(f"«{text}» không thuộc: {', '.join(allowed)}")
        return text

    def number(self, default: Decimal = Decimal(0)) -> Decimal:
        """A finite decimal number, written with a point."""
        if not isinstance(self.value, Text):
            self.fault("phải là một số")
            return default
        try:
            number = Decimal(str(self.value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number.adjusted() > 12:
            self.fault(f"«{self.value}» không phải là số dùng được")
            return default
        return number

    def day(self, default: date = date.min) -> date:
        """A date written 2021-11-06."""
        try:
            return date.fromisoformat(str(self.value))
        except ValueError:
            self.fault(f"«{self.value}» không phải ngày dạng 2021-11-06")
            return default

    def flag(self, default: bool = False) -> bool:
        if self.value is None:
            return default
        if str(self.value) not in ("true", "false"):
            self.fault("phải là true hoặc false")
            return default
        return str(self.value) == "true"
