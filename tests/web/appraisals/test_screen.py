"""The appraisal of one file: what is seen side by side, what is saved, what comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from congtam.assessments import actions
from congtam.assessments.models import DeclaredFact, Participant, Proposal, Return, Score
from congtam.organisation.models import Mandate
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"hx-request": "true"}


def url(world, name="screen", *more, unit="benh_vien", step=("tham_dinh", "to")):
    return reverse(f"appraisals:{name}", args=[world.seat(*step, unit).id, *more])


def lines(response):
    found = [line for group in response.context["groups"] for line in group["lines"]]
    return {line["key"]: line for line in found}


def score(client, world, points, *, reason="", version="0", key="a", **headers):
    given = {"points": points, "reason": reason, "version": version}
    return client.post(url(world, "score", key), given, headers=headers or HTMX)


def own(world):
    rows = Score.objects.filter(participant=world.seat("tham_dinh", "to"))
    return dict(rows.values_list("criterion__key", "points"))


def send_back(world, unit="benh_vien"):
    actions.send_back(
        world.seat("tham_dinh", "to", unit).id, to="tu_cham", reason="Bổ sung biên bản",
        due_on=cast.TEAM_SENT.date(), by=world.binh, at=cast.APPRAISED,
    )  # fmt: skip


def test_it_shows_the_unit_and_the_boards_beside_the_own_box(as_, at_team):
    response = as_(at_team.binh).get(url(at_team))

    line = lines(response)["a"]
    assert (line["unit"]["points"], line["unit"]["missed"]) == ("48", "Còn chậm quý III")
    assert (line["own"]["below"], line["own"]["value"]) == ("48", "")
    assert [o["words"] for o in response.context["opinions"]] == [
        "", "Thực hiện tốt, đủ báo cáo", "Thực hiện tốt, đủ báo cáo",
    ]  # fmt: skip
    assert response.context["dock"]["level"] == "Hoàn thành xuất sắc nhiệm vụ"


def test_words_of_a_board_stand_at_their_criterion(as_, world):
    for unit in world.units:
        cast.fill(world, unit)
        cast.submit(world, unit)
    actions.save_line(
        world.seat("ban", "ban_cs").id, "a", typed="", words=actions.Words("Có quy chế", "Chậm"),
        version=0, by=world.board1_head, at=cast.SCORED,
    )  # fmt: skip
    cast.boards_speak(world)

    response = as_(world.binh).get(url(world))

    assert lines(response)["a"]["others"] == [
        {
            "title": "Ban Chính sách - Pháp luật",
            "points": "",
            "texts": [("Đạt được", "Có quy chế"), ("Chưa đạt", "Chậm")],
        }
    ]


def test_a_changed_score_moves_the_total(as_, at_team):
    response = score(as_(at_team.binh), at_team, "44,5", reason="Thiếu một biên bản")

    page = response.content.decode()
    assert response.status_code == 200
    assert own(at_team) == {"a": Decimal("44.5")}
    assert '<span class="was">93</span> <b>89,5</b>' in page
    assert "Theo quy định: Hoàn thành tốt nhiệm vụ" in page


def test_a_changed_score_without_a_reason_is_not_saved(as_, at_team):
    response = score(as_(at_team.binh), at_team, "44,5")

    assert response.status_code == 422
    assert "Nêu lý do thay đổi điểm." in response.content.decode()
    assert own(at_team) == {}


def test_without_script_what_was_typed_stays(as_, at_team):
    given = {"points": "44,5", "reason": "", "version": "0"}

    response = as_(at_team.binh).post(url(at_team, "score", "a"), given)

    box = lines(response)["a"]["own"]
    assert response.status_code == 422
    assert (box["value"], box["errors"]) == ("44,5", {"reason": "Nêu lý do thay đổi điểm."})


@pytest.mark.parametrize("typed", ["51", "-1", "1.234", "bốn", "NaN", "1e40", "10" * 60])
def test_points_out_of_range_are_refused_in_words(as_, at_team, typed):
    response = score(as_(at_team.binh), at_team, typed, reason="Lý do")

    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    assert own(at_team) == {}


def test_two_appraisers_at_one_line_see_both(as_, at_team):
    client = as_(at_team.binh)
    score(client, at_team, "40", reason="Lý do thứ nhất")

    response = score(client, at_team, "45", reason="Lý do thứ hai")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Lý do thứ nhất" in page
    assert "Lý do thứ hai" in page
    assert '<b id="sum-n1" hx-swap-oob="true">80</b>' in page
    assert own(at_team) == {"a": Decimal(40)}


def test_a_double_click_is_one_save(as_, at_team):
    client = as_(at_team.binh)
    score(client, at_team, "40", reason="Lý do")
    again = score(client, at_team, "40", reason="Lý do", version="1")

    assert again.status_code == 200
    assert Score.objects.get(participant=at_team.seat("tham_dinh", "to")).version == 1


@pytest.mark.parametrize("person", ["an", "dung", "chi", "other_team_head", "board1_head"])
def test_nobody_else_opens_it(as_, at_team, person):
    client = as_(at_team.people[person])

    assert client.get(url(at_team)).status_code == 404
    assert score(client, at_team, "40", reason="x").status_code == 404
    assert own(at_team) == {}


def test_a_seat_of_another_kind_has_no_such_screen(as_, at_team):
    response = as_(at_team.board1_head).get(url(at_team, step=("ban", "ban_cs")))

    assert response.status_code == 404


def test_a_line_that_does_not_exist_is_not_found(as_, at_team):
    assert score(as_(at_team.binh), at_team, "1", key="zzz").status_code == 404


@pytest.fixture
def own_unit(at_team):
    """Bình belongs to the hospital's union too."""
    post = Mandate.objects.get(pk=at_team.an.pk)
    post.pk, post.person = None, at_team.binh.person
    post.save()
    return at_team


