"""A plan is read with its limits; «trước ngày» is strict."""

from __future__ import annotations

import json
from datetime import date

import pytest

from congtam.core import marked, plan
from congtam.core.citations import Cite
from tests.core.packs import faults

PLAN = """\
format: congtam/plan/1
id: vi-du-2021
title: Ví dụ
calendar: vn-state
counting: from_sending_day
opens: 2021-11-23
parent: {plan: cap-tren-2021, step: tong_hop}
documents:
  KH: {number: 20-KH/ĐĐ, issued: 2021-11-23, title: Kế hoạch}
steps:
  - {id: bao_cao, actor: ĐĐ, does: dự thảo, before: 2021-12-15, cite: {doc: KH, at: III.1.1.a}}
  - id: quyet_dinh
    actor: Đảng đoàn
    does: quyết định xếp loại
    before: 2021-12-10
    from: 2021-12-01
    to: cấp dưới
    via: Ban Tổ chức
    each: don_vi
    optional: true
    cite: {doc: KH, at: III.2.2, quote: trước ngày 10/12/2021}
  - {id: hoi_nghi, actor: ĐĐ, does: họp, kind: conference, after: [quyet_dinh], strictly: true}
notices:
  - {papers: bao_cao, conference: hoi_nghi, at_least: 3, unit: day, cite: {doc: KH, at: III.1.1}}
accepted:
  - {kind: tightened, steps: [bao_cao], reason: đã báo các đơn vị, by: Thường trực}
"""


def test_a_plan_is_read_as_a_whole() -> None:
    found = plan.load(PLAN, "goi.yaml")

    assert found.step("quyet_dinh") == plan.PlanStep(
        id="quyet_dinh",
        actor="Đảng đoàn",
        does="quyết định xếp loại",
        kind="deed",
        limits=(
            plan.Limit("before", date(2021, 12, 10)),
            plan.Limit("from", date(2021, 12, 1)),
        ),
        after=(),
        strictly=False,
        to="cấp dưới",
        via="Ban Tổ chức",
        each="don_vi",
        optional=True,
        parent=None,
        cite=Cite("KH", "III.2.2", "trước ngày 10/12/2021"),
    )
    assert found.step("quyet_dinh").first_day() == date(2021, 12, 1)
    assert found.step("quyet_dinh").last_day() == date(2021, 12, 9)
    assert found.step("hoi_nghi").last_day() is None
    assert found.notices == (plan.Notice("bao_cao", "hoi_nghi", 3, "day", Cite("KH", "III.1.1")),)
    assert found.accepted == (
        plan.Accepted("tightened", ("bao_cao",), "đã báo các đơn vị", "Thường trực"),
    )
    assert (found.calendar, found.counting) == ("vn-state", "from_sending_day")
    assert (found.opens, found.version) == (date(2021, 11, 23), "1")
    assert found.parent == plan.Parent("cap-tren-2021", "tong_hop")


@pytest.mark.parametrize(
    ("word", "on", "first", "last"),
    [
        ("before", date(2021, 11, 6), None, date(2021, 11, 5)),
        ("before", date(2021, 1, 1), None, date(2020, 12, 31)),
        ("by", date(2021, 11, 6), None, date(2021, 11, 6)),
        ("day", date(2021, 11, 6), date(2021, 11, 6), date(2021, 11, 6)),
        ("from", date(2021, 11, 6), date(2021, 11, 6), None),
        ("within", date(2022, 2, 1), date(2022, 2, 1), date(2022, 2, 28)),
        ("within", date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 29)),
        ("within", date(2021, 12, 1), date(2021, 12, 1), date(2021, 12, 31)),
    ],
)
def test_a_limit_names_its_first_and_last_day(
    word: str, on: date, first: date | None, last: date | None
) -> None:
    limit = plan.Limit(word, on)

    assert (limit.first_day(), limit.last_day()) == (first, last)


def test_a_month_is_a_limit() -> None:
    found = plan.load(PLAN.replace("before: 2021-12-15", "within: 2021-12"), "goi.yaml")

    assert found.step("bao_cao").limits == (plan.Limit("within", date(2021, 12, 1)),)


def test_a_plan_stored_as_json_of_texts_reads_the_same() -> None:
    stored = json.dumps(marked.read(PLAN, "goi.yaml"), ensure_ascii=False)

    assert plan.load(stored, "goi.json") == plan.load(PLAN, "goi.yaml")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "does: họp",
            "lam: họp",
            ["22: steps[2].lam: khóa lạ «lam»", "22: steps[2]: thiếu khóa «does»"],
        ),
        (
            "before: 2021-12-15",
            "before: 2021-12-32",
            ["11: steps[0].before: «2021-12-32» không phải ngày dạng 2021-11-06"],
        ),
        (
            "before: 2021-12-15",
            "within: 2021-12-01",
            ["11: steps[0].within: «2021-12-01» không phải tháng dạng 2022-02"],
        ),
        (
            "before: 2021-12-15",
            "before: 2021-12-15, by: 2021-12-16",
            ["11: steps[0].by: đã có hạn «before», không thêm «by»"],
        ),
        (
            "before: 2021-12-10",
            "day: 2021-12-10",
            ["16: steps[1].from: «from» không đi cùng «day»"],
        ),
        (", cite: {doc: KH, at: III.1.1.a}", "", ["11: steps[0]: thiếu trích dẫn «cite»"]),
        (", cite: {doc: KH, at: III.1.1}", "", ["24: notices[0]: thiếu trích dẫn «cite»"]),
        (
            "{doc: KH, at: III.1.1}",
            "{doc: KX, at: III.1.1}",
            ["24: notices[0].cite.doc: văn bản «KX» không có trong «documents»"],
        ),
        (
            "after: [quyet_dinh]",
            "after: [quyet_dinh_x]",
            ["22: steps[2].after[0]: không có bước «quyet_dinh_x»"],
        ),
        ("after: [quyet_dinh], ", "", ["22: steps[2].strictly: «strictly» chỉ dùng cùng «after»"]),
        (
            "papers: bao_cao",
            "papers: bao_cao_x",
            ["24: notices[0].papers: không có bước «bao_cao_x»"],
        ),
        (
            "conference: hoi_nghi",
            "conference: bao_cao",
            ["24: notices[0].conference: không có hội nghị «bao_cao»"],
        ),
        ("at_least: 3", "at_least: ba", ["24: notices[0].at_least: phải là số nguyên không âm"]),
        ("steps: [bao_cao]", "steps: [x]", ["26: accepted[0].steps[0]: không có bước «x»"]),
        (
            "id: hoi_nghi",
            "id: bao_cao",
            [
                "22: steps[2].id: bước «bao_cao» lặp lại, đã có ở dòng 11",
                "24: notices[0].conference: không có hội nghị «hoi_nghi»",
            ],
        ),
        (
            "counting: from_sending_day",
            "counting: mỗi ngày",
            ["5: counting: «mỗi ngày» không thuộc: full_days, from_sending_day"],
        ),
        (
            "step: tong_hop",
            "buoc: tong_hop",
            ["7: parent.buoc: khóa lạ «buoc»", "7: parent: thiếu khóa «step»"],
        ),
    ],
)
def test_every_fault_is_told_at_its_line(old: str, new: str, expected: list[str]) -> None:
    assert PLAN.count(old) >= 1
    assert faults(plan.load, PLAN.replace(old, new, 1)) == expected
