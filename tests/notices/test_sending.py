"""Mail leaves the outbox once; what fails waits longer each time, and is given up in the end."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend

from congtam.clock import uuid7
from congtam.notices import actions
from congtam.notices.actions import PAUSES, Recipient, send_waiting, tell
from congtam.notices.models import Outbox

pytestmark = pytest.mark.django_db

AT = datetime(2021, 11, 5, 3, 0, tzinfo=UTC)


class DeadServer(EmailBackend):
    """A mail server that refuses every connection."""

    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")


class Choosy(EmailBackend):
    """A mail server that does not know one of the addresses."""

    def send_messages(self, messages):
        if messages[0].to == ["khong@example.vn"]:
            raise smtplib.SMTPRecipientsRefused({"khong@example.vn": (550, b"unknown")})
        return super().send_messages(messages)


def post(*addresses, at=AT):
    tell(
        [Recipient(uuid7(), address) for address in addresses],
        tenant=uuid7(), kind="reminder", subject="Nhắc hạn nộp", body="Còn 3 ngày.", link="/",
        at=at,
    )  # fmt: skip


def use(monkeypatch, backend):
    monkeypatch.setattr(actions, "get_connection", backend)


def rows():
    return list(Outbox.objects.order_by("to").values_list("to", "state", "attempts", "last_error"))


def test_a_waiting_mail_is_sent_once():
    post("lan@example.vn", "minh@example.vn")

    assert [send_waiting(AT), send_waiting(AT), send_waiting(AT + timedelta(days=1))] == [2, 0, 0]

    sent = sorted((m.to, m.subject, m.body) for m in django_mail.outbox)
    assert sent == [
        (["lan@example.vn"], "Nhắc hạn nộp", "Còn 3 ngày."),
        (["minh@example.vn"], "Nhắc hạn nộp", "Còn 3 ngày."),
    ]
    assert rows() == [("lan@example.vn", "sent", 1, ""), ("minh@example.vn", "sent", 1, "")]


def test_a_mail_bears_its_own_id_so_a_second_copy_is_known():
    post("lan@example.vn")

    send_waiting(AT)

    expected = f"<{Outbox.objects.get().id}@congtam>"
    assert django_mail.outbox[0].extra_headers == {"Message-ID": expected}


def test_no_more_than_the_limit_leaves_in_one_round_the_oldest_first():
    post("sau@example.vn", at=AT + timedelta(minutes=1))
    post("truoc@example.vn", at=AT)

    assert send_waiting(AT + timedelta(hours=1), 1) == 1

    assert [m.to for m in django_mail.outbox] == [["truoc@example.vn"]]


def test_a_mail_that_is_not_due_waits():
    post("lan@example.vn", at=AT + timedelta(seconds=1))

    assert send_waiting(AT) == 0
    assert rows() == [("lan@example.vn", "waiting", 0, "")]


def test_a_dead_server_postpones_the_mail_and_is_written_down(monkeypatch):
    post("lan@example.vn")
    use(monkeypatch, DeadServer)

    assert send_waiting(AT) == 0

    error = "ConnectionRefusedError: [Errno 111] Connection refused"
    assert rows() == [("lan@example.vn", "waiting", 1, error)]
    assert Outbox.objects.get().next_try_at == AT + timedelta(minutes=PAUSES[0])


def test_a_postponed_mail_is_sent_when_the_server_is_back(monkeypatch):
    post("lan@example.vn")
    with monkeypatch.context() as down:
        use(down, DeadServer)
        send_waiting(AT)

    later = AT + timedelta(minutes=PAUSES[0])
    assert [send_waiting(later - timedelta(seconds=1)), send_waiting(later)] == [0, 1]
    assert rows() == [("lan@example.vn", "sent", 2, "")]


def test_after_the_last_pause_the_mail_is_given_up(monkeypatch):
    post("lan@example.vn")
    use(monkeypatch, DeadServer)

    pauses, at = [], AT
    for _ in PAUSES:
        send_waiting(at)
        due = Outbox.objects.get().next_try_at
        pauses.append(due - at)
        at = due
    send_waiting(at)

    assert pauses == [timedelta(minutes=pause) for pause in PAUSES]
    assert [row[1:3] for row in rows()] == [("failed", len(PAUSES) + 1)]
    assert send_waiting(at + timedelta(days=9)) == 0


def test_one_refused_address_does_not_hold_up_the_others(monkeypatch):
    post("khong@example.vn", "lan@example.vn")
    use(monkeypatch, Choosy)

    assert send_waiting(AT) == 1

    assert [row[:3] for row in rows()] == [
        ("khong@example.vn", "waiting", 1),
        ("lan@example.vn", "sent", 1),
    ]


def test_a_mail_claimed_by_another_worker_is_left_alone(monkeypatch):
    post("lan@example.vn")
    claim = actions._claimed

    def beaten(mail, at):
        claim(Outbox.objects.get(pk=mail.pk), at)
        return claim(mail, at)

    monkeypatch.setattr(actions, "_claimed", beaten)

    assert send_waiting(AT) == 0
    assert (rows(), django_mail.outbox) == ([("lan@example.vn", "waiting", 1, "")], [])


def test_the_mail_of_a_worker_that_died_is_sent_when_its_claim_ends(monkeypatch):
    post("lan@example.vn")
    assert actions._claimed(Outbox.objects.get(), AT)

    early = send_waiting(AT + timedelta(minutes=9))
    late = send_waiting(AT + timedelta(minutes=10))

    assert (early, late) == (0, 1)
