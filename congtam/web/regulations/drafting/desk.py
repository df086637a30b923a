"""A draft on the screen: its tree, where it cannot be read yet, and what the check says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from congtam.core import rules
from congtam.core.marked import Fault, Unreadable
from congtam.core.paragraphs import occurs
from congtam.core.rules import ExampleFailure, Report, RuleSet
from congtam.core.rules.drafting import nodes, parts
from congtam.core.rules.drafting.parts import Tree
from congtam.core.rules.drafting.saying import Spot, spot
from congtam.organisation.models import Mandate
from congtam.regulations import permissions
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.states import LIFECYCLE
from congtam.web.requests import ActingRequest


@dataclass(frozen=True, slots=True)
class Judged:
    """What can be said of one text: its faults, or the rule set with its report."""

    faults: tuple[Fault, ...]
    rule_set: RuleSet | None = None
    report: Report | None = None
    failing: tuple[ExampleFailure, ...] = ()


@lru_cache(maxsize=64)
def judge(whole: str, code: str) -> Judged:
    """The faults of a text, else its check: the same for every page until it is edited."""
    try:
        rule_set = rules.load(whole, code)
    except Unreadable as unreadable:
        return Judged(unreadable.faults)
    return Judged((), rule_set, rules.check(rule_set), rules.run_examples(rule_set))


@dataclass
class Desk:
    """One draft and everything its pages say about it."""

    draft: Regulation
    mandate: Mandate
    tree: Tree

    @cached_property
    def judged(self) -> Judged:
        return judge(self.draft.body, self.draft.code)

    @cached_property
    def spots(self) -> list[Spot]:
        """Where the draft cannot be read yet."""
        return [spot(self.tree, fault) for fault in self.judged.faults]

    @cached_property
    def papers(self) -> dict[str, Instrument]:
        """The stored instrument behind each document of the draft, by the document's id."""
        cited = dict(parts.entries(self.tree, "documents"))
        wanted = Q(pk=None)
        for item in cited.values():
            wanted |= _named(item)
        found = list(Instrument.objects.visible_to(self.mandate).filter(wanted))
        return {key: paper for key, item in cited.items() for paper in found if _fits(item, paper)}

    def quoted(self, cite: Tree) -> str:
        """found, lost, or nothing where there is no quote or no stored text to look in."""
        paper, quote = self.papers.get(str(cite.get("doc"))), str(cite.get("quote") or "")
        if paper is None or not paper.text or not quote:
            return ""
        return "found" if occurs(quote, paper.text) else "lost"

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Where each condition or group with an id stands."""
        return {
            str(row.node["id"]): row.address
            for level, _item in parts.entries(self.tree, "levels")
            for row in nodes.rows(self.tree, level)
            if row.node.get("id")
        }


def _named(item: Tree) -> Q:
    if item.get("number"):
        return Q(number=item["number"], issuer=item.get("issuer") or "")
    return Q(title=item.get("title") or "", issuer=item.get("issuer") or "")


def _fits(item: Tree, paper: Instrument) -> bool:
    if item.get("number"):
        return (paper.number, paper.issuer) == (item["number"], item.get("issuer") or "")
    return (paper.title, paper.issuer) == (item.get("title"), item.get("issuer") or "")


def find_rules(request: ActingRequest, regulation_id: UUID) -> Regulation:
    """A rule set of the tenant, with its body."""
    visible = Regulation.objects.visible_to(request.mandate).filter(kind=Regulation.Kind.RULES)
    return get_object_or_404(visible.select_related("drafted_by__person"), pk=regulation_id)


def open_desk(request: ActingRequest, regulation_id: UUID) -> Desk:
    """The draft, for somebody who may edit it while it is one."""
    draft = find_rules(request, regulation_id)
    permissions.may_edit(request.mandate, draft).enforce()
    LIFECYCLE.target("edit", draft.state)
    return Desk(draft, request.mandate, parts.read(draft.body))


def entry_or_404(tree: Tree, part: str, key: str) -> Tree:
    """One item of the tree that an address names."""
    try:
        return parts.entry(tree, part, key)
    except parts.Lost as lost:
        raise Http404 from lost


def node_or_404(tree: Tree, address: str) -> Tree:
    """One condition or group that an address names."""
    try:
        return nodes.at(tree, address)
    except parts.Lost as lost:
        raise Http404 from lost
