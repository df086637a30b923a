"""My tasks, the dashboard, the files behind a count, the notices."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments.queries.overview import levels, progress, waiting_for
from congtam.clock import ZONE
from tests import cast

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 11, 8, 9, tzinfo=ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _in_november():
    with clock.set_to(NOW):
        yield


@pytest.fixture
def world():
    made = cast.make_world()
    cast.open_year(made)
    return made


def _tasks(client, world, who):
    client.force_login(world.user(world.people[who]))
    return [t.title for t in client.get(reverse("home:index")).context["tasks"]]


def test_the_chair_is_led_straight_to_the_sheet(client, world):
    client.force_login(world.user(world.an))

    first, *_rest = client.get(reverse("home:index")).context["tasks"]

    seat = world.seat("tu_cham", "cdcs")
    assert first.url == reverse("assessments:sheet", args=[world.file().id, seat.id])
    assert (first.tone, first.status) == ("bad", "Quá hạn 3 ngày")


def test_everybody_sees_what_is_on_their_own_turn(client, world):
    cast.up_to_team(world)
    guideline = f"Xác nhận đã nhận hướng dẫn: {world.cycle.title}"
    title = world.track.title

    seen = {who: set(_tasks(client, world, who)) for who in ("an", "binh", "board1_head", "chi")}

    assert seen == {
        "an": {guideline},
        "binh": {guideline, f"Tổ công tác thẩm định: {title}"},
        "board1_head": {guideline},
        "chi": set(),
    }


def test_the_desk_counts_files_and_not_points(world):
    cast.up_to_team(world)

    (row,) = progress(world.cycle, world.chi, TODAY)

    assert (row.stages, row.late, row.overdue) == ({"tham_dinh": 3}, 0, 0)


def test_what_is_overdue_is_counted_once_its_day_has_passed(world):
    (before,) = progress(world.cycle, world.chi, date(2021, 11, 5))
    (after,) = progress(world.cycle, world.chi, TODAY)

    assert (before.overdue, after.overdue) == (0, 3)


def test_levels_stay_out_of_counts_until_they_are_published(world):
    cast.up_to_team(world)
    cast.appraise(world)

    assert levels(world.cycle, world.chi) == {}


def test_a_union_counts_only_itself(world):
    (row,) = progress(world.cycle, world.an, TODAY)

    assert row.all == 1


def test_nobody_is_asked_to_appraise_their_own_union(world):
    cast.up_to_team(world)
    everybody = world.people.values()
    conflicted = [
        m
        for m in everybody
        if m.body
        and m.body.kind == "to_cong_tac"
        and any(o.person_id == m.person_id and o.unit_id != m.unit_id for o in everybody)
    ]

    for mandate in conflicted:
        (waiting,) = waiting_for(mandate, TODAY)
        assert waiting.count < 3


def test_the_dashboard_leads_down_to_the_unit(client, world):
    client.force_login(world.user(world.chi))

    page = client.get(reverse("overview:cycle", args=[world.cycle.id]))
    desk = page.context["boards"][0].desks[0]
    behind = client.get(desk.url)

    assert [row[0].name for row in behind.context["rows"]] == [
        world.file(unit).name for unit in world.units
    ]


def test_units_are_found_without_diacritics(client, world):
    client.force_login(world.user(world.chi))

    page = client.get(reverse("overview:files", args=[world.cycle.id]), {"q": "benh vien"})

    assert [row[0].name for row in page.context["rows"]] == [world.file().name]


@pytest.mark.parametrize("given", [{"to": "x"}, {"loai": "'; --"}, {"page": "9" * 30}])
def test_a_forged_address_filters_nothing(client, world, given):
    client.force_login(world.user(world.chi))

    page = client.get(reverse("overview:files", args=[world.cycle.id]), given)

    assert (page.status_code, len(page.context["rows"])) == (200, 3)


def test_notices_are_read_once(client, world):
    client.force_login(world.user(world.an))
    before = client.get(reverse("overview:notices")).context["rows"]

    client.post(reverse("overview:mark_read"))

    after = client.get(reverse("overview:notices")).context["rows"]
    assert [n.read_at for n in before] == [None] * len(before)
    assert before
    assert all(n.read_at for n in after)


BUDGETS = {
    "home:index": 14,
    "overview:cycle": 12,
    "overview:files": 12,
    "overview:notices": 8,
    "overview:search": 12,
}


@pytest.mark.parametrize("name", BUDGETS)
def test_statements_do_not_grow_with_the_units(client, name):
    counted = []
    for units, tenant in ((2, "hai"), (30, "ba-muoi")):
        world = cast.make_world(units, tenant)
        cast.open_year(world)
        client.force_login(world.user(world.chi))
        args = [world.cycle.id] if name in ("overview:cycle", "overview:files") else []
        page = reverse(name, args=args)
        client.get(page)
        with CaptureQueriesContext(connection) as statements:
            client.get(page)
        counted.append(len(statements))

    assert counted[1] <= counted[0]
    assert counted[1] <= BUDGETS[name]


@pytest.mark.parametrize("words", ["bệnh viện", "benh vien", "BENH VIEN", "be\u0323\u0302nh"])
def test_search_finds_with_and_without_diacritics(client, world, words):
    client.force_login(world.user(world.an))

    page = client.get(reverse("overview:search"), {"q": words})

    assert [row.name for row in page.context["units"]] == [world.file().name]


def test_search_stays_inside_the_tenant(client, world):
    stranger = cast.make_world(tenant="khac")
    client.force_login(stranger.user(stranger.chi))

    page = client.get(reverse("overview:search"), {"q": "Lê Thị An"})

    assert [p.tenant_id for p in page.context["people"]] == [stranger.tenant.id]


@pytest.mark.parametrize("words", ["", "a", "%", "' OR 1=1 --", "không có đơn vị nào như thế"])
def test_odd_words_find_nothing_and_break_nothing(client, world, words):
    client.force_login(world.user(world.an))

    page = client.get(reverse("overview:search"), {"q": words})

    assert page.status_code == 200
    assert not page.context.get("units")
