"""«Ai sẽ đổi mức?»: a draft against the version in force, counted on what was decided."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from congtam import clock
from congtam.core.rules.drafting import nodes, parts
from congtam.regulations import actions
from congtam.regulations.models import Regulation
from congtam.regulations.queries import in_force
from congtam.standings import actions as standings
from congtam.standings.queries.decided import decided_by
from tests import cast

pytestmark = pytest.mark.django_db
UNITS = ("benh_vien", "cap_nuoc")


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.set_to(cast.SESSION):
        yield


@pytest.fixture
def world():
    """Two unions decided on 93 and 76 points, on a list that is sealed."""
    made = cast.make_world(2)
    cast.open_year(made)
    for unit, points in zip(UNITS, (cast.BEST, cast.GOOD), strict=True):
        cast.fill(made, unit, points, level="XS" if points is cast.BEST else "T")
        cast.submit(made, unit)
    cast.boards_speak(made)
    for unit, level in zip(UNITS, ("XS", "T"), strict=True):
        cast.appraise(made, unit, level=level)
    cast.send(made, "tham_dinh", made.binh_head, at=cast.TEAM_SENT)
    cast.send(made, "tong_hop", made.orgboard_head, at=cast.ORGBOARD_SENT)
    listed = cast.open_session(made)
    cast.hold(made, listed)
    standings.seal(listed.id, quota_reason="", by=made.chi, at=cast.SESSION)
    return made


def draft_of(world, address="XS:0", **words):
    """The next version, with one condition otherwise."""
    source = in_force(world.tenant.id, Regulation.Kind.RULES, "mini-2021")
    made = actions.copy_draft(
        source, title="Bản 2022", first=date(2022, 1, 1), last=None, anew=False, by=world.chi,
        at=cast.SESSION,
    )  # fmt: skip
    if words:
        node = nodes.at(parts.read(made.body), address)
        actions.put_condition(
            made.pk, address, words, seen=parts.mark(node), by=world.chi, at=cast.SESSION
        )
    return made


def compared(world, draft):
    client = Client()
    client.force_login(world.user(world.chi))
    return client.get(reverse("regulations:compare", args=[draft.pk]))


def test_those_who_would_change_are_counted_and_named(world):
    shown = compared(world, draft_of(world, at_least="95"))

    count = shown.context["count"]
    assert (count.subjects, count.same, count.changed) == (2, 1, 1)
    (move,) = count.moves
    assert (move.was, move.now, move.count) == (
        "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", 1,
    )  # fmt: skip
    assert move.names == [world.file("benh_vien").name]
    assert count.cycles == [world.cycle.title]


def test_the_regions_are_told_in_sentences(world):
    shown = compared(world, draft_of(world, at_least="95"))

    ((was, now, says),) = shown.context["differences"]
    assert (was, now) == ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ")
    assert "từ 90 đến dưới 95" in says[0]
    assert (
        "Mức và điều kiện › «Hoàn thành xuất sắc nhiệm vụ» › XS1 › ít nhất", "90", "95",
    ) in shown.context["changes"]  # fmt: skip


def test_a_copy_without_a_change_changes_nobody(world):
    shown = compared(world, draft_of(world))

    assert (shown.context["count"].changed, shown.context["differences"]) == (0, [])
    assert "Không trường hợp nào trong 2 trường hợp đổi kết quả" in shown.content.decode()


def test_a_new_question_leaves_the_old_figures_unknown(world):
    draft = draft_of(world)
    fact = {"label": "Có sáng kiến", "type": "bool", "better": "true"}
    key = actions.put(draft.pk, "facts", "", fact, seen="", by=world.chi, at=cast.SESSION)
    condition = {"fact": key, "is": "true", "cite": {"doc": "QD", "at": "điều 1"}}
    actions.add_condition(draft.pk, "XS:", condition, by=world.chi, at=cast.SESSION)

    shown = compared(world, draft)

    assert (shown.context["count"].undecided, shown.context["added"]) == (1, ["Có sáng kiến"])


def test_without_decided_lists_it_says_so():
    made = cast.make_world(2)

    shown = compared(made, draft_of(made)).content.decode()

    assert "Chưa có danh sách nào được quyết định" in shown


def test_only_lists_that_the_mandate_may_see_are_counted(world):
    assert len(decided_by(world.chi, "mini-2021").subjects) == 2
    assert decided_by(world.an, "mini-2021").subjects == []
    assert decided_by(world.chi, "khac").subjects == []


def test_a_set_for_subjects_that_none_judges_has_nothing_beside_it(world):
    draft = draft_of(world)
    other = actions.copy_draft(
        draft, title="Bộ khác", first=date(2022, 1, 1), last=None, anew=True, by=world.chi,
        at=cast.SESSION,
    )  # fmt: skip
    beside = compared(world, other)
    about = parts.read(other.body)
    seen = parts.mark({key: about[key] for key in ("title", "subject", "period")})
    actions.describe(
        other.pk, title="Bộ khác", subject="can_bo", first=date(2022, 1, 1), last=None,
        seen=seen, by=world.chi, at=cast.SESSION,
    )  # fmt: skip

    alone = compared(world, other)

    assert beside.context["before"].code == "mini-2021"
    assert alone.context["before"] is None
    assert "Chưa có bản nào đang áp dụng" in alone.content.decode()


def test_a_draft_that_does_not_read_is_not_compared(world):
    draft = draft_of(world, at_least="")

    assert "Dự thảo chưa đọc được" in compared(world, draft).content.decode()


def test_the_names_are_few_and_the_counts_whole(world, monkeypatch):
    monkeypatch.setattr("congtam.web.regulations.drafting.comparing.MOST_NAMES", 0)

    count = compared(world, draft_of(world, at_least="95")).context["count"]

    assert (count.changed, count.moves[0].names) == (1, [])
