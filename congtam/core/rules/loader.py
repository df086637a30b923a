"""From the text of a rule set to a `RuleSet`, or every fault with file, line and place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import chain

from congtam.core.canonical import canonical, digest, without
from congtam.core.citations import read_cite
from congtam.core.marked import Cursor, Map, Seq, read
from congtam.core.quotas import Quota, read_quota
from congtam.core.rules.fact_loader import derivation_order, read_facts, read_id
from congtam.core.rules.model import (
    CERTAINTY,
    MANUAL,
    RESERVED,
    Accepted,
    Condition,
    Document,
    Example,
    Fact,
    Interpretation,
    Level,
    Node,
    Otherwise,
    Period,
    RuleSet,
)
from congtam.core.rules.node_loader import Reader, conditions_of

FORMAT = "congtam/rules/1"
_REQUIRED = (
    "format", "id", "version", "title", "subject", "period", "documents", "facts", "levels",
    "otherwise",
)  # fmt: skip
_OPTIONAL = (
    "status", "check_first", "invariants", "interpretations", "examples", "quotas", "caps",
    "accepted",
)  # fmt: skip
_UNSEALED = ("status", "accepted")
_ABOUT_DOCUMENT = ("number", "issued", "issuer", "source", "basis", "certainty")


def load(text: str, file: str) -> RuleSet:
    """The rule set in `text`; `Unreadable` carries every fault found."""
    tree = read(unicodedata.normalize("NFC", text), file)
    top = Cursor.top(tree, file)
    top.keys(required=_REQUIRED, optional=_OPTIONAL)
    top.at("format").choice((FORMAT,))
    documents = _documents(top.at("documents"))
    facts = read_facts(top.at("facts"), needed=_any_stated(top.at("levels")))
    derived = derivation_order(facts, top.at("facts"))
    reader = Reader(facts, documents)
    levels = reader.levels(top.at("levels"))
    ids = tuple(level.id for level in levels)
    unstated = {level.id for level in levels if level.unstated}
    check_first = _check_first(top.at("check_first"), ids, unstated)
    otherwise = _otherwise(top.at("otherwise"), ids, documents)
    caps = tuple(reader.caps(top.at("caps"), ids))
    invariants = tuple(reader.invariants(top.at("invariants")))
    quotas = _quotas(top.at("quotas"), ids, documents)
    inputs = _inputs(facts)
    named = {*reader.used, *ids, *inputs, *(quota.id for quota in quotas)}
    sealed = canonical(without(tree, _UNSEALED))
    rule_set = RuleSet(
        id=read_id(top.at("id")),
        version=_version(top.at("version")),
        title=top.at("title").text(),
        subject=top.at("subject").text(),
        period=_period(top.at("period")),
        status=_optional(top, "status"),
        documents=documents,
        facts=facts,
        levels=levels,
        check_first=check_first,
        otherwise=otherwise,
        invariants=invariants,
        interpretations=_interpretations(top.at("interpretations"), named),
        examples=tuple(_examples(top.at("examples"), inputs, ids)),
        quotas=quotas,
        caps=caps,
        accepted=tuple(_accepted(top.at("accepted"))),
        order=_order(levels, check_first),
        inputs=inputs,
        derived=derived,
        cuts=_cuts(facts, [*(level.group for level in levels), *(c.when for c in caps if c.when)]),
        canonical=sealed,
        whole=canonical(tree),
        sha256=digest(sealed),
    )
    top.done()
    return rule_set


def _optional(owner: Cursor, key: str) -> str:
    return owner.at(key).text() if owner.has(key) else ""


def _version(cursor: Cursor) -> int:
    text = cursor.text() if cursor.value is not None else ""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        cursor.fault("phiên bản phải là số nguyên từ 1")
        return 0
    return int(text)


def _period(cursor: Cursor) -> Period:
    if not cursor.keys(required=("from",), optional=("to",)):
        return Period(date.min, None)
    first = cursor.at("from").day()
    last = cursor.at("to").day() if cursor.has("to") else None
    if last is not None and last < first:
        cursor.fault("ngày cuối trước ngày đầu")
    return Period(first, last)


def _documents(cursor: Cursor) -> dict[str, Document]:
    found = {}
    for key, entry in cursor.entries():
        entry.keys(required=("title",), optional=_ABOUT_DOCUMENT)
        found[key] = Document(
            id=key,
            title=entry.at("title").text(),
            number=_optional(entry, "number"),
            issued=entry.at("issued").day() if entry.has("issued") else None,
            issuer=_optional(entry, "issuer"),
            source=_optional(entry, "source"),
            basis=entry.at("basis").texts(),
            certainty=entry.at("certainty").choice(CERTAINTY) if entry.has("certainty") else "",
        )
    if not found:
        cursor.fault("phải có ít nhất một văn bản")
    return found


def _any_stated(levels: Cursor) -> bool:
    """False only when every level is without conditions, so that no fact is needed."""
    members = levels.value if isinstance(levels.value, Seq) else ()
    return not members or any(
        not isinstance(member, Map) or str(member.get("unstated")) != "true" for member in members
    )


def _check_first(cursor: Cursor, ids: tuple[str, ...], unstated: set[str]) -> tuple[str, ...]:
    found: list[str] = []
    for item in cursor.items():
        level = item.choice(ids)
        if level in found:
            item.fault(f"mức «{level}» lặp lại")
        if level in unstated:
            item.fault(f"mức «{level}» không nêu điều kiện thì không xét trước được")
        found.append(level)
    return tuple(found)


def _order(levels: tuple[Level, ...], check_first: tuple[str, ...]) -> tuple[Level, ...]:
    """The order of trying: `check_first` as listed, then from best to worst."""
    first = [level for key in check_first for level in levels if level.id == key]
    return (*first, *(level for level in levels if level.id not in check_first))


def _otherwise(cursor: Cursor, ids: tuple[str, ...], documents: dict[str, Document]) -> Otherwise:
    if not cursor.keys(required=("outcome",), optional=("why", "cite")):
        return Otherwise(MANUAL)
    outcome = cursor.at("outcome").choice((MANUAL, *ids))
    cited = outcome != MANUAL or cursor.has("cite")
    return Otherwise(
        outcome, _optional(cursor, "why"), read_cite(cursor, documents) if cited else None
    )


def _interpretations(cursor: Cursor, named: set[str]) -> tuple[Interpretation, ...]:
    found: dict[str, Interpretation] = {}
    for item in cursor.items():
        if not item.keys(required=("id", "text"), optional=("decided_by", "of")):
            continue
        key = read_id(item.at("id"))
        if key in found:
            item.at("id").fault(f"mã «{key}» lặp lại")
        of = tuple(_named(one, named) for one in item.at("of").items())
        found[key] = Interpretation(key, item.at("text").text(), _optional(item, "decided_by"), of)
    return tuple(found.values())


def _named(cursor: Cursor, named: set[str]) -> str:
    name = cursor.text()
    if name and name not in named:
        cursor.fault(f"không có điều kiện, mức hay dữ kiện nào mang mã «{name}»")
    return name


def _examples(cursor: Cursor, inputs: tuple[str, ...], ids: tuple[str, ...]) -> Iterator[Example]:
    for item in cursor.items():
        if not item.keys(required=("given", "expect"), optional=("possible", "why")):
            continue
        for name, value in item.at("given").entries():
            if name not in inputs:
                value.fault(f"dữ kiện lạ «{name}»")
        outcomes = (*ids, *RESERVED)
        yield Example(
            place=item.place,
            line=item.line,
            given={name: value.value for name, value in item.at("given").entries()},
            expect=item.at("expect").choice(outcomes),
            possible=tuple(one.choice(outcomes) for one in item.at("possible").items()),
        )


def _quotas(
    cursor: Cursor, ids: tuple[str, ...], documents: dict[str, Document]
) -> tuple[Quota, ...]:
    found: dict[str, Quota] = {}
    for item in cursor.items():
        quota = read_quota(item, ids, documents)
        if quota is not None:
            if quota.id in found:
                item.at("id").fault(f"mã «{quota.id}» lặp lại")
            found[quota.id] = quota
    return tuple(found.values())


def _accepted(cursor: Cursor) -> Iterator[Accepted]:
    for item in cursor.items():
        if item.keys(required=("key", "by", "reason")):
            yield Accepted(*(item.at(key).text() for key in ("key", "by", "reason")))


def _inputs(facts: dict[str, Fact]) -> tuple[str, ...]:
    """Every name a value may be given for: the facts, and the parts that are no facts."""
    parts = chain.from_iterable(fact.of.parts for fact in facts.values() if fact.of)
    return tuple(dict.fromkeys(chain(facts, parts)))


def _cuts(facts: dict[str, Fact], nodes: list[Node]) -> dict[str, tuple[Fraction, ...]]:
    """The numbers at which each fact matters: thresholds and the ends of its range."""
    cuts: dict[str, set[Fraction]] = {
        key: {Fraction(end) for end in fact.range or ()} for key, fact in facts.items()
    }
    for condition in _all_conditions(nodes):
        ends = (condition.test.low, condition.test.high)
        found = cuts.setdefault(condition.fact, set())
        found.update(end.fraction() for end in ends if end is not None)
    return {key: tuple(sorted(found)) for key, found in cuts.items()}


def _all_conditions(nodes: list[Node]) -> Iterator[Condition]:
    for node in nodes:
        yield from conditions_of(node)
