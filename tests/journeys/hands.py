"""What the journey does not show on a screen is done here, through the same actions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from math import ceil

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Participant, Score
from congtam.assessments.states import StepKind
from congtam.clock import local_date
from congtam.core.packs.sheet import Criterion, Sheet
from congtam.organisation.models import Mandate
from congtam.regulations.queries import sheet as sheet_of
from tests.journeys.papers import paper

REACHED = "Đã thực hiện đủ theo kế hoạch của Ban Chấp hành, có biên bản lưu tại văn phòng."
MISSED = "Quý III tạm dừng do dịch COVID-19, đã làm bù một phần trong quý IV."


def mandate(login: str, at: datetime, body: str = "", *, unit: str = "") -> Mandate:
    """The one post that a person holds on a day in a unit, or in a body of this code."""
    found = Mandate.objects.on(local_date(at)).filter(person__login=login)
    if body:
        found = found.filter(body__code=body)
    if unit:
        found = found.filter(unit__code=unit)
    return found.select_related("person", "body", "tenant").get()


def seat(unit: str, step: str, key: str = "") -> Participant:
    """The seat of a step in the file of one unit."""
    found = Participant.objects.filter(assessment__unit__code=unit, step__key=step)
    return found.get(key=key) if key else found.get()


@dataclass
class Clerk:
    """Whoever fills in the sheet of one unit, at one moment."""

    unit: str
    by: Mandate
    at: datetime
    own: Participant = field(init=False)
    sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        own = Participant.objects.filter(step__kind=StepKind.SELF_SCORE)
        self.own = own.get(assessment__unit__code=self.unit)
        self.sheet = sheet_of(Assessment.objects.get(pk=self.own.assessment_id).sheet_id)

    def fill(self, less: Mapping[str, str] | None = None) -> None:
        """Every line without points yet: the most, or what `less` says; words and evidence."""
        scores = Score.objects.filter(participant=self.own)
        done = set(scores.values_list("criterion__key", flat=True))
        for group in self.sheet.groups:
            for criterion in group.criteria if group.kind != "upper_only" else ():
                if criterion.id not in done:
                    self._line(criterion, group.kind, (less or {}).get(criterion.id))

    def _line(self, criterion: Criterion, kind: str, typed: str | None) -> None:
        rule = next(e for e in self.sheet.explanation if e.kind == kind)
        words = actions.Words(
            REACHED if rule.reached != "never" else "",
            MISSED if rule.missed != "never" and typed is not None else "",
        )
        actions.save_line(
            self.own.id, criterion.id, typed=most(criterion) if typed is None else typed,
            words=words, version=0, by=self.by, at=self.at,
        )  # fmt: skip
        if criterion.evidence == "required":
            self._attach(f"Minh chứng {criterion.code}", criterion=criterion.id)

    def _attach(self, title: str, *, criterion: str = "", dossier: str = "") -> None:
        actions.attach(
            self.own.id, criterion=criterion, dossier=dossier, source=io.BytesIO(_page(title)),
            name=f"{title}.pdf", by=self.by, at=self.at,
        )  # fmt: skip

    def complete(self, level: str) -> None:
        """Declare that nothing happened, add papers and books, propose a level."""
        to, by, at = self.own.id, self.by, self.at
        for fact in self.sheet.facts:
            if fact.source == "declared":
                actions.declare(to, fact.id, value="khong", words="", version=0, by=by, at=at)
        for item in self.sheet.dossier:
            if item.kind == "book":
                actions.hand_over_book(to, dossier=item.id, by=by, at=at)
            else:
                self._attach(item.title[:60], dossier=item.id)
        actions.propose(to, level=level, words="", by=by, at=at)

    def submit(self) -> None:
        actions.submit(
            self.own.id, token=f"{self.unit}-{self.at:%m%d%H%M}", late_reason="",
            by=self.by, at=self.at,
        )  # fmt: skip


def most(criterion: Criterion) -> str:
    """What gives the full points of a line."""
    if criterion.measure == "yes_no":
        return "co"
    if criterion.unit_points is not None:
        return str(ceil(criterion.max / criterion.unit_points))
    return str(criterion.max)


@cache
def _page(title: str) -> bytes:
    return paper(title, "Văn bản kèm theo hồ sơ tự chấm điểm.")


def speak(step: str, key: str, units: Iterable[str], by: Mandate, at: datetime) -> None:
    """One board says its words on each union and sends them."""
    seats = [seat(unit, step, key).id for unit in units]
    for one in seats:
        actions.propose(one, level="", words="Thực hiện đủ, báo cáo đúng hạn.", by=by, at=at)
    actions.contribute(seats, by=by, at=at)
