"""Were the reports out long enough before the conference, or is their limit still to come?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from congtam.assessments.models import Assessment, Report
from congtam.clock import local_date
from congtam.core.calendar import WorkingCalendar
from congtam.core.plan import Notice, Plan
from congtam.regulations import queries as regulations
from congtam.regulations.models import Regulation

_DAY = timedelta(days=1)


@dataclass
class Warner:
    """Warns of one conference; what a track asks for is read once."""

    held_on: date
    _asked: dict[UUID, tuple[Plan, Notice] | None] = field(default_factory=dict)
    _calendars: dict[str, WorkingCalendar] = field(default_factory=dict)

    def of(self, file: Assessment, step: str, report: Report | None) -> Iterator[str]:
        """What is to be said of one file; its track, cycle and duty are at hand."""
        sent = local_date(report.sent_at) if report and report.sent_at else None
        limit = file.obligation.due_on if file.obligation else None
        if sent is None and limit is not None and self.held_on <= limit:
            yield _("Chưa gửi báo cáo, mà hạn gửi là hết ngày %s.") % f"{limit:%d/%m/%Y}"
        asked = self._notice(file, step)
        if asked is None or sent is None:
            return
        plan, notice = asked
        days = self._days(file.tenant_id, plan, notice, sent)
        if days < notice.at_least:
            says = {
                "working_day": _("Báo cáo gửi trước hội nghị %(had)s ngày làm việc, cần %(need)s."),
                "day": _("Báo cáo gửi trước hội nghị %(had)s ngày, cần %(need)s."),
            }
            yield says[notice.unit] % {"had": max(days, 0), "need": notice.at_least}

    def _notice(self, file: Assessment, step: str) -> tuple[Plan, Notice] | None:
        """The notice that the plan of a track sets between its report and its conference."""
        track = file.track
        if track.pk not in self._asked:
            book = regulations.rulebook(file.cycle.rulebook_id)
            limits = next((e.limits for e in book.enrols if e.kind == track.kind), {})
            plan = regulations.plan(track.plan_id)
            wanted = limits.get(step)
            found = next((n for n in plan.notices if n.conference == wanted), None)
            self._asked[track.pk] = (plan, found) if found else None
        return self._asked[track.pk]

    def _days(self, tenant_id: UUID, plan: Plan, notice: Notice, sent: date) -> int:
        """Full days between, or with the day of sending, as the plan counts them."""
        first = sent if plan.counting == "from_sending_day" else sent + _DAY
        last = self.held_on - _DAY
        if notice.unit == "day":
            return (last - first).days + 1
        return self._calendar(tenant_id, plan.calendar).working_days_between(first, last)

    def _calendar(self, tenant_id: UUID, code: str) -> WorkingCalendar:
        if code not in self._calendars:
            row = regulations.in_force(tenant_id, Regulation.Kind.CALENDAR, code)
            made = regulations.calendar(row.pk)
            self._calendars[code] = WorkingCalendar(
                [off.day for off in made.days_off], made.working, weekly_rest=made.weekly_rest
            )
        return self._calendars[code]
