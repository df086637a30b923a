"""Telling people, within the transaction of the deed; sending mail, outside of any."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from congtam.core.vietnamese import nfc
from congtam.notices.models import Notice, Outbox
from congtam.notices.states import LIFECYCLE, MailState

PAUSES = (1, 5, 15, 60, 240, 720)
"""Minutes from one try to the next; after the last one the mail counts as failed."""

_CLAIM = timedelta(minutes=10)
_SUBJECT = 300
_ERROR = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, and the address to write to if there is one."""

    person_id: UUID
    email: str | None


@transaction.atomic(savepoint=False)
def tell(
    people: Iterable[Recipient],
    *,
    tenant: UUID,
    kind: str,
    subject: str,
    body: str,
    link: str,
    at: datetime,
) -> None:
    """A notice for each person, and a mail for each of them who has an address."""
    once = {recipient.person_id: recipient for recipient in people}
    title = _line(subject)
    Notice.objects.bulk_create(
        Notice(
            tenant=tenant, person_id=person_id, kind=kind, subject=title, body=body,
            link=link, created_at=at,
        )
        for person_id in once
    )  # fmt: skip
    addresses = {recipient.email for recipient in once.values() if recipient.email}
    Outbox.objects.bulk_create(
        Outbox(tenant=tenant, to=to, subject=title, body=body, created_at=at, next_try_at=at)
        for to in sorted(addresses)
    )


def mark_read(person_id: UUID, ids: Iterable[UUID], at: datetime) -> int:
    """The person has seen these notices; other people's are left alone."""
    unread = Notice.objects.filter(person_id=person_id, id__in=list(ids), read_at__isnull=True)
    return unread.update(read_at=at)


def send_waiting(at: datetime, limit: int = 50) -> int:
    """Send what is due, oldest first; returns how many went out. The rest is tried later.

    Each mail is claimed by compare-and-set, so two workers never send the same one; a
    worker that dies between sending and writing it down sends it again, under the same
    Message-ID. Call it outside a transaction: a claim must be seen by the others.
    """
    sent = 0
    connection = get_connection()
    due = Outbox.objects.filter(state=MailState.WAITING, next_try_at__lte=at)
    for mail in due.order_by("next_try_at", "id")[:limit]:
        if _claimed(mail, at):
            sent += _send(mail, connection, at)
    connection.close()
    return sent


def _line(subject: str) -> str:
    """A subject is one line: a line break in it would be a mail header of its own."""
    line = " ".join(nfc(subject).split())
    return line if len(line) <= _SUBJECT else line[: _SUBJECT - 1] + "…"


def _claimed(mail: Outbox, at: datetime) -> bool:
    unclaimed = Outbox.objects.filter(
        id=mail.id, state=MailState.WAITING, attempts=mail.attempts, next_try_at=mail.next_try_at
    )
    mail.attempts += 1
    mail.next_try_at = at + _CLAIM
    return unclaimed.update(attempts=mail.attempts, next_try_at=mail.next_try_at) == 1


def _send(mail: Outbox, connection: BaseEmailBackend, at: datetime) -> bool:
    """One try, and what came of it."""
    verb, error = "send", ""
    try:
        connection.open()
        EmailMessage(
            mail.subject, mail.body, to=[mail.to], connection=connection,
            headers={"Message-ID": f"<{mail.id}@congtam>"},
        ).send()  # fmt: skip
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        connection.close()
        error = f"{type(problem).__name__}: {problem}"[:_ERROR]
        verb = "retry" if mail.attempts <= len(PAUSES) else "give_up"
    if verb == "retry":
        mail.next_try_at = at + timedelta(minutes=PAUSES[mail.attempts - 1])
    mail.state = LIFECYCLE.target(verb, MailState.WAITING)
    mail.last_error = error
    mail.save(update_fields=["state", "next_try_at", "last_error"])
    return verb == "send"
