"""A board's table: its units side by side, saved cell by cell, sent with what is missing named."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import Explanation, Participant, Proposal
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"hx-request": "true"}


def url(world, name="board"):
    return reverse(f"appraisals:{name}", args=[world.track.id, "ban"])


def seat(world, unit="benh_vien", key="ban_cs"):
    return world.seat("ban", key, unit)


def at(world, name, *more, unit="benh_vien"):
    return reverse(f"appraisals:{name}", args=[seat(world, unit).id, *more])


def say(world, *units, words="Thực hiện tốt"):
    for unit in units:
        actions.propose(
            seat(world, unit).id, level="", words=words, by=world.board1_head, at=cast.SCORED
        )


def names(response):
    return [row["name"] for row in response.context["units"]]


def test_rows_are_units_and_columns_the_field(as_, world):
    response = as_(world.board1_head).get(url(world))

    assert names(response) == [
        "CĐCS Bệnh viện Đa khoa", "CĐCS Công ty Cấp nước", "CĐCS Trường Trung học Ấp Bắc",
    ]  # fmt: skip
    assert [c["code"] for c in response.context["criteria"]] == ["1.1"]


def test_the_other_board_has_its_own_columns(as_, world):
    response = as_(world.board2_head).get(url(world))

    assert [c["code"] for c in response.context["criteria"]] == ["1.2", "2.1"]


@pytest.mark.parametrize("person", ["an", "dung", "binh", "chi", "orgboard_head"])
def test_nobody_else_sees_the_table(as_, world, person):
    assert as_(world.people[person]).get(url(world)).status_code == 404


def test_the_units_are_found_without_marks(as_, world):
    response = as_(world.board1_head).get(url(world), {"tim": "cong ty cap nuoc"})

    assert names(response) == ["CĐCS Công ty Cấp nước"]


def test_the_filter_of_silence_leaves_out_what_was_said(as_, world):
    say(world, "cap_nuoc")

    response = as_(world.board1_head).get(url(world), {"loc": "chua-co-y-kien"})

    assert names(response) == ["CĐCS Bệnh viện Đa khoa", "CĐCS Trường Trung học Ấp Bắc"]


def test_the_filter_of_sent_shows_only_those(as_, world):
    say(world, "cap_nuoc")
    actions.contribute([seat(world, "cap_nuoc").id], by=world.board1_head, at=cast.SCORED)

    response = as_(world.board1_head).get(url(world), {"loc": "da-gui"})

    assert names(response) == ["CĐCS Công ty Cấp nước"]


def test_words_on_the_unit_save_themselves(as_, world):
    response = as_(world.board1_head).post(
        at(world, "say"), {"words": "Nề nếp, đủ báo cáo", "seen": ""}, headers=HTMX
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "Đã lưu" in page
    assert "Đủ để gửi" in page
    assert Proposal.objects.get(participant=seat(world)).words == "Nề nếp, đủ báo cáo"


def test_words_on_a_criterion_save_themselves(as_, world):
    response = as_(world.board1_head).post(
        at(world, "save", "a"), {"reached": "Đủ quy chế", "missed": "", "version": "0"},
        headers=HTMX,
    )  # fmt: skip

    kept = Explanation.objects.get(score__participant=seat(world))
    assert response.status_code == 200
    assert (kept.reached, kept.missed) == ("Đủ quy chế", "")
    assert 'name="version" value="1"' in response.content.decode()


def test_without_script_the_save_leads_back_to_the_unit(as_, world):
    response = as_(world.board1_head).post(
        at(world, "save", "a"), {"reached": "Đủ quy chế", "version": "0"}
    )

    assert response.status_code == 302
    assert response.url == at(world, "unit") + "#line-a"


def test_a_board_of_words_gives_no_points(as_, world):
    response = as_(world.board1_head).post(
        at(world, "save", "a"), {"points": "48", "version": "0"}, headers=HTMX
    )

    assert response.status_code == 403
    assert "đánh giá bằng lời, không cho điểm" in response.content.decode()


def test_a_line_of_another_field_does_not_exist(as_, world):
    response = as_(world.board1_head).get(at(world, "cell", "b"), headers=HTMX)

    assert response.status_code == 404


def test_two_people_at_one_line_see_both_texts(as_, world):
    client = as_(world.board1_head)
    client.post(at(world, "save", "a"), {"reached": "Bản của Giang", "version": "0"})

    response = client.post(
        at(world, "save", "a"), {"reached": "Bản gõ sau", "version": "0"}, headers=HTMX
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của Giang" in page
    assert "Bản gõ sau" in page
    assert Explanation.objects.get(score__participant=seat(world)).reached == "Bản của Giang"


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        ("mine", "Bản gõ sau"),
        ("theirs", "Bản của Giang"),
        ("both", "Bản của Giang\nBản gõ sau"),
    ],
)
def test_one_of_two_texts_or_both_are_kept_by_choice(as_, world, keep, stands):
    client = as_(world.board1_head)
    client.post(at(world, "save", "a"), {"reached": "Bản của Giang", "version": "0"})

    response = client.post(
        at(world, "save", "a"),
        {"reached": "Bản gõ sau", "version": "0", "seen": "1", "keep": keep},
        headers=HTMX,
    )

    assert response.status_code == 200
    assert Explanation.objects.get(score__participant=seat(world)).reached == stands


def test_two_people_at_the_words_on_a_unit_see_both_texts(as_, world):
    say(world, "benh_vien", words="Bản của Giang")

    response = as_(world.board1_head).post(
        at(world, "say"), {"words": "Bản gõ sau", "seen": ""}, headers=HTMX
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của Giang" in page
    assert "Bản gõ sau" in page
    assert Proposal.objects.get(participant=seat(world)).words == "Bản của Giang"


def test_too_long_words_stay_in_the_form(as_, world):
    response = as_(world.board1_head).post(
        at(world, "save", "a"), {"reached": "x" * 5001, "version": "0"}
    )

    assert response.status_code == 422
    assert "x" * 5001 in response.content.decode()
    assert not Explanation.objects.exists()


def test_a_forged_seat_is_not_found(as_, world):
    other = world.seat("ban", "ban_tg").id

    response = as_(world.board1_head).post(
        reverse("appraisals:save", args=[other, "a"]), {"reached": "x", "version": "0"}
    )

    assert response.status_code == 404


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40])
def test_a_forged_version_is_not_found(as_, world, version):
    response = as_(world.board1_head).post(
        at(world, "save", "a"), {"reached": "x", "version": version}
    )

    assert response.status_code == 404


def test_before_sending_everything_is_named(as_, world):
    say(world, "benh_vien", "cap_nuoc")
    ids = [seat(world, unit).id for unit in ("benh_vien", "truong_ab")]

    response = as_(world.board1_head).get(url(world, "send"), {"don-vi": ids})

    context = response.context
    assert [s.subject_name for s in context["ready"]] == ["CĐCS Bệnh viện Đa khoa"]
    assert [(s.subject_name, gaps) for s, gaps in context["lacking"]] == [
        ("CĐCS Trường Trung học Ấp Bắc", ["Chưa có ý kiến"])
    ]


def test_everything_complete_is_chosen_at_once(as_, world):
    say(world, "benh_vien", "cap_nuoc")

    response = as_(world.board1_head).get(url(world, "send"), {"tat-ca": "1"})

    assert [s.subject_name for s in response.context["ready"]] == [
        "CĐCS Bệnh viện Đa khoa", "CĐCS Công ty Cấp nước",
    ]  # fmt: skip


def sent(world):
    closed = Participant.objects.filter(key="ban_cs", closed_at__isnull=False)
    return sorted(closed.values_list("assessment__unit__code", flat=True))


def test_the_chosen_units_are_sent(as_, world):
    say(world, "benh_vien", "cap_nuoc")
    ids = [seat(world, unit).id for unit in ("benh_vien", "cap_nuoc")]

    response = as_(world.board1_head).post(url(world, "send"), {"don-vi": ids})

    assert response.status_code == 302
    assert sent(world) == ["benh_vien", "cap_nuoc"]


def test_one_incomplete_unit_holds_the_sending_back(as_, world):
    say(world, "benh_vien")
    ids = [seat(world, unit).id for unit in ("benh_vien", "cap_nuoc")]

    response = as_(world.board1_head).post(url(world, "send"), {"don-vi": ids})

    assert response.status_code == 422
    assert "CĐCS Công ty Cấp nước" in response.content.decode()
    assert sent(world) == []


def test_a_second_click_changes_nothing(as_, world):
    say(world, "benh_vien")
    client = as_(world.board1_head)
    given = {"don-vi": [seat(world).id]}
    client.post(url(world, "send"), given)
    moment = seat(world).closed_at

    response = client.post(url(world, "send"), given)

    assert response.status_code == 302
    assert seat(world).closed_at == moment


def test_a_forged_unit_is_not_sent(as_, world):
    response = as_(world.board1_head).post(
        url(world, "send"), {"don-vi": [world.seat("ban", "ban_tg").id]}
    )

    assert response.status_code == 302
    assert Participant.objects.filter(closed_at__isnull=False).count() == 0


@pytest.mark.parametrize("forged", ["x", "1", "' or 1=1"])
def test_what_is_no_id_is_not_found(as_, world, forged):
    response = as_(world.board1_head).post(url(world, "send"), {"don-vi": [forged]})

    assert response.status_code == 404


@pytest.fixture
def own_unit(world):
    """Giang of the board belongs to the hospital's union too, and wrote of it before."""
    say(world, "benh_vien", words="Ý kiến của đồng nghiệp")
    post = Mandate.objects.get(pk=world.an.pk)
    post.pk, post.person = None, world.board1_head.person
    post.save()
    return world


