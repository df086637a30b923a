"""Awards on the card: entered, flagged when their level is decided anew, kept or revoked."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from congtam.records import actions
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.holders import Holder
from congtam.records.queries.reach import Whose
from congtam.records.states import FlagState
from tests.records.ground import NOW, held, holder_of

GREAT, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"
KEPT = {"outcome": "giu", "reason": "Đủ điều kiện khác", "version": "1"}
REVOKED = {
    "outcome": "thu-hoi", "reason": "Không còn đủ mức", "number": "40/QĐ-LĐLĐ",
    "decided_on": "10/11/2020", "version": "1",
}  # fmt: skip


def person():
    return held("an").person_id


def card():
    return reverse("records:card", args=["nguoi", person()])


def enter():
    return reverse("records:enter", args=["nguoi", person(), "khen-thuong"])


def award(**more):
    values = {
        "form": "bang_khen", "year": "2019", "rests_on": "", "decided_on": "20/01/2020",
        "number": "15/QĐ-LĐLĐ", "issuer": "Ban Thường vụ", "words": "Dẫn đầu khối", "token": "x",
    }  # fmt: skip
    return values | more


@pytest.fixture
def flagged():
    """An award of An that rests on a level which was decided anew."""
    keys = holder_of("an")
    keys.pop("tenant_id")
    entry = actions.AwardEntry(
        form="bang_khen", year=2019, decided_on=date(2020, 1, 20), number="15/QĐ-LĐLĐ",
        issuer="Ban Thường vụ", level="HTXSNV", level_title=GREAT,
    )  # fmt: skip
    made = actions.enter_award(Whose(**keys), entry, token="1", by=held("phu"), at=NOW, file=None)
    question(1)
    return made


def question(cause):
    change = actions.Change(was=GREAT, now=GOOD, level="HTTNV", cause=UUID(int=cause))
    actions.question_awards(Holder("person", person()), 2019, change, by=held("chi"), at=NOW)


def settle(row):
    return reverse("records:settle", args=[row.pk])


def test_an_award_is_entered_and_shown_to_who_may_read_it(sign_in):
    page = sign_in("phu").post(enter(), award())

    assert page.headers["Location"] == card()
    shown = {who: "15/QĐ-LĐLĐ" in sign_in(who).get(card()).content.decode() for who in
             ("an", "phu", "chi", "binh")}  # fmt: skip
    assert shown == {"an": True, "phu": True, "chi": True, "binh": False}
    assert "xem lại" not in sign_in("phu").get(card()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"form": "canh_cao"}, "form", "Chọn một giá trị trong danh mục."),
        ({"rests_on": "2019:HTXSNV"}, "rests_on", "Chọn một giá trị trong danh mục."),
        ({"year": "2021"}, "year", "Năm thành tích không thể sau năm quyết định."),
        ({"number": ""}, "number", "Ghi số văn bản."),
        ({"decided_on": "31/02/2020"}, "decided_on", "Nhập ngày dạng 15/11/2020."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(sign_in, wrong, field, says):
    page = sign_in("phu").post(enter(), award() | wrong)

    assert (page.status_code, page.context["form"].errors) == (422, {field: [says]})
    assert "Dẫn đầu khối" in page.content.decode()
    assert not Award.objects.exists()


def test_the_card_says_why_an_award_is_to_be_looked_at_again(sign_in, flagged):
    text = sign_in("phu").get(card()).content.decode()

    assert f"Mức năm 2019 đã được quyết định lại từ «{GREAT}» thành «{GOOD}»" in text
    assert settle(flagged) in text
    assert settle(flagged) not in sign_in("an").get(card()).content.decode()


def test_it_is_kept_with_a_reason(sign_in, flagged):
    page = sign_in("phu").post(settle(flagged), KEPT)

    assert page.headers["Location"] == card()
    text = sign_in("an").get(card()).content.decode()
    assert "Đã xem lại, giữ nguyên." in text
    assert "Đủ điều kiện khác" in text


def test_it_is_revoked_by_its_own_paper(sign_in, flagged):
    sign_in("phu").post(settle(flagged), REVOKED)

    text = sign_in("an").get(card()).content.decode()
    assert "Thu hồi theo Quyết định 40/QĐ-LĐLĐ ngày 10/11/2020." in text
    assert "Đã thu hồi" in text


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"outcome": ""}, {"outcome": ["Chọn giữ nguyên hay thu hồi."]}),
        ({"reason": ""}, {"reason": ["Nêu lý do."]}),
        (
            {"reason": "", "number": "", "decided_on": ""},
            {
                "reason": ["Nêu lý do."],
                "number": ["Ghi số quyết định thu hồi."],
                "decided_on": ["Nhập ngày quyết định thu hồi."],
            },
        ),
        ({"decided_on": ""}, {"decided_on": ["Nhập ngày quyết định thu hồi."]}),
        ({"decided_on": "x"}, {"decided_on": ["Nhập ngày dạng 15/11/2020."]}),
        (
            {"decided_on": "10/11/2019"},
            {"decided_on": ["Ngày thu hồi không thể trước ngày khen thưởng."]},
        ),
    ],
)
def test_an_incomplete_answer_is_sent_back_with_what_was_typed(sign_in, flagged, wrong, faults):
    page = sign_in("phu").post(settle(flagged), REVOKED | wrong)

    assert (page.status_code, page.context["form"].errors) == (422, faults)
    typed = REVOKED | wrong
    assert all(typed[name] in page.content.decode() for name in ("reason", "number"))
    assert AwardFlag.objects.get().state == FlagState.OPEN


def test_a_level_that_changed_meanwhile_is_shown_beside_the_answer(sign_in, flagged):
    client = sign_in("phu")
    question(2)

    page = client.post(settle(flagged), KEPT)

    assert page.status_code == 409
    assert "Đủ điều kiện khác" in page.content.decode()
    assert page.context["sides"][1][0] == ("Trạng thái", "Cần xem lại")
    assert client.post(settle(flagged), KEPT | {"version": str(page.context["seen"])}).url == card()
    assert set(AwardFlag.objects.values_list("state", flat=True)) == {FlagState.KEPT}


def test_who_may_not_keep_the_file_is_refused(sign_in, flagged):
    asked = {who: sign_in(who).get(settle(flagged)).status_code for who in ("an", "binh", "phu")}
    told = {who: sign_in(who).post(settle(flagged), KEPT).status_code for who in ("an", "binh")}

    assert asked == {"an": 403, "binh": 404, "phu": 200}
    assert told == {"an": 403, "binh": 404}
    assert AwardFlag.objects.get().state == FlagState.OPEN
