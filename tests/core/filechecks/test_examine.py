"""What a file is, is said by its content; everything doubtful is refused in words."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from congtam.core.filechecks import examine as door
from congtam.core.filechecks.child import answer
from congtam.core.filechecks.examine import CheckBroken, examine
from congtam.core.filechecks.kinds import DOCX, JPEG, PDF, PNG, XLSX, BadFile
from tests.core.filechecks import samples

TAKEN = "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG."
OLD = (
    "Tệp Word, Excel đời cũ hoặc có mật khẩu không nhận được: "
    "hãy bỏ mật khẩu và lưu lại thành .docx hoặc .xlsx."
)
HEIC = "Ảnh HEIC không nhận được: hãy chuyển thành ảnh JPEG rồi gửi lại."
BROKEN = "Tệp Word, Excel này bị hỏng hoặc không đúng cấu trúc: hãy mở và lưu lại rồi gửi."
LOCKED = "Tệp có mật khẩu: hãy bỏ mật khẩu rồi gửi lại."
MACROS = "Tệp có macro không nhận được: hãy lưu lại thành .docx hoặc .xlsx không có macro."
BOMB = "Tệp nén quá lớn khi mở ra: không nhận."
NEITHER = (
    "Tệp nén và định dạng văn phòng khác không nhận được: "
    "hãy gửi từng tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh."
)
BAD_PDF = "Tệp PDF này bị hỏng hoặc có mật khẩu: hãy lưu lại rồi gửi."
BAD_PICTURE = "Ảnh này bị hỏng: hãy chụp hoặc lưu lại rồi gửi."
HUGE = "Ảnh quá lớn: hãy giảm kích thước xuống dưới 120 triệu điểm ảnh rồi gửi lại."


@pytest.fixture
def file(tmp_path):
    def made(content):
        path = tmp_path / "noi-dung"
        path.write_bytes(content)
        return path

    return made


SOUND = [
    ("pdf", samples.pdf, PDF),
    ("long pdf", lambda: samples.pdf(30), PDF),
    ("jpeg", lambda: samples.picture("JPEG"), JPEG),
    ("large jpeg", lambda: samples.picture("JPEG", (4000, 3000)), JPEG),
    ("one point", lambda: samples.picture("JPEG", (1, 1)), JPEG),
    ("png", lambda: samples.picture("PNG"), PNG),
    ("docx", samples.docx, DOCX),
    ("docx of Office online", lambda: samples.docx(part="word/document2.xml"), DOCX),
    ("docx with a sheet in it", lambda: samples.docx(("word/embeddings/b.xlsx", "PK")), DOCX),
    ("xlsx", samples.xlsx, XLSX),
    ("xlsx with much text", lambda: samples.xlsx(("xl/s.xml", b"<c/>" * 5_000_000)), XLSX),
]


@pytest.mark.parametrize(("make", "media_type"), [s[1:] for s in SOUND], ids=[s[0] for s in SOUND])
def test_a_sound_file_is_known_by_its_content(file, make, media_type):
    assert examine(file(make())) == media_type


BY_THE_FIRST_BYTES = [
    ("html", b"<!DOCTYPE html><script>alert(1)</script>", TAKEN),
    ("html after blanks", b"\n\n  <html>", TAKEN),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', TAKEN),
    ("svg with an xml head", b'<?xml version="1.0"?><svg/>', TAKEN),
    ("program for Windows", b"MZ\x90\0" + b"\0" * 200, TAKEN),
    ("program for Linux", b"\x7fELF" + b"\0" * 200, TAKEN),
    ("script", b"#!/bin/sh\nrm -rf /\n", TAKEN),
    ("text", "Báo cáo".encode(), TAKEN),
    ("csv with a formula", b'=cmd|"/c calc"!A1', TAKEN),
    ("gif", b"GIF89a" + b"\0" * 100, TAKEN),
    ("webp", b"RIFF\0\0\0\0WEBPVP8 ", TAKEN),
    ("mp4", b"\0\0\0\x20ftypisom" + b"\0" * 50, TAKEN),
    ("rar", b"Rar!\x1a\x07\0" + b"\0" * 50, TAKEN),
    ("gzip", b"\x1f\x8b\x08" + b"\0" * 50, TAKEN),
    ("rtf", b"{\\rtf1\\ansi", TAKEN),
    ("zeros", b"\0" * 500, TAKEN),
    ("one byte", b"%", TAKEN),
    ("pdf behind html", b"<html>" + b"%PDF-1.7", TAKEN),
    ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OLD),
    ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, HEIC),
    ("empty zip", b"PK\x05\x06" + b"\0" * 18, TAKEN),
]
FROM_WITHIN = [
    ("torn pdf", lambda: samples.pdf()[:60], BAD_PDF),
    ("only the mark of a pdf", lambda: b"%PDF-1.7\n", BAD_PDF),
    ("pdf with html inside", lambda: b"%PDF-1.7\n<script>alert(1)</script>", BAD_PDF),
    ("pdf without pages", lambda: samples.pdf(0), BAD_PDF),
    ("locked pdf", samples.locked_pdf, BAD_PDF),
    ("torn jpeg", lambda: samples.picture("JPEG", (2000, 2000))[:3000], BAD_PICTURE),
    ("only the mark of a jpeg", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 50, BAD_PICTURE),
    ("torn png", lambda: samples.picture("PNG")[:-20], BAD_PICTURE),
    ("changed png", lambda: samples.picture("PNG").replace(b"IDAT", b"IDAS"), BAD_PICTURE),
    ("huge png", samples.huge_png, HUGE),
    ("plain zip", lambda: samples.zipped([("a.txt", "a")]), NEITHER),
    ("program in a zip", lambda: samples.zipped([("setup.exe", b"MZ")]), NEITHER),
    ("slides", lambda: samples.docx(main=samples.DECK), NEITHER),
    ("word without a document", lambda: samples.zipped([
        ("[Content_Types].xml", samples.types(samples.WORD, "/word/document.xml"))]), NEITHER),
    ("torn docx", lambda: samples.docx()[:-40], BROKEN),
    ("changed docx", samples.changed_docx, BROKEN),
    ("not a zip inside", lambda: b"PK\x03\x04" + b"x" * 300, BROKEN),
    ("types that are no xml", lambda: samples.zipped([
        ("[Content_Types].xml", "<Types"), ("word/document.xml", "")]), BROKEN),
    ("laughing types", samples.laughing_types, BROKEN),
    ("path that leads out", lambda: samples.docx(("../../etc/cron.d/x", "x")), BROKEN),
    ("absolute path", lambda: samples.docx(("/etc/passwd", "x")), BROKEN),
    ("two parts that differ in case", lambda: samples.docx(("WORD/document.xml", "x")), BROKEN),
    ("locked parts", samples.locked_zip, LOCKED),
    ("macro document", lambda: samples.docx(main=samples.MACRO_WORD), MACROS),
    ("macro workbook", lambda: samples.xlsx(main=samples.MACRO_EXCEL), MACROS),
    ("macro project", lambda: samples.xlsx(("xl/vbaProject.bin", b"x")), MACROS),
    ("macro project under another name", lambda: samples.xlsx(
        ("xl/a.bin", b"x"), declared=[("/xl/a.bin", samples.VBA)]), MACROS),
    ("old macro sheet", lambda: samples.xlsx(("xl/macrosheets/sheet1.xml", "x")), MACROS),
    ("control", lambda: samples.docx(("word/activeX/activeX1.xml", "x")), MACROS),
    ("bomb", lambda: samples.docx(("word/b.xml", b"\0" * (201 * 1024 * 1024))), BOMB),
    ("bomb in pieces", lambda: samples.docx(*[
        (f"word/{n}.xml", b"\0" * (21 * 1024 * 1024)) for n in range(10)]), BOMB),
    ("too many parts", lambda: samples.docx(*[(f"word/{n}", "") for n in range(2000)]), BOMB),
    ("bomb that lies", samples.lying_bomb, BROKEN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [case[1:] for case in BY_THE_FIRST_BYTES],
    ids=[case[0] for case in BY_THE_FIRST_BYTES],
)
def test_what_is_not_taken_is_refused_without_opening_it(file, monkeypatch, content, says):
    monkeypatch.setattr(door.subprocess, "run", None)

    with pytest.raises(BadFile) as refused:
        examine(file(content))

    assert refused.value.says == says


@pytest.mark.parametrize(
    ("make", "says"), [case[1:] for case in FROM_WITHIN], ids=[case[0] for case in FROM_WITHIN]
)
def test_a_hostile_or_broken_inside_is_refused(file, make, says):
    with pytest.raises(BadFile) as refused:
        examine(file(make()))

    assert refused.value.says == says


def test_a_part_packed_in_an_unknown_way_is_refused(file):
    raw = samples.zipped([("[Content_Types].xml", "x")], zipfile.ZIP_LZMA)

    with pytest.raises(BadFile):
        examine(file(raw))


@pytest.mark.parametrize("kind", [PDF, JPEG, PNG])
def test_every_torn_length_of_a_file_is_answered(file, kind):
    whole = {PDF: samples.pdf(), JPEG: samples.picture("JPEG"), PNG: samples.picture("PNG")}[kind]

    answers = {
        tuple(answer(str(file(whole[:size])), kind)) for size in range(12, len(whole) - 30, 7)
    }

    assert answers <= {("says",), ("media_type",)}
    assert ("says",) in answers


def test_a_check_that_takes_too_long_is_a_refusal(file, monkeypatch):
    monkeypatch.setattr(door, "SECONDS", 0.001)

    with pytest.raises(BadFile, match="quá phức tạp"):
        examine(file(samples.pdf()))


def test_a_check_that_is_killed_is_a_refusal(file, monkeypatch):
    killed = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(door.subprocess, "run", lambda *_, **__: killed)

    with pytest.raises(BadFile, match="quá phức tạp"):
        examine(file(samples.pdf()))


def test_a_check_that_cannot_start_is_no_fault_of_the_file(file, monkeypatch):
    monkeypatch.setattr(door, "_CHILD", "congtam.core.filechecks.nowhere")

    with pytest.raises(CheckBroken, match="nowhere"):
        examine(file(samples.pdf()))


def test_the_child_has_neither_memory_nor_pens(tmp_path):
    script = (
        "from congtam.core.filechecks import child; child.limit_itself()\n"
        "try: bytearray(2 * 1024**3)\n"
        "except MemoryError: print('memory')\n"
        f"try: child.sys.modules['pathlib'].Path({str(tmp_path / 'x')!r}).write_text('x')\n"
        "except OSError: print('pen')\n"
    )
    run = subprocess.run(
        [door.sys.executable, "-c", script],
        capture_output=True, check=True, cwd=door._ROOT, text=True,
    )  # fmt: skip

    assert run.stdout == "memory\npen\n"
