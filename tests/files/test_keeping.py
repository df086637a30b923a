"""A file is stored once under its hash, or refused with nothing left behind."""

from __future__ import annotations

import hashlib
import io
import stat

import pytest

from congtam.files import actions
from congtam.files.actions import LARGEST, BadFile, keep
from congtam.files.models import Blob
from congtam.files.queries import open_blob, path_of
from tests.core.filechecks import samples

pytestmark = pytest.mark.django_db

PDF = samples.pdf()
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.BLOBS = tmp_path / "files"
    return settings.BLOBS


def held(store):
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


def test_a_file_is_stored_under_its_hash_with_a_clean_name(store):
    kept = keep(io.BytesIO(PDF), "C:\\Hồ sơ\\Báo cáo.PDF")

    assert kept.clean_name == "Báo cáo.pdf"
    assert (kept.blob.sha256, kept.blob.size, kept.blob.media_type) == (
        SHA,
        len(PDF),
        "application/pdf",
    )
    assert Blob.objects.get() == kept.blob
    assert held(store) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    with open_blob(SHA) as stream:
        assert stream.read() == PDF


def test_a_stored_file_cannot_be_written_again():
    keep(io.BytesIO(PDF), "a.pdf")

    assert stat.S_IMODE(path_of(SHA).stat().st_mode) == 0o440


def test_the_same_content_is_stored_and_checked_once(store, monkeypatch):
    first = keep(io.BytesIO(PDF), "a.pdf")
    monkeypatch.setattr(actions, "examine", None)

    second = keep(io.BytesIO(PDF), "Tên khác.pdf")

    assert (second.blob, second.clean_name) == (first.blob, "Tên khác.pdf")
    assert (Blob.objects.count(), len(held(store))) == (1, 1)


def test_a_source_that_was_read_before_is_read_from_its_start():
    source = io.BytesIO(PDF)
    source.read()

    assert keep(source, "a.pdf").blob.size == len(PDF)


def test_content_whose_bytes_were_lost_is_stored_again(store):
    keep(io.BytesIO(PDF), "a.pdf")
    path_of(SHA).unlink()

    kept = keep(io.BytesIO(PDF), "a.pdf")

    assert (Blob.objects.get(), held(store)) == (kept.blob, [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"])


def test_of_two_senders_of_one_content_both_have_it(monkeypatch):
    """The other one is quicker by the time of our check."""
    check = actions.examine

    def slow(path):
        found = check(path)
        monkeypatch.setattr(actions, "examine", check)
        keep(io.BytesIO(PDF), "nhanh.pdf")
        return found

    monkeypatch.setattr(actions, "examine", slow)

    kept = keep(io.BytesIO(PDF), "chậm.pdf")

    assert (kept.blob, kept.clean_name) == (Blob.objects.get(), "chậm.pdf")


def test_the_largest_file_is_taken():
    whole = samples.picture("PNG")
    padded = whole + b"\0" * (LARGEST - len(whole))

    assert keep(io.BytesIO(padded), "a.png").blob.size == LARGEST


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.pdf", "Tệp rỗng, không có nội dung: hãy kiểm tra rồi gửi lại."),
        (
            PDF + b"\0" * (21 * 1024 * 1024),
            "a.pdf",
            "Tệp lớn hơn 20 MB: hãy nén ảnh hoặc tách tệp rồi gửi lại.",
        ),
        (
            b"\0" * (LARGEST + 1),
            "a.pdf",
            "Tệp lớn hơn 20 MB: hãy nén ảnh hoặc tách tệp rồi gửi lại.",
        ),
        (
            b"<html><script>alert(1)</script>",
            "a.pdf",
            "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG.",
        ),
        (
            b"MZ\x90\0" + b"\0" * 100,
            "bao-cao.docx",
            "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG.",
        ),
        (
            samples.xlsx(main=samples.MACRO_EXCEL),
            "a.xlsx",
            "Tệp có macro không nhận được: hãy lưu lại thành .docx hoặc .xlsx không có macro.",
        ),
        (
            PDF[:80],
            "a.pdf",
            "Tệp PDF này bị hỏng hoặc có mật khẩu: hãy lưu lại rồi gửi.",
        ),
    ],
    ids=["empty", "21 MB", "one byte too many", "html", "program", "macros", "torn"],
)
def test_a_refused_file_leaves_nothing_behind(store, content, name, says):
    with pytest.raises(BadFile) as refused:
        keep(io.BytesIO(content), name)

    assert (refused.value.says, Blob.objects.count(), held(store)) == (says, 0, [])


@pytest.mark.parametrize(
    "sha256",
    ["", "../../etc/passwd", SHA[:-1], SHA.upper(), SHA + "/.."],
    ids=["empty", "path", "short", "capitals", "climbing"],
)
def test_only_a_hash_leads_to_a_file(sha256):
    keep(io.BytesIO(PDF), "a.pdf")

    with pytest.raises(ValueError, match="SHA-256"):
        open_blob(sha256)


def test_an_unknown_hash_has_no_file():
    with pytest.raises(FileNotFoundError):
        open_blob("0" * 64)
