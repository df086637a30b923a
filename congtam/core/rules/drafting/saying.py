"""A draft in words: its conditions as they stand, and where a fault of the loader lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congtam.core.marked import Fault
from congtam.core.rules.drafting.nodes import members, mode
from congtam.core.rules.drafting.parts import EXAMPLES, KEYED, PARTS, Tree, entries
from congtam.core.rules.node_loader import WORDS

WORD_LABELS = {
    "at_least": "ít nhất",
    "more_than": "trên",
    "at_most": "không quá",
    "less_than": "dưới",
    "equals": "bằng",
    "between": "từ … đến …",
    "is": "là",
    "one_of": "là một trong",
}
MODE_LABELS = {
    "all": "Đủ tất cả",
    "any": "Ít nhất một trong",
    "not": "Không thuộc trường hợp",
}
NA_LABELS = {"pass": "coi như đạt", "fail": "coi như không đạt", "unknown": "chưa xác định"}
# What the loader says of a file, for somebody who sees forms and no keys.
_PLAINER = (
    ("nhóm rỗng", "chưa có điều kiện nào"),
    ("thiếu trích dẫn", "thiếu trích dẫn"),
    ("thiếu khóa «at»", "trích dẫn thiếu điều, khoản, điểm"),
    ("thiếu khóa «doc»", "trích dẫn chưa chọn văn bản"),
    ("thiếu khóa «title»", "thiếu trích yếu"),
    ("cần đúng một trong: all, any, not", "nhóm chưa có điều kiện nào"),
    ("cần đúng một từ trong", "chưa nêu điều kiện"),
    ("không có trong «documents»", "trích dẫn một văn bản không còn trong danh sách"),
    ("không dùng cho kiểu", "điều kiện không hợp với kiểu của dữ kiện"),
    ("cần nêu «if_na»", "chưa nêu cách hiểu khi dữ kiện «không áp dụng»"),
    ("kiểu «number» cần «range»", "thiếu khoảng thấp nhất, cao nhất"),
    ("kiểu «enum» cần danh sách", "thiếu các giá trị"),
    ("cần đúng một dạng: le", "chưa nêu ràng buộc"),
)
_FLAGS = {"true": "có", "false": "không"}
_TOKEN = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fault lies: the part, the key of the item, the address of the node in a level."""

    part: str
    key: str
    address: str
    says: str


def word_of(node: Tree) -> str:
    """The word of a condition; empty while it has none."""
    return next((word for word in WORDS if node.get(word) is not None), "")


def condition_says(tree: Tree, node: Tree) -> str:
    """One condition: fact, word and value as they stand."""
    facts = tree.get("facts") or {}
    fact = facts.get(node.get("fact")) or {}
    label = fact.get("label") or f"«{node.get('fact') or '…'}»"
    return f"{label}: {demand_says(fact, node)}"


def demand_says(fact: Tree, node: Tree) -> str:
    """What is asked of a fact, in the documents' words."""
    word = word_of(node)
    value = node.get(word)
    if not word or not value:
        return "chưa nêu điều kiện"
    if word == "between" and isinstance(value, list) and len(value) == 2:
        low = "trên" if node.get("lower") == "open" else "từ"
        high = "dưới " if node.get("upper") == "open" else ""
        return f"{low} {value_says(fact, value[0])} đến {high}{value_says(fact, value[1])}"
    if isinstance(value, list):
        return f"{WORD_LABELS[word]}: {', '.join(value_says(fact, one) for one in value)}"
    return f"{WORD_LABELS[word]} {value_says(fact, value)}"


def value_says(fact: Tree, value: object) -> str:
    """One value as people write it: decimal comma, percent sign, có and không."""
    if value is None:
        return "chưa có"
    if isinstance(value, Mapping):
        return f"{value.get('num', '')}/{value.get('den', '')}"
    text = str(value)
    if text == "n/a":
        return "không áp dụng"
    kind = fact.get("type")
    if kind == "bool":
        return _FLAGS.get(text, text)
    if kind == "enum":
        return str((fact.get("value_labels") or {}).get(text, text))
    return text.replace(".", ",") + ("%" if kind == "percent" else "")


def plainer(says: str) -> str:
    """The words of the loader without its keys."""
    return next((words for part, words in _PLAINER if part in says), says)


def spot(tree: Tree, fault: Fault) -> Spot:
    """The part, item and node that a fault of the loader speaks about."""
    tokens = [number or name for number, name in _TOKEN.findall(fault.place)]
    says = plainer(fault.says)
    part = tokens[0] if tokens else ""
    if part not in PARTS:
        part = "order" if part in ("otherwise", "check_first") else "about"
        return Spot(part, "-", "", says)
    if len(tokens) == 1:
        return Spot(part, "", "", says)
    if part in KEYED:
        key = _longest(tree, part, fault.place.partition(".")[2])
        return Spot(part, key, "", says)
    place = int(tokens[1]) if tokens[1].isdigit() else 0
    listed = entries(tree, part)
    key = listed[place][0] if place < len(listed) else ""
    address = _address(listed[place][1], key, tokens[2:]) if part == "levels" and key else ""
    return Spot(part, key, address, says)


def _longest(tree: Tree, part: str, rest: str) -> str:
    """The key that a place begins with: keys may hold points themselves."""
    known = [key for key, _item in entries(tree, part) if f"{rest}.".startswith(f"{key}.")]
    return max(known, key=len, default="")


def _address(node: Tree, level: str, tokens: list[str]) -> str:
    """Follows the words of a place down to the deepest node that it names."""
    steps: list[str] = []
    left = list(tokens)
    while left and left[0] == mode(node):
        if left[0] == "not":
            step, left = 0, left[1:]
        elif len(left) > 1 and left[1].isdigit():
            step, left = int(left[1]), left[2:]
        else:
            break
        inner = members(node)
        if step >= len(inner):
            break
        node = inner[step]
        steps.append(str(step))
    return f"{level}:{'.'.join(steps)}"


def item_says(tree: Tree, part: str, key: str, item: Tree) -> str:
    """The name of an item on the screen."""
    if part == EXAMPLES:
        return f"Ví dụ {int(key) + 1}"
    said: Any = item.get("label") or item.get("title") or item.get("text") or item.get("why")
    return str(said or key)
