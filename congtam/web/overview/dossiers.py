"""Dossiers among the tasks: one's own to send, those of the units below that have not come."""

from __future__ import annotations

from datetime import date

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments import permissions
from congtam.assessments.models import Assessment, UnitDossier
from congtam.assessments.queries.dossiers import (
    concerned,
    contents_of,
    cycles_of,
    duties_in,
    duty_of,
    offices_of,
    own_files,
)
from congtam.core.packs.dossier import Dossier
from congtam.cycles.models import Cycle
from congtam.cycles.queries import punctuality
from congtam.cycles.states import CycleState
from congtam.organisation.models import Mandate
from congtam.web.overview.tasks import Task, due_status


def dossier_tasks(mandate: Mandate, today: date) -> list[Task]:
    """A line for each dossier to send, and one for each year whose dossiers are still to come.

    One statement for whoever has neither.
    """
    found = []
    sends, receives = concerned(mandate)
    for file, rule in own_files(mandate) if sends else ():
        if permissions.may_send_dossier(mandate, file, offices_of(file)):
            found.append(_to_send(file, rule, today))
    for cycle, to in cycles_of(mandate) if receives else ():
        if cycle.state == CycleState.OPEN and mandate.body_id == to.pk:
            found.append(_to_come(cycle, today))
    return [task for task in found if task is not None]


def _to_send(file: Assessment, rule: Dossier, today: date) -> Task | None:
    """To send; again only where something has come in that was missing when it was sent."""
    sent = UnitDossier.objects.filter(file=file).defer("snapshot").order_by("-round").first()
    if sent is not None and not sent.lacks:
        return None
    contents = contents_of(file, rule, today)
    lacks = len(contents.gaps)
    if sent is not None and lacks >= sent.lacks:
        return None
    due = duty_of(file).due_on if sent is None else None
    tone, status = due_status(due, today) if due else ("info", _("Có phần mới để gửi"))
    notes = [file.cycle.title, _("Còn thiếu %s nội dung") % lacks if lacks else _("Đã đủ hồ sơ")]
    if contents.collective.sent_at is None:
        notes.append(_("Gửi báo cáo kiểm điểm của tập thể trước"))
    title = _("Gửi hồ sơ lên cấp trên") if sent is None else _("Gửi bổ sung hồ sơ lên cấp trên")
    return Task(
        title=f"{title}: {file.name}",
        notes=tuple(notes),
        verb=_("Mở hồ sơ"),
        url=reverse("dossiers:unit", args=[file.pk]),
        due_on=due,
        tone=tone,
        status=status,
    )


def _to_come(cycle: Cycle, today: date) -> Task | None:
    """What the level above still waits for; nothing once every unit has sent."""
    duties = duties_in(cycle.pk)
    stand = punctuality(duties, today)
    if not stand.overdue + stand.waiting:
        return None
    due = duties.open().aggregate(first=Min("due_on"))["first"]
    tone, status = due_status(due, today)
    if stand.overdue:
        status = _("%s đơn vị quá hạn chưa gửi") % stand.overdue
    sent = stand.on_time + stand.late
    notes = [cycle.title, _("Đã gửi %(sent)s/%(all)s") % {"sent": sent, "all": stand.all}]
    if stand.late:
        notes.append(_("%s đơn vị gửi muộn") % stand.late)
    return Task(
        title=_("Nhận hồ sơ các đơn vị gửi về"),
        notes=tuple(notes),
        verb=_("Xem danh sách"),
        url=reverse("dossiers:board", args=[cycle.pk]),
        due_on=due,
        tone=tone,
        status=status,
    )
