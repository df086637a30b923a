"""The rule set as a whole, the documents it cites, and its ending."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree
from congtam.core.rules.model import CERTAINTY, MANUAL
from congtam.web.regulations.drafting.forms.base import (
    LONG,
    CitedForm,
    ItemForm,
    choice,
    cited_as,
    levels_of,
    lines,
)

_DAY = {"placeholder": lazy("ngày/tháng/năm"), "inputmode": "numeric"}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day as people write it: 01/01/2026."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%d/%m/%Y", attrs=dict(_DAY)),
        error_messages={
            "required": lazy("Ghi ngày."),
            "invalid": lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 01/01/2026."),
        },
    )


def day(text: object) -> date | None:
    """A day of the tree."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


class PeriodForm(forms.Form):
    """From and to, in this order."""

    first = day_field(lazy("Áp dụng từ ngày"))
    last = day_field(lazy("Đến hết ngày (để trống nếu chưa có hạn)"), required=False)

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Ngày cuối trước ngày đầu."))


class AboutForm(ItemForm, PeriodForm):
    """Title, whom it is about, and the period."""

    title = forms.CharField(
        label=lazy("Tên bộ quy tắc"), max_length=400, widget=forms.Textarea,
        error_messages={"required": lazy("Ghi tên bộ quy tắc.")},
    )  # fmt: skip
    subject = forms.CharField(
        label=lazy("Đối tượng xếp loại"), max_length=120,
        error_messages={"required": lazy("Ghi đối tượng xếp loại.")},
    )  # fmt: skip
    field_order = ["title", "subject", "first", "last"]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        period = item.get("period") or {}
        return {
            "title": item.get("title"),
            "subject": item.get("subject"),
            "first": day(period.get("from")),
            "last": day(period.get("to")),
        }

    def item(self) -> Tree:
        return {
            "title": self.said("title"),
            "subject": self.said("subject"),
            "first": self.cleaned_data["first"],
            "last": self.cleaned_data["last"],
        }


class DocumentForm(ItemForm):
    """One document that the rule set cites."""

    number = forms.CharField(label=lazy("Số, ký hiệu"), required=False, max_length=120)
    title = forms.CharField(
        label=lazy("Trích yếu"), max_length=600, widget=forms.Textarea,
        error_messages={"required": lazy("Ghi trích yếu của văn bản.")},
    )  # fmt: skip
    issuer = forms.CharField(label=lazy("Cơ quan ban hành"), required=False, max_length=255)
    issued = day_field(lazy("Ngày ban hành"), required=False)
    certainty = forms.ChoiceField(
        label=lazy("Lời văn chắc đến đâu"), required=False,
        choices=[("", lazy("không nêu")), *CERTAINTY.items()],
    )  # fmt: skip
    source = forms.CharField(label=lazy("Lấy từ đâu"), required=False, max_length=600)
    basis = forms.CharField(
        label=lazy("Căn cứ vào các văn bản (mỗi dòng một văn bản)"), required=False,
        max_length=LONG, widget=forms.Textarea,
    )  # fmt: skip

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        same = ("number", "title", "issuer", "certainty", "source")
        return {
            **{key: item.get(key) for key in same},
            "issued": day(item.get("issued")),
            "basis": "\n".join(item.get("basis") or []),
        }

    def item(self) -> Tree:
        issued = self.cleaned_data["issued"]
        same = ("number", "title", "issuer", "certainty", "source")
        return {
            **{key: self.said(key) for key in same},
            "issued": issued.isoformat() if issued else None,
            "basis": lines(self.said("basis")) or None,
        }


class EndingForm(CitedForm):
    """Which levels are tried first, and what holds when none applies."""

    check_first = forms.MultipleChoiceField(
        label=lazy("Mức được xét trước các mức khác"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    outcome = forms.ChoiceField(label=lazy("Khi không mức nào khớp"))
    why = forms.CharField(
        label=lazy("Vì sao"), required=False, max_length=LONG, widget=forms.Textarea
    )
    field_order = ["check_first", "outcome", "why", "doc", "at", "quote"]

    def prepare(self) -> None:
        super().prepare()
        levels = levels_of(self.tree)
        choice(self, "check_first").choices = levels
        manual = (MANUAL, _("Người có thẩm quyền quyết định"))
        choice(self, "outcome").choices = [manual, *levels]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        otherwise = item.get("otherwise") or {}
        return {
            "check_first": item.get("check_first") or [],
            "outcome": otherwise.get("outcome"),
            "why": otherwise.get("why"),
            **cited_as(otherwise),
        }

    def item(self) -> Tree:
        """The levels tried first stay in the order they had; new ones follow."""
        chosen = self.cleaned_data["check_first"]
        before = [level for level in self.old.get("check_first") or [] if level in chosen]
        return {
            "check_first": [*before, *(level for level in chosen if level not in before)],
            "otherwise": {
                "outcome": self.cleaned_data["outcome"],
                "why": self.said("why"),
                "cite": self.cite(),
            },
        }
