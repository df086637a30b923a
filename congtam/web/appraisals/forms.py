"""The forms of an appraising desk and of the cycle's issuer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.assessments.actions.scoring import LONGEST
from congtam.assessments.queries.seats import Seat
from congtam.core.vietnamese import nfc


def _reason(label: Any, empty: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"required": empty},
    )


class SendBackForm(forms.Form):
    """To which step, why, and until when it is to be done again."""

    to = forms.ChoiceField(
        label=gettext_lazy("Trả lại về bước"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    reason = _reason(gettext_lazy("Lý do trả lại"), gettext_lazy("Nêu lý do trả lại."))
    due_on = forms.DateField(
        label=gettext_lazy("Nộp lại chậm nhất ngày"),
        input_formats=["%d/%m/%Y"],
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "form-control", "inputmode": "numeric", "placeholder": "dd/mm/yyyy"},
        ),
        error_messages={
            "required": gettext_lazy("Nêu ngày phải nộp lại."),
            "invalid": gettext_lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 12/11/2021."),
        },
    )

    def __init__(self, *args: Any, seat: Seat, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        steps = [(key, seat.procedure.step(key).title) for key in seat.step_rule.sends_back_to]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = steps
        if len(steps) == 1:
            field.initial = steps[0][0]

    def clean_reason(self) -> str:
        return nfc(self.cleaned_data["reason"])

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise ValidationError(_("Hạn nộp lại không được trước hôm nay."))
        return day


class ReassignForm(forms.Form):
    """Which part of the work, to which body, and why."""

    seat = forms.ChoiceField(
        label=gettext_lazy("Phần việc"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": gettext_lazy("Chọn phần việc cần giao lại.")},
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Giao cho"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": gettext_lazy("Chọn nơi nhận.")},
    )
    reason = _reason(gettext_lazy("Lý do giao lại"), gettext_lazy("Nêu lý do giao lại."))

    def __init__(self, *args: Any, seats: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("seat", seats), ("to", bodies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_reason(self) -> str:
        return nfc(self.cleaned_data["reason"])
