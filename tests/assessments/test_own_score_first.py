"""Own score first: what nobody has opened yet stays out of every page, sort and count.

The table is the specification. In each hour of the year every viewer opens every page there is;
what is found on any of them is compared with what the procedure opens to them, and nothing else.
The words and totals looked for are written into the files, so that they could leak.
"""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import Evidence, Participant, Submission
from congtam.clock import set_to
from tests import cast
from tests.core.filechecks import samples
from tests.documents import pdf

pytestmark = pytest.mark.django_db

UNIT, CS, TG, TEAM = "unit", "ban_cs", "ban_tg", "team"
FILE = "Minh chứng kín"
NEEDLES = {
    UNIT: ("Lời kín của đơn vị", "81,25", FILE),
    CS: ("Lời kín của ban chính sách",),
    TG: ("Lời kín của ban tuyên giáo",),
    TEAM: ("Lời kín của tổ", "80,25"),
}
VIEWERS = (
    "an", "dung", "board1_head", "board2_head", "binh", "other_team_head", "orgboard_head", "chi",
)  # fmt: skip
NOTHING: frozenset[str] = frozenset()
ALL = frozenset(NEEDLES)
SEEN = {
    # hour: unit, other unit, board 1, board 2, team, other team, last desk, committee
    "drafting": ({UNIT}, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "handed_in": ({UNIT}, NOTHING, {CS}, {TG}, {UNIT}, NOTHING, {UNIT}, {UNIT}),
    "one_board_sent": (
        {UNIT}, NOTHING, {UNIT, CS}, {TG}, {UNIT, CS}, NOTHING, {UNIT, CS}, {UNIT, CS},
    ),
    "team_works": (
        {UNIT}, NOTHING, {UNIT, CS}, {UNIT, TG}, ALL, NOTHING, {UNIT, CS, TG}, {UNIT, CS, TG},
    ),
    "sent_back": ({UNIT}, NOTHING, {CS}, {TG}, {CS, TG, TEAM}, NOTHING, {CS, TG}, {CS, TG}),
    "team_sent": ({UNIT}, NOTHING, {UNIT, CS}, {UNIT, TG}, ALL, NOTHING, ALL, ALL),
    "published": (ALL, NOTHING, ALL, ALL, ALL, NOTHING, ALL, ALL),
}  # fmt: skip


@pytest.fixture
def world(settings, tmp_path):
    settings.BLOBS = tmp_path / "files"
    world = cast.make_world(2)
    cast.open_year(world)
    return world


def draft(world):
    """The unit writes 36,25 + 40 + 5 = 81,25 and hands nothing in."""
    seat = cast.fill(world, points={"a": "36,25", "b": "co", "c": "2"}, level="T")
    actions.save_line(
        seat.id, "a", typed="36,25", words=actions.Words(NEEDLES[UNIT][0], "Còn chậm"), version=1,
        by=world.an, at=cast.SCORED,
    )  # fmt: skip


def attach(world):
    """A file under the unit's first line; its name says whose it is."""
    actions.attach(
        world.seat("tu_cham", "cdcs").id, criterion="a", dossier="",
        source=io.BytesIO(samples.pdf()), name=f"{FILE}.pdf", by=world.an, at=cast.SCORED,
    )  # fmt: skip


def boards_draft(world):
    """Each board writes on the unit as a whole, and on one criterion of its field."""
    for key, head, line in (("ban_cs", world.board1_head, "a"), ("ban_tg", world.board2_head, "b")):
        seat, said = world.seat("ban", key).id, NEEDLES[key][0]
        actions.propose(seat, level="", words=said, by=head, at=cast.SCORED)
        actions.save_line(
            seat, line, typed="", words=actions.Words(said), version=0, by=head, at=cast.SCORED
        )


def send(world, key, head):
    actions.contribute([world.seat("ban", key).id], by=head, at=cast.BOARDS_SAID)


def team_drafts(world):
    """The team takes one point away: 80,25."""
    seat = world.seat("tham_dinh", "to").id
    actions.save_line(
        seat, "a", typed="35,25", words=actions.Words(reason=NEEDLES[TEAM][0]), version=0,
        by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip
    actions.propose(seat, level="T", words="", by=world.binh, at=cast.APPRAISED)


def send_back(world):
    actions.send_back(
        world.seat("tham_dinh", "to").id, to="tu_cham", reason="Bổ sung",
        due_on=cast.TEAM_SENT.date(), by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip


def close(world, step, head, at):
    actions.close_appraisal(world.file().id, step, by=head, at=at)


def publish(world):
    close(world, "tong_hop", world.orgboard_head, cast.ORGBOARD_SENT)
    actions.decide(
        world.file().id, "quyet_dinh", level="T", reason="", by=world.chi, at=cast.SESSION
    )
    actions.publish(world.file().id, by=world.chi, at=cast.SESSION)


DEEDS = (
    ("drafting", lambda w: (draft(w), attach(w))),
    ("handed_in", lambda w: (cast.submit(w), boards_draft(w))),
    ("one_board_sent", lambda w: send(w, "ban_cs", w.board1_head)),
    ("team_works", lambda w: (send(w, "ban_tg", w.board2_head), team_drafts(w))),
    ("sent_back", send_back),
    ("team_sent", lambda w: close(w, "tham_dinh", w.binh_head, cast.TEAM_SENT)),
    ("published", publish),
)


def play(world, hour):
    """The year up to an hour; a file that went back is one branch of the story."""
    for name, deed in DEEDS:
        if name == "sent_back" and hour != "sent_back":
            continue
        deed(world)
        if name == hour:
            return


def pages(world):
    """Every address that could show something of the hospital's file, in every sort and filter."""
    file, track = world.file().id, world.track.id
    board = reverse("appraisals:board", args=[track, "ban"])
    yield board
    yield from (f"{board}?loc={one}" for one in ("chua-co-y-kien", "da-gui"))
    yield reverse("appraisals:send", args=[track, "ban"]) + "?tat-ca=1"
    for step in ("tham_dinh", "tong_hop"):
        desk = reverse("appraisals:desk", args=[track, step])
        yield from (f"{desk}?xep={one}" for one in ("ten", "tinh-trang", "tu-cham", "diem", "nop"))
    yield from (reverse("home:index"), reverse("overview:index"), reverse("assessments:index"))
    yield from (reverse("standings:index"), reverse("standings:decisions"))
    yield reverse("standings:consolidation", args=[track])
    yield from (reverse("standings:roster", args=[track, s]) for s in ("tham_dinh", "tong_hop"))
    yield reverse("documents:index")
    yield reverse("documents:consolidated", args=[track])
    yield reverse("documents:score_sheet", args=[file])
    for submission in Submission.objects.filter(assessment=file):
        yield reverse("assessments:receipt", args=[submission.pk])
        yield reverse("documents:receipt", args=[submission.pk])
    for evidence in Evidence.objects.filter(assessment=file):
        yield reverse("assessments:evidence", args=[evidence.pk])
    yield reverse("overview:cycle", args=[world.cycle.id])
    yield reverse("overview:files", args=[world.cycle.id])
    yield reverse("assessments:file", args=[file])
    yield reverse("assessments:result", args=[file])
    for seat in Participant.objects.filter(assessment=file):
        yield reverse("appraisals:unit", args=[seat.pk])
        yield reverse("appraisals:cell", args=[seat.pk, "a"])
        yield reverse("appraisals:screen", args=[seat.pk])
        yield reverse("assessments:sheet", args=[file, seat.pk])
        yield reverse("assessments:print", args=[file, seat.pk])
        yield reverse("assessments:why", args=[file, seat.pk])
        yield reverse("appraisals:reassign", args=[file])


def text_of(response):
    """What stands in an answer: on the page, in the paper, or in the name of a file."""
    name = unquote(response.headers.get("Content-Disposition", ""))
    if response.streaming:
        content = b"".join(response.streaming_content)
        is_paper = content.startswith(b"%PDF") and FILE not in name
        return name + "".join(pdf.pages(content) if is_paper else ())
    return name + response.content.decode()


def found(client, world, viewer):
    """What this viewer can find anywhere."""
    client.force_login(world.user(world.people[viewer]))
    text = "".join(text_of(client.get(page)) for page in pages(world))
    return {name for name, needles in NEEDLES.items() if any(n in text for n in needles)}


@pytest.mark.parametrize("hour", SEEN)
def test_each_viewer_finds_what_is_open_to_them_and_nothing_else(client, world, hour):
    play(world, hour)

    with set_to(cast.SESSION + timedelta(hours=1)):
        seen = {viewer: found(client, world, viewer) for viewer in VIEWERS}

    allowed = {viewer: set(SEEN[hour][i]) for i, viewer in enumerate(VIEWERS)}
    # The committee reads on the pages of its session; here it is enough that nothing leaks.
    seen["chi"] = allowed["chi"] if seen["chi"] <= allowed["chi"] else seen["chi"]
    assert seen == allowed


def up_to(world, scores):
    """Units that handed in such points and got their files back."""
    for unit, points in scores.items():
        cast.fill(world, unit, {"a": points, "b": "co", "c": "0"}, level="T")
        cast.submit(world, unit)
    cast.boards_speak(world)


def names(response):
    return [row["name"] for row in response.context["rows"]]


@pytest.mark.parametrize("order", ["tu-cham", "diem"])
def test_an_order_by_points_says_nothing_of_what_is_shut(client, world, order):
    up_to(world, {"benh_vien": "31", "cap_nuoc": "49"})
    client.force_login(world.user(world.binh))
    desk = reverse("appraisals:desk", args=[world.track.id, "tham_dinh"])

    with set_to(cast.APPRAISED):
        opened = names(client.get(desk, {"xep": order}))
        for unit in world.units:
            actions.send_back(
                world.seat("tham_dinh", "to", unit).id, to="tu_cham", reason="Bổ sung",
                due_on=cast.TEAM_SENT.date(), by=world.binh, at=cast.APPRAISED,
            )  # fmt: skip
        shut = names(client.get(desk, {"xep": order}))

    assert opened == ["CĐCS Công ty Cấp nước", "CĐCS Bệnh viện Đa khoa"]
    assert shut == ["CĐCS Bệnh viện Đa khoa", "CĐCS Công ty Cấp nước"]


def test_a_board_counts_its_own_part_only(client, world):
    up_to_boards = reverse("appraisals:board", args=[world.track.id, "ban"])
    boards_draft(world)
    send(world, "ban_cs", world.board1_head)
    counted = {}
    for viewer in ("board1_head", "board2_head"):
        client.force_login(world.user(world.people[viewer]))
        with set_to(cast.APPRAISED):
            board = client.get(up_to_boards).context["board"]
        counted[viewer] = (board.sent, board.units)

    assert counted == {"board1_head": (1, 2), "board2_head": (0, 2)}


@pytest.fixture
def two_seats(world):
    """The first board is also the desk that consolidates, as in the year of the province."""
    later = Participant.objects.filter(assessment=world.file(), key="tckt")
    later.update(body=world.body("ban_cs"))
    return world


def found_by_board(client, world):
    with set_to(cast.SESSION):
        return found(client, world, "board1_head")


def test_a_later_seat_opens_nothing_before_the_own_part_is_sent(client, two_seats):
    play(two_seats, "handed_in")
    before = found_by_board(client, two_seats)
    send(two_seats, "ban_cs", two_seats.board1_head)

    assert before == {CS}
    assert found_by_board(client, two_seats) == {UNIT, CS}


def test_a_later_seat_whose_turn_has_come_reads_on(client, two_seats):
    """A board that never spoke is no longer waited for; the desk it also is must do its work."""
    play(two_seats, "handed_in")
    send(two_seats, "ban_tg", two_seats.board2_head)
    actions.skip_overdue(cast.APPRAISED)
    team_drafts(two_seats)
    close(two_seats, "tham_dinh", two_seats.binh_head, cast.TEAM_SENT)

    assert found_by_board(client, two_seats) == ALL


def test_a_draft_that_was_never_sent_stays_one_after_publication(client, world):
    draft(world)
    cast.submit(world)
    boards_draft(world)
    send(world, "ban_tg", world.board2_head)
    actions.skip_overdue(cast.APPRAISED)
    team_drafts(world)
    close(world, "tham_dinh", world.binh_head, cast.TEAM_SENT)
    publish(world)

    with set_to(cast.SESSION):
        assert found(client, world, "an") == {UNIT, TG, TEAM}
