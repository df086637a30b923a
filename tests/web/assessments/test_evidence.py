"""Evidence: what is taken, what is not and why, who may open it, books that go with the file."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from congtam.assessments.models import Evidence
from tests import cast
from tests.web.assessments.conftest import HTMX


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.BLOBS = tmp_path


def picture(name="ảnh.png"):
    made = BytesIO()
    Image.new("RGB", (2, 2)).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue())


def kept(desk):
    rows = Evidence.objects.filter(participant=desk.seat, removed_at__isnull=True)
    return list(rows.order_by("pk").values_list("criterion__key", "dossier", "name"))


def test_a_file_is_kept_at_its_line(desk):
    answer = desk.an.post(
        desk.line("a", "minh-chung"), {"file": picture("Biên bản họp.png")}, headers=HTMX
    )

    said = answer.content.decode()
    assert answer.status_code == 200
    assert kept(desk) == [("a", "", "Biên bản họp.png")]
    assert 'id="line-a-files"' in said
    assert "Biên bản họp.png" in said
    assert 'id="dock" hx-swap-oob="true"' in said


def test_several_files_at_once(desk):
    sent = {"file": [picture("một.png"), picture("hai.png")]}

    answer = desk.an.post(desk.line("a", "minh-chung"), sent)

    assert (answer.status_code, answer.url) == (302, f"{desk.sheet}#line-a")
    assert kept(desk) == [("a", "", "một.png"), ("a", "", "hai.png")]


BAD = [
    ("trang.html", b"<html><script>x</script></html>"),
    ("hinh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("gia.pdf", b"MZ\x90\x00 not a pdf"),
]


@pytest.mark.parametrize("headers", [HTMX, {}])
@pytest.mark.parametrize(("name", "content"), BAD)
def test_what_is_no_such_file_is_refused_beside_its_line(desk, name, content, headers):
    sent = {"file": SimpleUploadedFile(name, content)}

    answer = desk.an.post(desk.line("a", "minh-chung"), sent, headers=headers)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert f"«{name}»: Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG." in said
    assert kept(desk) == []


def test_an_empty_file_is_refused(desk):
    sent = {"file": SimpleUploadedFile("rong.pdf", b"")}

    answer = desk.an.post(desk.line("a", "minh-chung"), sent, headers=HTMX)

    assert answer.status_code == 422
    assert "Tệp rỗng, không có nội dung" in answer.content.decode()
    assert kept(desk) == []


def test_too_large_a_file_is_refused(desk):
    sent = {"file": SimpleUploadedFile("lon.pdf", b"%PDF-1.4" + b"0" * (21 * 1024 * 1024))}

    answer = desk.an.post(desk.line("a", "minh-chung"), sent, headers=HTMX)

    assert answer.status_code == 422
    assert "Tệp lớn hơn 20 MB" in answer.content.decode()
    assert kept(desk) == []


def test_a_long_vietnamese_name_is_kept(desk):
    name = "Biên bản hội nghị người lao động " * 9 + ".png"

    answer = desk.an.post(desk.line("a", "minh-chung"), {"file": picture(name)}, headers=HTMX)

    (row,) = kept(desk)
    assert answer.status_code == 200
    assert row[2].startswith("Biên bản hội nghị người lao động")
    assert row[2].endswith(".png")
    assert len(row[2]) <= 255


def test_one_bad_file_does_not_lose_the_good_one(desk):
    sent = {"file": [picture("tốt.png"), SimpleUploadedFile("xấu.svg", b"<svg/>")]}

    answer = desk.an.post(desk.line("a", "minh-chung"), sent, headers=HTMX)

    assert answer.status_code == 422
    assert kept(desk) == [("a", "", "tốt.png")]


def test_no_file_at_all_is_said(desk):
    answer = desk.an.post(desk.line("a", "minh-chung"), {}, headers=HTMX)

    assert answer.status_code == 422
    assert "Chưa chọn tệp nào." in answer.content.decode()


def test_forged_lines_and_items_find_nothing(desk):
    an, base = desk.an, f"/cham/{desk.seat.pk}/"

    assert an.post(f"{base}zzz/minh-chung/", {"file": picture()}).status_code == 404
    assert an.post(f"{base}ho-so-kem/zzz/tep/", {"file": picture()}).status_code == 404
    assert an.post(f"{base}ho-so-kem/so_bch/tep/", {"file": picture()}).status_code == 404
    assert an.post(f"{base}ho-so-kem/zzz/so/").status_code == 404
    assert kept(desk) == []


def test_a_book_goes_with_the_file_and_may_stay_at_home(desk):
    url = f"/cham/{desk.seat.pk}/ho-so-kem/so_bch/so/"
    desk.an.post(url)
    desk.an.post(url)
    (before,) = kept(desk)
    row = Evidence.objects.get(participant=desk.seat)

    desk.an.post(f"/minh-chung/{row.pk}/bo/")

    assert before == (None, "so_bch", "Sổ ghi biên bản họp ban chấp hành")
    assert kept(desk) == []


@pytest.fixture
def file(desk):
    desk.an.post(desk.line("a", "minh-chung"), {"file": picture("Nghị quyết.png")})
    return Evidence.objects.get(participant=desk.seat)


def test_a_file_comes_as_an_attachment_that_runs_nothing(desk, file):
    answer = desk.an.get(f"/minh-chung/{file.pk}/")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_whoever_may_not_read_the_sheet_finds_no_file(desk, file):
    team = desk.door(desk.world.binh)
    before = team.get(f"/minh-chung/{file.pk}/").status_code
    cast.fill(desk.world)
    cast.submit(desk.world)
    after = team.get(f"/minh-chung/{file.pk}/")
    assert b"".join(after.streaming_content).startswith(b"\x89PNG")

    assert (before, after.status_code) == (404, 200)
    assert desk.door(desk.world.dung).get(f"/minh-chung/{file.pk}/").status_code == 404


def test_the_reader_may_not_take_a_file_away(desk, file):
    cast.fill(desk.world)
    cast.submit(desk.world)

    team = desk.door(desk.world.binh).post(f"/minh-chung/{file.pk}/bo/")
    stranger = desk.door(desk.world.dung).post(f"/minh-chung/{file.pk}/bo/")
    own = desk.an.post(f"/minh-chung/{file.pk}/bo/")

    assert (team.status_code, stranger.status_code, own.status_code) == (404, 404, 403)
    assert len([k for k in kept(desk) if k[0]]) == 1


def test_a_file_taken_away_is_gone_from_the_page_but_stays_in_the_books(desk, file):
    answer = desk.an.post(f"/minh-chung/{file.pk}/bo/", headers=HTMX)

    file.refresh_from_db()
    assert answer.status_code == 200
    assert "Nghị quyết.png" not in answer.content.decode()
    assert file.removed_at is not None
    assert desk.an.get(f"/minh-chung/{file.pk}/").status_code == 404
