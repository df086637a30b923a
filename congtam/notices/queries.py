"""What a person has been told."""

from __future__ import annotations

from uuid import UUID

from congtam.notices.models import Notice


def unread_count(person_id: UUID) -> int:
    """How many notices wait to be read."""
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True).count()


def recent(person_id: UUID, limit: int) -> list[Notice]:
    """The last notices, newest first."""
    return list(Notice.objects.filter(person_id=person_id).order_by("-created_at", "-id")[:limit])
