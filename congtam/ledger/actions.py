"""The one verb of the ledger: record what was done."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from congtam.clock import real_now, uuid7
from congtam.core.canonical import canonical
from congtam.core.chain import START, event_hash, text_hash
from congtam.ledger.models import Event, EventText, LedgerHead

# Plain SQL, the same for both engines: the ledger stands on the path of every saved score,
# and the ORM would cost more than the hash.
_HEAD = LedgerHead._meta.db_table
_READ = f"SELECT seq, hash FROM {_HEAD} WHERE tenant = %s"
_START = f"INSERT INTO {_HEAD} (tenant, seq, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING"
_MOVE = f"UPDATE {_HEAD} SET seq = %s, hash = %s WHERE tenant = %s"
_EVENT_COLUMNS = "id tenant seq prev verb kind object_id actor_id mandate_id at real_at body hash"
_APPEND = (
    f"INSERT INTO {Event._meta.db_table} ({', '.join(_EVENT_COLUMNS.split())}) "
    f"VALUES ({', '.join(['%s'] * len(_EVENT_COLUMNS.split()))})"
)


class OutsideTransaction(Exception):
    """An event was to be recorded where its deed could still fail alone."""


def record(
    verb: str,
    *,
    tenant: UUID,
    kind: str,
    object_id: UUID,
    by: UUID | None,
    mandate: UUID | None,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    texts: Mapping[str, str] | None = None,
) -> None:
    """Append one event to the tenant's chain, in the transaction of the deed itself.

    `before` and `after` hold ids, points, states and dates. What a person wrote goes
    into `reason` and `texts`: the event keeps a salted hash of it, the words stand beside.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise OutsideTransaction(verb)
    words = dict(texts or {})
    if reason:
        words["reason"] = reason
    salted = {name: (os.urandom(16).hex(), text) for name, text in words.items()}
    body = _body(before, after, salted)
    id, real_at = uuid7(), real_now()
    with connection.cursor() as cursor:
        last, prev = _lock_head(connection, cursor, tenant)
        seq = last + 1
        hash = event_hash(
            id=id, tenant=tenant, seq=seq, prev=prev, verb=verb, kind=kind, object_id=object_id,
            actor_id=by, mandate_id=mandate, at=at, real_at=real_at, body=body,
        )  # fmt: skip
        moment = connection.ops.adapt_datetimefield_value
        cursor.execute(
            _APPEND,
            (
                id.hex, tenant.hex, seq, prev, verb, kind, object_id.hex, by and by.hex,
                mandate and mandate.hex, moment(at), moment(real_at), body, hash,
            ),
        )  # fmt: skip
        cursor.execute(_MOVE, (seq, hash, tenant.hex))
    if salted:
        EventText.objects.bulk_create(
            EventText(event_id=id, name=name, salt=salt, text=text)
            for name, (salt, text) in salted.items()
        )


def _body(
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    salted: Mapping[str, tuple[str, str]],
) -> str:
    body: dict[str, object] = {}
    if before is not None:
        body["before"] = before
    if after is not None:
        body["after"] = after
    if salted:
        body["texts"] = {name: text_hash(salt, name, text) for name, (salt, text) in salted.items()}
    return canonical(body)


def _lock_head(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, tenant: UUID
) -> tuple[int, str]:
    """The end of the chain, held until the deed commits; a new tenant gets its first head."""
    lock = (
        f" {connection.ops.for_update_sql()}" if connection.features.has_select_for_update else ""
    )
    cursor.execute(_READ + lock, (tenant.hex,))
    head = cursor.fetchone()
    if head is None:
        cursor.execute(_START, (tenant.hex, START))
        cursor.execute(_READ + lock, (tenant.hex,))
        head = cursor.fetchone()
    return head[0], head[1]
