"""The ledger's arithmetic: one hash for an event, one for a text that stands beside it.

Every hash names its domain and gives each field with its length, so that no two
different events share one input. A stand-alone verifier needs this module only.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import UUID

START = "0" * 64
"""What the first event of a chain names as its predecessor."""

EVENT = b"congtam.ledger.event.1"
TEXT = b"congtam.ledger.text.1"


def instant(moment: datetime) -> str:
    """A moment as the hash sees it: UTC, always with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest(domain: bytes, *fields: str) -> str:
    """SHA-256 over a domain and length-prefixed fields, in hexadecimal."""
    parts = [len(domain).to_bytes(8, "big"), domain]
    for field in fields:
        raw = field.encode()
        parts.append(len(raw).to_bytes(8, "big"))
        parts.append(raw)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def event_hash(
    *,
    id: UUID,
    tenant: UUID,
    seq: int,
    prev: str,
    verb: str,
    kind: str,
    object_id: UUID,
    actor_id: UUID | None,
    mandate_id: UUID | None,
    at: datetime,
    real_at: datetime,
    body: str,
) -> str:
    """The hash of one event; it covers every column but itself."""
    return digest(
        EVENT,
        tenant.hex,
        str(seq),
        prev,
        id.hex,
        verb,
        kind,
        object_id.hex,
        actor_id.hex if actor_id else "",
        mandate_id.hex if mandate_id else "",
        instant(at),
        instant(real_at),
        body,
    )


def text_hash(salt: str, name: str, text: str) -> str:
    """What an event keeps of a personal text: useless to guess from once the salt is erased."""
    return digest(TEXT, salt, name, text)
