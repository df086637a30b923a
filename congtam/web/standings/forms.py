"""The forms of a decision session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from congtam.core.vietnamese import nfc
from congtam.meetings.actions import LONGEST_PLACE
from congtam.organisation.models import Mandate


def day_field(label: Any) -> forms.DateField:
    """A day as people write it: 02/12/2021."""
    return forms.DateField(
        label=label,
        input_formats=["%d/%m/%Y"],
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "form-control", "inputmode": "numeric", "placeholder": "dd/mm/yyyy"},
        ),
        error_messages={
            "required": _("Ghi ngày."),
            "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 02/12/2021."),
        },
    )


def _member_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": _("Chọn một thành viên trong danh sách.")},
    )


class PlaceForm(forms.Form):
    """Where a session is held, who chairs and who writes."""

    place = forms.CharField(
        label=_("Địa điểm"),
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={
            "required": _("Ghi địa điểm họp."),
            "max_length": _("Địa điểm dài quá 255 ký tự."),
        },
    )
    chair = _member_field(_("Chủ trì"))
    secretary = _member_field(_("Thư ký"))

    def __init__(self, *args: Any, members: Iterable[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(m.pk): m for m in members}
        choices: list[tuple[str, Any]] = [("", _("Chưa ghi"))]
        choices += [(pk, f"{m.person.full_name}, {m.title}") for pk, m in self.members.items()]
        for name in ("chair", "secretary"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_place(self) -> str:
        return nfc(self.cleaned_data["place"])

    def member(self, name: str) -> Mandate | None:
        """The chosen member."""
        return self.members.get(self.cleaned_data[name])


class SessionForm(PlaceForm):
    """When and where a new session is held."""

    held_on = day_field(_("Ngày họp"))
    field_order = ["held_on", "place", "chair", "secretary"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = today

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return {
            "held_on": self.cleaned_data["held_on"],
            "place": self.cleaned_data["place"],
            "chair": self.member("chair"),
            "secretary": self.member("secretary"),
        }


class AloneForm(forms.Form):
    """The day on which one decides alone; there is no place and no one else."""

    held_on = day_field(_("Ngày quyết định"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = today

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return {"held_on": self.cleaned_data["held_on"]}


def chosen(posted: QueryDict) -> list[UUID] | None:
    """The ticked files, what is no id is none; None where nothing was there to be ticked."""
    if "choosing" not in posted:
        return None
    found = []
    for typed in posted.getlist("file"):
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found