def test_the_own_unit_stays_shut(as_, own_unit):
    client = as_(own_unit.binh)

    seen = client.get(url(own_unit))
    written = score(client, own_unit, "40", reason="x")

    assert (seen.status_code, written.status_code) == (403, 403)
    assert "Thực hiện tốt, đủ báo cáo" not in seen.content.decode()
    assert own(own_unit) == {}


def test_the_own_unit_is_passed_over_when_walking_on(as_, at_team):
    post = Mandate.objects.get(pk=at_team.dung.pk)
    post.pk, post.person = None, at_team.binh.person
    post.save()

    response = as_(at_team.binh).get(url(at_team))

    near = response.context["near"]
    assert (near.place, near.count) == (1, 2)
    assert near.after == at_team.seat("tham_dinh", "to", "truong_ab").id


def propose(client, world, level, words="", **more):
    return client.post(url(world, "propose"), {"level": level, "words": words, "seen": "", **more})


def test_the_level_by_the_rules_is_proposed_without_words(as_, at_team):
    response = propose(as_(at_team.binh), at_team, "XS")

    assert response.status_code == 302
    assert Proposal.objects.get(participant=at_team.seat("tham_dinh", "to")).level == "XS"


def test_another_level_needs_words_and_keeps_what_was_typed(as_, at_team):
    response = propose(as_(at_team.binh), at_team, "T")

    proposal = response.context["proposal"]
    assert response.status_code == 422
    assert (proposal["level"], proposal["error"]) == (
        "T", "Nêu lý do vì mức này khác mức theo quy định.",
    )  # fmt: skip
    assert not Proposal.objects.filter(participant=at_team.seat("tham_dinh", "to")).exists()


def test_save_and_next_goes_on_to_the_next_unit(as_, at_team):
    response = propose(as_(at_team.binh), at_team, "XS", then="next")

    assert response.status_code == 302
    assert response.url == url(at_team, unit="cap_nuoc")


def test_next_without_a_choice_only_goes_on(as_, at_team):
    response = propose(as_(at_team.binh), at_team, "", then="next")

    assert response.url == url(at_team, unit="cap_nuoc")
    assert not Proposal.objects.filter(participant__key="to").exists()


def test_after_the_last_unit_comes_the_list(as_, at_team):
    given = {"level": "T", "words": "", "seen": "", "then": "next"}

    response = as_(at_team.binh).post(url(at_team, "propose", unit="truong_ab"), given)

    assert response.url == reverse("appraisals:desk", args=[at_team.track.id, "tham_dinh"])


@pytest.mark.parametrize("level", ["XXX", "unknown", "manual"])
def test_a_forged_level_is_refused(as_, at_team, level):
    response = propose(as_(at_team.binh), at_team, level, words="x")

    assert response.status_code == 403
    assert not Proposal.objects.filter(participant__key="to").exists()


def test_two_people_proposing_see_both(as_, at_team):
    client = as_(at_team.binh)
    propose(client, at_team, "XS", words="Ý của người trước")

    response = propose(client, at_team, "T", words="Ý của người sau")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Ý của người trước" in page
    assert "Ý của người sau" in page


def test_a_declared_event_is_corrected_with_a_reason(as_, at_team):
    client = as_(at_team.binh)
    at = url(at_team, "correct", "ky_luat")
    refused = client.post(at, {"value": "co", "words": "", "version": "0"})
    saved = client.post(at, {"value": "co", "words": "Quyết định số 5", "version": "0"})

    page = client.get(url(at_team))
    assert (refused.status_code, saved.status_code) == (422, 302)
    assert "Nêu lý do sửa điều kiện đã khai." in refused.content.decode()
    assert DeclaredFact.objects.filter(participant__key="to").count() == 1
    assert page.context["dock"]["level"] == "Hoàn thành tốt nhiệm vụ"


