"""Name a shortcoming, say that it is fixed, have that looked at; commit to something, tell how
it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.organisation.models import Mandate
from congtam.records import permissions
from congtam.records.actions.entering import held_values
from congtam.records.actions.locking import (
    BadFields,
    cleaned,
    click,
    note,
    require_reason,
    same_version,
)
from congtam.records.models import Commitment, Shortcoming
from congtam.records.queries.reach import Reach, Whose, reach_of
from congtam.records.states import SHORTCOMING, FaultState


@dataclass(frozen=True, slots=True)
class FaultEntry:
    """A shortcoming as it is named: whose responsibility, and what is to be done."""

    year: int
    text: str
    collective: str = ""
    members: str = ""
    remedy: str = ""
    due_on: date | None = None


@transaction.atomic
def name_shortcoming(
    whose: Whose, entry: FaultEntry, *, token: str, by: Mandate, at: datetime
) -> Shortcoming:
    """Enter a shortcoming with its remedy (ghi hạn chế, khuyết điểm)."""
    permissions.may_name(reach_of(by, local_date(at), [whose]), whose).enforce()
    made = Shortcoming.objects.filter(tenant_id=by.tenant_id, token=click(by, token)).first()
    if made is not None:
        return made
    if not cleaned(entry.text):
        raise BadFields({"text": _("Ghi hạn chế, khuyết điểm.")})
    made = Shortcoming.objects.create(
        **held_values(whose, token, by, at),
        year=entry.year,
        text=cleaned(entry.text),
        collective=cleaned(entry.collective),
        members=cleaned(entry.members),
        remedy=cleaned(entry.remedy),
        due_on=entry.due_on,
    )
    after = {"year": made.year, "due_on": made.due_on}
    note("name_shortcoming", made, by=by, at=at, after=after, texts={"text": made.text})
    return made


@transaction.atomic
def claim_fixed(
    shortcoming_id: UUID, *, fixed_on: date, words: str, version: int, by: Mandate, at: datetime
) -> Shortcoming:
    """The holder says that it is fixed (báo đã khắc phục)."""
    named, reach = _locked(shortcoming_id, by, at)
    words = cleaned(words)
    if named.state == FaultState.CLAIMED and (named.fixed_on, named.fixed_words) == (
        fixed_on,
        words,
    ):
        return named
    permissions.may_claim(reach, named).enforce()
    same_version(named, version)
    faults = {}
    if fixed_on > local_date(at):
        faults["fixed_on"] = _("Ngày không thể sau hôm nay.")
    if not words:
        faults["words"] = _("Nêu kết quả khắc phục.")
    if faults:
        raise BadFields(faults)
    named.fixed_on, named.fixed_words, named.claimed_by = fixed_on, words, by
    return _move(named, "claim", by, at, texts={"words": words})


@transaction.atomic
def confirm_fixed(
    shortcoming_id: UUID, *, words: str, version: int, by: Mandate, at: datetime
) -> Shortcoming:
    """Somebody else saw that it is fixed (xác nhận đã khắc phục)."""
    named, reach = _locked(shortcoming_id, by, at)
    if named.state == FaultState.FIXED and named.version == version + 1:
        return named
    permissions.may_confirm_fixed(reach, named).enforce()
    same_version(named, version)
    named.checked_by, named.checked_at, named.check_words = by, at, cleaned(words)
    texts = {"words": named.check_words} if named.check_words else {}
    return _move(named, "confirm", by, at, texts=texts)


@transaction.atomic
def refuse_fixed(
    shortcoming_id: UUID, *, reason: str, version: int, by: Mandate, at: datetime
) -> Shortcoming:
    """It is not fixed yet (chưa công nhận), and why."""
    named, reach = _locked(shortcoming_id, by, at)
    if named.state == FaultState.NAMED and named.version == version + 1:
        return named
    permissions.may_confirm_fixed(reach, named).enforce()
    same_version(named, version)
    reason = require_reason(reason, _("Nêu lý do chưa công nhận đã khắc phục."))
    named.checked_by, named.checked_at, named.check_words = by, at, reason
    return _move(named, "refuse", by, at, texts={"reason": reason})


@transaction.atomic
def commit_to(
    whose: Whose, *, year: int, text: str, token: str, by: Mandate, at: datetime
) -> Commitment:
    """Enter what a person commits to for a year (ghi cam kết)."""
    permissions.may_name(reach_of(by, local_date(at), [whose]), whose).enforce()
    made = Commitment.objects.filter(tenant_id=by.tenant_id, token=click(by, token)).first()
    if made is not None:
        return made
    if not cleaned(text):
        raise BadFields({"text": _("Ghi nội dung cam kết.")})
    made = Commitment.objects.create(
        **held_values(whose, token, by, at), year=year, text=cleaned(text)
    )
    note("commit_to", made, by=by, at=at, after={"year": year}, texts={"text": made.text})
    return made


@transaction.atomic
def tell_result(
    commitment_id: UUID, *, result: str, version: int, by: Mandate, at: datetime
) -> Commitment:
    """What became of a commitment (kết quả thực hiện cam kết), by the person themself."""
    day = local_date(at)
    visible = Commitment.objects.visible_to(by, day).select_for_update(of=("self",))
    made = visible.get(pk=commitment_id)
    permissions.may_propose(reach_of(by, day, [made]), made).enforce()
    result = cleaned(result)
    if made.result == result:
        return made
    same_version(made, version)
    made.result = result
    made.version += 1
    made.save(update_fields=["result", "version"])
    note("tell_result", made, by=by, at=at, texts={"result": result} if result else {})
    return made


def _locked(shortcoming_id: UUID, by: Mandate, at: datetime) -> tuple[Shortcoming, Reach]:
    day = local_date(at)
    visible = Shortcoming.objects.visible_to(by, day).select_for_update(of=("self",))
    named = visible.get(pk=shortcoming_id)
    return named, reach_of(by, day, [named])


def _move(
    named: Shortcoming, verb: str, by: Mandate, at: datetime, *, texts: dict[str, str]
) -> Shortcoming:
    before = named.state
    named.state = SHORTCOMING.target(verb, before)
    named.version += 1
    named.save()
    note(
        f"{verb}_fixed", named, by=by, at=at, before={"state": before},
        after={"state": named.state, "fixed_on": named.fixed_on}, texts=texts,
    )  # fmt: skip
    return named
