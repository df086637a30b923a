"""What others said of a file, as far as the procedure opens it to this reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from congtam.assessments.queries.spoken import Spoken, spoken
from congtam.assessments.states import OWN
from congtam.core.rules import RuleSet
from congtam.web.assessments.finding import File
from congtam.web.templatetags.congtam import day


def opinions(found: File) -> Iterable[dict[str, Any]]:
    """The parties that spoke, in the order of the procedure."""
    readable = [source for source in found.open if source.step_rule.kind not in OWN]
    said = spoken(source.participant for source in readable)
    for source in readable:
        one = said.get(source.participant)
        if one is not None:
            yield _shown(one, found.rules) | {"title": source.title}


def _shown(one: Spoken, rules: RuleSet) -> dict[str, Any]:
    paper, heard = one.paper, one.hearing
    return {
        "level": rules.outcome_label(one.level) if one.level else "",
        "words": one.words,
        "paper": _("%(number)s ngày %(day)s, %(issuer)s")
        % {"number": paper.number, "day": day(paper.issued_on), "issuer": paper.issuer}
        if paper
        else "",
        "meeting": _("Họp ngày %(day)s tại %(place)s")
        % {"day": day(heard.meeting.held_on), "place": heard.meeting.place}
        if heard
        else "",
        "opinions": [
            {
                "who": row.speaker_name,
                "words": row.words,
            }
            for row in one.opinions
        ],
    }
