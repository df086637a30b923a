"""An organisation as a pack brings it: units, bodies, people, posts, who looks after whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from congtam.core import headed, keyed
from congtam.core.marked import Cursor
from congtam.core.packs import records
from congtam.core.packs.posts import Post, check_posts, load_post

FORMAT = "congtam/organisation/1"
# What an office lets its holder do: for units below its own, or for clerks of its own unit.
# `tasks` assigns and checks tasks in its unit and below, `tasks_body` in its own body only;
# `personnel` keeps the personal records of its unit and below.
POWERS = (
    "accounts_below",
    "accounts_own",
    "posts_below",
    "posts_own",
    "regulations",
    "tasks",
    "tasks_body",
    "personnel",
)


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whose data this is; `place` stands before the date on its papers."""

    code: str
    name: str
    short: str
    place: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of the union, 1 the highest."""

    id: str
    title: str
    rank: int


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit and the level it stands on."""

    id: str
    title: str
    tier: str


@dataclass(frozen=True, slots=True)
class Named:
    """An office with the powers it carries, or a kind of body: an id and its words.

    Not a `post`: a seat at a conference or in a party cell, which no report lists.
    """

    id: str
    title: str
    powers: tuple[str, ...] = ()
    post: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where it stands."""

    code: str
    name: str
    short: str
    kind: str
    parent: str
    starts_on: date
    ends_on: date | None
    members: int | None


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, board or team; its code is its own within its unit.

    One outside the system is known by name; a named desk writes its papers down.
    """

    code: str
    unit: str
    kind: str
    name: str
    short: str
    starts_on: date
    ends_on: date | None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an account or without, and the posts held."""

    code: str
    name: str
    login: str
    email: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """Which units a body looks after, and when."""

    unit: str
    body: str
    units: tuple[str, ...]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything about who is where."""

    id: str
    title: str
    sample: bool
    tenant: Tenant
    tiers: tuple[Tier, ...]
    kinds: tuple[UnitKind, ...]
    offices: tuple[Named, ...]
    body_kinds: tuple[Named, ...]
    units: tuple[Unit, ...]
    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    charges: tuple[Charge, ...]
    record_kinds: tuple[records.Kind, ...]

    def top_down(self) -> tuple[Unit, ...]:
        """Every unit behind its parent; otherwise in file order."""
        below: dict[str, list[Unit]] = {}
        for unit in self.units:
            below.setdefault(unit.parent, []).append(unit)
        found = list(below.get("", ()))
        for unit in found:
            found += below.get(unit.code, ())
        return tuple(found)


def load(text: str, file: str) -> Organisation:
    """The organisation in `text`; `Unreadable` names every fault with its line and place."""
    top = keyed.opened(
        text,
        file,
        FORMAT,
        required=(
            "id",
            "title",
            "tenant",
            "tiers",
            "kinds",
            "offices",
            "body_kinds",
            "units",
            "bodies",
            "people",
        ),
        optional=("sample", "charges", "record_kinds"),
    )
    organisation = Organisation(
        id=keyed.name(top),
        title=keyed.title(top),
        sample=keyed.flag(top, "sample"),
        tenant=_tenant(top.at("tenant")),
        tiers=tuple(_tier(at) for at in keyed.rows(top, "tiers")),
        kinds=tuple(_kind(at) for at in keyed.rows(top, "kinds")),
        offices=tuple(_office(at) for at in keyed.rows(top, "offices")),
        body_kinds=tuple(_named(at) for at in keyed.rows(top, "body_kinds")),
        units=tuple(_unit(at) for at in keyed.rows(top, "units")),
        bodies=tuple(_body(at) for at in top.at("bodies").items()),
        people=tuple(_person(at) for at in top.at("people").items()),
        charges=tuple(_charge(at) for at in top.at("charges").items()),
        record_kinds=records.load(top),
    )
    told = len(top.faults)
    _check_once(top)
    _check_known(top, organisation)
    # Each of the next questions makes sense only where the one before found nothing.
    for check in (_check_tree, _check_terms, _check_posts):
        if len(top.faults) == told:
            check(top, organisation)
    top.done()
    return organisation


