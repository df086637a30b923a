"""Soạn bộ quy tắc: edit a draft, one part at a time.

Each edit says on which words its form was built (`seen`, a mark). When that very part was
changed meanwhile the edit is `Outdated` and nothing is lost; edits of other parts go through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.core.rules import check as check_rules
from congtam.core.rules import load as load_rules
from congtam.core.rules.drafting import nodes, parts
from congtam.core.rules.drafting.parts import Tree
from congtam.core.rules.node_loader import MODES
from congtam.core.verdict import no
from congtam.core.workflow import WrongState
from congtam.ledger.actions import record
from congtam.organisation.models import Mandate
from congtam.regulations.models import Regulation
from congtam.regulations.permissions import may_edit
from congtam.regulations.states import LIFECYCLE

LONGEST_BODY = 2_000_000
_ONE = {part: part.removesuffix("s") for part in parts.PARTS}
Change = Callable[[Tree], tuple[Tree, str]]


class Outdated(WrongState):
    """The part was edited by somebody else since the form was built."""


def put(
    draft_id: UUID, part: str, key: str, item: Tree, *, seen: str, by: Mandate, at: datetime
) -> str:
    """One fact, level, document, example… as the form has it; without key a new one."""

    def change(tree: Tree) -> tuple[Tree, str]:
        if key:
            _stands(seen, own(tree, part, key))
        if part != "levels":
            return parts.put(tree, part, key, item)
        mode = str(item["mode"])
        words = {name: value for name, value in item.items() if name != "mode"}
        if not key:
            return parts.put(tree, part, "", words | ({mode: []} if mode else {}))
        made, _key = parts.put(tree, part, key, words)
        return nodes.regroup(made, f"{key}:", mode), key

    return _edit(draft_id, f"put_{_ONE[part]}", change, by, at)


def drop(draft_id: UUID, part: str, key: str, *, seen: str, by: Mandate, at: datetime) -> None:
    """Without this item; refused with the names of what stands on it."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, own(tree, part, key))
        used = parts.users(tree, part, key)
        if used:
            said = _("Chưa bỏ được vì còn dùng ở: %s. Hãy bỏ ở đó trước.")
            no(said % ", ".join(used)).enforce()
        return parts.drop(tree, part, key), key

    _edit(draft_id, f"drop_{_ONE[part]}", change, by, at)


def move(draft_id: UUID, part: str, key: str, step: int, *, by: Mandate, at: datetime) -> None:
    """One place up (-1) or down (+1) in its list."""

    def change(tree: Tree) -> tuple[Tree, str]:
        return parts.move(tree, part, key, step), key

    _edit(draft_id, f"move_{_ONE[part]}", change, by, at)


def put_condition(
    draft_id: UUID, address: str, item: Tree, *, seen: str, by: Mandate, at: datetime
) -> str:
    """A condition of a level as the form has it, or another mode for a group."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, nodes.at(tree, address))
        words = {name: value for name, value in item.items() if name != "mode"}
        if "mode" in item:
            tree = nodes.regroup(tree, address, str(item["mode"]))
        return nodes.put(tree, address, words), address

    return _edit(draft_id, "put_condition", change, by, at)


def add_condition(draft_id: UUID, address: str, node: Tree, *, by: Mandate, at: datetime) -> str:
    """One more condition or group in the group at the address. Gives its own address."""
    return _edit(draft_id, "add_condition", lambda tree: nodes.add(tree, address, node), by, at)


def drop_condition(draft_id: UUID, address: str, *, seen: str, by: Mandate, at: datetime) -> None:
    """Without the condition, or the group and what stands in it."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, nodes.at(tree, address))
        return nodes.drop(tree, address), address

    _edit(draft_id, "drop_condition", change, by, at)


