"""The notice of a level to its subject: from what was sealed, or from the papers of an authority
outside the system."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Conclusion, ConclusionEdition, Subject
from congtam.assessments.models.critiques import OutsidePaper
from congtam.assessments.states import StepKind
from congtam.core.rules import Account, account
from congtam.core.rules.lines import ConditionLine
from congtam.documents.forms.level_notice import Ground, LevelNotice
from congtam.documents.forms.official import day_in_words
from congtam.documents.queries.critiques import about
from congtam.documents.queries.decisions import cited, signed_by
from congtam.documents.queries.sheets import course_of_file
from congtam.documents.queries.words import letterhead, office_on, signature, words_of
from congtam.regulations import queries as regulations
from congtam.standings.models import Decision
from congtam.standings.queries.proposing import opened
from congtam.standings.states import DecisionState


def level_notice(file: Assessment, day: date) -> LevelNotice:
    """The notice of a published level; `track` and `cycle` are loaded with the file."""
    decision = _latest(file)
    made = decision.list if decision else None
    rules = regulations.rules(file.track.rules_id)
    office = office_on(day, made.body.unit_id if made else file.cycle.issuer_unit_id)
    level = rules.outcome_label(file.level)
    words = words_of(course_of_file(file), "result", office, don_vi=file.name, muc=level)
    told = _account(file, decision)
    return LevelNotice(
        letterhead=letterhead(words, office, day),
        about=words.fill(words.paper.about) or _("Kết quả xếp loại chất lượng"),
        to=about(file),
        decision=cited(made) if made else _concluded(file),
        subject=_("đồng chí %s") % file.name if file.subject == Subject.PERSON else file.name,
        period=_("năm %s") % file.cycle.year,
        level=level,
        grounds=tuple(_grounds(file, told, decision)),
        signature=signed_by(words, made) if made else signature(words, None),
        recipients=words.all(words.paper.recipients),
        departure=decision.reason if decision and _departs(decision) else "",
        replaces=_replaced(decision) if made else _replaced_outside(file),
        title=words.title,
        marks=words.marks(),
    )


def _latest(file: Assessment) -> Decision | None:
    """The decision that counts: the last one published; None where a paper from outside decided."""
    found = Decision.objects.filter(assessment=file, list__state=DecisionState.PUBLISHED)
    rows = found.select_related("list__body", "list__meeting__chair__person", "replaces__list")
    return rows.order_by("-list__published_at", "-pk").first()


def _departs(decision: Decision) -> bool:
    """The level left a firm proposal; where there was none the reason is a ground of its own."""
    return bool(decision.proposed) and decision.level != decision.proposed


def _account(file: Assessment, decision: Decision | None) -> Account | None:
    """The account of the facts that were sealed with the decision."""
    if decision is None:
        return None
    tree: dict[str, Any] = json.loads(decision.list.snapshot)
    unit = next((u for u in tree["units"] if u["assessment"] == str(file.pk)), None)
    if unit is None:
        return None
    return account(regulations.rules(file.track.rules_id), opened(unit["facts"]))


def _grounds(file: Assessment, told: Account | None, decision: Decision | None) -> Iterator[Ground]:
    """The clauses that carry the proposed level; else that the rules gave none, and the reason."""
    if told is None or decision is None:
        yield from _from_outside(file)
        return
    if decision.proposed:
        yield _followed(file, told)
        yield from (_ground(line) for line in told.decisive)
    else:
        yield Ground(_("Theo quy tắc: %s") % told.sentence.rstrip(), "")
    if decision.reason and not _departs(decision):
        yield Ground(_("Lý do của cấp có thẩm quyền: %s.") % decision.reason.rstrip(" ."), "")


def _followed(file: Assessment, told: Account) -> Ground:
    """The rule set, and the text that its clauses are cited from."""
    documents = regulations.rules(file.track.rules_id).documents
    named = "; ".join(
        documents[doc].name for doc in dict.fromkeys(x.cite.doc for x in told.decisive)
    )
    return Ground(_("Áp dụng: %s.") % told.title, named)


def _ground(line: ConditionLine) -> Ground:
    says = _("%(label)s: %(value)s; yêu cầu: %(test)s.") % {
        "label": line.label,
        "value": line.value,
        "test": line.test.removeprefix("là "),
    }
    return Ground(says, line.cite.at, line.cite.quote)


def _papers(file: Assessment) -> list[Conclusion]:
    found = Conclusion.objects.filter(
        participant__assessment=file, participant__step__kind=StepKind.DECIDE
    )
    return list(found.order_by("issued_on", "number"))


def _concluded(file: Assessment) -> str:
    """«Kết luận số 12-KL/ĐU ngày 05 tháng 01 năm 2021 của …», of every authority that decided."""
    return "; ".join(_named(one) for one in _papers(file))


def _named(paper: OutsidePaper) -> str:
    says = _("văn bản số %(number)s %(day)s của %(issuer)s")
    told = {
        "number": paper.number, "day": day_in_words(paper.issued_on), "issuer": paper.issuer,
    }  # fmt: skip
    return says % told


def _from_outside(file: Assessment) -> Iterator[Ground]:
    for one in _papers(file):
        if one.words:
            yield Ground(one.words.rstrip(), f"{one.number}, {one.issuer}")


def _replaced_outside(file: Assessment) -> str:
    """The papers that stood until later ones changed the level."""
    rows = ConclusionEdition.objects.filter(participant__assessment=file, replaced_at__isnull=False)
    found = list(rows.order_by("-replaced_at", "issued_on", "number"))
    papers = [one for one in found if one.replaced_at == found[0].replaced_at]
    if not papers:
        return ""
    return _("Kết quả này thay thế kết quả tại %s.") % "; ".join(_named(one) for one in papers)


def _replaced(decision: Decision | None) -> str:
    if decision is None or decision.replaces is None:
        return ""
    return _("Kết quả này thay thế kết quả tại %s.") % cited(decision.replaces.list)
