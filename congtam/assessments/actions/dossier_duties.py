"""The duty of a collective to send its unit's dossier upward, written down with every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from congtam.assessments.actions.subjects import Candidate
from congtam.assessments.queries.dossiers.duties import DOSSIER
from congtam.core.packs.rulebook import RuleBook
from congtam.core.plan import Plan
from congtam.cycles.actions.opening import NewObligation
from congtam.cycles.queries import spelled
from congtam.organisation.models import Body


def dossier_duties(
    book: RuleBook,
    kind: str,
    plan: Plan,
    subjects: Iterable[Candidate],
    bodies: Mapping[str, Body],
) -> Iterator[NewObligation]:
    """One duty for each collective of this kind that sends; `bodies` are those of the issuer."""
    rule = book.dossier
    if rule is None or kind not in rule.senders or rule.to not in bodies:
        return
    step = plan.step(rule.limit)
    last = step.last_day()
    if last is None:
        return
    for one in subjects:
        if one.body is not None:
            yield NewObligation(
                kind=kind,
                step=DOSSIER,
                unit_id=one.place.unit_id,
                body_id=one.body.pk,
                person_id=None,
                name=one.body.name,
                deed=_("gửi hồ sơ xếp loại của đơn vị đến %s") % bodies[rule.to].name,
                limit=spelled(step.limits),
                clause=step.cite.at if step.cite else "",
                due_on=last,
            )