def move_condition(
    draft_id: UUID, address: str, step: int, *, seen: str, by: Mandate, at: datetime
) -> None:
    """One place up (-1) or down (+1) within its group."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, nodes.at(tree, address))
        return nodes.move(tree, address, step), address

    _edit(draft_id, "move_condition", change, by, at)


def describe(
    draft_id: UUID, *, title: str, subject: str, first: date, last: date | None,
    seen: str, by: Mandate, at: datetime,
) -> None:  # fmt: skip
    """Title, whom it is about, and the period."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, about(tree))
        said = parts.describe(tree, title=title, subject=subject, first=first, last=last)
        return said, ""

    _edit(draft_id, "describe_draft", change, by, at)


def conclude(
    draft_id: UUID, *, otherwise: Tree, check_first: Sequence[str],
    seen: str, by: Mandate, at: datetime,
) -> None:  # fmt: skip
    """Which levels are tried first, and what holds when none applies."""

    def change(tree: Tree) -> tuple[Tree, str]:
        _stands(seen, ending(tree))
        return parts.conclude(tree, otherwise=otherwise, check_first=check_first), ""

    _edit(draft_id, "conclude_draft", change, by, at)


def accept_findings(
    draft_id: UUID, keys: Sequence[str], *, reason: str, by: Mandate, at: datetime
) -> None:
    """Findings of the check are taken on, by name and with the reason."""

    def change(tree: Tree) -> tuple[Tree, str]:
        rule_set = load_rules(parts.written(tree), str(tree["id"]))
        found = {finding.key for finding in check_rules(rule_set).findings}
        if not keys or not set(keys) <= found:
            raise Outdated
        named = f"{by.person.full_name}, {by.label}"
        for key in keys:
            tree = parts.accept(tree, key, by=named, reason=reason)
        return tree, " ".join(keys)

    _edit(draft_id, "accept_findings", change, by, at, reason=reason)


def withdraw_acceptance(draft_id: UUID, key: str, *, by: Mandate, at: datetime) -> None:
    """The finding stands open again."""
    _edit(draft_id, "withdraw_acceptance", lambda tree: (parts.withdraw(tree, key), key), by, at)


def about(tree: Tree) -> Tree:
    """The words that `describe` stands on."""
    return {key: tree.get(key) for key in ("title", "subject", "period")}


def ending(tree: Tree) -> Tree:
    """The words that `conclude` stands on."""
    return {key: tree.get(key) for key in ("otherwise", "check_first")}


def own(tree: Tree, part: str, key: str) -> Tree:
    """The words of an item itself: of a level without its conditions."""
    item = parts.entry(tree, part, key)
    if part != "levels":
        return item
    words = {name: value for name, value in item.items() if name not in MODES}
    return {**words, "mode": nodes.mode(item)}


def _stands(seen: str, now: Tree) -> None:
    if seen != parts.mark(now):
        raise Outdated


@transaction.atomic
def _edit(
    draft_id: UUID, verb: str, change: Change, by: Mandate, at: datetime, *, reason: str = ""
) -> str:
    """Lock, ask, change the tree, record. Gives what the change names."""
    draft = Regulation.objects.select_for_update().get(pk=draft_id)
    may_edit(by, draft).enforce()
    LIFECYCLE.target("edit", draft.state)
    before = draft.sha256
    try:
        tree, key = change(parts.read(draft.body))
    except parts.Lost as lost:
        raise Outdated from lost
    draft.body, draft.sha256 = parts.written(tree), parts.sealed(tree)
    if len(draft.body) > LONGEST_BODY:
        no(_("Bộ quy tắc quá dài.")).enforce()
    draft.title = tree["title"]
    draft.revision += 1
    draft.drafted_by = draft.drafted_by or by
    draft.save(update_fields=["body", "sha256", "title", "revision", "drafted_by"])
    record(
        verb,
        tenant=draft.tenant_id,
        kind="regulation",
        object_id=draft.pk,
        by=by.person_id,
        mandate=by.pk,
        at=at,
        before={"sha256": before},
        after={"sha256": draft.sha256, "revision": draft.revision, "key": key},
        reason=reason,
    )
    return key
