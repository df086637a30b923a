"""How many may hold a level, and how high one may go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree, free, ids
from congtam.core.rules.drafting.saying import NA_LABELS
from congtam.web.regulations.drafting.forms.base import (
    LONG,
    CitedForm,
    NumberField,
    choice,
    cited_as,
    comma,
    facts_of,
    levels_of,
)
from congtam.web.regulations.drafting.forms.conditions import TestedForm
from congtam.web.regulations.drafting.forms.readings import test_as, test_fields

_BASES = [
    ("ranked", lazy("tổng số được xếp loại")),
    ("all", lazy("tổng số của nhóm, kể cả chưa xếp loại")),
    ("of_level", lazy("số được xếp các mức chọn bên dưới")),
]
_ROUNDINGS = [
    ("", lazy("văn bản không nêu (làm tròn xuống)")),
    ("down", lazy("làm tròn xuống")),
    ("nearest", lazy("làm tròn đến số gần nhất")),
    ("up", lazy("làm tròn lên")),
]
_WHEN = ("when_fact", "when_word", "when_value", "when_na")


class QuotaForm(CitedForm):
    """Tỷ lệ khống chế: ratio, denominator, rounding, group, small groups."""

    level = forms.MultipleChoiceField(
        label=lazy("Mức bị khống chế"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Chọn mức.")},
    )  # fmt: skip
    at_most_percent = NumberField(
        label=lazy("Không quá (%)"), error_messages={"required": lazy("Ghi tỷ lệ.")}
    )
    base = forms.ChoiceField(label=lazy("Tính trên"), choices=_BASES)
    of_level = forms.MultipleChoiceField(
        label=lazy("Các mức của mẫu số"), required=False, widget=forms.CheckboxSelectMultiple
    )
    including = forms.BooleanField(
        label=lazy("Mẫu số gồm cả số được xếp mức bị khống chế"), required=False
    )
    per = forms.CharField(
        label=lazy("Tính theo từng (mã nhóm, cách nhau bằng dấu phẩy)"), required=False,
        max_length=200,
    )  # fmt: skip
    rounding = forms.ChoiceField(label=lazy("Làm tròn"), choices=_ROUNDINGS, required=False)
    small = NumberField(label=lazy("Nhóm dưới (số người, đơn vị)"), required=False)
    small_most = NumberField(label=lazy("thì nhiều nhất"), required=False)
    field_order = [
        "level", "at_most_percent", "base", "of_level", "including", "per", "rounding", "small",
        "small_most", "doc", "at", "quote",
    ]  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        for name in ("level", "of_level"):
            choice(self, name).choices = levels_of(self.tree)

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        small = item.get("below") or {}
        return {
            "level": _list(item.get("level")),
            "at_most_percent": comma(item.get("at_most_percent")),
            "base": item.get("of") or "of_level",
            "of_level": _list(item.get("of_level")),
            "including": item.get("including") == "true",
            "per": ", ".join(item.get("per") or []),
            "rounding": item.get("rounding"),
            "small": comma(small.get("count")),
            "small_most": comma(small.get("at_most")),
            **cited_as(item),
        }

    def clean(self) -> None:
        super().clean()
        of_level = self.cleaned_data.get("base") == "of_level"
        if of_level and not self.cleaned_data.get("of_level"):
            self.add_error("of_level", _("Chọn các mức của mẫu số."))
        if bool(self.said("small")) != bool(self.said("small_most")):
            self.add_error("small_most", _("Ghi cả hai số, hoặc để trống cả hai."))

    def item(self) -> Tree:
        data = self.cleaned_data
        of_level = data["base"] == "of_level"
        per = [one.strip() for one in (self.said("per") or "").split(",") if one.strip()]
        small = {"count": self.said("small"), "at_most": self.said("small_most")}
        return {
            "level": data["level"][0] if len(data["level"]) == 1 else data["level"],
            "at_most_percent": data["at_most_percent"],
            "of": None if of_level else data["base"],
            "of_level": _one_or_list(data["of_level"]) if of_level else None,
            "including": "true" if of_level and data["including"] else None,
            "per": per or None,
            "rounding": data["rounding"] or None,
            "below": small if small["count"] else None,
            "cite": self.cite(),
        }


class CapForm(CitedForm, TestedForm):
    """Trần: a level that is not exceeded, or the level that a fact names."""

    at_most = forms.ChoiceField(label=lazy("Không cao hơn mức"), required=False)
    not_above = forms.ChoiceField(label=lazy("hoặc không cao hơn mức của"), required=False)
    warns = forms.BooleanField(
        label=lazy("Chỉ nhắc, không hạ mức (văn bản chỉ viết «phải gắn với»)"), required=False
    )
    why = forms.CharField(
        label=lazy("Ghi chú"), required=False, max_length=LONG, widget=forms.Textarea
    )

    def prepare(self) -> None:
        super().prepare()
        ending = {name: self.fields.pop(name) for name in ("warns", "why", "doc", "at", "quote")}
        self.fields.update(test_fields("when", _("Khi dữ kiện (để trống: luôn luôn)")))
        self.fields["when_na"] = forms.ChoiceField(
            label=_("Khi «không áp dụng» thì"), required=False,
            choices=[("", _("không có trường hợp này")), *NA_LABELS.items()],
        )  # fmt: skip
        self.fields.update(ending)
        self.order_fields(["at_most", "not_above", *_WHEN])
        choice(self, "at_most").choices = [("", _("Chọn mức")), *levels_of(self.tree)]
        named = [("", _("Chọn dữ kiện")), *facts_of(self.tree, ("enum",))]
        choice(self, "not_above").choices = named
        when = self.old.get("when") or {}
        choice(self, "when_fact").choices = [("", _("Luôn luôn")), *facts_of(self.tree)]
        if when and "fact" not in when:
            for name in _WHEN:
                del self.fields[name]
        self.initial.update(test_as("when", when, self.tree), when_na=when.get("if_na"))

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        return {
            "at_most": item.get("at_most"),
            "not_above": item.get("not_above"),
            "warns": item.get("warns") == "true",
            "why": item.get("why"),
            **cited_as(item),
        }

    def clean(self) -> None:
        super().clean()
        if bool(self.said("at_most")) == bool(self.said("not_above")):
            self.add_error("at_most", _("Chọn một trong hai: một mức, hoặc mức của một dữ kiện."))
        self.clean_test("when")

    def item(self) -> Tree:
        """A condition that is more than one clause stays as it is."""
        item: Tree = {
            "at_most": self.said("at_most"),
            "not_above": self.said("not_above"),
            "warns": "true" if self.cleaned_data["warns"] else None,
            "why": self.said("why"),
            "cite": self.cite(),
        }
        if "when_fact" in self.fields:
            item["when"] = self._when()
        return item

    def _when(self) -> Tree | None:
        """The clause with its id and citation, as the loader wants it."""
        when, old = self.test("when"), self.old.get("when") or {}
        if when is None:
            return None
        kept = {key: old[key] for key in ("id", "cite") if key in old}
        kept.setdefault("id", free("KHI", ids(self.tree)))
        na = self.said("when_na")
        return {**kept, **when, **({"if_na": na} if na else {})}


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _one_or_list(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values
