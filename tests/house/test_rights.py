"""Who gets what answer at every address there is. The table beside this file is the specification.

Every address, filled with files at five hours of the year, is opened (GET) and acted on (POST
without a body) by everybody of the cast. An address without a row fails; so does any reading
that writes, and any refused act that leaves something behind.
"""

from __future__ import annotations

import pytest
from django.conf import settings as live
from django.test import Client

from tests.house import addresses
from tests.house.rights_table import RIGHTS, VIEWERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_the_session")]
DONE = ("o", "r")


def test_every_address_has_a_row():
    assert {row.partition(" ")[0] for row in RIGHTS} == addresses.names()


@pytest.mark.parametrize("row", RIGHTS)
def test_each_viewer_gets_the_answer_of_the_table(doors, stages, row):
    url = addresses.address(stages, row)
    found, written = {}, []
    for method in ("get", "post"):
        letters = ""
        for viewer in VIEWERS:
            letters += (letter := doors.ask(viewer, method, url))
            if doors.written and (method == "get" or letter not in DONE):
                written.append((viewer, method, doors.written))
        found[method] = letters

    assert (found["get"], found["post"]) == RIGHTS[row]
    assert written == []


def test_no_act_is_taken_from_a_page_of_somebody_else(stages, doors):
    """Without the token of its own page no POST reaches a view, whoever sends it."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[live.SESSION_COOKIE_NAME] = doors.keys["chi"]

    statuses = {row: client.post(addresses.address(stages, row)).status_code for row in RIGHTS}

    assert {row: status for row, status in statuses.items() if status != 403} == {}


ASKED = (
    "q", "tim", "loc", "xep", "tt", "to", "loai", "buoc", "muc", "trang-thai", "page", "phan",
    "don-vi", "next", "nam", "cho", "quy", "nguon", "nv",
    "doan", "du-kien", "nhom", "tu", "van-ban", "ve", "f.tong_diem", "f.ky_luat",
)  # fmt: skip


@pytest.mark.parametrize("sign", ["\x00", "'", "%", "\ud7ff\U0010ffff", "9" * 40])
def test_no_sign_in_a_question_breaks_a_page(stages, doors, sign):
    """Each page with odd signs in every parameter any page reads: an answer, never an error."""
    question = dict.fromkeys(ASKED, sign)
    pages = [row for row, (get, _post) in RIGHTS.items() if get[-1] == "o" and "pdf" not in row]

    found = {
        row: doors.ask("chi", "get", addresses.address(stages, row), question) for row in pages
    }

    assert {row: letter for row, letter in found.items() if letter not in "or."} == {}
