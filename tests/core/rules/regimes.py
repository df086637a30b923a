"""The regimes once more, written straight from what was read of their texts (facts/persons.md
1.2, 2.2, 3.1, 3.2, 4.3) as plain comparisons: whole numbers, no rule set, no language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Case = Mapping[str, Any]
XS, TOT, HT, KHT, KXL, NONE = "HTXSNV", "HTTNV", "HTNV", "KHTNV", "KXL", "manual"


def staff_2020(c: Case) -> str:
    """Seed 003, II.1.3.a."""
    if c["suy_thoai"] or c["ky_luat"] or c["nv_chua_bao_dam"] > 50:
        return KHT
    if not c["tieu_chi_chung"] or c["nv_hoan_thanh"] < 100:
        return NONE
    if c["nv_chua_bao_dam"] == 0 and c["hieu_qua_cao"]:
        return XS if c["nv_vuot_muc"] >= 50 else TOT
    return HT if c["nv_chua_bao_dam"] <= 20 else NONE


def leader_2020(c: Case) -> str:
    """Seed 003, II.1.3.b."""
    led = {"high": c["kq_hieu_qua_cao"], "done": c["kq_hoan_thanh"], "bad": c["kq_chua_bao_dam"]}
    return _leading(c, led, well=c["tieu_chi_chung"], good_share=0)


def _leading(c: Case, own: Mapping[str, Any], *, well: bool, good_share: int) -> str:
    ground = c["suy_thoai"] or c["ky_luat"] or c["tham_nhung_dv"]
    if ground or own["bad"] > 50 or c["dv_hoan_thanh"] < 50:
        return KHT
    below, rated_good = c["cd_hoan_thanh"], c["cd_tot"]
    all_below = below in ("n/a", 100)
    whole = own["done"] == 100 and own["bad"] == 0 and c["dv_hoan_thanh"] == 100 and all_below
    mostly_good = rated_good == "n/a" or rated_good >= 70
    if whole and well and own["high"] and c["dv_vuot_muc"] >= 50 and mostly_good:
        return XS
    enough_good = good_share == 0 or rated_good == "n/a" or rated_good >= good_share
    if whole and c["tieu_chi_chung"] and c["dv_dung_han"] >= 80 and enough_good:
        return TOT
    fair = own["done"] == 100 and own["bad"] <= 20 and c["dv_hoan_thanh"] > 70
    some_below = below == "n/a" or below >= 70
    return HT if c["tieu_chi_chung"] and fair and some_below else NONE


def _decree_90(c: Case, level: str) -> str:
    """Article 2: too short a year is not classified; absence of 3 to under 6 months caps."""
    if c["so_thang_lam_viec"] < 6 and not c["thai_san"]:
        return KXL
    absent = 3 <= c["so_thang_nghi"] < 6
    return HT if absent and level in (XS, TOT) else level


def staff_decree_90(c: Case) -> str:
    def level() -> str:
        if c["suy_thoai"] or c["ky_luat"] or c["nv_chua_bao_dam"] > 50:
            return KHT
        if c["nv_hoan_thanh"] < 100:
            return NONE
        faultless = c["nv_chua_bao_dam"] == 0
        well = c["tieu_chi_chung_tot"] and c["hieu_qua_cao"] and c["nv_vuot_muc"] >= 50
        if faultless and well:
            return XS
        if faultless and c["tieu_chi_chung"]:
            return TOT
        return HT if c["tieu_chi_chung"] and c["nv_chua_bao_dam"] <= 20 else NONE

    return _decree_90(c, level())


def _leading_decree_90(c: Case, good_share: int) -> str:
    own = {"high": c["hieu_qua_cao"], "done": c["nv_hoan_thanh"], "bad": c["nv_chua_bao_dam"]}
    return _decree_90(c, _leading(c, own, well=c["tieu_chi_chung_tot"], good_share=good_share))


def leader_decree_90(c: Case) -> str:
    return _leading_decree_90(c, 0)


def manager_decree_90(c: Case) -> str:
    """Article 13.2d asks 70 % of the managers of public units for «tốt» as well."""
    return _leading_decree_90(c, 70)


def _band(points: float) -> str:
    return XS if points >= 90 else TOT if points >= 70 else HT if points >= 50 else KHT


def _fixed(c: Case) -> bool:
    return c["khac_phuc"] == "n/a" or c["khac_phuc"] == 100


def collective_366(c: Case) -> str:
    band = _band(c["diem"])
    ground = c["sai_pham"] or c["ky_luat"] or c["suy_thoai"] or c["dv_hoan_thanh"] < 70
    if band == KHT or ground:
        return KHT
    done = c["dv_hoan_thanh"] == 100
    met = {
        XS: done
        and c["dv_dung_han"] == 100
        and c["dv_vuot_muc"] >= 30
        and not c["ky_luat_thuoc_quyen"]
        and _fixed(c),
        TOT: done and c["dv_dung_han"] == 100,
        HT: done and c["dv_cham"] <= 20,
    }
    return band if met[band] else NONE


def leader_366(c: Case) -> str:
    band = _band(c["diem"])
    ground = c["ky_luat"] or c["suy_thoai"] or c["tham_nhung_dv"] or c["dv_hoan_thanh"] < 70
    distrusted = any(c[key] != "n/a" and c[key] > 50 for key in ("cd_kht", "tin_nhiem_thap"))
    if band == KHT or ground or distrusted:
        return KHT
    done = c["dv_hoan_thanh"] == 100
    met = {
        XS: done and c["dv_vuot_muc"] >= 30 and _fixed(c),
        TOT: done and c["dv_dung_han"] == 100,
        HT: done and c["dv_cham"] <= 20,
    }
    return band if met[band] else NONE


def person_366(c: Case) -> str:
    band = _band(c["diem"])
    ground = c["ky_luat"] or c["suy_thoai"] or c["vi_pham_neu_guong"] or c["nv_hoan_thanh"] < 50
    if band == KHT or ground:
        return KHT
    done, faultless = c["nv_hoan_thanh"] == 100, c["nv_chua_bao_dam"] == 0
    met = {
        XS: done and faultless and c["nv_vuot_muc"] >= 30 and _fixed(c),
        TOT: done and faultless,
        HT: done and c["nv_cham"] <= 20,
    }
    return band if met[band] else NONE


def servant_335(c: Case) -> str:
    """Thirty general points, and seventy from quantity, quality, progress (and leading)."""
    given, done = c["sp_giao"], c["sp_hoan_thanh"]
    quarters = [4 * done, 4 * done - c["sp_loi_chat_luong"], 4 * done - c["sp_cham_tien_do"]]
    shares = [100 * max(0, quarter) / (4 * given) for quarter in quarters]
    if "to_chuc_trien_khai" in c:
        shares.append(50 if c["so_dv_kht"] else 100)
        shares += [c["to_chuc_trien_khai"], c["tap_hop_doan_ket"]]
    ground = c["suy_thoai"] or c["ky_luat"] or c.get("tham_nhung_dv", False)
    points = c["diem_chung"] + 70 * sum(shares) / (100 * len(shares))
    return KHT if ground else _band(round(points, 9))


def unit_233(c: Case) -> str:
    band = _band(c["diem"])
    if band == KHT or c["sai_pham"] or c["dv_hoan_thanh"] < 70:
        return KHT
    done, prompt = c["dv_hoan_thanh"] == 100, c["dv_dung_han"] == 100
    none_failed = c["cd_kht"] in ("n/a", 0)
    met = {
        XS: done and prompt and c["dv_vuot_muc"] >= 30 and none_failed and _fixed(c),
        TOT: done and prompt,
        HT: done and c["dv_cham"] <= 20,
    }
    return band if met[band] else NONE


def servant_233(c: Case) -> str:
    if c["so_thang_lam_viec"] < 6 and not c["nghi_om_thai_san"]:
        return KXL
    corrupt = c["la_quan_ly"] and c["tham_nhung_dv"]
    level = KHT if c["suy_thoai"] or c["ky_luat"] or corrupt else _band(c["diem"])
    order = (XS, TOT, HT, KHT)
    unit = c["muc_don_vi"]
    return level if unit == "n/a" else max(level, unit, key=order.index)
