"""The form of a level: its words, and how its conditions are joined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congtam.core.rules.drafting import nodes
from congtam.core.rules.drafting.parts import Tree
from congtam.core.rules.drafting.saying import MODE_LABELS
from congtam.web.regulations.drafting.forms.base import CitedForm, cited_as

UNSTATED = "unstated"
MODES = [
    ("all", lazy("Phải đủ tất cả các điều kiện")),
    ("any", lazy("Chỉ cần một trong các điều kiện")),
    ("not", lazy("Không thuộc trường hợp")),
    (UNSTATED, lazy("Văn bản không nêu điều kiện")),
]


class LevelForm(CitedForm):
    """A level; what it asks is edited below it, condition by condition."""

    label = forms.CharField(
        label=lazy("Tên mức"), max_length=200,
        error_messages={"required": lazy("Ghi tên mức.")},
    )  # fmt: skip
    mode = forms.ChoiceField(label=lazy("Các điều kiện của mức"), choices=MODES)
    field_order = ["label", "mode", "doc", "at", "quote"]

    @classmethod
    def typed_as(cls, item: Tree) -> dict[str, Any]:
        silent = item.get(UNSTATED) == "true"
        mode = UNSTATED if silent else nodes.mode(item) or item.get("mode")
        return {"label": item.get("label"), "mode": mode, **cited_as(item)}

    def clean_mode(self) -> str:
        mode: str = self.cleaned_data["mode"]
        inner = [one for one in nodes.members(self.old) if one]
        if mode == UNSTATED and inner:
            raise forms.ValidationError(_("Mức còn điều kiện; bỏ hết rồi mới đổi sang cách này."))
        if mode == "not" and len(inner) > 1:
            said = _("«%s» chỉ nhận một điều kiện hoặc một nhóm.")
            raise forms.ValidationError(said % MODE_LABELS["not"])
        return mode

    def item(self) -> Tree:
        mode = self.cleaned_data["mode"]
        return {
            "label": self.said("label"),
            "mode": "" if mode == UNSTATED else mode,
            UNSTATED: "true" if mode == UNSTATED else None,
            "cite": self.cite(),
        }
