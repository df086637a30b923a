"""Hand in one's part: the unit its sheet, a board its field, a desk its appraisal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.actions import moving
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment, Evidence, Participant, Proposal, Submission
from congtam.assessments.queries.answers import answers_of
from congtam.assessments.queries.lines import declared, entries, own_standing
from congtam.assessments.queries.seats import Seat, locked_seat
from congtam.assessments.states import StepKind
from congtam.clock import local_date, uuid7
from congtam.core import scoring
from congtam.core.canonical import canonical, digest
from congtam.core.verdict import no
from congtam.core.vietnamese import nfc
from congtam.cycles.actions import meet
from congtam.cycles.models import Obligation
from congtam.cycles.queries import is_late
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Mandate
from congtam.organisation.queries import holders
from congtam.regulations import queries as regulations


class Incomplete(Exception):
    """Something is still missing. Carries the gaps for the screen."""

    def __init__(self, gaps: Iterable[scoring.Gap]) -> None:
        self.gaps = tuple(gaps)
        super().__init__("; ".join(g.says for g in self.gaps))


class NeedsLateReason(Exception):
    """The last day has passed; the file is taken with a reason."""


class Unchanged(Exception):
    """A returned sheet came back without any change."""


@transaction.atomic
def submit(
    participant_id: UUID, *, token: str, late_reason: str, by: Mandate, at: datetime
) -> Submission:
    """Hand in the self-scored sheet (nộp hồ sơ tự chấm); the same token gives the same receipt."""
    held = Participant.objects.held_by(by).filter(step__kind=StepKind.SELF_SCORE)
    assessment = moving.lock(held.values_list("assessment_id", flat=True).get(pk=participant_id))
    earlier = Submission.objects.filter(assessment=assessment, token=token).first()
    if earlier is not None:
        return earlier
    seat = locked_seat(participant_id, by, local_date(at))
    permissions.may_submit(by, seat).enforce()
    standing = own_standing(seat, regulations.rules(seat.rules_id))
    level = standing.level
    gaps = list(standing.gaps)
    if seat.step_rule.proposes and not level:
        gaps.append(scoring.Gap("level", "level", "", _("Chưa đề nghị mức xếp loại")))
    if gaps:
        raise Incomplete(gaps)
    submission = _submission(
        assessment, seat, token=token, late_reason=late_reason.strip(), by=by, at=at
    )
    assessment.self_total = standing.sums.total
    assessment.proposed = level
    assessment.submitted_at = at
    assessment.rounds = submission.round
    assessment.late = assessment.late or submission.late
    assessment.save(update_fields=["self_total", "proposed", "submitted_at", "rounds", "late"])
    if seat.obligation is not None:
        meet(seat.obligation, at=at)
    moving.close(assessment, seat.procedure, seat.step_rule.id, at=at)
    note(
        "submit",
        seat.assessment,
        by=by,
        at=at,
        after={
            "round": submission.round,
            "sha256": submission.sha256,
            "late": submission.late,
            "level": level,
        },
        reason=submission.late_reason,
    )
    tell_turn(assessment, at=at)
    return submission


def _submission(
    assessment: Assessment, seat: Seat, *, token: str, late_reason: str, by: Mandate, at: datetime
) -> Submission:
    """The sealed copy of what is handed in; refused when late without a reason, or unchanged."""
    due = None
    if seat.obligation is not None:
        due = Obligation.objects.values_list("due_on", flat=True).get(pk=seat.obligation)
    late = due is not None and is_late(due, at)
    if late and seat.step_rule.late == "refused":
        no(_("Đã hết hạn nộp và quy trình không nhận hồ sơ nộp muộn.")).enforce()
    if late and not late_reason:
        raise NeedsLateReason
    snapshot = _snapshot(seat)
    sha256 = digest(snapshot)
    last = Submission.objects.filter(assessment=assessment).order_by("-round").first()
    if last is not None and last.sha256 == sha256:
        raise Unchanged
    return Submission.objects.create(
        assessment=assessment,
        round=last.round + 1 if last else 1,
        token=token,
        receipt=f"TN-{uuid7().hex[-8:].upper()}-{sha256[:6].upper()}",
        at=at,
        by=by,
        due_on=due,
        late=late,
        late_reason=late_reason if late else "",
        snapshot=snapshot,
        sha256=sha256,
    )


def _snapshot(seat: Seat) -> str:
    """Canonical JSON of everything the unit hands in; its hash stands for the file."""
    lines = entries([seat.participant])[seat.participant]
    files = Evidence.objects.filter(participant_id=seat.participant, removed_at__isnull=True)
    proposal = Proposal.objects.filter(participant_id=seat.participant).first()
    return canonical(
        {
            "sheet": str(seat.sheet_id),
            "lines": {
                key: {
                    "entered": e.entered,
                    "points": e.points,
                    "reached": e.reached,
                    "missed": e.missed,
                }
                for key, e in lines.items()
            },
            "declared": declared([seat.participant]),
            "evidence": sorted(
                [key or "", dossier, blob or "", name]
                for key, dossier, blob, name in files.values_list(
                    "criterion__key", "dossier", "blob_id", "name"
                )
            ),
            "level": proposal.level if proposal else "",
            "words": proposal.words if proposal else "",
        }
    )


@transaction.atomic
def propose(participant_id: UUID, *, level: str, words: str, by: Mandate, at: datetime) -> Proposal:
    """Propose a level, or say a board's words on its field (đề nghị mức xếp loại)."""
    seat = locked_seat(participant_id, by, local_date(at))
    if level:
        permissions.may_propose(by, seat).enforce()
        if level not in {lv.id for lv in regulations.rules(seat.rules_id).levels}:
            no(_("Mức xếp loại này không có trong quy định.")).enforce()
    else:
        permissions.may_draft(by, seat).enforce()
    proposal, _made = Proposal.objects.update_or_create(
        participant_id=seat.participant,
        defaults={"level": level, "words": nfc(words).strip(), "by": by, "at": at},
    )
    note(
        "propose",
        seat.assessment,
        by=by,
        at=at,
        after={"participant": participant_id, "level": level},
        texts={"words": proposal.words},
    )
    return proposal


