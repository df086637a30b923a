"""The words of a PDF and of a Word file; none of a scan, and none of a hostile file."""

import zipfile

import pypdfium2
import pytest
import typst

from congtam.core.filechecks.kinds import DOCX, JPEG, PDF
from congtam.core.filechecks.words import words_of

XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Điều 1. </w:t></w:r><w:r><w:t>Phạm vi</w:t></w:r></w:p><w:p/>"
    "<w:p><w:r><w:t>1. Đạt từ 90 điểm</w:t></w:r></w:p></w:body></w:document>"
)


def docx(path, xml=XML):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return path


def test_a_word_file_gives_its_paragraphs(tmp_path):
    assert words_of(docx(tmp_path / "a"), DOCX) == "Điều 1. Phạm vi\n1. Đạt từ 90 điểm"


def test_a_printed_page_gives_its_paragraphs(tmp_path):
    path = tmp_path / "a"
    source = tmp_path / "a.typ"
    source.write_text("Điều 20. Tiêu chí xếp loại\n\nCó từ 90 điểm trở lên theo kết luận.")
    path.write_bytes(typst.compile(source))

    assert words_of(path, PDF).splitlines() == [
        "Điều 20. Tiêu chí xếp loại Có từ 90 điểm trở lên theo kết luận.",
    ]


def test_a_page_without_letters_gives_nothing(tmp_path):
    path = tmp_path / "a"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)

    assert words_of(path, PDF) == ""


@pytest.mark.parametrize(
    ("media_type", "content"), [(PDF, b"%PDF-1.7 x"), (DOCX, b"PK\x03\x04"), (JPEG, b"x")]
)
def test_what_cannot_be_read_gives_nothing(tmp_path, media_type, content):
    path = tmp_path / "a"
    path.write_bytes(content)

    assert words_of(path, media_type) == ""


def test_a_word_file_that_grows_without_end_is_given_up(tmp_path):
    entities = '<!ENTITY x0 "0123456789">' + "".join(
        f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10)
    )

    bomb = docx(tmp_path / "a", f"<!DOCTYPE a [{entities}]><a>&x9;</a>")

    assert words_of(bomb, DOCX) == ""
