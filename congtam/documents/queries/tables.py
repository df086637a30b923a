"""The consolidated table on paper: what its reader may read, in landscape."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.assessments.models import Participant
from congtam.assessments.states import StepKind
from congtam.documents.forms.consolidated_table import (
    ConsolidatedTable,
    ParticipantColumn,
    UnitRow,
    UnitRows,
)
from congtam.documents.queries.words import (
    difference,
    figure,
    labels_of,
    letterhead,
    level_counts,
    office_on,
    padded,
    signature,
    words_of,
)
from congtam.organisation.models import Body, Mandate
from congtam.standings.queries.desks import Course
from congtam.standings.queries.tables import Table, UnitLine


def consolidated_table(table: Table, *, signer: Mandate | None) -> ConsolidatedTable:
    """Every unit the reader may see, by team, with the spread and the quotas."""
    day = table.day
    course = table.course
    body = Body.objects.get(pk=table.body)
    office = office_on(day, body.unit_id)
    spread = table.spread()
    lines = table.lines(table.rows())
    words = words_of(course, "consolidated", office, so_don_vi=padded(len(lines)))
    counts, total, base = level_counts(course.rules, spread.levels, _("đã có mức đề nghị"))
    return ConsolidatedTable(
        letterhead=letterhead(words, office, day, body=body.name),
        title=words.title,
        subject=words.fill(words.paper.about) or course.title,
        basis=words.all(words.paper.bases),
        columns=_columns(course, table),
        groups=tuple(_groups(course, lines)),
        levels=counts,
        level_total=total,
        share_base=f"{base} {_silent(spread.everyone, sum(spread.levels.values()))}".strip(),
        quota=tuple(
            _("Tỷ lệ khống chế mức %(level)s: %(says)s.")
            % {"level": line.title, "says": line.sentence}
            for line in table.quotas(spread)
        ),
        signature=signature(words, signer),
        marks=words.marks(draft=_open(table)),
    )


def _open(table: Table) -> bool:
    """True while the body has units that it has not sent on."""
    own = Participant.objects.filter(
        assessment__track_id=table.course.id, body_id=table.body, step__kind=StepKind.APPRAISE
    )
    return own.filter(closed_at__isnull=True).exists()


def _silent(everyone: int, proposed: int) -> str:
    left = everyone - proposed
    return _("%s đơn vị chưa có mức đề nghị, không tính.") % padded(left) if left else ""


def _columns(course: Course, table: Table) -> tuple[ParticipantColumn, ...]:
    spoken = [p.title for s in course.procedure.order() for p in s.by if p.form == "words"]
    return (
        *(ParticipantColumn(column.title) for column in table.columns),
        *(ParticipantColumn(title, words=True) for title in spoken),
    )


def _groups(course: Course, lines: list[UnitLine]) -> list[UnitRows]:
    """The units of each team under its name, numbered through."""
    labels = labels_of(course.rules)
    spoken = [p.id for s in course.procedure.order() for p in s.by if p.form == "words"]
    teams: dict[str, list[UnitRow]] = {}
    for number, line in enumerate(sorted(lines, key=lambda one: one.team), start=1):
        said = {one.key: one.words for one in line.said}
        teams.setdefault(line.team, []).append(
            UnitRow(
                number=str(number),
                unit=line.name,
                self_total=figure(line.self_total),
                appraised_total=figure(line.total),
                change=difference(line.change),
                proposed_level=labels.get(line.level, ""),
                cells=(
                    *(figure(points) for points in line.points),
                    *(said.get(key, "") for key in spoken),
                ),
                late=_("Nộp muộn") if line.late else "",
                note=_note(line),
            )
        )
    return [UnitRows(tuple(rows), team) for team, rows in teams.items()]


def _note(line: UnitLine) -> str:
    if line.level and line.self_level and line.level != line.self_level:
        return _("Khác mức đơn vị đề nghị")
    return ""
