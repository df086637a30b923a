"""Whom the year of a sector union classifies, and who takes part in each file (seed 003, II)."""

from __future__ import annotations

import json

import pytest

from congtam.assessments.models import Assessment, Participant, Step
from congtam.cycles.models import Obligation
from tests.critique import Sector, open_critique


@pytest.fixture
def year(db: None) -> Sector:
    return open_critique()


def test_every_person_stands_in_the_track_of_their_highest_post(year: Sector) -> None:
    rows = Assessment.objects.filter(cycle=year.cycle).values_list("track__kind", "name")
    found: dict[str, list[str]] = {}
    for kind, name in rows.order_by("sort_key"):
        found.setdefault(kind, []).append(name)

    assert {kind: sorted(names) for kind, names in found.items()} == {
        "chu_tich": ["Đinh Công Thiện"],
        "lanh_dao": [
            "Lương Văn Bình",
            "Lục Thị Hạnh",
            "Mai Thị Thu",
            "Ngô Đức Vinh",
            "Trịnh Thu Hà",
            "Tạ Quốc Huy",
        ],
        "chuyen_vien": [
            "Hoàng Minh Quân",
            "Hà Văn Sỹ",
            "Phan Anh Tuấn",
            "Vi Thị Lan",
            "Đỗ Thị Ngân",
        ],
        "btv_nganh": ["Ban Thường vụ Công đoàn ngành Khoáng sản Đông Trạch"],
        "btv_cap_tren": ["Ban Thường vụ CĐ TCT Khoáng sản Nam Trạch"],
        "bch_cdcs": [
            "Ban Chấp hành CĐ Cơ khí mỏ Đông Trạch",
            "Ban Chấp hành CĐ Than Khe Lũng",
            "Ban Chấp hành CĐ Tuyển khoáng Bãi Thượng",
        ],
        "ct_cap_tren": ["Thân Văn Nghiêm"],
        "ct_cdcs": ["Hồ Sỹ Dũng", "Nông Văn Khánh", "Vũ Mạnh Cường"],
        "chuyen_trach": ["Kiều Minh Đức", "Trần Văn Lộc", "Ông Văn Hưng"],
        "uy_vien": [
            "Bùi Thị Hoa",
            "Giáp Thị Nhàn",
            "Khúc Văn Lâm",
            "Lý Thị Xuân",
            "Mạc Thị Yên",
            "Phùng Thị Dịu",
            "Tống Thị Ngà",
            "Âu Văn Toản",
            "Đặng Văn Phú",
        ],
    }


def _course(file: Assessment) -> list[tuple[str, str]]:
    return list(Step.objects.filter(assessment=file).values_list("key", "state"))


def test_seven_months_elsewhere_ask_the_former_unit_first(year: Sector) -> None:
    file = year.file("c06")
    former = year.seat(file, "noi_cu")

    assert (former.unit.code, former.body.code if former.body else "") == ("khelung", "bch")
    assert _course(file) == [
        ("bao_cao", "open"),
        ("noi_cu", "open"),
        ("hoi_nghi", "waiting"),
        ("quyet_dinh", "waiting"),
        ("cong_bo", "waiting"),
    ]


def test_nobody_is_asked_about_one_who_never_moved(year: Sector) -> None:
    file = year.file("c05")

    assert not Participant.objects.filter(assessment=file, step__key="noi_cu").exists()
    assert _course(file)[:3] == [
        ("bao_cao", "open"),
        ("noi_cu", "closed"),
        ("hoi_nghi", "waiting"),
    ]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("c05", "tkv-2020-dang-vien"),
        ("c06", "tkv-2020-mau-02"),
        ("c04", "tkv-2020-dang-vien-ld"),
        ("k1", "tkv-2020-dang-vien-ld"),
        ("k3", "tkv-2020-mau-02"),
    ],
)
def test_a_party_member_writes_one_report_on_the_party_form(
    year: Sector, code: str, form: str
) -> None:
    report = year.file(code).report_form

    assert report is not None
    assert report.code == form


def test_two_bodies_outside_decide_on_the_standing_committee_together(year: Sector) -> None:
    file = year.collective("btv", "cdn")
    seats = Participant.objects.filter(assessment=file, step__key="quyet_dinh").order_by("key")

    assert [(s.key, s.body.code, s.behalf.code) for s in seats if s.body and s.behalf] == [
        ("dang_uy", "ban_tc", "du_td"),
        ("tong_ld", "ban_tc", "tld"),
    ]


def test_a_report_is_the_duty_of_one_person(year: Sector) -> None:
    file = year.file("c05")
    duty = Obligation.objects.get(pk=file.obligation_id)
    colleague = year.who("c09", "ban_cs")

    assert (duty.person_id, duty.name, str(duty.due_on)) == (
        file.person_id,
        "Hoàng Minh Quân",
        "2020-12-14",
    )
    assert duty in Obligation.objects.of_holder(year.who("c05", "ban_tc"))
    assert duty not in Obligation.objects.of_holder(colleague)


SEES = {
    # who: (own file of c05, of c06, of the collective of Khe Lũng)
    ("c05", "ban_tc"): (True, False, False),
    ("c09", "ban_cs"): (False, False, False),
    ("c11", "co_quan"): (True, True, False),
    ("c01", "thuong_truc"): (True, True, False),
    ("c01", "btv"): (False, False, True),
    ("k1", "bch"): (False, True, True),
    ("b1", "bch"): (False, False, False),
}


@pytest.mark.parametrize(("who", "seen"), list(SEES.items()))
def test_who_sees_a_personal_file(
    year: Sector, who: tuple[str, str], seen: tuple[bool, ...]
) -> None:
    visible = Assessment.objects.visible_to(year.who(*who))
    files = (year.file("c05"), year.file("c06"), year.collective("bch", "khelung"))

    assert tuple(visible.filter(pk=file.pk).exists() for file in files) == seen


def test_a_seat_at_a_conference_or_in_a_party_cell_is_no_post(year: Sector) -> None:
    """Of all that one holds, the file lists the posts: the organisation's pack tells them apart."""
    held = {post.label for post in year.held["c03"]}
    listed = {post["title"] for post in json.loads(year.file("c03").posts)}

    assert listed == {
        "Trưởng Ban Tổ chức", "Ủy viên Ban Thường vụ", "Bí thư Chi bộ Cơ quan, Chi ủy Cơ quan",
    }  # fmt: skip
    assert held - listed == {
        "Thành viên hội nghị Cơ quan, Hội nghị Cơ quan", "Đảng viên Chi bộ Cơ quan",
    }  # fmt: skip


def test_a_former_unit_is_found_by_its_post(year: Sector) -> None:
    posts = json.loads(year.file("c06").posts)

    assert [(post["unit"], post["from"], post["to"]) for post in posts] == [
        ("Công đoàn cơ sở Công ty Than Khe Lũng", "2017-05-20", "2020-07-31"),
        ("Công đoàn ngành Khoáng sản Đông Trạch", "2020-08-01", None),
    ]
