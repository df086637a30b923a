"""People are told once, each reads their own notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from congtam.clock import uuid7
from congtam.notices.actions import Recipient, mark_read, tell
from congtam.notices.models import Notice, Outbox
from congtam.notices.queries import recent, unread_count

pytestmark = pytest.mark.django_db

TENANT, LAN, MINH = uuid7(), uuid7(), uuid7()
AT = datetime(2021, 11, 5, 3, 0, tzinfo=UTC)


def say(subject="Trả lại hồ sơ", people=None, at=AT):
    people = [Recipient(LAN, "lan@example.vn"), Recipient(MINH, None)] if people is None else people
    tell(
        people, tenant=TENANT, kind="sent_back", subject=subject, body="Thiếu biên bản.",
        link="/ho-so/1/", at=at,
    )  # fmt: skip


def test_each_person_gets_a_notice_and_only_an_address_gets_a_mail():
    say()

    told = Notice.objects.values_list(
        "tenant", "person_id", "kind", "subject", "body", "link", "created_at", "read_at"
    )
    assert sorted(told) == sorted(
        (TENANT, who, "sent_back", "Trả lại hồ sơ", "Thiếu biên bản.", "/ho-so/1/", AT, None)
        for who in (LAN, MINH)
    )
    mails = Outbox.objects.values_list("tenant", "to", "subject", "body", "state", "next_try_at")
    assert list(mails) == [
        (TENANT, "lan@example.vn", "Trả lại hồ sơ", "Thiếu biên bản.", "waiting", AT)
    ]


def test_a_person_named_twice_is_told_once():
    say(people=[Recipient(LAN, "lan@example.vn"), Recipient(LAN, "lan@example.vn")])

    assert (Notice.objects.count(), Outbox.objects.count()) == (1, 1)


def test_an_empty_address_is_no_address():
    say(people=[Recipient(LAN, "")])

    assert (Notice.objects.count(), Outbox.objects.count()) == (1, 0)


def test_telling_nobody_writes_nothing():
    say(people=[])

    assert (Notice.objects.count(), Outbox.objects.count()) == (0, 0)


def test_telling_many_costs_two_statements(django_assert_num_queries):
    people = [Recipient(uuid7(), f"n{number}@example.vn") for number in range(50)]
    with django_assert_num_queries(2):
        say(people=people)


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Nhắc hạn\r\nBcc: ai@example.vn", "Nhắc hạn Bcc: ai@example.vn"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_a_subject_is_one_line_of_limited_length(subject, kept):
    say(subject)

    assert {*Notice.objects.values_list("subject", flat=True)} == {kept}


def test_a_person_reads_their_own_newest_first():
    say("Một", at=AT)
    say("Ba", at=AT + timedelta(hours=2))
    say("Hai", at=AT + timedelta(hours=1), people=[Recipient(LAN, None)])

    assert [notice.subject for notice in recent(LAN, 2)] == ["Ba", "Hai"]
    assert (unread_count(LAN), unread_count(MINH)) == (3, 2)


def test_a_read_notice_is_counted_no_more_and_keeps_its_first_time():
    say("Một")
    say("Hai")
    first = recent(LAN, 5)[-1]

    assert mark_read(LAN, [first.id], AT) == 1
    assert mark_read(LAN, [first.id], AT + timedelta(days=1)) == 0

    first.refresh_from_db()
    assert (first.read_at, unread_count(LAN)) == (AT, 1)


def test_nobody_reads_for_another():
    say()
    hers = recent(LAN, 1)[0]

    assert mark_read(MINH, [hers.id], AT) == 0
    assert unread_count(LAN) == 1
