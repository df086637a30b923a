"""Giấy tiếp nhận hồ sơ: what a unit handed in, when, and whether that was in time."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from congtam.documents.forms.official import PLAIN, Letterhead, Marks, Signature, ended
from congtam.documents.forms.press import press

FINGERPRINT_SIGNS = 16


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One part of the dossier; `sha256` is the whole hexadecimal hash, or empty."""

    name: str
    count: str
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Times are already written («09 giờ 15 phút, ngày 05 tháng 11 năm 2021»)."""

    letterhead: Letterhead
    subject: str
    unit: str
    handed_in_by: str
    code: str
    received_at: str
    limit: str
    timeliness: str
    items: tuple[DossierItem, ...]
    signature: Signature
    late_reason: str = ""
    remarks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    title: str = "Giấy tiếp nhận hồ sơ"
    marks: Marks = PLAIN


def render(paper: Receipt) -> bytes:
    values = asdict(paper)
    values["letterhead"] = paper.letterhead.printed()
    values["recipients"] = ended(paper.recipients)
    values["items"] = [
        {"name": item.name, "count": item.count, "note": item.note, "mark": fingerprint(item)}
        for item in paper.items
    ]
    return press(
        "receipt", title=f"{paper.title} {paper.code}", day=paper.letterhead.day, values=values
    )


def fingerprint(item: DossierItem) -> str:
    """The beginning of the hash in groups of four, short enough to be compared by eye."""
    head = item.sha256[:FINGERPRINT_SIGNS]
    return " ".join(head[start : start + 4] for start in range(0, len(head), 4))
