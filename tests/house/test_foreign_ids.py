"""An id that belongs to somebody else, put into each parameter that takes one, moves nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congtam.assessments.models import Participant
from congtam.meetings.models import Attendance
from tests.house import addresses, critiques
from tests.house.addresses import AT_BOARDS, AT_TEAM, IN_SESSION, PUBLISHED, SCORING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_the_session")]
UNKNOWN = "01890000-0000-7000-8000-000000000000"


def seat(stages, step, key, unit):
    return stages.world.seat(step, key, unit).pk


def theirs(stages, step="ban", key="ban_cs"):
    """The same seat in the other province."""
    return stages.stranger.seat(step, key, "benh_vien").pk


def track(stages, name, step):
    return reverse(name, args=[stages.world.track.pk, step])


PATHS = {
    # Two ids that do not belong together, and keys of another sheet, rule set or field.
    "a sheet of another file": lambda s: (
        "an", "get",
        reverse("assessments:sheet", args=[s.world.file(SCORING).pk,
                                           seat(s, "tu_cham", "cdcs", AT_TEAM)]),
    ),
    "a board's seat as a sheet": lambda s: (
        "binh", "get",
        reverse("assessments:sheet", args=[s.world.file(AT_BOARDS).pk,
                                           seat(s, "ban", "ban_cs", AT_BOARDS)]),
    ),
    "a criterion of another sheet": lambda s: (
        "an", "post", reverse("assessments:save_line", args=[seat(s, "tu_cham", "cdcs", SCORING),
                                                            "1.1.9"]),
    ),
    "evidence at a criterion of another sheet": lambda s: (
        "an", "post", reverse("assessments:attach", args=[seat(s, "tu_cham", "cdcs", SCORING),
                                                         "1.1.9"]),
    ),
    "an event nobody asks about": lambda s: (
        "an", "post", reverse("assessments:declare", args=[seat(s, "tu_cham", "cdcs", SCORING),
                                                          "khong_co"]),
    ),
    "an item of no dossier": lambda s: (
        "an", "post", reverse("assessments:hand_over_book",
                              args=[seat(s, "tu_cham", "cdcs", SCORING), "so_khac"]),
    ),
    "a criterion of another board's field": lambda s: (
        "board1_head", "get", reverse("appraisals:cell",
                                      args=[seat(s, "ban", "ban_cs", AT_BOARDS), "b"]),
    ),
    "a team's seat as a board's": lambda s: (
        "binh", "get", reverse("appraisals:unit", args=[seat(s, "tham_dinh", "to", AT_TEAM)]),
    ),
    "a board's seat as a team's": lambda s: (
        "board1_head", "get", reverse("appraisals:screen",
                                      args=[seat(s, "ban", "ban_cs", AT_TEAM)]),
    ),
    "a step of another kind as a board": lambda s: (
        "board1_head", "get", track(s, "appraisals:board", "tham_dinh"),
    ),
    "a step of another body as a desk": lambda s: (
        "binh", "get", track(s, "appraisals:desk", "tong_hop"),
    ),
    "another body's list": lambda s: ("binh_head", "post", track(s, "standings:send", "tong_hop")),
    "the other board's part": lambda s: (
        "board1_head", "get", track(s, "appraisals:board", "ban") + "?phan=ban_tg",
    ),
    "another province's track": lambda s: (
        "board1_head", "get",
        reverse("appraisals:board", args=[s.stranger.track.pk, "ban"]),
    ),
    "a report of another file": lambda s: (
        "binh", "get", reverse("critiques:write", args=[s.critiques["reported"].pk,
                                                       critiques.seat(s.critiques["writing"]).pk]),
    ),
    "an edition of another report": lambda s: (
        "orgboard_head", "get",
        reverse("critiques:edition", args=[s.critiques["reported"].pk,
                                           s.critiques["presented"].report.editions.get().pk]),
    ),
    "a part the report does not have": lambda s: (
        "binh", "post", reverse("critiques:save_section",
                                args=[critiques.seat(s.critiques["writing"]).pk, "khong_co"]),
    ),
    "a sheet's seat as a report": lambda s: (
        "an", "get", reverse("critiques:write", args=[s.world.file(SCORING).pk,
                                                      seat(s, "tu_cham", "cdcs", SCORING)]),
    ),
    "no id at all": lambda s: (
        "board1_head", "get", track(s, "appraisals:send", "ban") + "?don-vi=x",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PATHS)
def test_what_does_not_belong_together_does_not_exist(doors, stages, case):
    viewer, method, url = PATHS[case](stages)
    sent = {"version": "0", "value": "co", "words": "", "points": "1"} if method == "post" else None

    assert doors.ask(viewer, method, url, sent) == "."
    assert doors.written == []


def _line(stages):
    return {"version": "1", "reason": "Vì thế"}


BODIES = {
    # viewer, address, what is sent, the answer
    "a seat of another body to hand over": lambda s: (
        "chi", "appraisals:reassign boards",
        {"seat": theirs(s), "to": s.world.body("to2").pk, "reason": "x"}, "v",
    ),
    "a seat of another file to hand over": lambda s: (
        "chi", "appraisals:reassign boards",
        {"seat": seat(s, "tham_dinh", "to", AT_TEAM), "to": s.world.body("to2").pk,
         "reason": "x"}, "v",
    ),
    "a body of another province to hand it to": lambda s: (
        "chi", "appraisals:reassign team",
        {"seat": seat(s, "tham_dinh", "to", AT_TEAM), "to": s.stranger.body("to2").pk,
         "reason": "x"}, "v",
    ),
    "a body of another kind to hand it to": lambda s: (
        "chi", "appraisals:reassign team",
        {"seat": seat(s, "tham_dinh", "to", AT_TEAM), "to": s.world.body("btv").pk,
         "reason": "x"}, "v",
    ),
    "a later step to send back to": lambda s: (
        "binh", "appraisals:send_back team",
        {"to": "tong_hop", "reason": "x", "due_on": "10/12/2021"}, "v",
    ),
    "a level of no rule set, proposed by a unit": lambda s: (
        "an", "assessments:propose scoring", {"level": "A1", "words": ""}, "v",
    ),
    "a level of no rule set, proposed by a team": lambda s: (
        "binh", "appraisals:propose team", {"level": "A1", "words": "Vì thế", "seen": ""}, "c",
    ),
    "a level of no rule set, decided": lambda s: (
        "chi", "standings:decide session", _line(s) | {"level": "A1"}, "x",
    ),
    "a level decided on a list that is sealed": lambda s: (
        "chi", "standings:decide published", _line(s) | {"level": "XS"}, "x",
    ),
    "units of another desk on a list": lambda s: (
        "binh_head", "standings:send",
        {"unit": [s.world.file(PUBLISHED).pk, s.stranger.file().pk]}, "c",
    ),
    "a chair who is no member": lambda s: (
        "chi", "standings:arrange session",
        {"place": "Phòng họp", "chair": s.world.an.pk, "secretary": s.stranger.chi.pk}, "v",
    ),
    "a signer who is no member": lambda s: (
        "chi", "documents:issue published",
        {"issued_on": "02/12/2021", "signer": s.world.an.pk}, "r",
    ),
    "a person of another province to take a post": lambda s: (
        "chi", "organisation:hand_over",
        {"to": s.stranger.an.person_id, "on": "10/12/2021"}, "v",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_what_is_somebody_elses_is_refused_and_nothing_is_written(doors, stages, case):
    viewer, row, sent, letter = BODIES[case](stages)

    found = doors.ask(viewer, "post", addresses.address(stages, row), sent)

    assert (found, doors.written) == (letter, [])


def test_a_board_sends_no_part_of_another_board_or_province(doors, stages):
    url = addresses.address(stages, "appraisals:send")
    ids = [seat(stages, "ban", "ban_tg", AT_BOARDS), seat(stages, "tham_dinh", "to", AT_BOARDS)]

    for method in ("get", "post"):
        doors.answer("board1_head", method, url, {"don-vi": [*ids, theirs(stages)]})
        assert stages.world.file(AT_BOARDS).name not in doors.body.decode()
        assert doors.written == []

    assert not Participant.objects.filter(pk__in=ids, closed_at__isnull=False).exists()


def test_nobody_is_marked_present_who_is_no_member(doors, stages):
    url = addresses.address(stages, "standings:mark session")
    sent = {"present": [stages.world.an.pk, stages.stranger.chi.pk, UNKNOWN]}

    assert doors.ask("chi", "post", url, sent) == "r"
    members = Attendance.objects.filter(meeting=stages.open_list.meeting)
    assert set(members.values_list("mandate__person__code", flat=True)) == {"chi", "chi_deputy"}


@pytest.mark.parametrize(
    ("row", "given"),
    [
        ("overview:files", {"to": "body", "loai": "track"}),
        ("standings:consolidation", {"to": "body"}),
    ],
)
def test_a_filter_by_a_foreign_id_shows_nothing_foreign(doors, stages, row, given):
    foreign = {"body": stages.stranger.body("to1").pk, "track": stages.stranger.track.pk}
    sent = {name: foreign[what] for name, what in given.items()}

    doors.answer("chi", "get", addresses.address(stages, row), sent)

    shown = doors.body.decode()
    assert [u for u in addresses.UNIONS if stages.world.file(u).name in shown] == []


def test_the_session_lists_hold_the_units_they_should(stages):
    """The fixture of these tests itself: what would leak is there to leak."""
    listed = stages.open_list.decisions.values_list("assessment__unit__code", flat=True)
    assert list(listed) == [IN_SESSION]
    assert stages.stranger.file().tenant_id != stages.world.tenant.id
