"""Names stay readable and Vietnamese, and can do no harm."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congtam.core.filechecks.kinds import DOCX, JPEG, PDF, PNG
from congtam.core.filechecks.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("Báo cáo tổng kết năm 2021.pdf", PDF, "Báo cáo tổng kết năm 2021.pdf"),
        (unicodedata.normalize("NFD", "Quyết định số 12-QĐ.pdf"), PDF, "Quyết định số 12-QĐ.pdf"),
        ("ẢNH.JPG", JPEG, "ẢNH.jpg"),
        ("anh.jpeg", JPEG, "anh.jpeg"),
        ("anh.html", JPEG, "anh.html.jpg"),
        ("minh chứng", PNG, "minh chứng.png"),
        ("C:\\Users\\Lan\\Mẫu 01.docx", DOCX, "Mẫu 01.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("a/b\\c.pdf", PDF, "c.pdf"),
        ("bao\r\n cao\t2.pdf", PDF, "bao cao 2.pdf"),
        ("hoa\u202efdp.exe.pdf", PDF, "hoafdp.exe.pdf"),
        ("x\x00.pdf", PDF, "x.pdf"),
        ('a<b>"c|d?*.pdf', PDF, "a_b__c_d__.pdf"),
        ("  .htaccess", PDF, "htaccess.pdf"),
        ("tên.  .pdf", PDF, "tên.pdf"),
        ("", PDF, "tep.pdf"),
        (".pdf", PDF, "tep.pdf"),
        ("...", PDF, "tep.pdf"),
        ("thư mục/", PDF, "tep.pdf"),
        ("CON.pdf", PDF, "_CON.pdf"),
        ("nul", PNG, "_nul.png"),
        ("contract.pdf", PDF, "contract.pdf"),
        ("x" * 255 + ".pdf", PDF, "x" * 251 + ".pdf"),
        ("ệ" * 255, PDF, "ệ" * 83 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(name, media_type, kept):
    assert clean_name(name, media_type) == kept


@given(st.text(), st.sampled_from([PDF, JPEG, DOCX]))
def test_any_name_becomes_a_harmless_one_and_stays_it(name, media_type):
    kept = clean_name(name, media_type)

    assert (len(kept.encode()) <= LONGEST, set(kept) & set('/\\<>:"|?*\0\r\n')) == (True, set())
    assert clean_name(kept, media_type) == kept
