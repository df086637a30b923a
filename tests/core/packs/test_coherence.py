"""Packs that do not fit together are named before a year is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from congtam.core import plan, rules
from congtam.core.packs import coherence, procedure, rulebook, sheet
from congtam.core.packs.coherence import Misfit

YEAR = Path(__file__).parents[3] / "packs" / "cdcs-mau-2021"
SECTIONS = Path(__file__).parents[3] / "packs" / "sgu-2021"


def check(folder: Path, name: str = "", old: str = "", new: str = "") -> tuple[Misfit, ...]:
    """The misfits after one pack of a year was changed."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    if name:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    (enrolment,) = rulebook.load(texts["rulebook"], "x").enrols
    return coherence.check(
        enrolment,
        sheet.load(texts["sheet"], "x"),
        rules.load(texts["rules"], "x"),
        procedure.load(texts["procedure"], "x"),
        plan.load(texts["plan"], "x"),
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "sheet",
            "id: ky_luat_canh_cao",
            "id: ky_luat",
            [
                Misfit(
                    "rules.facts.ky_luat_canh_cao",
                    "bảng điểm không cung cấp dữ kiện «ky_luat_canh_cao»",
                ),
                Misfit("sheet.facts.ky_luat", "quy tắc không dùng dữ kiện «ky_luat»"),
            ],
        ),
        (
            "sheet",
            'from: declared, type: bool, cite: {doc: MAU, at: "phần khai sự kiện, mục c"}',
            "from: declared, type: number, cite: {doc: MAU, at: c}",
            [
                Misfit(
                    "rules.facts.ky_luat_canh_cao",
                    "quy tắc cần kiểu «bool», bảng điểm đưa «number»",
                ),
            ],
        ),
        (
            "procedure",
            "fields: [tai_chinh]",
            "fields: [tai_san]",
            [
                Misfit("steps.ban.ban_tc", "bảng điểm không có lĩnh vực «tai_san»"),
            ],
        ),
        (
            "rulebook",
            "tham_dinh: tham_dinh}",
            "tham_dinh: tong_hop}",
            [
                Misfit("enrols.limits.tham_dinh", "bước «tong_hop» của kế hoạch không có hạn cuối"),
            ],
        ),
        (
            "rulebook",
            "tham_dinh: tham_dinh}",
            "phuc_tra: phuc_tra}",
            [
                Misfit("enrols.limits.phuc_tra", "quy trình không có bước «phuc_tra»"),
                Misfit("enrols.limits.phuc_tra", "kế hoạch không có bước «phuc_tra»"),
            ],
        ),
        (
            "rulebook",
            "quota: TL1",
            "quota: TL2",
            [
                Misfit("enrols.quota", "quy tắc không có tỷ lệ «TL2»"),
            ],
        ),
        (
            "rulebook",
            "sheet: cdcs-mau-2021",
            "sheet: cdcs-2022",
            [
                Misfit("enrols.sheet", "cần «cdcs-2022», nhận được «cdcs-mau-2021»"),
            ],
        ),
    ],
)
def test_each_misfit_is_named(name: str, old: str, new: str, expected: list[Misfit]) -> None:
    assert list(check(YEAR, name, old, new)) == expected


def test_a_group_that_nobody_scores_is_named() -> None:
    assert check(SECTIONS, "procedure", "groups: [TC009]", "groups: [TC008]") == (
        Misfit(
            "groups.TC009",
            "không bước nào chấm nhóm «Ban thường vụ CĐCS (điểm này do BTV chấm)»",
        ),
    )


def test_a_ceiling_above_its_groups_is_named() -> None:
    assert check(SECTIONS, "procedure", "ceiling: 5", "ceiling: 6") == (
        Misfit("steps.btv_cham.btv", "trần 6 cao hơn điểm tối đa 5 của các nhóm"),
    )


def test_a_year_may_go_without_a_quota() -> None:
    assert check(YEAR, "rulebook", "    quota: TL1\n", "") == ()
