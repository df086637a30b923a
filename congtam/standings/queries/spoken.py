"""What the snapshot of a list keeps of critiques: reports, conferences, papers from outside.

Words are sealed by their hash, not by heart: a snapshot is read by more people than a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from congtam.assessments.models import Conclusion, Hearing, Opinion, Report
from congtam.core.canonical import digest

Tree = dict[str, Any]


def reports(files: Iterable[UUID]) -> dict[UUID, Tree]:
    """The report of each file: its seal, its level, and the file attached to it."""
    rows = Report.objects.filter(assessment_id__in=list(files)).values_list(
        "assessment_id", "state", "level", "sha256", "blob_id"
    )
    return {
        pk: {"state": state, "level": level, "sha256": sha256, "blob": blob}
        for pk, state, level, sha256, blob in rows
    }


def hearings(files: Iterable[UUID]) -> dict[UUID, Tree]:
    """By participant: what a conference proposed, and a hash of each opinion and of its minutes."""
    ids = list(files)
    said: dict[UUID, list[str]] = {}
    opinions = Opinion.objects.filter(hearing__participant__assessment_id__in=ids)
    for participant, words in opinions.order_by("at", "id").values_list("hearing_id", "words"):
        said.setdefault(participant, []).append(digest(words))
    rows = Hearing.objects.filter(participant__assessment_id__in=ids).values_list(
        "participant_id", "meeting_id", "meeting__minutes", "level", "agreed"
    )
    return {
        pk: {
            "meeting": meeting,
            "minutes": digest(minutes),
            "level": level,
            "agreed": agreed,
            "opinions": said.get(pk, []),
        }
        for pk, meeting, minutes, level, agreed in rows
    }


def conclusions(files: Iterable[UUID]) -> dict[UUID, Tree]:
    """By participant: the paper of a body outside the system, with the hash of its scan."""
    rows = Conclusion.objects.filter(participant__assessment_id__in=list(files)).values_list(
        "participant_id", "number", "issued_on", "issuer", "level", "words", "blob_id"
    )
    return {
        pk: {
            "number": number,
            "issued_on": issued_on,
            "issuer": issuer,
            "level": level,
            "words": digest(words),
            "blob": blob,
        }
        for pk, number, issued_on, issuer, level, words, blob in rows
    }
