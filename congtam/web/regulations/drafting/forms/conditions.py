"""The form row of a condition, and the form of a group of conditions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting import nodes
from congtam.core.rules.drafting.parts import Tree, entries
from congtam.core.rules.drafting.saying import (
    MODE_LABELS,
    NA_LABELS,
    WORD_LABELS,
    demand_says,
    word_of,
)
from congtam.core.rules.node_loader import WORDS
from congtam.web.regulations.drafting.forms.base import (
    CitedForm,
    ItemForm,
    NumberField,
    choice,
    cited_as,
    comma,
    documents_of,
    number,
)

ORDERED = ("at_least", "more_than", "at_most", "less_than", "equals", "between")
FLAGS = [("true", lazy("có")), ("false", lazy("không"))]
_NUMERIC = ("number", "percent")
_LOWER = [("closed", lazy("từ")), ("open", lazy("trên"))]
_UPPER = [("closed", lazy("đến")), ("open", lazy("đến dưới"))]


class ConditionForm(CitedForm):
    """Fact, word, value, what «n/a» means, citation: one clause as the document writes it."""

    fact = forms.CharField(widget=forms.HiddenInput)
    word = forms.ChoiceField(label=lazy("Điều kiện"))
    value = NumberField(label=lazy("Giá trị"), required=False)
    lower = forms.ChoiceField(label=lazy("Đầu dưới"), choices=_LOWER, required=False)
    low = NumberField(label=lazy("Số dưới"), required=False)
    upper = forms.ChoiceField(label=lazy("Đầu trên"), choices=_UPPER, required=False)
    high = NumberField(label=lazy("Số trên"), required=False)
    flag = forms.ChoiceField(label=lazy("Giá trị"), choices=FLAGS, required=False)
    allowed = forms.MultipleChoiceField(
        label=lazy("Một trong các giá trị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    if_na = forms.ChoiceField(
        label=lazy("Khi «không áp dụng» thì"), required=False,
        choices=[("", lazy("chọn cách hiểu")), *NA_LABELS.items()],
    )  # fmt: skip
    field_order = [
        "fact", "word", "value", "lower", "low", "upper", "high", "flag", "allowed", "if_na",
        "doc", "at", "quote",
    ]  # fmt: skip

    def prepare(self) -> None:
        """Only the controls that fit the type of the fact."""
        super().prepare()
        key = str(self.data.get("fact") if self.is_bound else self.initial.get("fact") or "")
        self.about: Tree = dict(entries(self.tree, "facts")).get(key, {})
        kind = self.about.get("type")
        gone = {
            "bool": ["word", "value", "lower", "low", "upper", "high", "allowed"],
            "enum": ["word", "value", "lower", "low", "upper", "high", "flag"],
        }.get(str(kind), ["flag", "allowed"])
        if self.about.get("na") != "allowed":
            gone.append("if_na")
        for name in gone:
            del self.fields[name]
        if "word" in self.fields:
            choice(self, "word").choices = [(word, WORD_LABELS[word]) for word in ORDERED]
        if "allowed" in self.fields:
            labels = self.about.get("value_labels") or {}
            values = [(one, labels.get(one, one)) for one in self.about.get("values") or []]
            choice(self, "allowed").choices = values

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        word = word_of(item)
        value = item.get(word)
        typed = {
            "fact": item.get("fact"), "word": word, "if_na": item.get("if_na"),
            "lower": item.get("lower") or "closed", "upper": item.get("upper") or "closed",
            **cited_as(item),
        }  # fmt: skip
        if word == "between" and isinstance(value, list) and len(value) == 2:
            return typed | {"low": comma(value[0]), "high": comma(value[1])}
        if word == "one_of":
            return typed | {"allowed": value}
        return typed | {"value": comma(value), "flag": value, "allowed": [value] if value else []}

    def clean(self) -> None:
        super().clean()
        if not self.about:
            raise forms.ValidationError(_("Dữ kiện này không còn trong bộ quy tắc; chọn lại."))
        word = self.cleaned_data.get("word")
        between = word == "between"
        missing = [
            name
            for name in (("low", "high") if between else ("value",))
            if word and not self.errors.get(name) and not self.said(name)
        ]
        for name in missing:
            self.add_error(name, _("Ghi giá trị."))
        if "allowed" in self.fields and not self.cleaned_data.get("allowed"):
            self.add_error("allowed", _("Chọn ít nhất một giá trị."))
        if "if_na" in self.fields and not self.cleaned_data.get("if_na"):
            self.add_error("if_na", _("Nêu cách hiểu khi dữ kiện «không áp dụng»."))

    def item(self) -> Tree:
        """The word chosen and no other; what a between has besides goes with it."""
        keys: Tree = dict.fromkeys((*WORDS, "lower", "upper", "if_na"))
        keys |= {"fact": self.cleaned_data["fact"], "cite": self.cite()}
        keys["if_na"] = self.said("if_na")
        if "flag" in self.fields:
            return keys | {"is": self.cleaned_data["flag"] or "true"}
        if "allowed" in self.fields:
            allowed = self.cleaned_data["allowed"]
            return keys | ({"is": allowed[0]} if len(allowed) == 1 else {"one_of": allowed})
        word = self.cleaned_data["word"]
        if word != "between":
            return keys | {word: self.said("value")}
        ends = {edge: "open" for edge in ("lower", "upper") if self.said(edge) == "open"}
        return keys | ends | {word: [self.said("low"), self.said("high")]}

    def told(self) -> list[tuple[str, str]]:
        """The clause as it reads, not box by box."""
        item = self.item() if self.is_bound else self.old
        cite = item.get("cite") or {}
        na = str(item.get("if_na") or "")
        pairs = [
            (_("Dữ kiện"), self.about.get("label")),
            (_("Điều kiện"), demand_says(self.about, item)),
            (_("Khi «không áp dụng» thì"), NA_LABELS.get(na)),
            (_("Văn bản"), dict(documents_of(self.tree)).get(str(cite.get("doc")))),
            (_("Điều, khoản, điểm"), cite.get("at")),
            (_("Trích nguyên văn"), cite.get("quote")),
        ]
        return [(label, str(words)) for label, words in pairs if words]


class GroupForm(CitedForm):
    """A group within a level: how its conditions are joined; its citation covers them all."""

    mode = forms.ChoiceField(label=lazy("Nhóm điều kiện"), choices=list(MODE_LABELS.items()))
    field_order = ["mode", "doc", "at", "quote"]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        return {"mode": nodes.mode(item), **cited_as(item)}

    def clean_mode(self) -> str:
        mode: str = self.cleaned_data["mode"]
        if mode == "not" and len([one for one in nodes.members(self.old) if one]) > 1:
            said = _("«%s» chỉ nhận một điều kiện hoặc một nhóm.")
            raise forms.ValidationError(said % MODE_LABELS["not"])
        return mode

    def item(self) -> Tree:
        return {"mode": self.cleaned_data["mode"], "cite": self.cite()}


class TestedForm(ItemForm):
    """A form with short conditions in it: a fact, a word, and a value in one box."""

    def test(self, prefix: str) -> Tree | None:
        """The condition typed under a prefix; None where no fact was chosen."""
        name = self.said(f"{prefix}_fact")
        if name is None:
            return None
        word = self.said(f"{prefix}_word") or "is"
        return {"fact": name, word: self.cleaned_data.get(f"{prefix}_value")}

    def clean_test(self, prefix: str) -> None:
        """The value as the type of the fact wants it; an error beside the box otherwise."""
        name, typed = self.said(f"{prefix}_fact"), self.said(f"{prefix}_value")
        if name is None:
            return
        fact = dict(entries(self.tree, "facts")).get(name) or {}
        try:
            self.cleaned_data[f"{prefix}_value"] = _value(fact, typed or "")
        except forms.ValidationError as error:
            self.add_error(f"{prefix}_value", error)


def _value(fact: Tree, typed: str) -> str:
    kind = fact.get("type")
    if kind in _NUMERIC:
        return number(typed)
    if kind == "bool":
        known = {str(label): key for key, label in FLAGS}
    else:
        labels = fact.get("value_labels") or {}
        known = {str(labels.get(one, one)): one for one in fact.get("values") or []}
    found = known.get(typed) or (typed if typed in known.values() else "")
    if not found:
        raise forms.ValidationError(_("Ghi một trong: %s.") % ", ".join(known))
    return found


WORD_CHOICES = [(word, WORD_LABELS[word]) for word in (*ORDERED[:-1], "is")]