def _tenant(at: Cursor) -> Tenant:
    if at.value is not None:
        at.keys(required=("code", "name", "short", "place"))
    return Tenant(
        code=keyed.name(at, "code"),
        name=keyed.title(at, "name"),
        short=keyed.title(at, "short", 60),
        place=keyed.title(at, "place", 120),
    )


def _tier(at: Cursor) -> Tier:
    at.keys(required=("id", "title", "rank"))
    return Tier(keyed.name(at), keyed.title(at, longest=120), keyed.whole(at, "rank", 0))


def _kind(at: Cursor) -> UnitKind:
    at.keys(required=("id", "title", "tier"))
    return UnitKind(keyed.name(at), keyed.title(at), keyed.text(at, "tier"))


def _named(at: Cursor) -> Named:
    at.keys(required=("id", "title"))
    return Named(keyed.name(at), keyed.title(at))


def _office(at: Cursor) -> Named:
    at.keys(required=("id", "title"), optional=("powers", "post"))
    powers = tuple(row.choice(POWERS) for row in at.at("powers").items())
    return Named(keyed.name(at), keyed.title(at), powers, keyed.flag(at, "post", default=True))


def _unit(at: Cursor) -> Unit:
    at.keys(
        required=("code", "name", "short", "kind", "from"), optional=("parent", "to", "members")
    )
    term = headed.load_term(at)
    return Unit(
        code=keyed.name(at, "code"),
        name=keyed.title(at, "name"),
        short=keyed.title(at, "short", 120),
        kind=keyed.text(at, "kind"),
        parent=keyed.maybe_text(at, "parent"),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        members=keyed.whole(at, "members", 0) if at.has("members") else None,
    )


def _body(at: Cursor) -> Body:
    at.keys(required=("code", "unit", "kind", "name", "from"), optional=("short", "to", "outside"))
    term = headed.load_term(at)
    name = keyed.title(at, "name")
    return Body(
        code=keyed.name(at, "code"),
        unit=keyed.text(at, "unit"),
        kind=keyed.text(at, "kind"),
        name=name,
        short=keyed.title(at, "short", 120) if at.has("short") else name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        outside=keyed.flag(at, "outside"),
    )


def _person(at: Cursor) -> Person:
    at.keys(required=("code", "name", "posts"), optional=("login", "email"))
    return Person(
        code=keyed.name(at, "code"),
        name=keyed.title(at, "name", 120),
        login=keyed.name(at, "login") if at.has("login") else "",
        email=keyed.maybe_text(at, "email"),
        posts=tuple(load_post(row) for row in keyed.rows(at, "posts")),
    )


def _charge(at: Cursor) -> Charge:
    at.keys(required=("unit", "body", "units", "from"), optional=("to",))
    term = headed.load_term(at)
    return Charge(
        unit=keyed.text(at, "unit"),
        body=keyed.text(at, "body"),
        units=keyed.some_texts(at, "units"),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
    )


def _check_once(top: Cursor) -> None:
    for key in ("tiers", "kinds", "offices", "body_kinds"):
        keyed.once((row.at("id") for row in top.at(key).items()), "mã định danh")
    for key in ("units", "people"):
        keyed.once((row.at("code") for row in top.at(key).items()), "mã")
    keyed.once((row.at("login") for row in top.at("people").items()), "tên đăng nhập")
    codes: dict[str, list[Cursor]] = {}
    for row in top.at("bodies").items():
        codes.setdefault(str(row.at("unit").value), []).append(row.at("code"))
    for of_one_unit in codes.values():
        keyed.once(of_one_unit, "mã")


