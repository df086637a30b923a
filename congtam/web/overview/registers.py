"""What the registers of tasks have waiting for a person: results to report, results to check."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.organisation.models import Mandate
from congtam.records.models import Task as Record
from congtam.records.queries.register import waiting
from congtam.records.states import TaskState
from congtam.web.overview.tasks import Task, due_status


def register_tasks(mandate: Mandate, today: date) -> list[Task]:
    """One line for what is to be reported soon, one for what waits for a check."""
    soon = today + timedelta(days=settings.TASKS_AHEAD_DAYS)
    own = Record.objects.filter(
        person_id=mandate.person_id, state=TaskState.ASSIGNED, due_on__lte=soon
    ).aggregate(n=Count("pk"), first=Min("due_on"))
    found = []
    if own["n"]:
        tone, status = due_status(own["first"], today)
        found.append(
            Task(
                title=_("Báo kết quả nhiệm vụ"),
                notes=(_("%s nhiệm vụ đến hạn hoặc quá hạn") % own["n"],),
                verb=_("Mở sổ"),
                url=reverse("records:index"),
                due_on=own["first"],
                tone=tone,
                status=status,
            )
        )
    checks = waiting(mandate, today).count()
    if checks:
        found.append(
            Task(
                title=_("Kiểm tra kết quả nhiệm vụ"),
                notes=(_("%s nhiệm vụ chờ kiểm tra") % checks,),
                verb=_("Kiểm tra"),
                url=reverse("records:desk"),
                due_on=None,
                tone="info",
                status=_("Đến lượt"),
            )
        )
    return found
