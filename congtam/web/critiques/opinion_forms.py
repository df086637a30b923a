"""The form of a paper that a body outside the system has issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.assessments.actions import Paper
from congtam.assessments.actions.concluding import LONGEST_ISSUER, LONGEST_NUMBER
from congtam.assessments.actions.scoring import LONGEST
from congtam.core.rules import RuleSet
from congtam.web.standings.forms import day_field


def _line(label: Any, most: int, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={
            "required": required,
            "max_length": gettext_lazy("Dài quá %(limit_value)s ký tự."),
        },
    )


class ConclusionForm(forms.Form):
    """Number, day, issuer, level, words and the scan."""

    number = _line(
        gettext_lazy("Số, ký hiệu"), LONGEST_NUMBER, gettext_lazy("Ghi số, ký hiệu văn bản.")
    )
    issued_on = day_field(gettext_lazy("Ngày văn bản"))
    issuer = _line(
        gettext_lazy("Nơi ban hành"), LONGEST_ISSUER, gettext_lazy("Ghi nơi ban hành văn bản.")
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Mức xếp loại nêu trong văn bản"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": gettext_lazy("Chọn mức mà văn bản kết luận."),
            "invalid_choice": gettext_lazy("Mức xếp loại này không có trong quy định."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Nội dung chính"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 5}),
        error_messages={"max_length": gettext_lazy("Dài nhất 5.000 ký tự.")},
    )
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp văn bản (PDF, ảnh)"),
        widget=forms.FileInput(attrs={"class": "form-control"}),
        error_messages={
            "required": gettext_lazy("Đính kèm bản chụp văn bản."),
            "empty": gettext_lazy("Tệp rỗng, không có nội dung: hãy kiểm tra rồi gửi lại."),
        },
    )

    def __init__(
        self,
        *args: Any,
        rules: RuleSet,
        decides: bool,
        proposes: bool,
        has_scan: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        level, scan = self.fields["level"], self.fields["scan"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [("", _("Văn bản không nêu mức")), *((x.id, x.label) for x in rules.levels)]
        if decides:
            level.choices = [("", _("Chọn mức")), *((x.id, x.label) for x in rules.levels)]
            level.required = True
        elif not proposes:
            del self.fields["level"]
        scan.required = not has_scan
        self.has_scan = has_scan

    def paper(self) -> Paper:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        return Paper(
            typed["number"], typed["issued_on"], typed["issuer"], typed.get("level", ""),
            typed["words"],
        )  # fmt: skip


class AnewForm(ConclusionForm):
    """A later paper, and why the level changes."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do quyết định lại"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={
            "required": gettext_lazy("Nêu lý do quyết định lại."),
            "max_length": gettext_lazy("Dài nhất 5.000 ký tự."),
        },
    )
