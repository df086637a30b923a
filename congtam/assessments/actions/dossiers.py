"""Send a unit's dossier to the level above, and remind those who have not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.handing_in import NeedsLateReason, Unchanged
from congtam.assessments.actions.noting import note
from congtam.assessments.actions.scoring import LONGEST
from congtam.assessments.models import Assessment, Subject, UnitDossier
from congtam.assessments.queries.dossiers import as_text, contents_of, duty_of, offices_of
from congtam.assessments.queries.dossiers.board import receiver_of
from congtam.assessments.queries.dossiers.gathering import rule_of
from congtam.clock import local_date
from congtam.core.canonical import digest
from congtam.core.packs.dossier import Dossier
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import meet, remind_of
from congtam.cycles.models import Cycle
from congtam.cycles.queries import is_late
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Body, Mandate
from congtam.organisation.queries import holders


class NeedsWords(Exception):
    """Something is missing from the dossier; it goes out all the same once that is explained."""

    def __init__(self, gaps: Iterable[str]) -> None:
        self.gaps = tuple(gaps)
        super().__init__("; ".join(self.gaps))


@transaction.atomic
def send_dossier(
    file_id: UUID, *, token: str, words: str, late_reason: str, by: Mandate, at: datetime
) -> UnitDossier:
    """Send the dossier of a collective upward (gửi hồ sơ); the same token gives the same one.

    NeedsWords: parts are missing and nobody said why; NeedsLateReason: the last day is past;
    Unchanged: it was sent just like this before.
    """
    file, rule, to = _locked(file_id, by)
    earlier = UnitDossier.objects.filter(file=file, token=token).first()
    if earlier is not None:
        return earlier
    permissions.may_send_dossier(by, file, offices_of(file)).enforce()
    contents = contents_of(file, rule, local_date(at))
    if contents.collective.sent_at is None:
        no(_("%s chưa gửi báo cáo kiểm điểm nên chưa gửi hồ sơ được.") % file.name).enforce()
    gaps, snapshot = contents.gaps, as_text(contents)
    words = nfc(words).strip()[:LONGEST] if gaps else ""
    if gaps and not words:
        raise NeedsWords(gaps)
    last = UnitDossier.objects.filter(file=file).order_by("-round").first()
    duty = duty_of(file)
    reason = _late(duty.due_on, last, nfc(late_reason).strip()[:LONGEST], at)
    if last is not None and (last.sha256, last.words) == (digest(snapshot), words):
        raise Unchanged
    made = UnitDossier.objects.create(
        file=file,
        to=to,
        round=last.round + 1 if last else 1,
        token=token,
        at=at,
        by=by,
        due_on=duty.due_on,
        late=bool(reason),
        late_reason=reason,
        lacks=len(gaps),
        words=words,
        snapshot=snapshot,
        sha256=digest(snapshot),
    )
    if duty.obligation is not None:
        meet(duty.obligation, at=at)
    _note_sent(made, by, at)
    _tell_received(made, contents.unit, at)
    return made


def _late(due: date | None, last: UnitDossier | None, reason: str, at: datetime) -> str:
    """Why it is late, nothing when it is not: what completes an earlier one is not late again."""
    if last is not None or due is None or not is_late(due, at):
        return ""
    if not reason:
        raise NeedsLateReason
    return reason


def _locked(file_id: UUID, by: Mandate) -> tuple[Assessment, Dossier, Body]:
    """The collective's own file, locked, with what it sends and to whom."""
    own = Assessment.objects.visible_to(by).filter(subject=Subject.BODY)
    moving.lock(own.values_list("pk", flat=True).get(pk=file_id))
    file = Assessment.objects.select_related("cycle", "track", "report").get(pk=file_id)
    rule, to = rule_of(file), receiver_of(file.cycle)
    if rule is None or to is None:
        no(_("Kỳ đánh giá này không gửi hồ sơ lên cấp trên.")).enforce()
    assert rule is not None
    assert to is not None
    return file, rule, to


def _note_sent(made: UnitDossier, by: Mandate, at: datetime) -> None:
    after = {
        "dossier": made.pk,
        "to": made.to_id,
        "round": made.round,
        "sha256": made.sha256,
        "late": made.late,
        "lacks": made.lacks,
    }
    texts = {"words": made.words} if made.words else None
    note(
        "send_dossier",
        made.file_id,
        by=by,
        at=at,
        after=after,
        reason=made.late_reason,
        texts=texts,
    )


def _tell_received(made: UnitDossier, unit: str, at: datetime) -> None:
    again = _("%s gửi bổ sung hồ sơ xếp loại") if made.round > 1 else _("%s đã gửi hồ sơ xếp loại")
    tell(
        _people(made.to.unit_id, made.to_id, local_date(at)),
        tenant=made.file.tenant_id,
        kind="dossier",
        subject=again % unit,
        body=_("Hồ sơ còn thiếu %s nội dung, đơn vị đã giải trình.") % made.lacks
        if made.lacks
        else _("Hồ sơ đủ các phần theo hướng dẫn."),
        link=f"/ho-so-gui-len/da-gui/{made.pk}/",
        at=at,
    )


@transaction.atomic
def chase_dossiers(cycle_id: UUID, file_ids: Iterable[UUID], *, by: Mandate, at: datetime) -> int:
    """Remind units that have not sent theirs (nhắc gửi hồ sơ); once a day each; gives how many."""
    cycle = Cycle.objects.visible_to(by).select_related("issuer_body").get(pk=cycle_id)
    to = receiver_of(cycle)
    if to is None:
        no(_("Kỳ đánh giá này không gửi hồ sơ lên cấp trên.")).enforce()
    assert to is not None
    permissions.may_chase(by, cycle, to).enforce()
    rows = Assessment.objects.filter(cycle=cycle, pk__in=set(file_ids), dossiers__isnull=True)
    return sum(_remind(file, to, by, at) for file in rows.order_by("pk"))


def _remind(file: Assessment, to: Body, by: Mandate, at: datetime) -> int:
    duty = duty_of(file)
    if duty.obligation is None or not remind_of(duty.obligation, by=by, at=at):
        return 0
    note("chase_dossier", file.pk, by=by, at=at, after={"to": to.pk, "due_on": duty.due_on})
    return 1


def _people(unit_id: UUID, body_id: UUID | None, day: date) -> set[Recipient]:
    return {Recipient(m.person_id, m.person.email) for m in holders(unit_id, body_id, day)}
