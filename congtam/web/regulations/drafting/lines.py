"""The items of a part as lines to be read, each with what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.core.rules.drafting import nodes
from congtam.core.rules.drafting.parts import EXAMPLES, KEYED, Tree, entries, mark
from congtam.core.rules.drafting.saying import (
    MODE_LABELS,
    NA_LABELS,
    condition_says,
    item_says,
    value_says,
)
from congtam.core.rules.model import CERTAINTY, INVALID, MANUAL, UNKNOWN
from congtam.regulations.actions.drafting import own
from congtam.web.regulations.drafting.desk import Desk
from congtam.web.regulations.drafting.forms.examples import typed
from congtam.web.regulations.drafting.forms.facts import BETTER, TYPES
from congtam.web.regulations.drafting.forms.levels import UNSTATED
from congtam.web.regulations.drafting.panel import SLUG_OF


@dataclass
class Cited:
    """A citation as shown: place, quote, and whether the quote stands in the stored text."""

    place: str
    quote: str
    found: str
    url: str
    inherited: bool = False


@dataclass
class Line:
    """One item, condition or group of the draft."""

    key: str
    title: str
    notes: list[str]
    anchor: str
    seen: str
    urls: dict[str, str]
    cited: Cited | None = None
    flaws: list[str] = field(default_factory=list)
    depth: int = 0
    group: bool = False
    first: bool = False
    last: bool = False
    code: str = ""


@dataclass
class LevelLines:
    """A level with its conditions; `wants` says why it takes no more."""

    head: Line
    rows: list[Line]
    mode: str
    takes: bool


def item_lines(desk: Desk, part: str) -> list[Line]:
    """Every item of a part but the levels, in their order."""
    found = [_item(desk, part, key, item) for key, item in entries(desk.tree, part)]
    return found if part in KEYED else _placed(found)


def _placed(lines: list[Line]) -> list[Line]:
    """The first cannot go up, the last not down."""
    for place, line in enumerate(lines):
        line.first, line.last = place == 0, place == len(lines) - 1
    return lines


def level_lines(desk: Desk) -> list[LevelLines]:
    """The levels from best to worst, with everything they ask."""
    found = []
    for key, item in entries(desk.tree, "levels"):
        head = _item(desk, "levels", key, item)
        head.flaws += _flaws(desk, "levels", key, f"{key}:")
        head.urls["add"] = _address_url(desk, "add_condition", f"{key}:")
        rows = [_node(desk, row) for row in nodes.rows(desk.tree, key)]
        silent = item.get(UNSTATED) == "true"
        word = nodes.mode(item)
        mode = _("Văn bản không nêu điều kiện") if silent else MODE_LABELS.get(word, "")
        takes = not silent and not (word == "not" and rows)
        found.append(LevelLines(head, rows, mode, takes))
    _placed([level.head for level in found])
    return found


def _item(desk: Desk, part: str, key: str, item: Tree) -> Line:
    args = [desk.draft.pk, SLUG_OF[part], key]
    names = {"edit": "item", "drop": "drop", "move": "move"}
    line = Line(
        key=key,
        title=item_says(desk.tree, part, key, item),
        notes=_NOTES[part](desk.tree, item),
        anchor=f"muc-{key}" if part == "levels" else f"dong-{key}",
        seen=mark(own(desk.tree, part, key)),
        urls={name: reverse(f"regulations:{view}", args=args) for name, view in names.items()},
        cited=_cited(desk, item, part, key),
        flaws=_flaws(desk, part, key, ""),
        first=True,
        last=True,
        code="" if part == EXAMPLES else key,
    )
    if line.title == key and line.notes:
        line.title, line.notes = str(line.notes[0]), line.notes[1:]
    if part == EXAMPLES:
        expected = outcome_label(desk.tree, str(item.get("expect")))
        line.title = _("%(name)s: phải ra «%(level)s»") % {"name": line.title, "level": expected}
        line.flaws += [says for place, says in failures(desk) if place == key]
        line.urls["again"] = f"{reverse('regulations:add', args=args[:2])}?tu={key}#mo"
        line.urls["trial"] = _try_url(desk, item)
    return line


def failures(desk: Desk) -> list[tuple[str, str]]:
    """The examples that come out otherwise: place and words."""
    found = []
    for failure in desk.judged.failing:
        place = failure.example.place.removeprefix("examples[").removesuffix("]")
        said = {
            "wanted": outcome_label(desk.tree, failure.example.expect),
            "got": outcome_label(desk.tree, failure.got.outcome),
        }
        found.append((place, _("phải ra «%(wanted)s», bộ quy tắc cho «%(got)s»") % said))
    return found


def _try_url(desk: Desk, item: Tree) -> str:
    query = urlencode(typed(item.get("given") or {}))
    return f"{reverse('regulations:what_if', args=[desk.draft.pk])}?{query}"


def _node(desk: Desk, row: nodes.Row) -> Line:
    node, address = row.node, row.address
    views = {"edit": "condition", "drop": "drop_condition", "move": "move_condition"}
    if row.group:
        views["add"] = "add_condition"
    notes = []
    if node.get("if_na"):
        notes.append(_("khi không áp dụng: %s") % NA_LABELS.get(node["if_na"], node["if_na"]))
    word = nodes.mode(node)
    full = row.group and word == "not" and bool([one for one in nodes.members(node) if one])
    line = Line(
        key=address,
        title=MODE_LABELS.get(word, _("Nhóm điều kiện"))
        if row.group
        else condition_says(desk.tree, node),
        notes=notes,
        anchor=f"dk-{address.replace(':', '-').replace('.', '-')}",
        seen=mark(node),
        urls={name: _address_url(desk, view, address) for name, view in views.items()},
        cited=_cited(desk, node, "conditions", address, covered=_covered(desk.tree, address)),
        flaws=_flaws(desk, "levels", address.partition(":")[0], address),
        depth=row.depth,
        group=row.group,
        first=row.first,
        last=row.last,
        code=str(node.get("id") or ""),
    )
    if full:
        line.urls.pop("add", None)
    return line


def _address_url(desk: Desk, view: str, address: str) -> str:
    return reverse(f"regulations:{view}", args=[desk.draft.pk, address])


def _flaws(desk: Desk, part: str, key: str, address: str) -> list[str]:
    return [
        one.says
        for one in desk.spots
        if one.part == part and one.key == key and one.address == address
    ]


def _covered(tree: Tree, address: str) -> bool:
    """Whether a group above carries a citation for everything in it."""
    level, _colon, steps = address.partition(":")
    above = steps.split(".")[:-1]
    places = [f"{level}:{'.'.join(above[:depth])}" for depth in range(len(above) + 1)]
    return any(nodes.at(tree, place).get("cite") for place in places)


def _cited(desk: Desk, item: Tree, kind: str, key: str, *, covered: bool = False) -> Cited | None:
    """Where it is written; None for what carries no citation of its own."""
    if kind not in ("conditions", "levels", "caps", "quotas"):
        return None
    cite = item.get("cite") or {}
    documents = dict(entries(desk.tree, "documents"))
    document = documents.get(str(cite.get("doc")), {})
    named = str(document.get("number") or document.get("title") or cite.get("doc") or "")
    place = ", ".join(one for one in (named, str(cite.get("at") or "")) if one)
    url = reverse("regulations:cite", args=[desk.draft.pk, kind, key])
    inherited = covered and not cite
    return Cited(place, str(cite.get("quote") or ""), desk.quoted(cite), url, inherited)


def _document(tree: Tree, item: Tree) -> list[str]:
    said = [str(item.get(key) or "") for key in ("number", "issuer", "issued")]
    return [*(one for one in said if one), CERTAINTY.get(str(item.get("certainty")), "")]


def _fact(tree: Tree, item: Tree) -> list[str]:
    low, high = item.get("range") or ("", "")
    of = item.get("of") or {}
    labels = item.get("value_labels") or {}
    kinds, better = dict(TYPES), dict(BETTER)
    counted = {"num": _("tính từ hai số đếm"), "sum": _("tổng"), "mean": _("trung bình"),
               "weighted": _("trung bình có trọng số")}  # fmt: skip
    return [
        str(kinds.get(str(item.get("type")), "")),
        _("từ %(low)s đến %(high)s") % {"low": low, "high": high} if high else "",
        ", ".join(str(labels.get(one, one)) for one in item.get("values") or []),
        str(better.get(str(item.get("better")), "")),
        next((str(words) for key, words in counted.items() if key in of), ""),
        _("có thể không áp dụng") if item.get("na") == "allowed" else "",
    ]


def _example(tree: Tree, item: Tree) -> list[str]:
    facts = dict(entries(tree, "facts"))
    given = [
        f"{facts.get(name, {}).get('label', name)}: {value_says(facts.get(name, {}), value)}"
        for name, value in (item.get("given") or {}).items()
    ]
    return [*given, str(item.get("why") or "")]


def outcome_label(tree: Tree, outcome: str) -> str:
    """The words for what comes out."""
    named = {
        MANUAL: _("Người có thẩm quyền quyết định"),
        UNKNOWN: _("Chưa xác định"),
        INVALID: _("Dữ liệu không hợp lệ"),
    }
    level = dict(entries(tree, "levels")).get(outcome, {})
    return str(level.get("label") or named.get(outcome, outcome))


def _reading(tree: Tree, item: Tree) -> list[str]:
    decided = item.get("decided_by")
    said = _("%s quyết định") % decided if decided else _("chưa ai quyết định")
    of = ", ".join(item.get("of") or [])
    return [said, _("gắn với %s") % of if of else ""]


def _invariant(tree: Tree, item: Tree) -> list[str]:
    facts = dict(entries(tree, "facts"))
    named = [
        f"«{facts.get(name, {}).get('label') or name}»"
        for name in item.get("le") or item.get("same_na") or []
    ]
    if item.get("le"):
        return [" ≤ ".join(named)]
    if named:
        return [_("%s cùng áp dụng hoặc cùng không áp dụng") % ", ".join(named)]
    one, two = (condition_says(tree, item.get(key) or {}) for key in ("if", "then"))
    return [_("Nếu %(one)s thì %(two)s") % {"one": one, "two": two}]


def _cap(tree: Tree, item: Tree) -> list[str]:
    facts = dict(entries(tree, "facts"))
    ceiling = item.get("not_above")
    said = (
        str(facts.get(str(ceiling), {}).get("label") or ceiling)
        if ceiling
        else outcome_label(tree, str(item.get("at_most")))
    )
    when = item.get("when") or {}
    return [
        _("không cao hơn %s") % said,
        _("khi %s") % condition_says(tree, when) if "fact" in when else "",
        _("chỉ nhắc") if item.get("warns") == "true" else "",
    ]


def _quota(tree: Tree, item: Tree) -> list[str]:
    levels = item.get("level") or []
    named = ", ".join(
        outcome_label(tree, level) for level in ([levels] if isinstance(levels, str) else levels)
    )
    percent = value_says({"type": "percent"}, item.get("at_most_percent"))
    return [_("%(levels)s: không quá %(percent)s") % {"levels": named, "percent": percent}]


def _none(tree: Tree, item: Tree) -> list[str]:
    return []


_NOTES: dict[str, Callable[[Tree, Tree], list[Any]]] = {
    "documents": _document,
    "facts": _fact,
    "levels": _none,
    "examples": _example,
    "interpretations": _reading,
    "invariants": _invariant,
    "caps": _cap,
    "quotas": _quota,
}
