"""The form with which a decision is issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.documents.actions import HIGHEST_NUMBER
from congtam.documents.models import Paper
from congtam.organisation.models import Mandate
from congtam.web.standings.forms import day_field


class IssueForm(forms.Form):
    """Day, signer, and the number when the office's own register already gave one."""

    issued_on = day_field(gettext_lazy("Ngày ban hành"))
    signer = forms.ChoiceField(
        label=gettext_lazy("Người ký"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": gettext_lazy("Chọn người ký."),
            "invalid_choice": gettext_lazy("Chọn một thành viên trong danh sách."),
        },
    )
    number = forms.CharField(
        label=gettext_lazy("Số văn bản"),
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )

    def __init__(
        self,
        *args: Any,
        signers: Iterable[Mandate],
        days: tuple[date, date],
        series: tuple[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first_day, self.last_day = days
        self.unit_id, self.symbol = series
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(m.pk), f"{m.person.full_name}, {m.title}") for m in signers]

    def clean_issued_on(self) -> date:
        day: date = self.cleaned_data["issued_on"]
        if day > self.last_day:
            raise ValidationError(_("Ngày ban hành không được sau hôm nay."))
        if day < self.first_day:
            raise ValidationError(_("Ngày ban hành không được trước ngày họp."))
        return day

    def clean_number(self) -> int | None:
        typed = self.cleaned_data["number"].strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= HIGHEST_NUMBER:
            raise ValidationError(_("Số văn bản là số nguyên từ 1, ví dụ 128."))
        return int(typed)

    def clean(self) -> dict[str, Any]:
        """A number that was given out in the same year is told at its place."""
        given = dict(self.cleaned_data)
        day, number = given.get("issued_on"), given.get("number")
        if day and number:
            used = Paper.objects.filter(
                unit_id=self.unit_id, symbol=self.symbol, year=day.year, number=number
            )
            if used.exists():
                self.add_error("number", _("Số này đã dùng trong năm %s.") % day.year)
        return given
