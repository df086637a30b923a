"""The form of a worked case, and the boxes for the facts of one subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting.parts import Tree, entries
from congtam.core.rules.model import INVALID, MANUAL, UNKNOWN
from congtam.web.regulations.drafting.forms.base import (
    LONG,
    ItemForm,
    choice,
    comma,
    levels_of,
    number,
)

BOX = "f."
NA = "n/a"
Boxes = dict[str, forms.Field]
_OUTCOMES = [
    (MANUAL, lazy("Người có thẩm quyền quyết định")),
    (UNKNOWN, lazy("Chưa xác định (còn thiếu dữ kiện)")),
    (INVALID, lazy("Dữ liệu không hợp lệ")),
]


class AmountField(forms.CharField):
    """A number, or two counts like 3/5; gives what a file of facts has."""

    def __init__(self, *, na: bool, kept: Any = None, **kwargs: Any) -> None:
        self.na, self.kept = na, kept
        super().__init__(required=False, max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        if self.kept is not None and typed == _typed(self.kept):
            return self.kept
        if typed.casefold() in (NA, "không áp dụng", "kad") and self.na:
            return NA
        top, slash, bottom = typed.partition("/")
        if slash:
            return {"num": number(top), "den": number(bottom)}
        return number(typed)


def boxes(tree: Tree, more: Iterable[str] = (), kept: Tree | None = None) -> Boxes:
    """A box for every fact that can be given, named by its id; `more` are parts of others.

    What an example has already is `kept` as it is: some show what must be refused.
    """
    kept, found = kept or {}, {}
    for key, fact in entries(tree, "facts"):
        found[f"{BOX}{key}"] = _box(fact, str(fact.get("label") or key), kept.get(key))
    for name in (*more, *kept):
        if f"{BOX}{name}" not in found:
            found[f"{BOX}{name}"] = AmountField(na=False, kept=kept.get(name), label=name)
    return found


def _box(fact: Tree, label: str, kept: Any) -> forms.Field:
    kind, na = fact.get("type"), fact.get("na") == "allowed"
    if kind in ("number", "percent"):
        hint = _("60 hoặc 3/5") if kind == "percent" else _range(fact)
        attrs = {"placeholder": hint, "inputmode": "text" if kind == "percent" else "decimal"}
        return AmountField(na=na, kept=kept, label=label, widget=forms.TextInput(attrs))
    if kind == "bool":
        known = [("true", _("có")), ("false", _("không"))]
    else:
        labels = fact.get("value_labels") or {}
        known = [(one, labels.get(one, one)) for one in fact.get("values") or []]
    if na:
        known.append((NA, _("không áp dụng")))
    if kept is not None and str(kept) not in dict(known):
        known.append((str(kept), str(kept)))
    return forms.ChoiceField(label=label, required=False, choices=[("", _("chưa có")), *known])


def _range(fact: Tree) -> str:
    low, high = fact.get("range") or ("", "")
    return _("từ %(low)s đến %(high)s") % {"low": comma(low), "high": comma(high)} if high else ""


def given(cleaned: Tree) -> Tree:
    """The facts that were typed."""
    return {
        name.removeprefix(BOX): value
        for name, value in cleaned.items()
        if name.startswith(BOX) and value not in (None, "")
    }


def typed(facts: Tree) -> dict[str, Any]:
    """Facts as a person would have typed them."""
    return {f"{BOX}{name}": _typed(value) for name, value in facts.items() if value is not None}


def _typed(value: Any) -> str:
    if isinstance(value, dict):
        return f"{comma(value.get('num'))}/{comma(value.get('den'))}"
    text = str(value)
    return text if text in (NA, "true", "false") else comma(text)


class ExampleForm(ItemForm):
    """A worked case: the facts of a subject, and the level that must come out."""

    expect = forms.ChoiceField(label=lazy("Phải ra mức"))
    why = forms.CharField(
        label=lazy("Minh họa điều gì"), required=False, max_length=LONG, widget=forms.Textarea
    )

    def prepare(self) -> None:
        ending = {name: self.fields.pop(name) for name in ("expect", "why")}
        self.fields.update(boxes(self.tree, kept=self.old.get("given")))
        self.fields.update(ending)
        choice(self, "expect").choices = [*levels_of(self.tree), *_OUTCOMES]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        return {
            "expect": item.get("expect"),
            "why": item.get("why"),
            **typed(item.get("given") or {}),
        }

    def item(self) -> Tree:
        item: Tree = {
            "given": given(self.cleaned_data),
            "expect": self.cleaned_data["expect"],
            "why": self.said("why"),
        }
        if item["expect"] != UNKNOWN:
            item["possible"] = None
        return item


class CaseForm(forms.Form):
    """An imagined subject: the boxes alone."""

    def __init__(self, *args: Any, tree: Tree, more: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(boxes(tree, more))
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"
