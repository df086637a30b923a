"""Forms of the register: one task, many pasted lines, a result, a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congtam.core.points import show
from congtam.records.actions import Draft, Result
from congtam.records.models import Task
from congtam.web.records.fields import Amount, Day, Styled, Whole, Words

YES, NO = "co", "chua"


class HolderField(forms.ChoiceField):
    """Whose register, among those that may be filled."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Giao cho"),
            error_messages={
                "required": _("Chọn người hoặc tập thể."),
                "invalid_choice": _("Không có sổ nhiệm vụ này trong phần việc của bạn."),
            },
        )


def offer(form: forms.Form, holders: Any) -> None:
    """Fill the choices of whose register it is."""
    field = form.fields["holder"]
    assert isinstance(field, HolderField)
    field.choices = [("", ""), *holders]


class TaskForm(Styled):
    """One line of the register."""

    year = Whole(_("Năm"), least=2000, most=2100)
    title = Words(
        _("Nội dung nhiệm vụ, chỉ tiêu"),
        rows=2,
        longest=500,
        error_messages={
            "required": _("Chưa ghi nội dung nhiệm vụ."),
            "max_length": _("Nội dung dài nhất 500 chữ cái."),
        },
    )
    product = Words(_("Sản phẩm"), longest=300, required=False)
    source = forms.ChoiceField(label=_("Nguồn"), choices=Task.Source.choices)
    kind = forms.ChoiceField(label=_("Loại"), choices=Task.Kind.choices)
    assigned_on = Day(_("Ngày giao"))
    due_on = Day(_("Hạn hoàn thành"))
    quantity = Amount(_("Số lượng"), required=False)
    coefficient = Amount(_("Hệ số quy đổi"), required=False)

    def draft(self) -> Draft:
        """The line as the action takes it; amounts left blank are one."""
        data = self.taken()
        data.pop("holder", None)
        for name in ("quantity", "coefficient"):
            data[name] = Decimal(1) if data[name] is None else data[name]
        return Draft(**data)


class AssignForm(TaskForm):
    """A new line, and whose it is."""

    holder = HolderField()
    field_order = ("holder",)

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, holders)


class PasteForm(Styled):
    """Whose register, and the lines as they come from a spreadsheet."""

    holder = HolderField()
    year = Whole(_("Năm"), least=2000, most=2100)
    source = forms.ChoiceField(label=_("Nguồn, khi dòng không ghi"), choices=Task.Source.choices)
    assigned_on = Day(_("Ngày giao, khi dòng không ghi"))
    lines = Words(
        _("Các dòng chép từ Excel"),
        rows=10,
        longest=200_000,
        strip=False,
        error_messages={
            "required": _("Chưa có dòng nào."),
            "max_length": _("Quá dài: hãy nhập thành nhiều lần."),
        },
    )

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, holders)


class ReportForm(Styled):
    """What came of a task."""

    done = forms.ChoiceField(
        label=_("Kết quả"),
        choices=((YES, _("Đã hoàn thành")), (NO, _("Chưa hoàn thành"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn kết quả.")},
    )
    done_on = Day(_("Ngày hoàn thành"), required=False)
    done_quantity = Amount(_("Số lượng hoàn thành"), required=False)
    exceeded = forms.BooleanField(label=_("Vượt mức yêu cầu"), required=False)
    words = Words(_("Kết quả, sản phẩm đã có"), rows=4, longest=5000, required=False)
    file = forms.FileField(
        label=_("Tệp minh chứng"),
        required=False,
        error_messages={"empty": _("Tệp rỗng (0 byte).")},
    )

    def result(self) -> Result:
        """The report as the action takes it."""
        data = self.taken()
        data.pop("file")
        return Result(**data | {"done": data["done"] == YES})


class ReasonForm(Styled):
    """Why; it goes into the ledger and to the person concerned."""

    reason = Words(_("Lý do"), rows=3, longest=1000, error_messages={"required": _("Nêu lý do.")})


def task_values(task: Task) -> dict[str, Any]:
    """A line as its form shows it."""
    names = ("year", "title", "product", "source", "kind", "assigned_on", "due_on", "version")
    values = {name: getattr(task, name) for name in names}
    return values | {
        "quantity": show(task.quantity),
        "coefficient": show(task.coefficient),
    }


def report_values(task: Task, today: date) -> dict[str, Any]:
    """The report as it stands; a first one proposes today and the assigned quantity."""
    if task.done is None:
        return {"version": task.version, "done_on": today, "done_quantity": show(task.quantity)}
    return {
        "version": task.version,
        "done": YES if task.done else NO,
        "done_on": task.done_on,
        "done_quantity": show(task.done_quantity) if task.done_quantity is not None else "",
        "exceeded": task.exceeded,
        "words": task.words,
    }