def test_the_file_goes_back_with_reason_and_day(as_, at_team):
    given = {"to": "tu_cham", "reason": "Bổ sung biên bản quý III", "due_on": "16/11/2021"}

    response = as_(at_team.binh).post(url(at_team, "send_back"), given)

    made = Return.objects.get()
    assert response.status_code == 302
    assert (made.to_step, made.reason, f"{made.due_on:%d/%m/%Y}") == (
        "tu_cham", "Bổ sung biên bản quý III", "16/11/2021",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("reason", "", "Nêu lý do trả lại."),
        ("due_on", "", "Nêu ngày phải nộp lại."),
        ("due_on", "2021-11-16", "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 12/11/2021."),
        ("due_on", "11/11/2021", "Hạn nộp lại không được trước hôm nay."),
    ],
)
def test_a_return_that_lacks_something_stays_typed(as_, at_team, field, typed, says):
    given = {"to": "tu_cham", "reason": "Bổ sung", "due_on": "16/11/2021", field: typed}

    response = as_(at_team.binh).post(url(at_team, "send_back"), given)

    assert response.status_code == 422
    assert response.context["form"].errors[field] == [says]
    assert not Return.objects.exists()


def test_a_step_the_procedure_does_not_name_is_refused(as_, at_team):
    given = {"to": "ban", "reason": "Bổ sung", "due_on": "16/11/2021"}

    response = as_(at_team.binh).post(url(at_team, "send_back"), given)

    assert response.status_code == 422
    assert not Return.objects.exists()


def test_sending_back_twice_is_once(as_, at_team):
    client = as_(at_team.binh)
    given = {"to": "tu_cham", "reason": "Bổ sung", "due_on": "16/11/2021"}
    client.post(url(at_team, "send_back"), given)

    again = client.post(url(at_team, "send_back"), given)

    assert again.status_code == 403
    assert Return.objects.count() == 1


def test_after_a_return_what_changed_is_marked(as_, at_team):
    send_back(at_team)
    cast.fill(at_team, points={"a": "46"}, at=cast.APPRAISED)
    cast.submit(at_team, at=cast.APPRAISED)

    response = as_(at_team.binh).get(url(at_team))

    found = lines(response)
    assert response.context["changes"] == {
        "round": 2, "lines": [{"key": "a", "code": "1.1"}], "told": [],
    }  # fmt: skip
    assert (found["a"]["unit"]["points"], found["a"]["unit"]["was"]) == ("46", "48")
    assert [key for key, line in found.items() if line["unit"]["moved"]] == ["a"]


def test_while_the_file_is_with_the_unit_nothing_of_it_is_seen(as_, at_team):
    send_back(at_team)
    cast.fill(at_team, points={"a": "46"}, at=cast.APPRAISED)

    response = as_(at_team.binh).get(url(at_team))

    assert response.context["found"].unit is None
    assert "Đã làm đủ" not in response.content.decode()


def test_a_desk_without_points_reads_and_sends_back(as_, at_team):
    for unit in at_team.units:
        cast.appraise(at_team, unit, changes={"a": "30"}, level="H")
        actions.close_appraisal(
            at_team.file(unit).id, "tham_dinh", by=at_team.binh_head, at=cast.APPRAISED
        )
    client = as_(at_team.orgboard_head)
    at = {"step": ("tong_hop", "tckt")}

    response = client.get(url(at_team, **at))
    given = {"to": "tham_dinh", "reason": "Xem lại 1.1", "due_on": "16/11/2021"}
    back = client.post(url(at_team, "send_back", **at), given)

    line = lines(response)["a"]
    assert (line["own"]["write"], line["others"][0]["points"]) == (False, "30")
    assert response.context["proposal"]["proposes"] is False
    assert back.status_code == 302
    assert Participant.objects.get(pk=at_team.seat("tham_dinh", "to").pk).closed_at is None


def test_the_page_takes_a_fixed_number_of_statements(as_, at_team, django_assert_max_num_queries):
    client, here = as_(at_team.binh), url(at_team)
    client.get(here)

    with django_assert_max_num_queries(15):
        client.get(here)


def test_a_save_with_its_total_takes_fifteen_statements(
    as_, at_team, django_assert_max_num_queries
):
    client, here = as_(at_team.binh), url(at_team, "score", "a")
    score(client, at_team, "40", reason="Lý do")

    with django_assert_max_num_queries(15):
        client.post(here, {"points": "41", "reason": "Lý do", "version": "1"}, headers=HTMX)

    assert own(at_team) == {"a": Decimal(41)}


def test_the_account_moves_with_the_points(as_, at_team):
    page = score(as_(at_team.binh), at_team, "44", reason="Thiếu một biên bản").content.decode()

    assert 'id="account" hx-swap-oob="true"' in page
    assert "Tổng điểm: ít nhất 90" in page
    assert 'id="changed-a" hx-swap-oob="true"><span class="badge-status' in page
