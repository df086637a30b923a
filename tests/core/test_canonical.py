from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congtam.core.canonical import canonical, digest, without
from congtam.core.marked import read

PLAIN = settings(deadline=None, derandomize=True)


def test_the_order_of_keys_does_not_change_the_text():
    assert canonical({"b": "2", "a": ["1", None, True, 3]}) == '{"a":["1",null,true,3],"b":"2"}'


def test_equal_numbers_dates_and_ids_give_one_text():
    tree = {
        "a": Decimal("4.50"),
        "b": Decimal("-0.0"),
        "c": Decimal("1E+2"),
        "d": date(2021, 11, 6),
        "e": UUID(int=1),
    }
    assert canonical(tree) == (
        '{"a":"4.5","b":"0","c":"100","d":"2021-11-06","e":"00000000-0000-0000-0000-000000000001"}'
    )


def test_vietnamese_text_is_composed_and_readable():
    decomposed = unicodedata.normalize("NFD", "Hoàn thành tốt")
    assert canonical({decomposed: decomposed}) == '{"Hoàn thành tốt":"Hoàn thành tốt"}'


@pytest.mark.parametrize("value", [1.5, object(), {1}])
def test_what_has_no_exact_text_is_refused(value: object):
    with pytest.raises(TypeError, match="không có dạng chuẩn"):
        canonical({"a": value})


def test_numbers_that_are_none_are_refused():
    with pytest.raises(ValueError, match="không phải là số dùng được"):
        canonical({"a": Decimal("NaN")})


def test_keys_that_fall_together_are_refused():
    tree = {unicodedata.normalize(form, "tốt"): "1" for form in ("NFC", "NFD")}
    with pytest.raises(ValueError, match="lặp lại"):
        canonical(tree)


def test_keys_that_are_no_text_are_refused():
    with pytest.raises(TypeError, match="không phải chuỗi"):
        canonical({1: "a"})


def test_the_digest_is_sha256_of_utf8():
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("Công Tâm") == hashlib.sha256("Công Tâm".encode()).hexdigest()


def test_keys_are_left_out_only_at_the_top():
    tree = {"status": "nhap", "a": {"status": "x"}}
    assert without(tree, ("status",)) == {"a": {"status": "x"}}


TREES = st.recursive(
    st.none() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=20), inner),
    max_leaves=10,
)


@PLAIN
@given(TREES)
def test_canonical_text_is_yaml_and_reads_back_to_itself(tree: object):
    try:
        text = canonical({"gốc": tree})
    except ValueError:  # two keys that fall together once composed
        return
    assert canonical(read(text, "tệp")) == text
