"""What the forms of the editor share: how they look, how numbers and citations are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree, entries
from congtam.core.vietnamese import nfc

LONG = 2000
_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,10})?", re.ASCII)
_LOOKS: dict[type, str] = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
}
Choices = Sequence[tuple[str, Any]]


class ItemForm(forms.Form):
    """The form of one item of the tree; empty fields are `None` in the item and go."""

    def __init__(self, *args: Any, tree: Tree, old: Tree | None = None, **kwargs: Any) -> None:
        self.tree, self.old = tree, old or {}
        if old is not None:
            kwargs["initial"] = {**self.typed_as(old), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.prepare()
        for field in self.fields.values():
            look = _LOOKS.get(type(field.widget), "form-control")
            field.widget.attrs.setdefault("class", look)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = field.widget.attrs.get("data-rows", 2)

    def prepare(self) -> None:
        """Fill in the choices that depend on the tree."""

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        """The item as a person would have typed it."""
        raise NotImplementedError

    def item(self) -> Tree:
        """What was typed, as the tree has it."""
        raise NotImplementedError

    def said(self, name: str) -> str | None:
        """The words of a field in their one spelling; None where nothing was typed."""
        return nfc(str(self.cleaned_data.get(name) or "")).strip() or None

    def told(self) -> list[tuple[str, str]]:
        """Label and words of every field that says something, for two texts side by side."""
        found = []
        for bound in self.visible_fields():
            value = bound.value()
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            choices = dict(getattr(bound.field, "choices", ()))
            if shown not in (None, "", False):
                found.append((str(bound.label), str(choices.get(shown, shown))))
        return found


class CitedForm(ItemForm):
    """A form that ends with where it is written: document, place, quote."""

    doc = forms.ChoiceField(label=lazy("Văn bản"), required=False)
    at = forms.CharField(
        label=lazy("Điều, khoản, điểm"), required=False, max_length=200,
        widget=forms.TextInput({"placeholder": lazy("Điều 20, khoản 1")}),
    )  # fmt: skip
    quote = forms.CharField(
        label=lazy("Trích nguyên văn"), required=False, max_length=LONG, widget=forms.Textarea
    )

    def prepare(self) -> None:
        documents = documents_of(self.tree)
        field = choice(self, "doc")
        field.choices = [("", _("Chọn văn bản")), *documents]
        if len(documents) == 1:
            field.initial = documents[0][0]

    def cite(self) -> Tree | None:
        """The citation; None where nothing but the one document was chosen."""
        at, quote, doc = self.said("at"), self.said("quote"), self.said("doc")
        if not (at or quote):
            return None
        return {key: value for key, value in (("doc", doc), ("at", at), ("quote", quote)) if value}


def cited_as(item: Tree) -> dict[str, Any]:
    """The fields of a citation."""
    cite = item.get("cite") or {}
    typed = {key: cite.get(key) or "" for key in ("doc", "at", "quote")}
    return typed if typed["doc"] else {key: typed[key] for key in ("at", "quote")}


def choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """The field, which is one with choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def documents_of(tree: Tree) -> list[tuple[str, str]]:
    return [
        (key, str(item.get("number") or item.get("title") or key))
        for key, item in entries(tree, "documents")
    ]


def facts_of(tree: Tree, kinds: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Facts to choose from, by their labels; only some types where they are named."""
    kinds = tuple(kinds)
    return [
        (key, str(item.get("label") or key))
        for key, item in entries(tree, "facts")
        if not kinds or item.get("type") in kinds
    ]


def levels_of(tree: Tree) -> list[tuple[str, str]]:
    return [(key, str(item.get("label") or key)) for key, item in entries(tree, "levels")]


def number(text: str) -> str:
    """A number as the tree has it, with a point; ValidationError when it is none."""
    typed = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(typed):
        raise forms.ValidationError(_("«%s» không phải là số; ghi như 90 hoặc 89,5.") % text[:40])
    return typed.replace(",", ".")


class NumberField(forms.CharField):
    """A number typed with comma or point; gives text with a point, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return number(typed) if typed else ""


def comma(text: object) -> str:
    """A number of the tree as people type it."""
    return "" if text is None else str(text).replace(".", ",")


def lines(text: str | None) -> list[str]:
    """What stands on each line, without the empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
