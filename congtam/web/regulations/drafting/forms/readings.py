"""Readings chosen where the text is silent, and what can never be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree
from congtam.core.rules.drafting.saying import value_says, word_of
from congtam.web.regulations.drafting.forms.base import (
    LONG,
    ItemForm,
    choice,
    facts_of,
)
from congtam.web.regulations.drafting.forms.conditions import WORD_CHOICES, TestedForm

_FORMS = [
    ("le", lazy("Không lớn hơn: dữ kiện thứ nhất ≤ dữ kiện thứ hai")),
    ("same_na", lazy("Cùng áp dụng hoặc cùng không áp dụng")),
    ("if", lazy("Nếu … thì …")),
]


class InterpretationForm(ItemForm):
    """The reading chosen, who decided it, and what it bears on."""

    text = forms.CharField(
        label=lazy("Cách hiểu đã chọn"), max_length=LONG, widget=forms.Textarea,
        error_messages={"required": lazy("Ghi cách hiểu đã chọn.")},
    )  # fmt: skip
    decided_by = forms.CharField(
        label=lazy("Ai quyết định (để trống nếu chưa)"), required=False, max_length=300
    )
    of = forms.CharField(
        label=lazy("Gắn với (mã điều kiện, mức; cách nhau bằng dấu phẩy)"), required=False,
        max_length=600,
    )  # fmt: skip

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        return {
            "text": item.get("text"),
            "decided_by": item.get("decided_by"),
            "of": ", ".join(item.get("of") or []),
        }

    def item(self) -> Tree:
        named = [one.strip() for one in (self.said("of") or "").split(",") if one.strip()]
        return {
            "text": self.said("text"),
            "decided_by": self.said("decided_by"),
            "of": named or None,
        }


def test_fields(prefix: str, fact: Any) -> dict[str, forms.Field]:
    """Three boxes of a short condition."""
    return {
        f"{prefix}_fact": forms.ChoiceField(label=fact, required=False),
        f"{prefix}_word": forms.ChoiceField(
            label=lazy("Điều kiện"), required=False, choices=WORD_CHOICES
        ),
        f"{prefix}_value": forms.CharField(
            label=lazy("Giá trị"), required=False, max_length=60,
            widget=forms.TextInput({"placeholder": lazy("90, hoặc có")}),
        ),
    }  # fmt: skip


def test_as(prefix: str, node: Tree, tree: Tree) -> dict[str, Any]:
    """The boxes filled from a short condition."""
    word = word_of(node)
    fact = (tree.get("facts") or {}).get(node.get("fact")) or {}
    shown = value_says(fact, node.get(word)).removesuffix("%") if word else ""
    return {
        f"{prefix}_fact": node.get("fact"),
        f"{prefix}_word": word,
        f"{prefix}_value": shown,
    }


class InvariantForm(TestedForm):
    """What the facts of a subject can never contradict."""

    form = forms.ChoiceField(label=lazy("Ràng buộc"), choices=_FORMS)
    one = forms.ChoiceField(label=lazy("Dữ kiện thứ nhất"), required=False)
    two = forms.ChoiceField(label=lazy("Dữ kiện thứ hai"), required=False)
    why = forms.CharField(
        label=lazy("Vì sao"), max_length=LONG, widget=forms.Textarea,
        error_messages={"required": lazy("Ghi vì sao không thể khác.")},
    )  # fmt: skip

    def prepare(self) -> None:
        why = self.fields.pop("why")
        self.fields.update(test_fields("if", _("Nếu dữ kiện")))
        self.fields.update(test_fields("then", _("thì dữ kiện")))
        self.fields["why"] = why
        facts = [("", _("Chọn dữ kiện")), *facts_of(self.tree)]
        for name in ("one", "two", "if_fact", "then_fact"):
            choice(self, name).choices = facts
        for prefix in ("if", "then"):
            self.initial.update(test_as(prefix, self.old.get(prefix) or {}, self.tree))

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        kind = next((form for form, _label in _FORMS if form in item), "le")
        named = item.get(kind) if kind != "if" else None
        one, two = [*(named or []), "", ""][:2]
        return {"form": kind, "one": one, "two": two, "why": item.get("why")}

    def clean(self) -> None:
        super().clean()
        kind = self.cleaned_data.get("form")
        if kind == "if":
            for prefix in ("if", "then"):
                if not self.said(f"{prefix}_fact"):
                    self.add_error(f"{prefix}_fact", _("Chọn dữ kiện."))
                self.clean_test(prefix)
            return
        for name in ("one", "two"):
            if not self.said(name):
                self.add_error(name, _("Chọn dữ kiện."))

    def item(self) -> Tree:
        kind = self.cleaned_data["form"]
        item: Tree = dict.fromkeys(("le", "same_na", "if", "then"))
        item["why"] = self.said("why")
        if kind == "if":
            return item | {"if": self.test("if"), "then": self.test("then")}
        rest = list(self.old.get(kind) or [])[2:]
        return item | {kind: [self.said("one"), self.said("two"), *rest]}
