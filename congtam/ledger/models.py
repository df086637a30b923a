"""What happened, one row a verb, chained by hash for each tenant.

Rows are only ever added: `engine.py` guards the tables on both databases.
Ids are plain, for the ledger knows no other room.
"""

from __future__ import annotations

from django.db import models


class LedgerHead(models.Model):
    """Where the chain of one tenant ends. Locked last in every verb."""

    tenant = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)


class Event(models.Model):
    """One verb that was done: who, as what, to what, when, and what changed."""

    id = models.UUIDField(primary_key=True)
    tenant = models.UUIDField()
    seq = models.BigIntegerField()
    prev = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField(db_index=True)
    actor_id = models.UUIDField(null=True)
    mandate_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    real_at = models.DateTimeField()
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "seq"], name="ledger_event_place"),
        ]


class EventText(models.Model):
    """A personal text or a reason beside its event; the event holds only its salted hash.

    Erasing empties salt and text together: the chain stays valid, the words are gone.
    """

    pk = models.CompositePrimaryKey("event_id", "name")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="texts", db_index=False)
    name = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    text = models.TextField()
