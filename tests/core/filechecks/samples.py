"""Files made in code: sound ones of every kind taken, and what people and attackers send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pypdfium2
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_EXCEL = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DECK = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
VBA = "application/vnd.ms-office.vbaProject"


def pdf(pages=1):
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def picture(kind, size=(64, 48)):
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


def types(main, part, *more):
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in [(part, main), *more]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>' + overrides + "</Types>"
    )


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def docx(*extra, main=WORD, declared=(), part="word/document.xml"):
    return zipped(
        [("[Content_Types].xml", types(main, f"/{part}", *declared)), (part, "<w/>"), *extra]
    )


def xlsx(*extra, main=EXCEL, declared=()):
    return zipped(
        [
            ("[Content_Types].xml", types(main, "/xl/workbook.xml", *declared)),
            ("xl/workbook.xml", "<workbook/>"),
            *extra,
        ]
    )


def changed_docx():
    """One byte of a part differs from what its sum says."""
    parts = [("[Content_Types].xml", types(WORD, "/word/document.xml")), ("word/document.xml", "A")]
    raw = zipped([*parts, ("word/notes.xml", "Đúng")], zipfile.ZIP_STORED)
    return raw.replace("Đúng".encode(), "Đụng".encode())


def lying_bomb():
    """A part that says it is 10 bytes and unpacks to 300 MB."""
    raw = docx(("word/media/big.bin", b"\0" * (300 * 1024 * 1024)))
    true = struct.pack("<L", 300 * 1024 * 1024)
    return raw.replace(true, struct.pack("<L", 10))


def locked_zip():
    """The encryption bit set on every part."""
    raw = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def huge_png():
    """A head that claims 60,000 x 60,000 points."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">L", len(data)) + body + struct.pack(">L", zlib.crc32(body))

    head = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def locked_pdf():
    """A PDF that asks for a password nobody knows."""
    body = pdf()
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <"
        + b"42" * 32 + b"> >> /ID [<00><00>] "
    )  # fmt: skip
    return body.replace(b"/Root", encrypt + b"/Root", 1)


def laughing_types():
    """Entities that grow when the list of types is read."""
    laugh = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return zipped(
        [
            ("[Content_Types].xml", laugh + "<Types>&b;</Types>"),
            ("word/document.xml", "<w/>"),
        ]
    )
