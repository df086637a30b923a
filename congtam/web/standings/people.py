"""Lines of people and collectives on a list: what the machine says, what others proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.clock import local_date, now
from congtam.core.rules import Account, CapLine, RuleSet
from congtam.standings.queries.desks import desks_of
from congtam.standings.queries.sessions import DecidedLine, Session, seats_on
from congtam.standings.queries.voices import MEETING, SELF, Voice, voices
from congtam.standings.states import DecisionState
from congtam.web.requests import ActingRequest
from congtam.web.standings import shown

WARNS = "warns"
NAMED = 2  # of the missing facts, so many are told by name


class Beside:
    """What stands beside the lines of one list for one reader: read once, for all of them."""

    def __init__(self, request: ActingRequest, held: Session) -> None:
        self.held, self.mandate = held, request.mandate
        made, mandate = held.decision_list, request.mandate
        self.inside = mandate.body_id == made.body_id
        self.hidden: set[UUID] = set()
        self.voices: dict[UUID, list[Voice]] = {}
        if self.inside and held.course.sources_id is not None:
            today = local_date(now())
            seats = seats_on(made, mandate, today)
            self.hidden = {
                pk for pk, seat in seats.items() if seat.own_subject and not seat.published
            }
            files = [x.assessment for x in held.lines if x.assessment not in self.hidden]
            self.voices = voices(files, desks_of(mandate, held.course.id), mandate, today)
        self.stale = {line.id for line in held.stale}

    def of(self, line: DecidedLine) -> dict[str, Any]:
        """The keys that a line has beyond its levels."""
        rules, scored = self.held.course.rules, self.held.course.scored
        found = {
            "post": line.post,
            "place": line.place,
            "hidden": line.assessment in self.hidden,
            "old": shown.level(rules, line.old),
            "replaced": reverse("standings:session", args=[line.replaced_by])
            if line.replaced_by
            else "",
        }
        published = self.held.decision_list.state == DecisionState.PUBLISHED
        if published and (self.inside or line.is_of(self.mandate)):
            found["notice"] = reverse("standings:notice", args=[line.assessment])
        if not scored:
            found["url"] = reverse("critiques:file", args=[line.assessment])
        if not self.inside or line.assessment not in self.held.accounts:
            return found
        account = self.held.accounts[line.assessment]
        return found | {
            "machine": machine(rules, account),
            "warnings": warnings(account, self.held.passed.get(line.assessment, ())),
            "voices": spoken(rules, self.voices.get(line.assessment, ())),
            "why": reverse("critiques:why", args=[line.assessment]),
            "stale": line.id in self.stale,
        }


def warnings(account: Account, passed: Iterable[CapLine]) -> list[str]:
    """What the caps say of the level the rules give, and of the one that was chosen; with the
    words of the document, which may only ask for a tie («phải gắn với»)."""
    found = [cap for cap in account.caps if cap.state == WARNS] + list(passed)
    told = ((cap.sentence, f"«{cap.cite.quote}»" if cap.cite.quote else "") for cap in found)
    return list(dict.fromkeys(" ".join(filter(None, one)) for one in told))


def machine(rules: RuleSet, account: Account) -> dict[str, str]:
    """The level the rules give, or why they give none."""
    found = shown.level(rules, account.outcome)
    return found | {"label": account.label, "says": "" if found["label"] else _why(account)}


def _why(account: Account) -> str:
    """Why the rules give no level, in a line or two; the rest is on the page «Vì sao?»."""
    if not account.missing:
        return account.sentence
    named = "; ".join(one.label for one in account.missing[:NAMED])
    rest = len(account.missing) - NAMED
    if rest <= 0:
        return _("Còn thiếu: %s.") % named
    return _("Còn thiếu: %(named)s và %(rest)s dữ kiện khác.") % {"named": named, "rest": rest}


def spoken(rules: RuleSet, found: Iterable[Voice]) -> list[dict[str, str]]:
    """What others proposed, each under a short name."""
    names: Mapping[str, str] = {SELF: _("Tự xếp")}
    return [
        shown.level(rules, voice.level)
        | {
            "by": names.get(voice.of, voice.title),
            "agreed": _("%s ý kiến đồng ý") % voice.agreed
            if voice.of == MEETING and voice.agreed is not None
            else "",
        }
        for voice in found
    ]
