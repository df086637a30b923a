"""The side navigation, as data. An entry appears once its page exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its words, its icon, and whether the reader stands on it or below it."""

    label: str | Promise
    icon: str
    page: str
    group: str | Promise = ""
    url: str = ""
    active: bool = False


PLAN = (
    Entry(_("Việc của tôi"), "list-check", "home:index"),
    Entry(_("Tổng quan"), "home", "overview:index"),
    Entry(_("Sổ nhiệm vụ"), "checklist", "records:index"),
    Entry(_("Phiếu đánh giá"), "clipboard-check", "assessments:index"),
    Entry(_("Hội nghị kiểm điểm"), "users-group", "critiques:conferences"),
    Entry(_("Hồ sơ gửi cấp trên"), "send", "dossiers:index"),
    Entry(_("Tổng hợp, quyết định"), "gavel", "standings:index"),
    Entry(_("Kỳ đánh giá"), "calendar-event", "cycles:index"),
    Entry(_("Văn bản phát hành"), "files", "documents:index"),
    Entry(_("Đơn vị, con người"), "building-community", "organisation:index", _("Tra cứu")),
    Entry(_("Văn bản chỉ đạo"), "file-text", "regulations:instruments", _("Tra cứu")),
    Entry(_("Quy định"), "book", "regulations:index", _("Tra cứu")),
)


@cache
def standing() -> tuple[Entry, ...]:
    """The planned entries whose page has been built, with their addresses."""
    found = []
    for entry in PLAN:
        try:
            found.append(replace(entry, url=reverse(entry.page)))
        except NoReverseMatch:  # this room has no pages yet
            continue
    return tuple(found)


def entries(path: str) -> list[Entry]:
    """The navigation as seen from `path`: the longest matching address is the active one."""
    under = [
        e.url for e in standing() if path == e.url or (e.url != "/" and path.startswith(e.url))
    ]
    here = max(under, key=len, default="")
    return [replace(e, active=e.url == here) for e in standing()]


def address(page: str) -> str:
    """Where `page` stands, or nothing while it has not been built."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
