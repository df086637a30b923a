"""What the forms of a file send: read strictly, kept as typed, refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from congtam.assessments.actions.scoring import LONGEST, Words

HIGHEST_VERSION = 2**31 - 1
LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as it was typed."""

    points: str
    reached: str
    missed: str
    version: int
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return Words(self.reached, self.missed)


def read_line(post: QueryDict) -> Typed:
    """One line of the sheet."""
    points = post.get("points", "").replace("\x00", "")
    return checked(points, text(post, "reached"), text(post, "missed"), version(post))


def checked(points: str, reached: str, missed: str, version: int) -> Typed:
    """A line with what is wrong with its words; its points are judged by the sheet."""
    error = length_error(reached) or length_error(missed)
    return Typed(points, reached, missed, version, {"words": error} if error else {})


def text(post: QueryDict, name: str) -> str:
    """A text with one kind of line end, and without the sign that no database keeps."""
    return post.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()


def version(post: QueryDict, name: str = "version") -> int:
    """The version the page was shown with; anything else than a number was forged."""
    sent = post.get(name, "")
    if not (sent.isascii() and sent.isdigit()) or int(sent[:12]) > HIGHEST_VERSION:
        raise Http404
    return int(sent)


def seen(post: QueryDict) -> int:
    """The version of the other person's text that stood beside one's own."""
    return version(post, "seen")


def token(post: QueryDict) -> str:
    """The key that makes handing in twice the same as once."""
    sent = post.get("token", "")
    if not (sent.isascii() and sent.replace("-", "").isalnum() and len(sent) <= LONGEST_TOKEN):
        raise Http404
    return sent


def length_error(words: str) -> str:
    """«Dài nhất 5.000 ký tự; đang có 6.213 ký tự.», or nothing."""
    if len(words) <= LONGEST:
        return ""
    return _("Dài nhất %(most)s ký tự; đang có %(now)s ký tự. Hãy rút gọn rồi lưu lại.") % {
        "most": f"{LONGEST:,}".replace(",", "."),
        "now": f"{len(words):,}".replace(",", "."),
    }
