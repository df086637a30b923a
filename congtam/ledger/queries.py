"""Reading the ledger back: is the chain of a tenant whole, and what befell one object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congtam.core.chain import START, event_hash, text_hash
from congtam.ledger.models import Event, EventText, LedgerHead

CHUNK = 2000
_COLUMNS = (
    "id", "tenant", "seq", "prev", "verb", "kind", "object_id",
    "actor_id", "mandate_id", "at", "real_at", "body",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the chain does not hold."""

    seq: int
    says: str


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """How many events were found whole, and the first fault if there is one."""

    count: int
    fault: Fault | None

    @property
    def ok(self) -> bool:
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a page shows it; an erased text is empty."""

    verb: str
    actor_id: UUID | None
    mandate_id: UUID | None
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    texts: Mapping[str, str]


def history(tenant: UUID, object_id: UUID) -> tuple[Entry, ...]:
    """Everything that was done to one object, oldest first (two statements)."""
    texts: dict[UUID, dict[str, str]] = {}
    beside = EventText.objects.filter(event__tenant=tenant, event__object_id=object_id)
    for event_id, name, text in beside.values_list("event_id", "name", "text"):
        texts.setdefault(event_id, {})[name] = text
    events = Event.objects.filter(tenant=tenant, object_id=object_id).order_by("seq")
    entries = []
    for row in events.values_list("id", "verb", "actor_id", "mandate_id", "at", "body"):
        id, verb, actor_id, mandate_id, at, body = row
        held = json.loads(body)
        before, after = held.get("before", {}), held.get("after", {})
        entries.append(Entry(verb, actor_id, mandate_id, at, before, after, texts.get(id, {})))
    return tuple(entries)


def verify(tenant: UUID) -> VerifyResult:
    """Recompute the whole chain of a tenant, against its head and its texts.

    Reads in chunks and without a lock: events recorded meanwhile are walked too. The
    head is read after the events, so it can only be ahead of them, never behind.
    """
    walk = _Walk(tenant)
    while True:
        if fault := walk.forward():
            return VerifyResult(walk.seq, fault)
        head = LedgerHead.objects.filter(tenant=tenant).values_list("seq", "hash").first()
        head_seq, head_hash = head or (0, START)
        if head_seq <= walk.seq or not walk.more():
            return VerifyResult(walk.seq, walk.against(head_seq, head_hash))


@dataclass(slots=True)
class _Walk:
    """Where the reading stands: the last event found whole and its hash."""

    tenant: UUID
    seq: int = 0
    hash: str = START

    def forward(self) -> Fault | None:
        while chunk := self._chunk():
            texts = self._texts(chunk[0]["seq"], chunk[-1]["seq"])
            for row in chunk:
                if says := self._wrong(row, texts.pop(row["id"], {})):
                    return Fault(self.seq + 1, says)
                self.seq, self.hash = row["seq"], row["hash"]
        return None

    def more(self) -> bool:
        return self._rest().exists()

    def against(self, head_seq: int, head_hash: str) -> Fault | None:
        if head_seq > self.seq:
            return Fault(self.seq + 1, f"mất các sự kiện cuối: đầu sổ ghi {head_seq}")
        if head_seq < self.seq:
            return Fault(head_seq + 1, f"đầu sổ chỉ ghi đến sự kiện {head_seq}")
        if head_hash != self.hash:
            return Fault(self.seq, "mã băm của đầu sổ không khớp sự kiện cuối")
        held = Event.objects.filter(tenant=self.tenant, seq__lte=self.seq).count()
        if held != self.seq:
            return Fault(0, f"sổ có {held} sự kiện, chuỗi chỉ nối được {self.seq}")
        return None

    def _rest(self) -> QuerySet[Event]:
        return Event.objects.filter(tenant=self.tenant, seq__gt=self.seq).order_by("seq")

    def _chunk(self) -> list[dict[str, Any]]:
        return list(self._rest().values(*_COLUMNS, "hash")[:CHUNK])

    def _texts(self, first: int, last: int) -> dict[UUID, dict[str, tuple[str, str]]]:
        found: dict[UUID, dict[str, tuple[str, str]]] = {}
        rows = EventText.objects.filter(
            event__tenant=self.tenant, event__seq__gte=first, event__seq__lte=last
        )
        for event_id, name, salt, text in rows.values_list("event_id", "name", "salt", "text"):
            found.setdefault(event_id, {})[name] = (salt, text)
        return found

    def _wrong(self, row: dict[str, Any], texts: Mapping[str, tuple[str, str]]) -> str:
        """What is wrong with the next event, or nothing."""
        if row["seq"] != self.seq + 1:
            return f"thiếu sự kiện: sau {self.seq} là {row['seq']}"
        if row["prev"] != self.hash:
            return "không nối với sự kiện trước"
        if event_hash(**{name: row[name] for name in _COLUMNS}) != row["hash"]:
            return "nội dung đã bị sửa"
        return _wrong_text(row["body"], texts)


def _wrong_text(body: str, texts: Mapping[str, tuple[str, str]]) -> str:
    """A text beside an event must be there, and unchanged unless erased with its salt."""
    if not texts and '"texts"' not in body:
        return ""
    hashes = json.loads(body).get("texts", {})
    if hashes.keys() != texts.keys():
        return "thiếu hoặc thừa lời kèm theo"
    for name, (salt, text) in texts.items():
        erased = not salt and not text
        if not erased and text_hash(salt, name, text) != hashes[name]:
            return f"lời kèm theo «{name}» đã bị sửa"
    return ""


def tenants() -> Iterator[UUID]:
    """Every tenant that has a chain, for the operator's command."""
    held = LedgerHead.objects.values_list("tenant").union(
        Event.objects.values_list("tenant").distinct()
    )
    return (tenant for (tenant,) in held.order_by("tenant"))
