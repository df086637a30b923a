"""The page of a decision session: levels, reasons, who sat, what was written, sealing."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from congtam import clock
from congtam.ledger.models import Event
from congtam.meetings import actions as meetings
from congtam.meetings.models import Attendance, Meeting
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from congtam.standings.states import DecisionState
from tests import cast
from tests.web.standings.conftest import Stage


@pytest.fixture
def made(stage):
    cast.up_to_decision(stage.world)
    return cast.open_session(stage.world)


@pytest.fixture
def url(made):
    return reverse("standings:session", args=[made.pk])


def _row(stage, unit="benh_vien") -> Decision:
    return Decision.objects.get(assessment=stage.world.file(unit))


def _line(row) -> str:
    return reverse("standings:decide", args=[row.id])


def test_a_session_is_opened_with_a_form(stage):
    cast.up_to_decision(stage.world)
    path = reverse("standings:open", args=[stage.track])
    listed = stage.get("chi", reverse("standings:decisions")).content.decode()
    assert path in listed

    bad = stage.post("chi", path, {"held_on": "2/13/2021", "place": "", "chair": "x"})
    form = {"held_on": "02/12/2021", "place": "Phòng 2", "chair": str(stage.world.chi.id)}
    good = stage.post("chi", path, form)

    made = DecisionList.objects.get()
    assert bad.status_code == 422
    assert bad.context["form"].errors.keys() == {"held_on", "place", "chair"}
    assert good.url == reverse("standings:session", args=[made.pk])
    assert (made.meeting.place, made.meeting.chair_id) == ("Phòng 2", stage.world.chi.id)


@pytest.mark.parametrize("who", ["orgboard_head", "binh_head", "board1_head", "an", "dung"])
def test_only_the_deciding_body_finds_the_forms(stage, made, url, who):
    row = _row(stage)
    for path in (reverse("standings:open", args=[stage.track]), url, f"{url}chot/"):
        assert stage.get(who, path).status_code == 404
    for path in (_line(row), f"{url}bien-ban/", f"{url}co-mat/", f"{url}chot/"):
        data = {"version": "1", "level": "T", "reason": "?"}
        assert stage.post(who, path, data).status_code == 404
    assert reverse("standings:session", args=[made.pk]) not in (
        stage.get(who, reverse("standings:decisions")).content.decode()
    )


def test_foreign_ids_are_not_found(stage, made):
    foreign = cast.make_world(tenant="tay-son")
    cast.open_year(foreign)
    cast.up_to_decision(foreign)
    theirs = cast.open_session(foreign)
    line = theirs.decisions.first()
    for name, pk in (("session", theirs.pk), ("seal", theirs.pk), ("session", uuid.uuid4())):
        assert stage.get("chi", reverse(f"standings:{name}", args=[pk])).status_code == 404
    for pk in (line.pk, uuid.uuid4()):
        data = {"version": "1", "level": "T", "reason": "?"}
        assert stage.post("chi", reverse("standings:decide", args=[pk]), data).status_code == 404
        assert stage.get("chi", reverse("standings:drop", args=[pk])).status_code == 404


def test_a_level_is_saved_and_the_row_comes_back_with_the_quota(stage, made):
    row = _row(stage)
    data = {"level": "T", "reason": "Còn đơn thư", "version": "1"}

    answer = stage.post("chi", _line(row), data, htmx=True)

    text = answer.content.decode()
    row.refresh_from_db()
    assert (row.level, row.reason) == ("T", "Còn đơn thư")
    assert f'<tr id="don-vi-{row.id}"' in text
    assert 'id="quota" aria-labelledby="quota-title" hx-swap-oob="true"' in text


def test_it_works_without_htmx(stage, made, url):
    row = _row(stage)

    answer = stage.post("chi", _line(row), {"level": "T", "reason": "Vì sao", "version": "1"})

    assert answer.url == f"{url}#don-vi-{row.id}"


@pytest.mark.parametrize("htmx", [True, False])
def test_a_departure_without_a_reason_keeps_the_choice(stage, made, htmx):
    row = _row(stage)

    answer = stage.post("chi", _line(row), {"level": "H", "reason": "", "version": "1"}, htmx=htmx)

    text = answer.content.decode()
    row.refresh_from_db()
    assert (answer.status_code, row.level) == (422, "XS")
    assert "Nêu lý do vì mức này khác mức đề nghị." in text
    assert '<option value="H" selected>' in text


def test_two_members_at_one_line_lose_nothing(stage, made):
    row = _row(stage)
    actions.decide_unit(
        row.id, level="T", reason="Lời một", version=1, by=stage.world.chi_deputy, at=cast.SESSION
    )

    first = stage.post("chi", _line(row), {"level": "H", "reason": "Lời hai", "version": "1"})

    text = first.content.decode()
    assert first.status_code == 409
    assert "Hoàn thành tốt nhiệm vụ. Lời một" in text
    assert ">Lời hai</textarea>" in text
    again = {"level": "H", "reason": "Lời hai", "version": "2"}
    assert stage.post("chi", _line(row), again).status_code == 302
    row.refresh_from_db()
    assert (row.level, row.reason) == ("H", "Lời hai")


@pytest.mark.parametrize("data", [{"level": "ZZ", "reason": "x", "version": "1"}])
def test_a_forged_level_is_refused_with_what_was_typed(stage, made, data):
    answer = stage.post("chi", _line(_row(stage)), data)

    assert answer.status_code == 403
    assert "không có trong quy định" in answer.content.decode()
    assert _row(stage).level == "XS"


def test_presence_is_marked(stage, made, url):
    deputy = stage.world.chi_deputy.id
    form = {"present": [str(stage.world.chi.id), "forged"], f"note-{deputy}": "Đi công tác"}

    stage.post("chi", f"{url}co-mat/", form)

    rows = Attendance.objects.values_list("mandate_id", "present", "note")
    assert set(rows) == {(stage.world.chi.id, True, ""), (deputy, False, "Đi công tác")}


def test_place_and_chair_are_arranged(stage, made, url):
    stage.post("chi", f"{url}thanh-phan/", {"place": "Hội trường", "chair": "", "secretary": ""})
    bad = stage.post("chi", f"{url}thanh-phan/", {"place": " ", "chair": str(stage.world.an.id)})

    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.chair_id) == ("Hội trường", None)
    assert bad.status_code == 422


def test_minutes_of_two_show_both_texts(stage, made, url):
    meetings.write_minutes(
        made.meeting_id, text="Lời một", version=1, by=stage.world.chi_deputy, at=cast.SESSION
    )

    answer = stage.post("chi", f"{url}bien-ban/", {"text": "Lời hai", "version": "1"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<p>Lời hai</p>" in text
    assert "<p>Lời một</p>" in text
    assert 'name="version" value="2"' in text
    stage.post("chi", f"{url}bien-ban/", {"text": "Lời một\nLời hai", "version": "2"})
    assert Meeting.objects.get().minutes == "Lời một\nLời hai"


def test_a_unit_is_left_for_the_next_session(stage, made):
    row = _row(stage)
    path = reverse("standings:drop", args=[row.id])

    bare = stage.post("chi", path, {"reason": " "})
    done = stage.post("chi", path, {"reason": "Chờ xác minh"})

    assert (bare.status_code, done.status_code) == (422, 302)
    assert "Nêu lý do để lại lần sau." in bare.content.decode()
    assert not Decision.objects.filter(pk=row.pk).exists()


def test_sealing_asks_once_more_and_says_what_is_missing(stage, made, url):
    asked = stage.get("chi", f"{url}chot/").content.decode()
    refused = stage.post("chi", f"{url}chot/", {})
    cast.hold(stage.world, made)
    done = stage.post("chi", f"{url}chot/", {})

    assert "Chưa điểm danh" in asked
    assert refused.status_code == 422
    assert (done.status_code, done.url) == (302, url)
    made.refresh_from_db()
    assert made.state == DecisionState.SEALED
    page = stage.get("chi", url).content.decode()
    assert made.sha256[:16] in page
    assert reverse("documents:issue", args=[made.pk]) in page
    assert "Lưu mức" not in page


def test_a_second_click_shows_the_list_the_first_one_sealed(stage, made, url):
    cast.hold(stage.world, made)
    first, second = (stage.post("chi", f"{url}chot/", {}) for _click in range(2))

    assert [(one.status_code, one.url) for one in (first, second)] == [(302, url)] * 2
    assert Event.objects.filter(verb="seal").count() == 1


def test_over_the_quota_the_page_asks_for_a_reason(stage, made, url):
    cast.hold(stage.world, made)
    row = _row(stage, "cap_nuoc")
    stage.post("chi", _line(row), {"level": "XS", "reason": "Đột xuất", "version": "1"})

    asked = stage.get("chi", f"{url}chot/").content.decode()
    refused = stage.post("chi", f"{url}chot/", {"quota_reason": "  "})
    done = stage.post("chi", f"{url}chot/", {"quota_reason": "Hai đơn vị dẫn đầu"})

    assert "Vượt 1 đơn vị." in asked
    assert (refused.status_code, done.status_code) == (422, 302)
    made.refresh_from_db()
    assert made.quota_reason == "Hai đơn vị dẫn đầu"


def test_whoever_chairs_a_unit_on_the_list_does_not_decide_on_it(stage, made):
    stage.also("chi", "benh_vien")
    data = {"level": "T", "reason": "x", "version": "1"}
    with clock.set_to(cast.SESSION):
        browser = stage.browser("chi")
        act_as = reverse("accounts:act_as", args=[stage.world.chi.id])
        browser.post(act_as)
        own = browser.post(_line(_row(stage)), data)
        other = browser.post(_line(_row(stage, "cap_nuoc")), data | {"level": "H"})

    assert "Bạn là người của CĐCS Bệnh viện Đa khoa" in own.content.decode()
    assert (own.status_code, other.status_code) == (403, 302)


def test_after_publishing_others_see_levels_but_no_reasons_minutes_or_files(stage, made, url):
    cast.hold(stage.world, made)
    for unit, reason in (("benh_vien", "Lý do của bệnh viện"), ("cap_nuoc", "Lý do của cấp nước")):
        actions.decide_unit(
            _row(stage, unit).id, level="H", reason=reason, version=1, by=stage.world.chi,
            at=cast.SESSION,
        )  # fmt: skip
    actions.seal(made.id, quota_reason="", by=stage.world.chi, at=cast.SESSION)
    assert stage.get("an", url).status_code == 404
    cast.publish(stage.world, made)

    answer = stage.get("an", url)

    page = answer.content.decode()
    proposed = [row["proposed"]["label"] for row in answer.context["rows"]]
    assert proposed == ["Hoàn thành xuất sắc nhiệm vụ", "", ""]
    assert "CĐCS Công ty Cấp nước" in page
    assert "Lý do của bệnh viện" in page
    assert "Lý do của cấp nước" not in page
    assert "Thống nhất theo đề nghị." not in page
    assert "Phạm Văn Khải" not in page
    assert reverse("assessments:file", args=[stage.world.file("cap_nuoc").id]) not in page
    assert reverse("assessments:file", args=[stage.world.file().id]) in page


@pytest.mark.parametrize("units", [3, 20])
def test_the_page_takes_twelve_statements_whatever_the_units(
    db, django_assert_max_num_queries, units
):
    stage = Stage(units=units)
    cast.up_to_decision(stage.world)
    url = reverse("standings:session", args=[cast.open_session(stage.world).pk])
    with clock.set_to(cast.SESSION):
        browser = stage.browser("chi")
        browser.get(url)

        with django_assert_max_num_queries(12):
            response = browser.get(url)

    assert len(response.context["rows"]) == units
