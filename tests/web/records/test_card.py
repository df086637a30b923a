"""The card of a person or collective: who opens it, what is entered, what stays hidden."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from congtam.records.models import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.states import FaultState
from tests.records.ground import held, holder_of

CAST = ("chi", "binh", "an", "ut", "dung", "phu", "hoa", "lan")


@pytest.fixture(autouse=True)
def _blobs(settings, tmp_path):
    settings.BLOBS = tmp_path


def card(code="an"):
    return reverse("records:card", args=place(code))


def place(code):
    keys = holder_of(code)
    kind = "nguoi" if "person_id" in keys else "to-chuc" if "body_id" in keys else "don-vi"
    return [kind, keys.get("person_id") or keys.get("body_id") or keys["unit_id"]]


def enter(what, code="an"):
    return reverse("records:enter", args=[*place(code), what])


def decision(**more):
    values = {
        "form": "khien_trach", "decided_on": "04/05/2020", "number": "7-QĐ/LĐLĐ",
        "issuer": "Ban Thường vụ", "words": "Chậm báo cáo", "token": "mot-lan",
    }  # fmt: skip
    return values | more


def test_a_card_opens_to_the_person_to_who_leads_and_to_who_keeps_it(sign_in):
    statuses = {who: sign_in(who).get(card()).status_code for who in CAST}

    assert [who for who, status in statuses.items() if status == 200] == [
        "chi", "binh", "an", "phu",
    ]  # fmt: skip
    assert set(statuses.values()) == {200, 404}


def test_the_head_of_a_board_reads_no_discipline(sign_in):
    sign_in("phu").post(enter("ky-luat"), decision())

    shown = {who: "7-QĐ/LĐLĐ" in sign_in(who).get(card()).content.decode() for who in
             ("an", "phu", "chi", "binh")}  # fmt: skip

    assert shown == {"an": True, "phu": True, "chi": True, "binh": False}


def test_a_decision_is_entered_with_its_scan(sign_in):
    kept = BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "PNG")
    scan = SimpleUploadedFile("qd.png", kept.getvalue(), "image/png")

    page = sign_in("phu").post(enter("ky-luat"), decision(duty="on", file=scan))

    made = Discipline.objects.get()
    assert page.headers["Location"] == card()
    assert (made.counts_in, made.duty, made.blob_name) == (2020, True, "qd.png")
    paper = reverse("records:scan", args=["ky-luat", made.pk])
    answers = {who: sign_in(who).get(paper) for who in ("an", "binh", "dung")}
    assert answers["an"].getvalue().startswith(b"\x89PNG")
    assert (answers["binh"].status_code, answers["dung"].status_code) == (404, 404)


def test_a_second_decision_on_the_same_act_counts_no_more(sign_in):
    client = sign_in("phu")
    client.post(enter("ky-luat"), decision())
    first = Discipline.objects.get()

    client.post(enter("ky-luat"), decision(token="hai", same_as=str(first.pk)))
    bad = client.post(
        enter("ky-luat"), decision(token="ba", same_as=str(first.pk), counts_in="2020")
    )

    assert Discipline.objects.get(token__isnull=False, counts_in=None).act == first.act
    assert bad.context["form"].errors["counts_in"] == [
        "Hành vi này đã tính vào năm 2020 (Quyết định 7-QĐ/LĐLĐ)."
    ]


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"form": "x"}, "form", "Chọn một giá trị trong danh mục."),
        ({"number": ""}, "number", "Ghi số văn bản."),
        ({"decided_on": "04/05/2021"}, "decided_on", "Ngày không thể sau hôm nay."),
        ({"counts_in": "hai"}, "counts_in", "Nhập một số nguyên từ 2000 đến 2100."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(sign_in, wrong, field, says):
    page = sign_in("phu").post(enter("ky-luat"), decision() | wrong)

    assert (page.status_code, page.context["form"].errors[field]) == (422, [says])
    assert "Chậm báo cáo" in page.content.decode()
    assert not Discipline.objects.exists()


def test_every_kind_of_record_is_entered_and_shown(sign_in):
    client = sign_in("phu")
    entries = {
        "ket-luan": {"code": "suy_thoai", "holds": "khong", "year": "2020", "number": "1-KL",
                     "issued_on": "01/10/2020", "issuer": "Ban Thường vụ", "words": ""},
        "tin-nhiem": {"held_on": "01/07/2020", "place": "Hội nghị BCH", "high": "8",
                      "middle": "3", "low": "1"},
        "vang-mat": {"kind": "om", "starts_on": "01/02/2020", "ends_on": "", "words": ""},
        "khuyet-diem": {"year": "2019", "text": "Chưa sâu sát"},
        "cam-ket": {"year": "2020", "text": "Đi cơ sở"},
    }  # fmt: skip

    statuses = [client.post(enter(what), values).status_code for what, values in entries.items()]

    assert statuses == [302] * 5
    models = (Ruling, ConfidenceVote, AbsenceSpell, Shortcoming, Commitment)
    assert [model.objects.count() for model in models] == [1] * 5
    text = client.get(card()).content.decode()
    for words in ("1-KL", "Hội nghị BCH", "Nghỉ ốm", "Chưa sâu sát", "Đi cơ sở", "8,3%"):
        assert words in text


def test_only_a_person_has_votes_absences_and_commitments(sign_in):
    client = sign_in("chi")

    for what in ("tin-nhiem", "vang-mat", "cam-ket"):
        assert client.get(enter(what, "huyen")).status_code == 404
    assert client.get(enter("ky-luat", "huyen")).status_code == 200
    assert client.get(enter("la", "huyen")).status_code == 404


def test_who_may_not_keep_the_file_gets_no_form(sign_in):
    assert sign_in("binh").get(enter("ky-luat")).status_code == 403
    assert sign_in("phu").get(enter("ky-luat", "phu")).status_code == 403
    assert sign_in("dung").get(enter("ky-luat")).status_code == 404


def fault(client):
    client.post(enter("khuyet-diem"), {"year": "2019", "text": "Chưa sâu sát", "token": "a"})
    return Shortcoming.objects.get()


def at(page, row):
    return reverse(f"records:{page}", args=[row.pk])


def test_a_shortcoming_is_claimed_by_one_and_confirmed_by_another(sign_in):
    row = fault(sign_in("an"))
    said = {"fixed_on": "01/09/2020", "words": "Đã đi 9 lượt", "version": "1"}

    claimed = sign_in("an").post(at("claim", row), said)
    own = sign_in("an").get(at("confirm_fixed", row))
    confirmed = sign_in("binh").post(at("confirm_fixed", row), {"words": "", "version": "2"})

    assert (claimed.status_code, own.status_code, confirmed.status_code) == (302, 403, 302)
    row.refresh_from_db()
    assert (row.state, row.checked_by) == (FaultState.FIXED, held("binh"))


def test_it_is_refused_with_a_reason(sign_in):
    row = fault(sign_in("an"))
    sign_in("an").post(
        at("claim", row), {"fixed_on": "01/09/2020", "words": "Xong", "version": "1"}
    )

    blank = sign_in("chi").post(at("refuse_fixed", row), {"reason": "", "version": "2"})
    back = sign_in("chi").post(at("refuse_fixed", row), {"reason": "Chưa", "version": "2"})
    old = sign_in("an").post(
        at("claim", row), {"fixed_on": "02/09/2020", "words": "Nữa", "version": "2"}
    )

    assert (blank.status_code, back.status_code, old.status_code) == (422, 302, 409)
    assert old.context["sides"][1] == [("Trạng thái", "Chưa khắc phục"), ("Nội dung", "Chưa")]


def test_a_claim_that_cannot_be_right_is_said(sign_in):
    row = fault(sign_in("an"))

    page = sign_in("an").post(
        at("claim", row), {"fixed_on": "01/12/2020", "words": "Xong", "version": "1"}
    )

    assert (page.status_code, page.context["form"].errors) == (
        422, {"fixed_on": ["Ngày không thể sau hôm nay."]},
    )  # fmt: skip


def test_the_person_tells_what_became_of_a_commitment(sign_in):
    sign_in("an").post(enter("cam-ket"), {"year": "2020", "text": "Đi cơ sở", "token": "a"})
    made = Commitment.objects.get()
    url = reverse("records:tell_result", args=[made.pk])

    told = sign_in("an").post(url, {"result": "12 lượt", "version": "1"})

    made.refresh_from_db()
    assert (told.status_code, made.result) == (302, "12 lượt")
    assert sign_in("chi").get(url).status_code == 403
    assert sign_in("dung").get(url).status_code == 404


@pytest.mark.parametrize("code", ["an", "ban_tc@tinh", "tinh", "huyen"])
def test_every_holder_has_a_card(sign_in, code):
    assert sign_in("chi").get(card(code)).status_code == 200
