"""«Vì sao?» on paper: the account of the level that the rules propose, clause by clause."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment
from congtam.assessments.queries.accounts import told_to
from congtam.assessments.queries.facts import Facts
from congtam.core.rules import Account
from congtam.core.rules.lines import LevelLine
from congtam.documents.forms.official import Letterhead, Marks
from congtam.documents.forms.rule_account import (
    ClauseLine,
    LevelTried,
    MissingFact,
    ReliedOn,
    RuleAccount,
)
from congtam.documents.forms.sections import Particular
from congtam.documents.queries.critiques import about, period
from congtam.documents.queries.sheets import course_of_file
from congtam.documents.queries.words import office_on
from congtam.organisation.models import Mandate
from congtam.regulations import queries as regulations


def rule_account(file: Assessment, mandate: Mandate, day: date) -> RuleAccount | None:
    """The account as this reader is shown it on the page; None for whoever is not.

    `track`, `cycle` and `post` are loaded with the file.
    """
    told = told_to(file, mandate, day)
    return _paper(file, told.facts, told.account, day) if told else None


def _paper(file: Assessment, known: Facts, account: Account, day: date) -> RuleAccount:
    office = office_on(day, file.cycle.issuer_unit_id)
    book = course_of_file(file).rulebook
    better = account.next_level
    labels, cited = _labels(file), _cited(account)
    return RuleAccount(
        letterhead=Letterhead(office.superior, office.unit, office.place, day),
        subject=f"{about(file)}, {period(file).lower()}",
        particulars=(
            Particular(_("Nhóm vị trí"), file.group),
            Particular(_("Kỳ đánh giá"), file.cycle.title),
            *((Particular(_("Văn bản căn cứ"), cited),) if cited else ()),
        ),
        outcome=account.label,
        sentence=account.sentence,
        levels=tuple(_tried(level, known, bare=bool(cited)) for level in account.levels),
        rule_set=_("%(title)s (%(code)s, phiên bản %(version)s, SHA-256 %(sha)s)") % {
            "title": account.title,
            "code": account.rule_set,
            "version": account.version,
            "sha": account.sha256[:16],
        },
        missing=tuple(MissingFact(labels.get(k, k), ask) for k, ask in sorted(known.ask.items())),
        next_level=better.sentence if better else "",
        lacks=tuple(step.sentence for step in better.steps) if better else (),
        ceilings=(*(cap.sentence for cap in account.caps), *account.cautions),
        interpretations=tuple(
            ReliedOn(one.text, one.decided_by) for one in account.interpretations
        ),
        marks=Marks(sample=book.sample),
    )  # fmt: skip


def _cited(account: Account) -> str:
    """The one text that every clause cites: named once above, not in every line."""
    clauses = [one for level in account.levels for one in level.conditions]
    found = {one.place.removesuffix(f", {one.cite.at}") for one in clauses}
    return found.pop() if len(found) == 1 else ""


def _tried(level: LevelLine, known: Facts, *, bare: bool) -> LevelTried:
    clauses = tuple(
        ClauseLine(
            label=one.label,
            value=one.value,
            test=one.test,
            result=one.result,
            place=one.cite.at if bare else one.place,
            quote=one.cite.quote or "",
            origin=known.origins[one.fact].says if one.fact in known.origins else "",
        )
        for one in level.conditions
    )
    return LevelTried(level.label, level.result, clauses)


def _labels(file: Assessment) -> dict[str, str]:
    """What each input is called: by the rule set, else by the sources."""
    assert file.track.sources_id is not None
    pack = regulations.sources(file.track.sources_id)
    rules = regulations.rules(file.track.rules_id)
    named = {source.fact: source.label for source in pack.sources if source.label}
    return named | {name: fact.label for name, fact in rules.facts.items()}
