"""Forms about people and posts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from congtam.organisation.models import Person

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_CONTROL = {"class": "form-control"}


class IssueForm(forms.Form):
    """The login name of a new account; the pack's proposal stands in it."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(_CONTROL | {"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].lower()
        if not _LOGIN.fullmatch(name):
            raise forms.ValidationError(
                _("Chỉ dùng chữ không dấu, chữ số và . _ -, từ 3 ký tự trở lên.")
            )
        return name


class ReasonForm(forms.Form):
    """Why; it goes into the ledger."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(_CONTROL | {"rows": 3})
    )


class HandOverForm(forms.Form):
    """The successor and the first day."""

    to = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Người nhận"),
        error_messages={
            "required": _("Hãy tìm và chọn người nhận."),
            "invalid_choice": _("Không tìm thấy người này."),
        },
    )
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=forms.TextInput(_CONTROL | {"placeholder": "15/11/2021", "inputmode": "numeric"}),
        error_messages={"invalid": _("Hãy ghi ngày theo dạng 15/11/2021.")},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = people


class EndForm(ReasonForm):
    """The last day on which the post is held."""

    on = forms.DateField(
        label=_("Ngày giữ chức vụ cuối cùng"),
        widget=forms.TextInput(_CONTROL | {"placeholder": "15/11/2021", "inputmode": "numeric"}),
        error_messages={"invalid": _("Hãy ghi ngày theo dạng 15/11/2021.")},
    )
    field_order = ["on", "reason"]