def _check_known(top: Cursor, organisation: Organisation) -> None:
    units = {u.code for u in organisation.units}
    references: tuple[tuple[Iterable[Cursor], str, set[str], str], ...] = (
        (top.at("kinds").items(), "tier", {t.id for t in organisation.tiers}, "cấp"),
        (top.at("units").items(), "kind", {k.id for k in organisation.kinds}, "loại đơn vị"),
        (top.at("units").items(), "parent", units, "đơn vị"),
        (top.at("bodies").items(), "unit", units, "đơn vị"),
        (
            top.at("bodies").items(),
            "kind",
            {k.id for k in organisation.body_kinds},
            "loại tổ chức",
        ),
        (_posts(top), "unit", units, "đơn vị"),
        (_posts(top), "office", {o.id for o in organisation.offices}, "chức vụ"),
        (top.at("charges").items(), "unit", units, "đơn vị"),
    )
    for rows, key, allowed, what in references:
        for row in rows:
            keyed.known(row.at(key), allowed, what)
    for row in top.at("charges").items():
        keyed.all_known(row, "units", units, "đơn vị")
    _check_bodies(top, units, {(b.unit, b.code) for b in organisation.bodies})


def _check_bodies(top: Cursor, units: set[str], bodies: set[tuple[str, str]]) -> None:
    for row in (*_posts(top), *top.at("charges").items()):
        unit, body = str(row.at("unit").value), row.at("body")
        if body.value is not None and unit in units and (unit, str(body.value)) not in bodies:
            body.fault(f"đơn vị «{unit}» không có tổ chức «{body.value}»")


def _posts(top: Cursor) -> Iterator[Cursor]:
    for person in top.at("people").items():
        yield from person.at("posts").items()


def _check_tree(top: Cursor, organisation: Organisation) -> None:
    parents = {u.code: u.parent for u in organisation.units}
    roots = [row for row in top.at("units").items() if not row.has("parent")]
    if organisation.units and not roots:
        top.at("units").fault("không có đơn vị gốc (đơn vị không có «parent»)")
    for row in roots[1:]:
        row.fault(f"chỉ được một đơn vị gốc, đã có ở dòng {roots[0].line}")
    for row, unit in zip(top.at("units").items(), organisation.units, strict=True):
        seen, above = {unit.code}, unit.parent
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == unit.code:
            row.at("parent").fault(f"đơn vị «{unit.code}» nằm dưới chính nó")


def _check_terms(top: Cursor, organisation: Organisation) -> None:
    units = {u.code: u for u in organisation.units}
    bodies = {(b.unit, b.code): b for b in organisation.bodies}
    for row, unit in zip(top.at("units").items(), organisation.units, strict=True):
        _inside(row, unit, units.get(unit.parent))
    for row, body in zip(top.at("bodies").items(), organisation.bodies, strict=True):
        _inside(row, body, units.get(body.unit))
    posts = [post for person in organisation.people for post in person.posts]
    for row, post in zip(_posts(top), posts, strict=True):
        _inside(row, post, bodies.get((post.unit, post.body)) or units.get(post.unit))
    for row, charge in zip(top.at("charges").items(), organisation.charges, strict=True):
        _inside(row, charge, bodies.get((charge.unit, charge.body)))
        for code in charge.units:
            _inside(row, charge, units.get(code))


def _check_posts(top: Cursor, organisation: Organisation) -> None:
    for row, person in zip(top.at("people").items(), organisation.people, strict=True):
        check_posts(row, person.posts)


def _inside(row: Cursor, inner: Unit | Body | Post | Charge, outer: Unit | Body | None) -> None:
    if outer is None:
        return
    if inner.starts_on < outer.starts_on:
        row.at("from").fault(f"bắt đầu trước «{outer.code}» ({outer.starts_on})")
    if outer.ends_on is not None and (inner.ends_on is None or inner.ends_on > outer.ends_on):
        row.at("to").fault(f"kéo dài quá «{outer.code}» ({outer.ends_on})")
