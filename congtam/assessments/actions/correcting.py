"""A later decision on a published file: its new level, beside the steps that are over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congtam.assessments.actions import moving
from congtam.assessments.actions.noting import note
from congtam.assessments.models import Assessment
from congtam.assessments.queries.grounds import subject_of
from congtam.clock import local_date
from congtam.notices.actions import Recipient, tell
from congtam.organisation.models import Kind, Mandate
from congtam.organisation.queries import powers_of, titles_of
from congtam.records.actions import Change, question_awards
from congtam.records.models import Award

CARDS = {"person": "nguoi", "body": "to-chuc", "unit": "don-vi"}


@transaction.atomic
def correct(
    assessment_id: UUID, *, level: str, reason: str, by: Mandate, at: datetime
) -> Assessment:
    """Write the level of a new decision over the old one (quyết định lại); part of issuing it."""
    assessment = moving.lock(assessment_id)
    before = assessment.level
    assessment.level = level
    assessment.save(update_fields=["level"])
    note(
        "redecide",
        assessment.id,
        by=by,
        at=at,
        before={"level": before},
        after={"level": level},
        reason=reason,
    )
    return assessment


@transaction.atomic
def look_again(
    file: Assessment, change: Change, *, units: Iterable[UUID], by: Mandate, at: datetime
) -> list[Award]:
    """Flag the awards that rest on the old level and tell the keepers of personal records in
    these units, naming each; part of deciding a level anew."""
    awards = question_awards(subject_of(file), file.cycle.year, change, by=by, at=at)
    tell(
        _keepers(units, file, at),
        tenant=file.tenant_id,
        kind="redecided",
        subject=_("Quyết định lại mức xếp loại: %s") % file.name,
        body=_("%(name)s: %(was)s được thay bằng %(now)s.")
        % {"name": file.name, "was": change.was, "now": change.now}
        + " "
        + _awards_told(file, awards),
        link=f"/nhiem-vu/the/{CARDS[subject_of(file).kind]}/{subject_of(file).id}/",
        at=at,
    )
    return awards


def _awards_told(file: Assessment, awards: list[Award]) -> str:
    """The awards by form, number and day; or that none is recorded."""
    if not awards:
        says = _("Hồ sơ chưa ghi khen thưởng nào căn cứ vào mức năm %s.")
        return says % file.cycle.year
    titles = titles_of(file.tenant_id, Kind.Of.AWARD)
    named = [
        _("%(form)s số %(number)s ngày %(day)s")
        % {
            "form": titles.get(award.form, award.form),
            "number": award.number,
            "day": f"{award.decided_on:%d/%m/%Y}",
        }
        for award in awards
    ]
    return _("Khen thưởng cần xem lại: %s. Mở thẻ để giữ nguyên hoặc thu hồi.") % "; ".join(named)


def _keepers(units: Iterable[UUID], file: Assessment, at: datetime) -> set[Recipient]:
    """Whoever keeps personal records in these units; the subject hears of it otherwise."""
    posts = Mandate.objects.on(local_date(at)).filter(unit_id__in=set(units))
    held = list(posts.select_related("person"))
    powers = powers_of(held)
    return {
        Recipient(post.person_id, post.person.email)
        for post in held
        if "personnel" in powers[post.pk] and post.person_id != file.person_id
    }
