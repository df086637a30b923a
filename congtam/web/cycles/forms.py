"""Forms of the year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congtam.core.vietnamese import nfc


class _Styled(forms.Form):
    """Every field wears the look of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


class ExtensionForm(_Styled):
    """A later last day, with the reason."""

    to = forms.DateField(
        label=_("Ngày cuối cùng mới"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy"}),
        error_messages={"invalid": _("Nhập ngày dạng 09/11/2021."), "required": _("Nhập ngày.")},
    )
    reason = forms.CharField(
        label=_("Lý do gia hạn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Nêu lý do gia hạn.")},
    )

    def clean_reason(self) -> str:
        return nfc(self.cleaned_data["reason"]).strip()


class OpeningForm(_Styled):
    """The guideline's number and day, and the paper itself."""

    number = forms.CharField(
        label=_("Số, ký hiệu hướng dẫn"),
        max_length=120,
        error_messages={"required": _("Nhập số, ký hiệu của hướng dẫn.")},
    )
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nhập trích yếu.")},
    )
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy"}),
        error_messages={"invalid": _("Nhập ngày dạng 11/10/2021."), "required": _("Nhập ngày.")},
    )
    paper = forms.FileField(
        label=_("Tệp hướng dẫn đã ký (PDF hoặc Word)"),
        error_messages={
            "required": _("Đính kèm tệp hướng dẫn để nơi nhận đọc được."),
            "empty": _("Tệp rỗng (0 byte)."),
        },
    )

    def clean_number(self) -> str:
        return nfc(self.cleaned_data["number"]).strip()

    def clean_title(self) -> str:
        return nfc(self.cleaned_data["title"]).strip()
