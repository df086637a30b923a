"""The fields of the records' forms: Vietnamese dates and amounts, in the look of the house."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congtam.core.vietnamese import nfc

_AMOUNT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,3})?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_CLASSES: dict[type, str] = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.RadioSelect: "form-check-input",
}


class Styled(forms.Form):
    """Every field wears the look of the house, and takes what was typed in one spelling."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.HiddenInput):
                look = _CLASSES.get(type(field.widget), "form-control")
                field.widget.attrs["class"] = look

    def taken(self) -> dict[str, Any]:
        """What was typed, without what only carries the form."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "token")}

    def told(self, faults: dict[str, str]) -> None:
        """Put what an action refused beside its field."""
        for name, says in faults.items():
            self.add_error(name if name in self.fields else None, says)


class Words(forms.CharField):
    """Some text, in composed letters."""

    def __init__(self, label: Any, *, rows: int = 0, longest: int = 2000, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        more.setdefault("error_messages", {"required": gettext_lazy("Mục này cần được ghi.")})
        super().__init__(label=label, widget=widget, max_length=longest, **more)

    def clean(self, value: Any) -> str:
        return nfc(str(super().clean(value)))


class Day(forms.DateField):
    """A date as people write it."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": gettext_lazy("Nhập ngày dạng 15/11/2020."),
                "required": gettext_lazy("Nhập ngày."),
            },
            **more,
        )


class Amount(forms.CharField):
    """A number of pieces or a coefficient, with a decimal comma or point."""

    def __init__(self, label: Any, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, widget=widget, max_length=20, **more)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).strip()
        return amount(typed) if typed else None


class Whole(forms.IntegerField):
    """A count: nought or more."""

    def __init__(self, label: Any, *, least: int = 0, most: int = 100_000, **more: Any) -> None:
        says = gettext_lazy("Nhập một số nguyên từ %(least)s đến %(most)s.")
        wrong = says % {"least": least, "most": most}
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": wrong,
                "min_value": wrong,
                "max_value": wrong,
                "required": gettext_lazy("Nhập số."),
            },
            **more,
        )


def amount(typed: str) -> Decimal:
    """«1,5» and «1.5» are the same; «1.500» is refused, for it may be either of two."""
    if _TWO_WAYS.fullmatch(typed):
        whole, part = re.split("[.,]", typed)
        says = _("«%(typed)s» không rõ là %(big)s hay %(small)s: hãy viết liền hoặc bớt số 0.")
        small = f"{whole},{part.rstrip('0') or '0'}"
        raise forms.ValidationError(says % {"typed": typed, "big": whole + part, "small": small})
    if not _AMOUNT.fullmatch(typed):
        raise forms.ValidationError(_("Nhập một số, ví dụ 2 hoặc 1,5."))
    return Decimal(typed.replace(",", "."))
