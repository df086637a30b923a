"""What every entry into the personal records does: ask, keep the scan, know its own click again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import BinaryIO, TypeVar

from django.utils.translation import gettext as _

from congtam.clock import local_date
from congtam.files.actions import Kept, keep
from congtam.organisation.models import Mandate
from congtam.organisation.queries import titles_of
from congtam.records import permissions
from congtam.records.actions.locking import cleaned, click, note
from congtam.records.models import Held
from congtam.records.queries.reach import Whose, reach_of

Row = TypeVar("Row", bound=Held)
File = tuple[BinaryIO, str] | None


def kept(whose: Whose, by: Mandate, at: datetime, file: File) -> Kept | None:
    """The checked scan; asked before it is looked at, and kept before the transaction."""
    permissions.may_keep_file(reach_of(by, local_date(at), [whose]), whose).enforce()
    return keep(*file) if file is not None else None


def known(model: type[Row], whose: Whose, token: str, by: Mandate, at: datetime) -> Row | None:
    """The record that this click made before, after the right is asked again."""
    permissions.may_keep_file(reach_of(by, local_date(at), [whose]), whose).enforce()
    made = model._default_manager.filter(tenant_id=by.tenant_id, token=click(by, token))
    return made.first()


def held_values(whose: Whose, token: str, by: Mandate, at: datetime) -> dict[str, object]:
    """Whose it is, who entered it, and by which click."""
    return {
        "tenant_id": by.tenant_id, "unit_id": whose.unit_id, "body_id": whose.body_id,
        "person_id": whose.person_id, "entered_by": by, "entered_at": at,
        "token": click(by, token),
    }  # fmt: skip


def file_values(scan: Kept | None) -> dict[str, object]:
    return {"blob": scan.blob, "blob_name": scan.clean_name} if scan else {}


def note_entry(
    verb: str, made: Held, by: Mandate, at: datetime, *, after: Mapping[str, object],
    texts: dict[str, str],
) -> None:  # fmt: skip
    said = {name: text for name, text in texts.items() if text}
    note(verb, made, by=by, at=at, after=after, texts=said)


def kind_faults(by: Mandate, of: str, name: str, code: str) -> dict[str, str]:
    if code in titles_of(by.tenant_id, of):
        return {}
    return {name: _("Chọn một giá trị trong danh mục.")}


def day_faults(name: str, day: date, today: date) -> dict[str, str]:
    return {name: _("Ngày không thể sau hôm nay.")} if day > today else {}


def paper_faults(
    number: str, issuer: str, day: date, today: date, name: str = "decided_on"
) -> dict[str, str]:
    faults = day_faults(name, day, today)
    if not cleaned(number):
        faults["number"] = _("Ghi số văn bản.")
    if not cleaned(issuer):
        faults["issuer"] = _("Ghi cơ quan ban hành.")
    return faults
