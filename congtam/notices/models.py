"""Who is told what: a notice in the product, and a mail that waits to be sent.

Rooms write rows here within their own transaction; only jobs send.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from congtam.clock import uuid7
from congtam.notices.states import MailState


class Notice(models.Model):
    """One thing that one person is told, with the page where it can be dealt with."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    tenant = models.UUIDField()
    person_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    link = models.CharField(max_length=500)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-created_at", "-id"], name="notices_recent"),
            models.Index(
                fields=["person_id"], condition=Q(read_at__isnull=True), name="notices_unread"
            ),
        ]


class Outbox(models.Model):
    """One mail to one address. `next_try_at` is also the end of a sender's claim."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    tenant = models.UUIDField()
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=MailState.WAITING),
                name="notices_waiting",
            ),
        ]
