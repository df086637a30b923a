"""What stands beside the forms: faults, findings with their witness, examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules import Finding
from congtam.core.rules.checking.findings import EXAMPLE_FAILS
from congtam.core.rules.drafting.parts import Tree, entries
from congtam.core.rules.drafting.saying import Spot, item_says, value_says
from congtam.core.rules.model import Accepted
from congtam.web.regulations.drafting.desk import Desk

# Slug in the address, part of the tree, words on the screen.
PARTS = (
    ("thong-tin", "about", lazy("Thông tin")),
    ("van-ban", "documents", lazy("Văn bản")),
    ("du-kien", "facts", lazy("Dữ kiện")),
    ("muc", "levels", lazy("Mức và điều kiện")),
    ("thu-tu", "order", lazy("Thứ tự xét")),
    ("rang-buoc", "invariants", lazy("Ràng buộc")),
    ("vi-du", "examples", lazy("Ví dụ")),
    ("dien-giai", "interpretations", lazy("Diễn giải")),
    ("tran", "caps", lazy("Trần")),
    ("han-muc", "quotas", lazy("Hạn mức")),
)
PART_OF = {slug: part for slug, part, _label in PARTS}
SLUG_OF = {part: slug for slug, part, _label in PARTS}
LABEL_OF = {part: label for _slug, part, label in PARTS}
SHOWN = 3  # of one kind at once; the others one click away
SINGLE = ("about", "order")
KINDS = {
    "gap": lazy("Không mức nào áp dụng"),
    "overlap": lazy("Hai mức cùng áp dụng"),
    "crossing": lazy("Mức trên không bao hàm mức dưới"),
    "unreachable": lazy("Mức không ai đạt được"),
    "redundant": lazy("Điều kiện thừa"),
    "non_monotone": lazy("Tốt hơn mà xếp thấp hơn"),
    "dead_fact": lazy("Dữ kiện không dùng đến"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as the panel shows it."""

    key: str
    says: str
    region: list[tuple[str, str]]
    witness: list[tuple[str, str]]
    levels: list[tuple[str, str]]
    about: tuple[str, str]
    accepted: Accepted | None


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one kind, and where several are accepted at once."""

    label: str
    told: list[Told]
    accept_all: str

    @property
    def first(self) -> list[Told]:
        return self.told[:SHOWN]

    @property
    def rest(self) -> list[Told]:
        return self.told[SHOWN:]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place that cannot be read yet, and where it is mended."""

    where: str
    says: str
    url: str


def part_url(desk: Desk, part: str) -> str:
    return reverse("regulations:draft", args=[desk.draft.pk, SLUG_OF[part]])


def panel(desk: Desk) -> dict[str, Any]:
    """The context of the panel."""
    judged = desk.judged
    report = judged.report
    taken = [finding for finding in (report.findings if report else ()) if finding.accepted]
    kinds = _kinds(desk)
    open_count = sum(len(kind.told) for kind in kinds)
    examples = len(entries(desk.tree, "examples"))
    return {
        "flaws": [_flaw(desk, one) for one in desk.spots],
        "kinds": kinds,
        "open_count": open_count,
        "taken": [_told(desk, finding) for finding in taken],
        "stale": report.stale if report else (),  # taken on, but no finding answers to them now
        "cut": [str(KINDS.get(kind, kind)) for kind in (report.cut if report else ())],
        "readable": report is not None,
        "examples": examples,
        "failing": len(judged.failing),
        "passing": examples - len(judged.failing),
        "ready": report is not None and not open_count and not judged.failing and not report.cut,
        "examples_url": part_url(desk, "examples"),
    }


def counts(desk: Desk) -> list[dict[str, Any]]:
    """The parts with how much is in them and how much of it cannot be read."""
    return [
        {
            "part": part,
            "label": label,
            "url": part_url(desk, part),
            "count": None if part in SINGLE else len(entries(desk.tree, part)),
            "flaws": sum(1 for one in desk.spots if one.part == part),
        }
        for _slug, part, label in PARTS
    ]


def told_open(desk: Desk) -> dict[str, list[Told]]:
    """The findings nobody has accepted, by kind."""
    grouped: dict[str, list[Told]] = {}
    for finding in desk.judged.report.open if desk.judged.report else ():
        if finding.kind == EXAMPLE_FAILS:
            continue  # told with the examples, and never accepted
        grouped.setdefault(finding.kind, []).append(_told(desk, finding))
    return grouped


def _kinds(desk: Desk) -> list[Kind]:
    url = reverse("regulations:accept", args=[desk.draft.pk])
    return [
        Kind(
            str(KINDS.get(kind, kind)),
            told,
            f"{url}?loai={kind}" if len(told) > 1 else "",
        )
        for kind, told in told_open(desk).items()
    ]


def _told(desk: Desk, finding: Finding) -> Told:
    facts = dict(entries(desk.tree, "facts"))
    levels = dict(entries(desk.tree, "levels"))
    muc = part_url(desk, "levels")
    return Told(
        key=finding.key,
        says=finding.says,
        region=[(_label(facts, name), words) for name, words in finding.region.items()],
        witness=[
            (_label(facts, name), value_says(facts.get(name, {}), _plain(value)))
            for name, value in finding.witness.items()
        ],
        levels=[
            (str(levels[level].get("label")), f"{muc}#muc-{level}")
            for level in finding.levels
            if level in levels
        ],
        about=_about(desk, finding, facts),
        accepted=finding.accepted,
    )


def _label(facts: dict[str, Tree], name: str) -> str:
    return str(facts.get(name, {}).get("label") or name)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _about(desk: Desk, finding: Finding, facts: dict[str, Tree]) -> tuple[str, str]:
    """The condition or fact in question, with where it is edited."""
    if finding.about in desk.addresses:
        address = desk.addresses[finding.about]
        url = reverse("regulations:condition", args=[desk.draft.pk, address])
        return _("điều kiện %s") % finding.about, f"{url}#mo"
    if finding.about in facts:
        url = reverse("regulations:item", args=[desk.draft.pk, SLUG_OF["facts"], finding.about])
        return _label(facts, finding.about), f"{url}#mo"
    return "", ""


def _flaw(desk: Desk, one: Spot) -> Flaw:
    """Where a fault is, in words, and the form that mends it."""
    where = str(LABEL_OF[one.part])
    url = part_url(desk, one.part)
    if not one.key or one.part in SINGLE:
        return Flaw(where, one.says, url)
    items = dict(entries(desk.tree, one.part))
    if one.key not in items:
        return Flaw(where, one.says, url)
    named = item_says(desk.tree, one.part, one.key, items[one.key])
    if one.part == "levels" and one.address and not one.address.endswith(":"):
        inner = next((k for k, a in desk.addresses.items() if a == one.address), "")
        url = reverse("regulations:condition", args=[desk.draft.pk, one.address])
        return Flaw(f"{named}, {inner or _('nhóm điều kiện')}", one.says, f"{url}#mo")
    url = reverse("regulations:item", args=[desk.draft.pk, SLUG_OF[one.part], one.key])
    return Flaw(f"{where}: {named}", one.says, f"{url}#mo")
