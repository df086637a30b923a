"""The minutes of a conference on paper: from its page, a draft until they are adopted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import Hearing
from congtam.clock import local_date
from congtam.meetings.models import Meeting
from tests.assessments.conferences import HELD, call, hear, mark, secretary
from tests.web.critiques import test_conference as pages
from tests.web.critiques.test_conference import door, page

pytestmark = pytest.mark.django_db
_on_the_day, year, meeting, client = pages._on_the_day, pages.year, pages.meeting, pages.client


def paper(meeting):
    return reverse("documents:conference", args=[meeting.pk])


def test_there_is_nothing_to_print_before_anything_is_written(year, meeting, client):
    assert paper(meeting) not in client.get(page("conference", meeting)).content.decode()


def test_who_keeps_the_conference_prints_a_draft_and_a_plain_member_none(year, meeting, client):
    mark(year, meeting)
    hear(year, year.file("c05"))
    member = door(year, "c06", "co_quan")

    shown = client.get(page("conference", meeting)).content.decode()

    assert paper(meeting) in shown
    assert "In biên bản, bản dự thảo" in shown
    assert client.get(paper(meeting)).status_code == 200
    assert paper(meeting) not in member.get(page("conference", meeting)).content.decode()
    assert member.get(paper(meeting)).status_code == 403


def test_adopted_minutes_are_known_as_such_and_printed_by_every_member(year, client):
    made = adopted(year, "c05")
    member = door(year, "c06", "co_quan")

    shown = member.get(page("conference", made)).content.decode()
    listed = member.get(reverse("critiques:conferences")).content.decode()

    assert "Biên bản đã thông qua" in shown
    assert "không sửa được nữa" in shown
    assert "bản dự thảo" not in shown
    assert paper(made) in shown
    assert paper(made) in listed
    assert member.get(paper(made)).status_code == 200


def test_minutes_whose_files_were_all_heard_anew_are_read_on_the_page(year, client):
    """Their words stand; the paper is that of the later conference."""
    made = adopted(year, "c05")
    later = Meeting.objects.create(
        tenant=year.tenant, body=year.body("co_quan"), held_on=local_date(HELD), place="Hội trường"
    )
    Hearing.objects.filter(meeting=made).update(meeting=later)

    shown = client.get(page("conference", made))

    assert "Biên bản đã thông qua" in shown.content.decode()
    assert paper(made) not in shown.content.decode()
    assert client.get(paper(made)).status_code == 403
    assert client.get(reverse("critiques:conferences")).status_code == 200


def adopted(year, code):
    """A conference on one file, held and adopted."""
    made = call(year, [year.file(code)])
    mark(year, made)
    hear(year, year.file(code))
    actions.adopt(made.pk, by=secretary(year), at=HELD)
    return made
