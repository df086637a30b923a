"""The pages of lists of people: one decides alone, with the machine and the others beside."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.assessments.models import Assessment, Conclusion, DeclaredFact
from congtam.documents.actions import issue
from congtam.documents.models import Paper
from congtam.files.actions import keep
from congtam.files.queries import path_of
from congtam.notices.models import Notice
from congtam.organisation.models import Mandate
from congtam.standings import actions
from congtam.standings.models import Decision, DecisionList
from tests import deciding
from tests.critique import Sector, open_critique
from tests.documents.pdf import pages

pytestmark = pytest.mark.django_db
NOW = deciding.DECIDED
HTMX = {"HX-Request": "true"}


class Stage:
    """The sector, and a browser for each of its people acting as one of their posts."""

    def __init__(self) -> None:
        self.world: Sector = open_critique()
        self.clients: dict[tuple[str, str], Client] = {}

    def browser(self, who: str, body: str = "") -> Client:
        if (who, body) not in self.clients:
            client = Client()
            client.force_login(self.world.user(who))
            mandate = self.world.who(who, body)
            client.post(reverse("accounts:act_as", args=[mandate.pk]))
            self.clients[who, body] = client
        return self.clients[who, body]

    def get(self, who: str, body: str, path: str, *, at: datetime = NOW):
        with clock.set_to(at):
            return self.browser(who, body).get(path)

    def post(self, who: str, body: str, path: str, data, *, htmx: bool = False):
        with clock.set_to(NOW):
            return self.browser(who, body).post(path, data, headers=HTMX if htmx else None)

    def chair(self, path: str):
        return self.get("c01", "thuong_truc", path)


@pytest.fixture(autouse=True)
def _blobs(settings, tmp_path):
    settings.BLOBS = tmp_path


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()


def _text(response) -> str:
    return " ".join(response.content.decode().split())


def _url(name: str, *args: object) -> str:
    return reverse(f"standings:{name}", args=args)


def _published(stage: Stage) -> DecisionList:
    deciding.specialist(stage.world, exceeded=10)
    made = deciding.open_alone(stage.world)
    deciding.seal(stage.world, made)
    chair = deciding.decider(stage.world)
    issue(made.pk, issued_on=NOW.date(), signer_id=chair.pk, by=chair, at=NOW)
    made.refresh_from_db()
    return made


def test_one_who_decides_alone_opens_a_list_by_its_day_and_leaves_some_out(stage: Stage) -> None:
    first, second = deciding.specialist(stage.world), deciding.specialist(stage.world, "c06")
    deciding.bring(stage.world, stage.world.file("c09"), until="hoi_nghi")
    path = _url("open", first.track_id)

    page = _text(stage.chair(path))
    bad = stage.post("c01", "thuong_truc", path, {"held_on": "31/2/2020"})
    given = {"held_on": "16/12/2020", "choosing": "1"}
    nobody = stage.post("c01", "thuong_truc", path, given | {"file": ["forged"]})
    done = stage.post("c01", "thuong_truc", path, given | {"file": [first.pk, "forged"]})

    made = DecisionList.objects.get()
    assert path in _text(stage.chair(_url("decisions")))
    assert "không họp, không điểm danh, không biên bản" in page
    assert 'name="place"' not in page
    assert 'Phan Anh Tuấn<span class="grid__sub">hội nghị kiểm điểm (Hội nghị Cơ quan)' in page
    assert (nobody.status_code, "Chọn ít nhất một hồ sơ" in _text(nobody)) == (403, True)
    assert (bad.status_code, done.url) == (422, _url("session", made.pk))
    assert [d.assessment_id for d in made.decisions.all()] == [first.pk]
    assert second.name in _text(stage.chair(path))


def test_the_page_says_whose_decision_it_is_and_what_everybody_proposes(stage: Stage) -> None:
    file = deciding.specialist(stage.world, exceeded=10)
    made = deciding.open_alone(stage.world)

    page = _text(stage.chair(_url("session", made.pk)))

    assert '<h1 class="page-title">Xét, quyết định của Chủ tịch Công đoàn ngành: ' in page
    assert f'href="{reverse("critiques:why", args=[file.pk])}"' in page
    assert f'<a href="{reverse("critiques:file", args=[file.pk])}">Hoàng Minh Quân</a>' in page
    assert "Chuyên viên Ban Tổ chức" in page
    assert '<span>Tự xếp</span> <b class="tone-info">Hoàn thành tốt nhiệm vụ</b>' in page
    assert "11 ý kiến đồng ý" in page
    assert [word for word in ("Điểm danh", "Biên bản", "Điểm</th>", "Có mặt") if word in page] == []


def test_where_the_rules_are_silent_the_page_asks_for_a_reason(stage: Stage) -> None:
    file = deciding.specialist(stage.world, poor=5)
    made = deciding.open_alone(stage.world)
    line = deciding.line(made, file)
    path, data = _url("decide", line.pk), {"level": "HTNV", "reason": "", "version": "1"}

    bare = stage.post("c01", "thuong_truc", path, data, htmx=True)
    done = stage.post("c01", "thuong_truc", path, data | {"reason": "Xét cả năm"}, htmx=True)

    assert (bare.status_code, done.status_code) == (422, 200)
    assert "Nêu lý do vì quy tắc không cho mức chắc chắn." in _text(bare)
    assert "Không mức nào khớp" in _text(bare)
    line.refresh_from_db()
    assert (line.level, line.reason) == ("HTNV", "Xét cả năm")


def test_two_browsers_at_one_line_lose_nothing_and_the_back_button_does_no_harm(
    stage: Stage,
) -> None:
    file = deciding.specialist(stage.world)
    line = deciding.line(deciding.open_alone(stage.world), file)
    path = _url("decide", line.pk)
    one = {"level": "HTNV", "reason": "Lời một", "version": "1"}

    stage.post("c01", "thuong_truc", path, one)
    again = stage.post("c01", "thuong_truc", path, one)
    other = stage.post("c01", "thuong_truc", path, one | {"reason": "Lời hai"})

    assert (again.status_code, other.status_code) == (302, 409)
    assert "Hoàn thành nhiệm vụ. Lời một" in _text(other)
    line.refresh_from_db()
    assert (line.reason, line.version) == ("Lời một", 2)


@pytest.mark.parametrize("level", ["XSNV", "manual", "unknown", ""])
def test_a_level_that_is_not_in_the_rules_is_refused(stage: Stage, level: str) -> None:
    file = deciding.specialist(stage.world)
    line = deciding.line(deciding.open_alone(stage.world), file)
    data = {"level": level, "reason": "x", "version": "1"}

    answer = stage.post("c01", "thuong_truc", _url("decide", line.pk), data)

    assert (answer.status_code, line.level) == (403, "HTTNV")
    assert "không có trong quy định" in _text(answer)


def test_stale_facts_are_told_and_refreshed_with_one_click(stage: Stage) -> None:
    head = deciding.head(stage.world)
    made = deciding.open_alone(stage.world, "lanh_dao")
    for code in ("c08", "c09"):
        Assessment.objects.filter(pk=stage.world.file(code).pk).update(level="HTTNV")
    url = _url("session", made.pk)

    before = _text(stage.chair(url))
    stopped = _text(stage.chair(_url("seal", made.pk)))
    done = stage.post("c01", "thuong_truc", _url("refresh", made.pk), {})
    after = _text(stage.chair(url))

    assert "Dữ kiện của 1 hồ sơ đã thay đổi từ khi mở danh sách" in before
    assert "Dữ kiện đã thay đổi, cập nhật đề nghị trước khi chốt: Lương Văn Bình." in stopped
    assert (done.status_code, done.url) == (302, url)
    assert "đã thay đổi từ khi mở danh sách" not in after
    assert "Đã cập nhật dữ kiện của 1 hồ sơ." in after
    assert deciding.line(made, head).level == "HTXSNV"


@pytest.mark.parametrize(
    ("who", "body"),
    [("c02", "thuong_truc"), ("c01", "btv"), ("c03", "ban_tc"), ("c05", "ban_tc"), ("k1", "bch")],
)
def test_for_everybody_else_an_open_list_does_not_exist(stage: Stage, who: str, body: str) -> None:
    file = deciding.specialist(stage.world)
    made = deciding.open_alone(stage.world)
    line = deciding.line(made, file)
    data = {"level": "HTNV", "reason": "x", "version": "1"}

    for name, pk in (("session", made.pk), ("seal", made.pk), ("open", file.track_id)):
        assert stage.get(who, body, _url(name, pk)).status_code == 404, name
    assert stage.get(who, body, _url("comparison", file.track_id)).status_code == 404
    for name, pk in (("decide", line.pk), ("drop", line.pk), ("refresh", made.pk)):
        assert stage.post(who, body, _url(name, pk), data).status_code == 404, name


def test_a_member_who_stands_on_the_bodys_list_does_not_see_the_own_line(stage: Stage) -> None:
    chair, btv = stage.world.file("k1"), stage.world.who("c01", "btv")
    deciding.bring(stage.world, chair, own="HTXSNV")
    Mandate.objects.create(
        tenant=stage.world.tenant, person=chair.person, unit=btv.unit, body=btv.body,
        office="uy_vien", title="Ủy viên Ban Thường vụ", starts_on=NOW.date(),
    )  # fmt: skip
    made = actions.open_session(
        chair.track_id, held_on=NOW.date(), place="Phòng họp", chair=btv, secretary=None, by=btv,
        at=NOW,
    )  # fmt: skip
    stage.world.held.clear()
    del stage.world.held

    own = _text(stage.get("k1", "btv", _url("session", made.pk)))
    others = _text(stage.get("c03", "btv", _url("session", made.pk)))

    assert "Hồ sơ của bạn: mức và lý do được mở khi công bố." in own
    assert "Tự xếp" not in own
    assert "Tự xếp" in others


def test_the_paper_prints_post_and_unit_and_is_signed_by_one(stage: Stage) -> None:
    made = _published(stage)

    paper = Paper.objects.get(object_id=made.pk)
    first, annex = pages(path_of(paper.blob_id).read_bytes())
    assert "CHỦ TỊCH CÔNG ĐOÀN NGÀNH Căn cứ Điều lệ" in first
    assert "TM. BAN THƯỜNG VỤ" not in first
    assert "Nơi nhận: - Như điều 2; - Lưu: VP. CHỦ TỊCH Đinh Công Thiện" in first
    assert "TT Họ và tên Chức vụ Đơn vị Mức xếp loại Ghi chú" in annex
    assert "I. HOÀN THÀNH XUẤT SẮC NHIỆM VỤ: 01 người 1 Hoàng Minh Quân" in annex
    assert "Chuyên viên Ban Tổ chức" in annex
    assert "Tỷ lệ tính trên 1 người được xếp loại; mỗi người được đếm ở một mức." in annex


def test_only_the_person_hears_of_the_own_level_and_reads_the_notice(stage: Stage) -> None:
    made = _published(stage)
    file = stage.world.file("c05")
    url = _url("notice", file.pk)

    told = Notice.objects.filter(kind="published").values_list("person_id", "link")
    answer = stage.get("c05", "ban_tc", url)
    page = " ".join(pages(b"".join(answer.streaming_content)))

    assert list(told) == [(file.person_id, f"/kiem-diem/{file.pk}/")]
    assert made.decisions.get().level == "HTXSNV"
    assert "Kính gửi: Đồng chí Hoàng Minh Quân, Chuyên viên Ban Tổ chức" in page
    assert "Thực hiện Quyết định số 01/QĐ-CĐN ngày 16 tháng 12 năm 2020, mức xếp loại" in page
    assert "đồng chí Hoàng Minh Quân là: Hoàn thành xuất sắc nhiệm vụ" in page
    assert "10/20 (50%); yêu cầu: ít nhất 50%." in page
    assert page.endswith("CHỦ TỊCH Đinh Công Thiện")


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("c01", "thuong_truc", 200), ("c05", "co_quan", 200), ("c02", "thuong_truc", 404),
        ("c11", "co_quan", 403), ("c03", "ban_tc", 404), ("k1", "bch", 404),
    ],
)  # fmt: skip
def test_who_reads_the_notice(stage: Stage, who: str, body: str, status: int) -> None:
    _published(stage)

    url = _url("notice", stage.world.file("c05").pk)

    assert stage.get(who, body, url).status_code == status
    assert (
        stage.get("c01", "thuong_truc", _url("notice", stage.world.file("c06").pk)).status_code
        == 404
    )


def test_a_published_list_shows_others_the_level_and_nothing_else(stage: Stage) -> None:
    made = _published(stage)

    page = _text(stage.get("c11", "van_phong", _url("session", made.pk)))

    assert "Hoàng Minh Quân" in page
    assert "Hoàn thành xuất sắc nhiệm vụ" in page
    assert [
        word for word in ("Tự xếp", "Vì sao?", "Quyết định lại", "kiem-diem") if word in page
    ] == []


def test_a_published_level_is_decided_anew_with_a_new_number(stage: Stage) -> None:
    made = _published(stage)
    old = made.decisions.get()
    path = _url("redecide", old.pk)

    link = _text(stage.chair(_url("session", made.pk)))
    bare = stage.post("c01", "thuong_truc", path, {"held_on": "16/12/2020", "reason": " "})
    form = {"held_on": "16/12/2020", "reason": "Kết luận kiểm tra"}
    done = stage.post("c01", "thuong_truc", path, form)
    twice = stage.post("c01", "thuong_truc", path, form)
    new = Decision.objects.get(replaces=old)
    level = {"level": "HTNV", "reason": "Kết luận kiểm tra", "version": "1"}
    stage.post("c01", "thuong_truc", _url("decide", new.pk), level)
    stage.post("c01", "thuong_truc", _url("seal", new.list_id), {})
    chair = deciding.decider(stage.world)
    paper = issue(new.list_id, issued_on=NOW.date(), signer_id=chair.pk, by=chair, at=NOW)

    assert path in link
    assert (bare.status_code, done.url, twice.url) == (422, _url("session", new.list_id), done.url)
    assert (paper.number, stage.world.file("c05").level) == (2, "HTNV")
    first, _annex = pages(path_of(paper.blob_id).read_bytes())
    assert (
        "Mức xếp loại này thay thế mức đã quyết định đối với Hoàng Minh Quân tại Quyết định số "
        "01/QĐ-CĐN ngày 16 tháng 12 năm 2020." in first
    )
    before, after = (_text(stage.chair(_url("session", pk))) for pk in (made.pk, new.list_id))
    assert "Đã được thay thế" in before
    assert f'href="{_url("session", new.list_id)}"' in before
    assert "Quyết định số 01/QĐ-CĐN" in after
    notice = stage.get("c05", "ban_tc", _url("notice", old.assessment_id))
    page = " ".join(pages(b"".join(notice.streaming_content)))
    assert "Kết quả này thay thế kết quả tại Quyết định số 01/QĐ-CĐN" in page


def test_what_an_outside_authority_decided_is_listed_and_has_its_notice(stage: Stage) -> None:
    file = stage.world.file("c01")
    deciding.bring(stage.world, file)
    by = stage.world.who("c03", "ban_tc")
    blob = keep(BytesIO(PNG), "ket-luan.png").blob
    Conclusion.objects.create(
        participant=stage.world.seat(file, "quyet_dinh"), number="77-TB/TLĐ",
        issued_on=NOW.date(), issuer="Thường trực Đoàn Chủ tịch", level="HTTNV", blob=blob,
        blob_name="ket-luan.png", by=by, at=NOW,
    )  # fmt: skip
    Assessment.objects.filter(pk=file.pk).update(level="HTTNV", published_at=NOW)

    listed = _text(stage.get("c03", "ban_tc", _url("decisions")))
    notice = stage.get("c01", "btv", _url("notice", file.pk))

    assert "Do cơ quan ngoài hệ thống kết luận" in listed
    assert "77-TB/TLĐ, 16/12/2020" in listed
    page = " ".join(pages(b"".join(notice.streaming_content)))
    assert "Thực hiện văn bản số 77-TB/TLĐ ngày 16 tháng 12 năm 2020 của Thường trực" in page
    assert "outside" in stage.get("k1", "bch", _url("decisions")).context
    assert stage.get("k1", "bch", _url("decisions")).context["outside"] == []


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


def test_equal_positions_are_compared_with_what_the_next_level_asks(stage: Stage) -> None:
    deciding.specialist(stage.world, exceeded=10)
    poor = deciding.specialist(stage.world, "c09", poor=5)
    plain = deciding.specialist(stage.world, "c11", exceeded=3)
    path = _url("comparison", poor.track_id)

    shown = stage.chair(path)
    rows = {row["name"]: row for row in shown.context["rows"]}
    exceeded = {name: row["cells"][4] for name, row in rows.items()}

    assert list(rows) == [
        "Vi Thị Lan", "Đỗ Thị Ngân", "Hoàng Minh Quân", "Hà Văn Sỹ", "Phan Anh Tuấn",
    ]  # fmt: skip
    assert [(c["value"], c["state"]) for c in exceeded.values()] == [
        ("chưa có", "unknown"), ("3/20 (15%)", "lacks"), ("10/20 (50%)", "met"),
        ("chưa có", "unknown"), ("0/20 (0%)", ""),
    ]  # fmt: skip
    assert exceeded[plain.name]["test"] == "ít nhất 50%"
    assert rows[poor.name]["machine"]["label"] == "Người có thẩm quyền quyết định"
    assert [v["by"] for v in rows[plain.name]["voices"]] == ["Tự xếp", "Hội nghị Cơ quan"]
    assert "3/20 (15%)" in _text(shown)


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("", "Vi Thị Lan", "Phan Anh Tuấn"),
        ("-ten", "Phan Anh Tuấn", "Vi Thị Lan"),
        ("nv_vuot_muc", "Hoàng Minh Quân", "Hà Văn Sỹ"),
        ("-nv_vuot_muc", "Vi Thị Lan", "Hoàng Minh Quân"),
        ("muc", "Hoàng Minh Quân", "Phan Anh Tuấn"),
        ("khong_co", "Vi Thị Lan", "Phan Anh Tuấn"),
        ("'", "Vi Thị Lan", "Phan Anh Tuấn"),
    ],
)
def test_the_comparison_is_sorted_by_an_address(
    stage: Stage, sort: str, first: str, last: str
) -> None:
    deciding.specialist(stage.world, exceeded=10)
    deciding.specialist(stage.world, "c11", exceeded=3)
    poor = deciding.specialist(stage.world, "c09", poor=5)

    answer = stage.chair(f"{_url('comparison', poor.track_id)}?xep={sort}")

    names = [row["name"] for row in answer.context["rows"]]
    assert (names[0], names[-1]) == (first, last)


def test_the_facts_of_a_decided_file_are_those_that_were_sealed(stage: Stage) -> None:
    file = deciding.specialist(stage.world, exceeded=10)
    deciding.seal(stage.world, deciding.open_alone(stage.world))
    deciding.tasks(stage.world, file, 20)
    DeclaredFact.objects.all().delete()

    answer = stage.chair(_url("comparison", file.track_id))

    row = next(r for r in answer.context["rows"] if r["name"] == file.name)
    assert row["cells"][4]["value"] == "10/20 (50%)"
    assert (row["level"]["label"], row["machine"]["label"]) == ("Hoàn thành xuất sắc nhiệm vụ",) * 2


def _statements(stage: Stage, path: str) -> int:
    stage.chair(path)
    with CaptureQueriesContext(connection) as caught:
        assert stage.chair(path).status_code == 200
    return len(caught)


def test_pages_of_people_take_as_many_statements_for_one_as_for_many(stage: Stage) -> None:
    one = deciding.specialist(stage.world)
    made = deciding.open_alone(stage.world)
    session, compare = _url("session", made.pk), _url("comparison", one.track_id)
    few = _statements(stage, session), _statements(stage, compare)
    for code in ("c06", "c09", "c11", "c12"):
        file = deciding.specialist(stage.world, code, exceeded=2)
        Decision.objects.create(list=made, assessment=file, machine="unknown", facts="{}")

    many = _statements(stage, session), _statements(stage, compare)

    assert few == many
    assert max(many) <= 40


def test_a_track_that_is_scored_has_no_comparison_and_one_that_is_not_no_table(
    stage: Stage,
) -> None:
    file = deciding.specialist(stage.world)

    answer = stage.chair(_url("consolidation", file.track_id))
    index = _text(stage.chair(_url("index")))

    assert (answer.status_code, answer.url) == (302, _url("comparison", file.track_id))
    assert _url("comparison", file.track_id) in index
    assert _url("consolidation", file.track_id) not in index
