"""What a list calls those on it, and the page of one who decides alone calls itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congtam.standings.queries.desks import Course
from congtam.standings.queries.sessions import Session


def words(course: Course) -> dict[str, str]:
    """The words for units, collectives and people, as headings and in counts."""
    if course.subject == "person":
        return {
            "one": _("Họ và tên"),
            "list": _("Danh sách người được xét"),
            "many": _("người"),
            "place": _("Chức vụ, đơn vị"),
        }
    if course.subject == "body":
        return {
            "one": _("Tập thể"),
            "list": _("Danh sách tập thể được xét"),
            "many": _("tập thể"),
            "place": _("Đơn vị"),
        }
    return {
        "one": _("Đơn vị"),
        "list": _("Danh sách đơn vị"),
        "many": _("đơn vị"),
        "place": _("Tổ phụ trách"),
    }


def title(held: Session) -> str:
    """«Phiên họp quyết định xếp loại», or whose decision it is where one decides alone."""
    made = held.decision_list
    again = made.replaces_id is not None
    if made.alone and made.meeting.chair is not None:
        told = _("Quyết định lại của %s") if again else _("Xét, quyết định của %s")
        return told % made.meeting.chair.title
    return _("Phiên họp quyết định lại") if again else _("Phiên họp quyết định xếp loại")
