"""What others said of a file: their words, their level, and the paper it stands on.

Only of seats that are open to the reader and closed: what is still being written is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from congtam.assessments.models import Conclusion, Hearing, Opinion, Participant, Proposal
from congtam.assessments.queries.reading import Source
from congtam.assessments.states import OWN, StepKind
from congtam.clock import local_date
from congtam.documents.forms import sections as form
from congtam.documents.queries.critiques import Reading
from congtam.documents.queries.report_blocks import paragraphs
from congtam.documents.queries.words import labels_of

_SILENT = (*OWN, StepKind.DECIDE, StepKind.PUBLISH)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the seats left behind, by seat, whichever way each of them speaks."""

    proposals: dict[UUID, Proposal]
    conclusions: dict[UUID, Conclusion]
    hearings: dict[UUID, Hearing]
    counts: dict[UUID, int]
    names: dict[UUID, str]


def spoken(read: Reading) -> list[form.Opinion]:
    """The opinions of every open, closed seat in the order of the procedure."""
    closed = [s for s in read.order if s.closed_at and s.step_rule.kind not in _SILENT]
    if not closed:
        return []
    found = _found([s.participant for s in closed])
    labels = labels_of(read.course.rules)
    return [
        _opinion(f"{number}. {_title(source, found)}", source, found, labels)
        for number, source in enumerate(closed, start=1)
    ]


def _found(seats: list[UUID]) -> Spoken:
    """Five statements, whatever the number of seats."""
    hearings = Hearing.objects.filter(pk__in=seats).select_related("meeting")
    counts: dict[UUID, int] = {}
    held = Opinion.objects.filter(hearing_id__in=seats)
    for pk in held.filter(meeting=F("hearing__meeting")).values_list("hearing_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return Spoken(
        {row.pk: row for row in Proposal.objects.filter(pk__in=seats)},
        {row.pk: row for row in Conclusion.objects.filter(pk__in=seats)},
        {row.pk: row for row in hearings},
        counts,
        _names(seats),
    )


def _names(seats: Iterable[UUID]) -> dict[UUID, str]:
    """Who spoke: the body outside where the seat writes its word down, else the seat's own."""
    rows = Participant.objects.filter(pk__in=list(seats))
    return {
        pk: behalf or body or ""
        for pk, behalf, body in rows.values_list("pk", "behalf__name", "body__name")
    }


def _title(source: Source, found: Spoken) -> str:
    name = found.names[source.participant]
    return name if name and name != source.title else source.title


def _opinion(title: str, source: Source, found: Spoken, labels: dict[str, str]) -> form.Opinion:
    pk = source.participant
    hearing, paper = found.hearings.get(pk), found.conclusions.get(pk)
    if hearing is not None:
        return _heard(title, hearing, found.counts.get(pk, 0), labels)
    if paper is not None:
        cited = _("Văn bản số %(number)s ngày %(day)s") % {
            "number": paper.number, "day": _day(paper.issued_on),
        }  # fmt: skip
        level = labels.get(paper.level, paper.level)
        return form.Opinion(title, paragraphs(paper.words), level, cited)
    said = found.proposals.get(pk)
    if said is None:
        return form.Opinion(title)
    level = labels.get(said.level, said.level)
    given = _("Gửi ngày %s") % _day(local_date(source.closed_at)) if source.closed_at else ""
    return form.Opinion(title, paragraphs(said.words), level, given)


def _heard(title: str, hearing: Hearing, count: int, labels: dict[str, str]) -> form.Opinion:
    """The minutes hold every word; here stands what the conference proposed."""
    told = _("%s ý kiến, ghi trong biên bản hội nghị.") % count
    if not count:
        told = _("Không có ý kiến phát biểu.")
    texts = [told]
    if hearing.agreed is not None:
        texts.append(_("Đồng ý với mức đề nghị: %s người.") % hearing.agreed)
    return form.Opinion(
        title,
        tuple(texts),
        labels.get(hearing.level, hearing.level),
        _("Biên bản hội nghị ngày %s") % _day(hearing.meeting.held_on),
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