@transaction.atomic
def contribute(participant_ids: Iterable[UUID], *, by: Mandate, at: datetime) -> int:
    """Send a board's part for several units at once (gửi đánh giá lĩnh vực); returns how many."""
    sent: list[Seat] = []
    held = moving.hold(participant_ids, StepKind.CONTRIBUTE, by, at)
    hold_duties(seat for _file, seat in held)
    for assessment, seat in held:
        permissions.may_submit(by, seat).enforce()
        _require_words(seat)
        Participant.objects.filter(pk=seat.participant).update(closed_at=at)
        note("contribute", seat.assessment, by=by, at=at, after={"participant": seat.participant})
        waiting = Participant.objects.filter(step_id=seat.step, closed_at__isnull=True)
        if not waiting.exists():
            moving.close(assessment, seat.procedure, seat.step_rule.id, at=at)
            tell_turn(assessment, at=at)
        sent.append(seat)
    meet_duties(sent, at)
    return len(sent)


def hold_duties(seats: Iterable[Seat]) -> None:
    """Lock the duties that `meet_duties` may meet, before the first record: whoever moves a limit
    holds the duty and waits for the head of the ledger."""
    for track, step, body in _duties(seats):
        rows = Obligation.objects.filter(track_id=track, step=step, body_id=body).order_by("pk")
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _duties(seats: Iterable[Seat]) -> list[tuple[UUID, str, UUID]]:
    return sorted({(s.track, s.step_rule.id, s.body) for s in seats if s.body})


def meet_duties(sent: Iterable[Seat], at: datetime) -> None:
    """A board's duty is met once it has sent its part for every unit of the kind."""
    for track, step, body in _duties(sent):
        mine = Participant.objects.filter(
            assessment__track_id=track, step__key=step, body_id=body, closed_at__isnull=True
        )
        duty = Obligation.objects.filter(track_id=track, step=step, body_id=body).first()
        if duty is not None and not mine.exists():
            meet(duty.id, at=at)


def _require_words(seat: Seat) -> None:
    """A board has said something on each unit; points where the procedure asks for points."""
    if seat.behalf is not None:
        no(_("%s: ghi theo văn bản, có số, ngày và bản chụp.") % seat.rule.title).enforce()
    _require_answers(seat)
    lines = entries([seat.participant])[seat.participant]
    if seat.rule.form == "points":
        wanted = [c for g in seat.groups for c in g.criteria if seat.covers(c)]
        missing = [c for c in wanted if lines.get(c.id) is None or lines[c.id].points is None]
        if missing:
            raise Incomplete(
                scoring.Gap("points", c.id, c.code, _("Chưa cho điểm: %s") % c.title)
                for c in missing
            )
        return
    words = Proposal.objects.filter(participant_id=seat.participant).exclude(words="").exists()
    if not words and not any(e.reached or e.missed for e in lines.values()):
        says = _("Chưa có ý kiến về %s") % seat.subject_name
        raise Incomplete([scoring.Gap("words", str(seat.assessment), "", says)])


def _require_answers(seat: Seat) -> None:
    """Whatever the procedure asks of this seat is answered, if only that it is not known."""
    if not seat.rule.answers:
        return
    missing = [one.asked for one in answers_of([seat])[seat.participant] if not one.given]
    if missing:
        raise Incomplete(
            scoring.Gap("fact", one.fact, "", _("Chưa trả lời: %s") % one.label) for one in missing
        )


def tell_turn(assessment: Assessment, *, at: datetime) -> None:
    """Tell those whose turn has just come that a file waits for them."""
    waiting = Participant.objects.filter(
        assessment=assessment, step__opened_at=at, closed_at__isnull=True
    ).on_turn()
    day = local_date(at)
    people = {
        Recipient(m.person_id, m.person.email)
        for seat in waiting
        for m in holders(seat.unit_id, seat.body_id, day, seat.person_id, seat.office)
    }
    if people:
        tell(
            people,
            tenant=assessment.tenant_id,
            kind="turn",
            subject=_("Đến lượt: %s") % assessment.name,
            body=_("Hồ sơ của %s đã sẵn sàng cho bước tiếp theo.") % assessment.name,
            link=f"/ho-so/{assessment.id}/",
            at=at,
        )
