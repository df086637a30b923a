"""One file without a sheet as far as one reader may read it, and what its papers share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Subject
from congtam.assessments.queries.reading import Source, readable, sources
from congtam.assessments.queries.seats import Seat, seats_of
from congtam.assessments.states import StepKind
from congtam.documents.forms.official import Letterhead
from congtam.documents.forms.sections import HeldPost, Particular
from congtam.documents.queries.sheets import course_of_file
from congtam.documents.queries.words import Office, Words, letterhead
from congtam.organisation.models import Mandate
from congtam.standings.queries.desks import Course


@dataclass(frozen=True)
class Reading:
    """A file with every seat in it, and those of them that this reader may read.

    `granted`: seats whose closed part came to the reader with a dossier.
    """

    file: Assessment
    held: list[Seat]
    every: list[Source]
    granted: frozenset[UUID] = frozenset()

    @cached_property
    def course(self) -> Course:
        return course_of_file(self.file)

    @cached_property
    def order(self) -> list[Source]:
        """The seats open to the reader, in the order of the procedure."""
        opened = {source.participant for source in readable(self.held, self.every)}
        opened |= {s.participant for s in self.every if s.closed_at} & self.granted
        return [source for source in self.every if source.participant in opened]

    @cached_property
    def report(self) -> Source | None:
        """The seat of the self report, where the reader may read it."""
        return next((s for s in self.order if s.step_rule.kind == StepKind.SELF_REPORT), None)

    def holds(self, source: Source) -> bool:
        """True for the reader's own part."""
        return any(seat.participant == source.participant for seat in self.held)

    def source(self, participant: UUID) -> Source | None:
        """One open seat of the file."""
        return next((s for s in self.order if s.participant == participant), None)

    @property
    def about(self) -> str:
        """«Đồng chí Lục Thị Hạnh, Phó Chủ tịch», or the name of the collective."""
        return about(self.file)


def read_critique(file: Assessment, mandate: Mandate, day: date) -> Reading:
    """The file as this mandate reads it; `track` and `cycle` are loaded with it."""
    course = course_of_file(file)
    return Reading(file, seats_of(mandate, file.pk, day), list(sources(course.procedure, file.pk)))


def about(file: Assessment) -> str:
    """Whom a paper is about."""
    if file.subject != Subject.PERSON:
        return file.name
    told = _("Đồng chí %s") % file.name
    return f"{told}, {file.post_title}" if file.post_title else told


def period(file: Assessment) -> str:
    """«Năm 2020»."""
    return _("Năm %s") % file.cycle.year


def particulars(file: Assessment, office: Office) -> tuple[Particular, ...]:
    """Who it is: name, post and unit of a person, name and unit of a collective."""
    if file.subject != Subject.PERSON:
        return (Particular(_("Tập thể"), file.name), Particular(_("Đơn vị"), office.unit))
    return (
        Particular(_("Họ và tên"), file.name),
        Particular(_("Chức vụ, chức danh"), file.post_title),
        Particular(_("Đơn vị công tác"), office.unit),
    )


def held_posts(file: Assessment) -> tuple[HeldPost, ...]:
    """The posts of the period as they were frozen when the year was opened."""
    if not file.posts:
        return ()
    return tuple(
        HeldPost(row["title"], row["unit"], _day(row["from"]), _day(row["to"]) or _("nay"))
        for row in json.loads(file.posts)
    )


def _day(written: str | None) -> str:
    return f"{date.fromisoformat(written):%d/%m/%Y}" if written else ""


def subject_letterhead(words: Words, office: Office, day: date, file: Assessment) -> Letterhead:
    """A collective writes under its unit; a person's paper is dated where it is signed."""
    body = file.body.name if file.body is not None else ""
    if file.subject == Subject.PERSON:
        office = Office(office.tenant, office.unit, office.superior, "")
    return letterhead(words, office, day, body=body)
