"""The shipped rule sets say what their texts say, own up to what is not known, and are checked."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from congtam.core.quotas import measure
from congtam.core.rules import RuleSet, check, classify, diff, load, run_examples
from congtam.core.rules.model import CERTAINTY
from congtam.core.rules.node_loader import conditions_of
from tests.core.rules import regimes
from tests.core.rules.samples import PACKS, pack

ALL = sorted(file.stem for file in PACKS.glob("*.yaml"))
SILENT = ("tkv-2020-can-bo", "tkv-2020-tap-the")

GENERAL = {"tieu_chi_chung": (True, False), "tieu_chi_chung_tot": (True, False)}
OWN = {
    "nv_hoan_thanh": (100, 99, 0),
    "nv_chua_bao_dam": (0, 1, 20, 21, 50, 51),
    "hieu_qua_cao": (True, False),
}
LED = {
    "dv_hoan_thanh": (100, 99, 71, 70, 50, 49),
    "dv_vuot_muc": (50, 49, 0, 100),
    "dv_dung_han": (80, 79, 0, 100),
    "cd_hoan_thanh": (100, 99, 70, 69, "n/a"),
    "cd_tot": (70, 69, 0, "n/a"),
    "tham_nhung_dv": (False, True),
}
GROUNDS = {"suy_thoai": (False, True), "ky_luat": (False, True)}
YEAR = {
    "so_thang_lam_viec": (12, 6, 5),
    "so_thang_nghi": (0, 2, 3, 5, 6),
    "thai_san": (False, True),
}
BAND = {"diem": (90, 89, 70, 69, 50, 49, 100)}
UNIT = {
    "dv_hoan_thanh": (100, 99, 70, 69),
    "dv_vuot_muc": (30, 29, 0),
    "dv_dung_han": (100, 99, 40),
    "dv_cham": (0, 20, 21),
    "khac_phuc": (100, 99, "n/a"),
}
PRODUCTS = {
    "diem_chung": (27, 30, 20, 0),
    "sp_giao": (20, 40),
    "sp_hoan_thanh": (20, 17, 10, 0),
    "sp_loi_chat_luong": (12, 0, 13, 60),
    "sp_cham_tien_do": (12, 0, 13, 60),
}

# name: the regime as plain comparisons, and per fact what to try (the first makes the base)
REGIMES: dict[str, tuple[Callable[[Mapping[str, Any]], str], dict[str, tuple[Any, ...]]]] = {
    "tkv-2020-chuyen-vien": (
        regimes.staff_2020,
        {"tieu_chi_chung": (True, False), **OWN, "nv_vuot_muc": (50, 49, 100), **GROUNDS},
    ),
    "tkv-2020-lanh-dao": (
        regimes.leader_2020,
        {
            "tieu_chi_chung": (True, False),
            "kq_hoan_thanh": (100, 99),
            "kq_chua_bao_dam": (0, 1, 20, 21, 50, 51),
            "kq_hieu_qua_cao": (True, False),
            **LED,
            **GROUNDS,
        },
    ),
    **{
        f"nd90-{year}-chuyen-mon": (
            regimes.staff_decree_90,
            {**GENERAL, **OWN, "nv_vuot_muc": (50, 49, 100), **GROUNDS, **YEAR},
        )
        for year in (2020, 2023)
    },
    **{
        f"nd90-{year}-{who}": (regime, {**GENERAL, **OWN, **LED, **GROUNDS, **YEAR})
        for year in (2020, 2023)
        for who, regime in (
            ("lanh-dao", regimes.leader_decree_90),
            ("vien-chuc-quan-ly", regimes.manager_decree_90),
        )
    },
    "qd366-2025-tap-the": (
        regimes.collective_366,
        {
            **BAND,
            **UNIT,
            **GROUNDS,
            "sai_pham": (False, True),
            "ky_luat_thuoc_quyen": (False, True),
        },
    ),
    "qd366-2025-lanh-dao": (
        regimes.leader_366,
        {
            **BAND,
            **UNIT,
            **GROUNDS,
            "tham_nhung_dv": (False, True),
            "cd_kht": (0, 50, 51, "n/a"),
            "tin_nhiem_thap": (0, 50, 51, "n/a"),
        },
    ),
    "qd366-2025-ca-nhan": (
        regimes.person_366,
        {
            **BAND,
            "nv_hoan_thanh": (100, 99, 50, 49),
            "nv_vuot_muc": (30, 29, 0),
            "nv_cham": (0, 20, 21),
            "nv_chua_bao_dam": (0, 1, 21, 60),
            "khac_phuc": (100, 99, "n/a"),
            **GROUNDS,
            "vi_pham_neu_guong": (False, True),
        },
    ),
    "nd335-2025-chuyen-mon": (regimes.servant_335, {**PRODUCTS, **GROUNDS}),
    "nd335-2025-lanh-dao": (
        regimes.servant_335,
        {
            **PRODUCTS,
            "so_dv_kht": (0, 1, 4),
            "to_chuc_trien_khai": (85, 100, 0),
            "tap_hop_doan_ket": (85, 84, 0),
            **GROUNDS,
            "tham_nhung_dv": (False, True),
        },
    ),
    "nd233-2026-don-vi": (
        regimes.unit_233,
        {**BAND, **UNIT, "cd_kht": (0, 1, "n/a"), "sai_pham": (False, True)},
    ),
    "nd233-2026-vien-chuc": (
        regimes.servant_233,
        {
            **BAND,
            **GROUNDS,
            "la_quan_ly": (False, True),
            "tham_nhung_dv": (False, True),
            "so_thang_lam_viec": (12, 6, 5),
            "nghi_om_thai_san": (False, True),
            "muc_don_vi": ("n/a", "HTXSNV", "HTTNV", "HTNV", "KHTNV"),
        },
    ),
}


def cases(tried: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """The base, and from it every choice for every two facts."""
    base = {fact: values[0] for fact, values in tried.items()}
    for one, other in itertools.combinations(tried, 2):
        for left, right in itertools.product(tried[one], tried[other]):
            yield base | {one: left, other: right}


@pytest.mark.parametrize("name", ALL)
def test_the_check_of_every_shipped_set_leaves_nothing_open(name: str):
    rule_set = pack(name)
    report = check(rule_set)

    assert run_examples(rule_set) == ()
    assert (report.open, report.stale, report.cut) == ((), (), ())
    assert all(one.by and one.reason for one in rule_set.accepted)


@pytest.mark.parametrize("name", ALL)
def test_every_shipped_set_says_how_sure_its_texts_are_and_where_each_clause_stands(name: str):
    rule_set = pack(name)
    conditions = [c for level in rule_set.levels for c in conditions_of(level.group)]
    cites = [c.cite for c in conditions]
    cites += [one.cite for one in (*rule_set.caps, *rule_set.quotas)]
    cites += [level.group.cite for level in rule_set.levels if level.unstated]

    assert {d.certainty for d in rule_set.documents.values()} <= set(CERTAINTY)
    assert cites
    assert all(cite is not None and cite.at for cite in cites)


def test_what_was_only_read_in_the_press_is_marked_so():
    cautions = {name: {d.certainty for d in pack(name).documents.values()} for name in ALL}

    assert {name for name, found in cautions.items() if found != {"certain"}} == {
        "nd335-2025-chuyen-mon",
        "nd335-2025-cong-chuc",
        "nd335-2025-lanh-dao",
        "qd366-2025-ca-nhan",
        "qd366-2025-lanh-dao",
        "qd366-2025-tap-the",
    }


def test_no_clause_that_was_only_read_in_translation_is_quoted():
    quoted = [
        (name, condition.id)
        for name in REGIMES
        for level in pack(name).levels
        for condition in conditions_of(level.group)
        if condition.cite and "(dịch lại)" in condition.cite.at and condition.cite.quote
    ]
    assert quoted == []


@pytest.mark.parametrize("name", sorted(set(ALL) - set(SILENT)))
def test_every_shipped_set_shows_what_a_blank_and_a_case_that_does_not_apply_do(name: str):
    rule_set = pack(name)
    given = [value for example in rule_set.examples for value in example.given.values()]

    assert "unknown" in {example.expect for example in rule_set.examples}
    assert ("n/a" in given) == any(fact.na for fact in rule_set.facts.values())


@pytest.mark.parametrize("name", sorted(REGIMES))
def test_a_shipped_set_classifies_as_its_text_does(name: str):
    regime, tried = REGIMES[name]
    rule_set = pack(name)
    usable, wrong = set(), []
    for case in cases(tried):
        got = classify(rule_set, case).outcome
        if got != "invalid":
            usable.add(got)
            if got != regime(case):
                wrong.append((case, got, regime(case)))

    assert wrong == []
    assert usable >= {"HTXSNV", "HTTNV", "HTNV", "KHTNV"}


WORDS = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
}


def slips(rule_set: RuleSet) -> Iterator[tuple[str, str]]:
    """The set with one border taken in or left out, or one yes for no: its text and the place."""

    def conditions(tree: Any) -> list[dict[str, Any]]:
        found = [tree] if isinstance(tree, dict) and {"id", "fact"} <= set(tree) else []
        inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
        return found + [one for child in inner for one in conditions(child)]

    def clauses(tree: Any) -> list[dict[str, Any]]:
        return conditions(tree["levels"]) + conditions(tree.get("caps", []))

    for position in range(len(clauses(json.loads(rule_set.whole)))):
        tree = json.loads(rule_set.whole)
        clause = clauses(tree)[position]
        word = next((key for key in clause if key in WORDS), "")
        if word:
            clause[WORDS[word]] = clause.pop(word)
        elif clause.get("upper") == "open":
            clause["upper"] = "closed"
        elif clause.get("is") in ("true", "false"):
            clause["is"] = "false" if clause["is"] == "true" else "true"
        else:
            continue
        yield json.dumps(tree, ensure_ascii=False), clause["id"]


# Decree 48 of 2023 changed no border of Decree 90: its three sets have the same clauses
@pytest.mark.parametrize("name", [n for n in ALL if n not in SILENT and "nd90-2023" not in n])
def test_a_border_typed_the_wrong_way_round_breaks_an_example_or_changes_nothing(name: str):
    rule_set = pack(name)
    mistyped = [(load(text, "lỗi gõ"), place) for text, place in slips(rule_set)]
    survived = [(other, place) for other, place in mistyped if not run_examples(other)]

    assert len(mistyped) > 4
    assert [place for other, place in survived if diff(rule_set, other).differences] == []


@pytest.mark.parametrize("name", SILENT)
def test_where_the_text_gives_no_threshold_there_is_none(name: str):
    rule_set = pack(name)

    assert [level.id for level in rule_set.levels if level.unstated] == [
        "HTXSNV",
        "HTTNV",
        "HTNV",
        "KHTNV",
    ]
    assert classify(rule_set, {}).outcome == "manual"


def test_the_level_of_a_chair_above_the_unit_only_warns_in_2020_and_is_lowered_in_2026():
    then, now = pack("tkv-2020-can-bo").caps, pack("nd233-2026-vien-chuc").caps

    assert [(cap.not_above, cap.warns) for cap in (*then, *now)] == [
        ("muc_don_vi", True),
        ("muc_don_vi", False),
    ]
    assert [i.decided_by for i in pack("tkv-2020-can-bo").interpretations if i.of == ("TR1",)] == [
        ""
    ]


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("qd366-2025-tap-the", ("nhom_vi_tri",)),
        ("qd366-2025-lanh-dao", ("nhom_vi_tri",)),
        ("qd366-2025-ca-nhan", ("nhom_vi_tri",)),
        ("nd335-2025-chuyen-mon", ("don_vi", "nhom_nhiem_vu")),
        ("nd335-2025-lanh-dao", ("don_vi", "nhom_nhiem_vu")),
        ("nd233-2026-vien-chuc", ("don_vi", "nhom_nhiem_vu")),
        ("nd233-2026-don-vi", ("cap_cong_nhan",)),
    ],
)
def test_the_share_of_excellent_counts_those_rated_good_and_may_be_raised(name, scope):
    (quota,) = pack(name).quotas
    nine = {"HTXSNV": 2, "HTTNV": 9}
    twenty = {"HTXSNV": 5, "HTTNV": 20}

    assert quota.per == scope
    assert measure(quota, nine).allowed == 1
    assert [measure(quota, twenty, raised=lifted).allowed for lifted in (False, True)] == [4, 5]


def test_fewer_than_five_units_may_have_one_excellent_among_them():
    (quota,) = pack("nd233-2026-don-vi").quotas

    assert [measure(quota, {"HTXSNV": 1, "HTTNV": good}).allowed for good in (0, 3, 4, 5)] == [
        1,
        1,
        0,
        1,
    ]


def test_only_the_decree_of_2023_limits_the_excellent_by_a_share():
    assert {name: len(pack(name).quotas) for name in ALL if name.startswith("nd90")} == {
        "nd90-2020-chuyen-mon": 0,
        "nd90-2020-lanh-dao": 0,
        "nd90-2020-vien-chuc-quan-ly": 0,
        "nd90-2023-chuyen-mon": 1,
        "nd90-2023-lanh-dao": 1,
        "nd90-2023-vien-chuc-quan-ly": 1,
    }
