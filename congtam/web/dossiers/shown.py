"""The lines of a dossier as a page shows them: words, tones and links."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congtam.assessments.queries.dossiers import Enclosed, Member
from congtam.assessments.queries.dossiers.holding import ABOVE, CLOSED, DECIDED, NO_FILE
from congtam.documents.queries.dossiers import Listed


def dossier(one: Listed) -> dict[str, Any]:
    """What the page of one dossier takes."""
    own = one.contents.collective
    return {
        "file": one.file,
        "unit": one.contents.unit,
        "to": one.to,
        "duty": one.duty,
        "own": own,
        "own_url": _enclosed_url(one, own.file, own.edition),
        "members": [_member(member) for member in one.contents.members],
        "parts": _parts(one),
        "gaps": one.contents.gaps,
    }


def _member(member: Member) -> dict[str, str]:
    told = {
        DECIDED: ("good", member.label),
        ABOVE: ("idle", _("Cấp trên quyết định")),
        NO_FILE: ("warn", _("Không có hồ sơ trong kỳ")),
        CLOSED: ("idle", _("Chưa công bố")),
    }
    tone, label = told.get(member.state, ("warn", _("Chưa quyết định")))
    return {"name": member.name, "post": member.post, "tone": tone, "label": label}


def _parts(one: Listed) -> list[dict[str, Any]]:
    """The reports of people by part; a part that concerns nobody says so."""
    titles = {part.id: part.title for part in one.rule.parts}
    rows: dict[str, list[dict[str, Any]]] = {}
    for paper in one.contents.enclosed:
        rows.setdefault(paper.part, []).append(_paper(one, paper))
    found = [{"title": titles[part], "rows": held} for part, held in rows.items()]
    return found + [{"title": title, "rows": []} for title in one.contents.nobody]


def _paper(one: Listed, paper: Enclosed) -> dict[str, Any]:
    return {
        "name": paper.name,
        "post": paper.post,
        "sent_at": paper.sent_at,
        "opinions": paper.opinions,
        "url": _enclosed_url(one, paper.file, paper.edition),
    }


def _enclosed_url(one: Listed, file: object, edition: object) -> str:
    """The enclosed report, once the dossier is sent; before that it is read in its own file."""
    if one.sent is None or edition is None:
        return ""
    return reverse("dossiers:enclosed", args=[one.sent.pk, file])
