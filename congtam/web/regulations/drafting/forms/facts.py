"""The form of a fact: what is known of a subject, of which type, and how it is counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree, slug
from congtam.web.regulations.drafting.forms.base import (
    LONG,
    ItemForm,
    NumberField,
    choice,
    comma,
    facts_of,
    lines,
)

TYPES = [
    ("bool", lazy("Có hoặc không")),
    ("number", lazy("Số, điểm")),
    ("percent", lazy("Tỷ lệ phần trăm")),
    ("enum", lazy("Một trong các giá trị")),
]
BETTER = [
    ("high", lazy("Càng cao càng tốt")),
    ("low", lazy("Càng thấp càng tốt")),
    ("true", lazy("«Có» là tốt")),
    ("false", lazy("«Không» là tốt")),
    ("none", lazy("Không nói tốt, xấu")),
]
_ORDERED = ("high", "low", "none")
_FITS = {"bool": ("true", "false", "none"), "number": _ORDERED, "percent": _ORDERED,
         "enum": _ORDERED}  # fmt: skip
KEEP = "keep"
COUNTED = [
    ("", lazy("Nhập trực tiếp")),
    ("ratio", lazy("Tỷ lệ giữa hai số đếm")),
    ("sum", lazy("Tổng của nhiều số")),
    ("mean", lazy("Trung bình của nhiều số")),
]


class FactForm(ItemForm):
    """One fact."""

    label = forms.CharField(
        label=lazy("Dữ kiện"), max_length=300, widget=forms.Textarea,
        error_messages={"required": lazy("Ghi dữ kiện bằng lời, ví dụ: Điểm theo dõi, đánh giá.")},
    )  # fmt: skip
    type = forms.ChoiceField(label=lazy("Kiểu"), choices=TYPES)
    better = forms.ChoiceField(label=lazy("Thế nào là tốt hơn"), choices=BETTER)
    low = NumberField(label=lazy("Thấp nhất"), required=False)
    high = NumberField(label=lazy("Cao nhất"), required=False)
    values = forms.CharField(
        label=lazy("Các giá trị (mỗi dòng một giá trị)"), required=False, max_length=LONG,
        widget=forms.Textarea({"data-rows": 4}),
    )  # fmt: skip
    counted = forms.ChoiceField(label=lazy("Lấy số ở đâu"), required=False, choices=COUNTED)
    num = forms.CharField(label=lazy("Tử số là"), required=False, max_length=200)
    den = forms.CharField(label=lazy("Mẫu số là"), required=False, max_length=200)
    parts = forms.CharField(
        label=lazy("Gồm các số (mỗi dòng một số)"), required=False, max_length=LONG,
        widget=forms.Textarea({"data-rows": 3}),
    )  # fmt: skip
    na = forms.BooleanField(label=lazy("Có thể «không áp dụng»"), required=False)

    def prepare(self) -> None:
        if self.initial.get("counted") == KEEP:
            field = choice(self, "counted")
            field.choices = [(KEEP, _("Giữ cách tính đang có")), *COUNTED]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        low, high = item.get("range") or ("", "")
        labels = item.get("value_labels") or {}
        return {
            **{key: item.get(key) for key in ("label", "type", "better")},
            "low": comma(low),
            "high": comma(high),
            "values": "\n".join(_value_as(key, labels) for key in item.get("values") or []),
            "na": item.get("na") == "allowed",
            **_counted_as(item.get("of") or {}),
        }

    def clean(self) -> None:
        super().clean()
        kind, better = self.cleaned_data.get("type", ""), self.cleaned_data.get("better")
        if kind and better and better not in _FITS[kind]:
            self.add_error("better", _("Không hợp với kiểu của dữ kiện."))
        if kind == "number" and not (self.said("low") and self.said("high")):
            self.add_error("high", _("Ghi khoảng của số: thấp nhất và cao nhất."))
        if kind == "enum" and not self.said("values"):
            self.add_error("values", _("Ghi các giá trị, mỗi dòng một giá trị."))
        counted = self.cleaned_data.get("counted")
        if counted == "ratio" and not (self.said("num") and self.said("den")):
            self.add_error("den", _("Ghi cả tử số và mẫu số."))
        if counted in ("sum", "mean") and not self.said("parts"):
            self.add_error("parts", _("Ghi các số, mỗi dòng một số."))

    def item(self) -> Tree:
        kind = self.cleaned_data["type"]
        numeric = kind in ("number", "percent")
        range_ = [self.said("low"), self.said("high")]
        values = dict(_value(line) for line in lines(self.said("values"))) if kind == "enum" else {}
        labels = {key: label for key, label in values.items() if key != label}
        item: Tree = {
            "label": self.said("label"),
            "type": kind,
            "better": self.cleaned_data["better"],
            "range": range_ if numeric and all(range_) else None,
            "values": list(values) or None,
            "value_labels": labels or None,
            "na": "allowed" if self.cleaned_data["na"] else None,
        }
        if self.cleaned_data["counted"] != KEEP:
            item["of"] = self._of() if numeric else None
        return item

    def _of(self) -> Tree | None:
        counted = self.cleaned_data["counted"]
        if counted == "ratio":
            return {"num": self._part(self.said("num")), "den": self._part(self.said("den"))}
        if counted in ("sum", "mean"):
            return {counted: [self._part(line) for line in lines(self.said("parts"))]}
        return None

    def _part(self, words: str | None) -> str:
        """The id of a part: a fact by its label or id, else an id made of the words."""
        known = {label: key for key, label in facts_of(self.tree)}
        return known.get(words or "") or slug(words or "", "_") or "so"


def _counted_as(of: Tree) -> dict[str, Any]:
    """The fields of a simple way of counting; what is not simple is kept as it is."""
    if set(of) == {"num", "den"}:
        return {"counted": "ratio", "num": of["num"], "den": of["den"]}
    for form in ("sum", "mean"):
        if set(of) == {form}:
            return {"counted": form, "parts": "\n".join(of[form])}
    return {"counted": KEEP if of else ""}


def _value_as(key: str, labels: Tree) -> str:
    return f"{key} = {labels[key]}" if key in labels else key


def _value(line: str) -> tuple[str, str]:
    """«xs = Xuất sắc» gives id and label; words alone are the label of an id made of them."""
    key, equals, label = (part.strip() for part in line.partition("="))
    if equals and key and label:
        return slug(key, "_") if " " in key else key, label
    plain = line if " " not in line else slug(line, "_")
    return plain, line