def test_the_own_unit_stands_grey_with_the_reason(as_, own_unit):
    response = as_(own_unit.board1_head).get(url(own_unit))

    page = response.content.decode()
    row = page[page.index("CĐCS Bệnh viện Đa khoa") :]
    assert response.context["units"][0]["write"] is False
    assert "Bạn là người của đơn vị này nên không đánh giá" in row
    assert "Ý kiến của đồng nghiệp" not in page


def test_the_own_unit_is_left_out_of_sending(as_, own_unit):
    say(own_unit, "cap_nuoc")
    client = as_(own_unit.board1_head)

    response = client.get(url(own_unit, "send"), {"tat-ca": "1"})
    forged = client.post(url(own_unit, "send"), {"don-vi": [seat(own_unit).id]})

    assert [s.subject_name for s in response.context["ready"]] == ["CĐCS Công ty Cấp nước"]
    assert forged.status_code == 403
    assert sent(own_unit) == []


def test_the_self_scoring_opens_unit_by_unit_once_the_own_part_is_sent(as_, world):
    for unit in ("benh_vien", "cap_nuoc"):
        cast.fill(world, unit)
        cast.submit(world, unit)
        say(world, unit)
    actions.contribute([seat(world).id], by=world.board1_head, at=cast.SCORED)

    response = as_(world.board1_head).get(url(world))

    shown = [
        (row["beside"], [c["beside"] for c in row["cells"]]) for row in response.context["units"]
    ]
    assert shown == [("48/50", ["48"]), ("", [""]), ("", [""])]


def test_statements_do_not_grow_with_the_units(as_, client, django_assert_max_num_queries):
    for units, tenant in ((2, "mot"), (30, "hai")):
        world = cast.make_world(units, tenant)
        cast.open_year(world)
        client.force_login(world.user(world.board1_head))
        here = url(world)
        client.get(here)
        with django_assert_max_num_queries(11):
            response = client.get(here)
        assert len(response.context["units"]) == min(units, 25)


def test_the_unit_page_walks_to_the_next(as_, world):
    page = as_(world.board1_head).get(at(world, "unit")).content.decode()

    assert re.search(rf'href="{at(world, "unit", unit="cap_nuoc")}" rel="next"', page)
