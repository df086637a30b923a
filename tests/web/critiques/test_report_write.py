"""The editor of a report: each part saves alone, nothing typed is lost, nobody else gets in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congtam.assessments.models import Fault, Report, Section
from congtam.records.models import Commitment, Shortcoming
from tests import selfreport
from tests.core.filechecks import samples

pytestmark = pytest.mark.django_db
LONG = "a" * 20_001


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def section(desk, key="chinh_tri"):
    return Section.objects.filter(report_id=desk.file.pk, key=key).first()


OPENS = {
    ("c05", "ban_tc"): 200,
    ("c11", "co_quan"): 404,
    ("c01", "thuong_truc"): 404,
    ("c03", "ban_tc"): 404,
    ("k1", "bch"): 404,
}


@pytest.mark.parametrize(("who", "status"), OPENS.items())
def test_who_may_write(quan, who, status):
    client = quan.door(*who)

    found = [
        client.get(quan.write).status_code,
        quan.post(client, "save_section", "chinh_tri", words="X", version="0").status_code,
        quan.post(client, "choose_level", level="HTTNV", version="1").status_code,
        quan.post(client, "add_fault").status_code,
        quan.post(client, "attach_report").status_code,
        client.get(quan.verb("send_report")).status_code,
    ]

    done = 302 if status == 200 else 404
    upload = 422 if status == 200 else 404
    assert found == [status, done, done, done, upload, status]


def test_the_page_has_every_section_of_the_form_with_the_register_and_last_year(quan):
    said = page(quan.door("c05", "ban_tc"), quan.write)

    for words in (
        "1. Chính trị tư tưởng", "Việc thực hiện chức trách, nhiệm vụ của tổ chức Công đoàn",
        "Tham mưu kế hoạch kiểm tra năm 2020", "Hoàn thành vượt mức",
        "2 nhiệm vụ đã kiểm tra: hoàn thành 2 (100,0%)", "Còn 1 nhiệm vụ chưa có người kiểm tra",
        "Báo cáo quý còn chậm", "Đi cơ sở mỗi quý một lần", "Hoàn thành tốt nhiệm vụ",
    ):  # fmt: skip
        assert words in said


def test_a_section_saves_alone_and_says_when(quan):
    client = quan.door("c05", "ban_tc")

    answer = quan.post(
        client, "save_section", "chinh_tri", htmx=True, words="Vững vàng\r\nkiên định", version="0"
    )

    text = answer.content.decode()
    assert (answer.status_code, section(quan).words) == (200, "Vững vàng\nkiên định")
    assert '<input type="hidden" name="version" value="1">' in text
    assert "Đã lưu 09:00" in text
    assert "Chưa viết: 2. Đạo đức, lối sống" in text
    assert "Chưa viết: 1. Chính trị" not in text


def test_without_script_a_save_leads_back_to_its_place(quan):
    answer = quan.post(
        quan.door("c05", "ban_tc"), "save_section", "chinh_tri", words="Vững vàng", version="0"
    )

    assert (answer.status_code, answer["Location"]) == (302, f"{quan.write}#phan-chinh_tri")


@pytest.mark.parametrize("htmx", [True, False])
def test_words_that_are_too_long_stay_on_the_page(quan, htmx):
    answer = quan.post(
        quan.door("c05", "ban_tc"), "save_section", "chinh_tri", htmx=htmx, words=LONG, version="0"
    )

    text = answer.content.decode()
    assert (answer.status_code, section(quan)) == (422, None)
    assert "Dài nhất 20.000 ký tự; đang có 20.001 ký tự." in text
    assert htmx or LONG in text


def test_two_who_write_one_part_see_both_texts_and_choose(khelung):
    mine, theirs = khelung.door("k2", "bch"), khelung.door("k1", "bch")
    khelung.post(theirs, "save_section", "quan_triet", words="Của Chủ tịch", version="0")

    answer = khelung.post(
        mine, "save_section", "quan_triet", htmx=True, words="Của Phó Chủ tịch", version="0"
    )
    text = answer.content.decode()
    settled = khelung.post(
        mine, "settle_section", "quan_triet", htmx=True,
        words="Của Phó Chủ tịch", version="0", seen="1", keep="both",
    )  # fmt: skip

    assert answer.status_code == 409
    assert (text.count("Của Chủ tịch"), text.count("Của Phó Chủ tịch")) == (1, 1)
    assert answer["HX-Retarget"] == "#phan-quan_triet-state"
    assert settled.status_code == 200
    assert section(khelung, "quan_triet").words == "Của Chủ tịch\nCủa Phó Chủ tịch"


@pytest.mark.parametrize(("keep", "stands"), [("mine", "Của tôi"), ("theirs", "Của Chủ tịch")])
def test_of_two_texts_one_is_kept(khelung, keep, stands):
    khelung.post(
        khelung.door("k1", "bch"), "save_section", "quan_triet", words="Của Chủ tịch", version="0"
    )

    answer = khelung.post(
        khelung.door("k2", "bch"), "settle_section", "quan_triet",
        words="Của tôi", version="0", seen="1", keep=keep,
    )  # fmt: skip

    assert answer.status_code == 302
    assert section(khelung, "quan_triet").words == stands


def test_a_conflict_without_script_shows_both_on_the_whole_page(khelung):
    khelung.post(
        khelung.door("k1", "bch"), "save_section", "quan_triet", words="Của Chủ tịch", version="0"
    )

    answer = khelung.post(
        khelung.door("k2", "bch"), "save_section", "quan_triet", words="Của tôi", version="0"
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Hai người cùng sửa phần này" in text
    assert ">Của tôi</textarea>" in text


def test_what_came_of_last_years_shortcoming_is_said_beside_it(quan):
    named = Shortcoming.objects.get(token="old-fault")
    key = f"nam_truoc.{named.pk.hex}"

    answer = quan.post(
        quan.door("c05", "ban_tc"),
        "save_section",
        key,
        words="Đã lập lịch, nộp đúng hạn",
        version="0",
    )

    assert answer["Location"] == f"{quan.write}#truoc-{named.pk}"
    assert section(quan, key).words == "Đã lập lịch, nộp đúng hạn"


@pytest.mark.parametrize("key", ["khong_co", "nhiem_vu_x", "nam_truoc", "nam_truoc.0"])
def test_a_part_the_report_does_not_have_is_not_found(quan, key):
    client = quan.door("c05", "ban_tc")

    assert quan.post(client, "save_section", key, words="X", version="0").status_code == 404


def test_what_belongs_to_somebody_elses_last_year_is_not_found(quan):
    other = quan.world.who("c09", "ban_cs")
    made = Commitment.objects.create(
        tenant=quan.world.tenant, unit=other.unit, person=other.person, year=2020,
        text="Của người khác", entered_by=other, entered_at=selfreport.WRITTEN, token="other",
    )  # fmt: skip
    client = quan.door("c05", "ban_tc")

    answer = quan.post(client, "save_section", f"nam_truoc.{made.pk.hex}", words="X", version="0")

    assert answer.status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999"])
def test_a_forged_version_is_not_found(quan, version):
    client = quan.door("c05", "ban_tc")

    answer = quan.post(client, "save_section", "chinh_tri", words="X", version=version)

    assert (answer.status_code, section(quan)) == (404, None)


def test_after_the_session_ended_what_was_typed_is_shown(quan):
    answer = quan.post(Client(), "save_section", "chinh_tri", words="Đoạn văn dài", version="0")

    assert answer.status_code == 401
    assert "Đoạn văn dài" in answer.content.decode()


def test_a_level_is_chosen_and_somebody_faster_is_named(khelung):
    first = khelung.post(
        khelung.door("k1", "bch"), "choose_level", htmx=True, level="HTTNV", version="1"
    )

    second = khelung.post(
        khelung.door("k2", "bch"), "choose_level", htmx=True, level="HTNV", version="1"
    )
    none = khelung.post(khelung.door("k2", "bch"), "choose_level", level="", version="2")

    assert (first.status_code, second.status_code, none.status_code) == (200, 409, 422)
    assert "Người khác vừa chọn «Hoàn thành tốt nhiệm vụ»" in second.content.decode()
    assert Report.objects.get(pk=khelung.file.pk).level == "HTTNV"


# ---- Shortcomings


def begun(desk, client):
    desk.post(client, "add_fault")
    return Fault.objects.get(report_id=desk.file.pk)


def test_a_shortcoming_is_added_with_a_place_for_every_member_the_head_first(khelung):
    client = khelung.door("k2", "bch")

    text = khelung.post(client, "add_fault", htmx=True).content.decode()

    names = ["Vũ Mạnh Cường", "Bùi Thị Hoa", "Đặng Văn Phú", "Lý Thị Xuân"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert text.index("người đứng đầu") < places[1]
    again = khelung.post(client, "add_fault", htmx=True).content.decode()
    assert "<article" not in again


def test_it_saves_alone_with_everybodys_part(khelung):
    client, k1 = khelung.door("k2", "bch"), khelung.world.who("k1", "bch")
    row = begun(khelung, client)

    answer = khelung.post(
        client, "save_fault", row.pk, htmx=True, version="1", text="Chậm kiểm tra",
        collective="Chưa đôn đốc", remedy="Làm trong quý I", due_on="31/3/2021",
        **{f"share-{k1.person_id}": "Chỉ đạo chưa sát"},
    )  # fmt: skip

    row.refresh_from_db()
    assert answer.status_code == 200
    assert (row.text, row.collective, f"{row.due_on:%d/%m/%Y}") == (
        "Chậm kiểm tra", "Chưa đôn đốc", "31/03/2021",
    )  # fmt: skip
    assert list(row.shares.values_list("person__code", "words")) == [("k1", "Chỉ đạo chưa sát")]
    assert "hạn chế 1" not in answer.content.decode()


def test_a_share_of_somebody_outside_is_left_out(khelung):
    client, stranger = khelung.door("k2", "bch"), khelung.world.who("c05")
    row = begun(khelung, client)

    khelung.post(
        client,
        "save_fault",
        row.pk,
        version="1",
        text="Chậm",
        **{f"share-{stranger.person_id}": "X"},
    )

    assert row.shares.count() == 0


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("31/3", "Nhập ngày dạng 31/03/2021."),
        ("31/02/2021", "Nhập ngày dạng 31/03/2021."),
        ("31/12/2019", "Thời hạn khắc phục phải từ ngày 01/01/2020"),
    ],
)
def test_a_day_that_is_none_is_said_and_the_words_stay(quan, day, says):
    client = quan.door("c05", "ban_tc")
    row = begun(quan, client)

    answer = quan.post(client, "save_fault", row.pk, version="1", text="Còn chậm", due_on=day)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert ">Còn chậm</textarea>" in text


def test_one_who_was_slower_sees_both_versions_of_a_shortcoming(khelung):
    one, two = khelung.door("k1", "bch"), khelung.door("k2", "bch")
    row = begun(khelung, one)
    khelung.post(one, "save_fault", row.pk, version="1", text="Bản một")

    answer = khelung.post(two, "save_fault", row.pk, htmx=True, version="1", text="Bản hai")
    both = khelung.post(
        two, "settle_fault", row.pk, htmx=True, version="1", seen="2", keep="both", text="Bản hai"
    )

    row.refresh_from_db()
    assert (answer.status_code, both.status_code) == (409, 200)
    assert "Bản một" in answer.content.decode()
    assert row.text == "Bản một\nBản hai"


def test_what_somebody_took_out_can_be_kept_as_a_new_one(khelung):
    one, two = khelung.door("k1", "bch"), khelung.door("k2", "bch")
    row = begun(khelung, one)
    khelung.post(one, "remove_fault", row.pk, version="1")

    answer = khelung.post(two, "save_fault", row.pk, version="1", text="Bản hai")
    khelung.post(two, "settle_fault", row.pk, version="1", seen="0", keep="mine", text="Bản hai")

    assert answer.status_code == 409
    assert "Đã bỏ hạn chế này." in answer.content.decode()
    assert [one.text for one in Fault.objects.filter(report_id=khelung.file.pk)] == ["Bản hai"]


def test_the_shortcoming_of_another_report_is_not_touched(quan, khelung):
    row = begun(khelung, khelung.door("k1", "bch"))
    client = quan.door("c05", "ban_tc")

    quan.post(client, "save_fault", row.pk, version="1", text="Sửa của người khác")
    quan.post(client, "remove_fault", row.pk, version="1")

    row.refresh_from_db()
    assert row.text == ""


# ---- A file from Word


def test_a_word_file_stands_for_the_words(quan, settings, tmp_path):
    settings.BLOBS = tmp_path
    client = quan.door("c05", "ban_tc")
    raw = samples.docx()
    sent = SimpleUploadedFile("Kiểm điểm.docx", raw)

    answer = client.post(quan.verb("attach_report"), {"file": sent})

    said = page(client, quan.write)
    assert answer["Location"] == f"{quan.write}#tep"
    assert "Báo cáo là tệp đính kèm" in said
    assert "Còn thiếu 1 mục" in said
    blob = client.get(f"{quan.read}tep/")
    assert (blob.getvalue(), blob["X-Content-Type-Options"]) == (raw, "nosniff")
    assert quan.door("c11", "co_quan").get(f"{quan.read}tep/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (None, "Chưa chọn tệp nào."),
        (b"", "Chưa chọn tệp nào."),
        (b"MZ\x90\x00 not a paper", "Chỉ nhận tệp"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_words(quan, settings, tmp_path, sent, says):
    settings.BLOBS = tmp_path
    files = {} if sent is None else {"file": SimpleUploadedFile("a.docx", sent)}

    answer = quan.door("c05", "ban_tc").post(quan.verb("attach_report"), files)

    assert answer.status_code == 422
    assert says in answer.content.decode() or sent == b""


# ---- Budgets


def statements(act):
    act()
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_a_save_and_the_page_take_few_statements_however_long_the_report(khelung):
    client, by = khelung.door("k1", "bch"), khelung.world.who("k1", "bch")
    selfreport.write(khelung.world, khelung.file, by)
    texts = iter(f"Bản {n}" for n in range(9))
    versions = iter(range(1, 9))

    def save():
        answer = khelung.post(
            client, "save_section", "quan_triet", htmx=True, words=next(texts),
            version=str(next(versions)),
        )  # fmt: skip
        assert answer.status_code == 200

    few = statements(save), statements(lambda: client.get(khelung.write))
    for number in range(6):
        selfreport.fault(khelung.seat, by, text=f"Hạn chế {number}", shares={by: "Chưa sát"})
    many = statements(save), statements(lambda: client.get(khelung.write))

    assert few == many
    assert few[0] <= 25
    assert few[1] <= 16
