"""Both texts of a record that two people changed, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

Side = list[tuple[str, str]]


def sides(form: forms.Form, theirs: Mapping[str, Any] | None) -> tuple[Side, Side] | None:
    """What was typed, and what stands now, field by field; only where the two differ."""
    if theirs is None:
        return None
    mine, other = [], []
    for bound in form.visible_fields():
        typed = _said(bound.field, bound.value())
        stands = _said(bound.field, theirs.get(bound.name))
        if typed != stands and not isinstance(bound.field, forms.FileField):
            mine.append((str(bound.label), typed))
            other.append((str(bound.label), stands))
    return mine, other


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in _flat(field.choices)}
        return labels.get(str(value), "")
    if isinstance(field, forms.BooleanField):
        return "✓" if value else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for code, label in choices:
        found += label if isinstance(label, list | tuple) else [(code, label)]
    return found
