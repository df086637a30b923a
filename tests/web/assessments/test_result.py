"""The result: nothing before publication, everything with its reason afterwards."""

import pytest

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Participant
from congtam.documents.models import Paper
from congtam.files.models import Blob
from congtam.meetings.models import Meeting
from congtam.standings.models import Decision, DecisionList
from congtam.standings.states import DecisionState
from tests import cast


@pytest.fixture
def url(desk):
    return f"{desk.file}ket-qua/"


@pytest.fixture
def decided(desk):
    """Everything is done but publishing: the team took points away, the boards spoke."""
    world = desk.world
    cast.up_to_team(world)
    cast.appraise(world, changes={"a": "41,25"}, level="T")
    file = world.file()
    actions.close_appraisal(file.pk, "tham_dinh", by=world.binh_head, at=cast.TEAM_SENT)
    actions.close_appraisal(file.pk, "tong_hop", by=world.orgboard_head, at=cast.ORGBOARD_SENT)
    actions.decide(file.pk, "quyet_dinh", level="T", reason="", by=world.chi, at=cast.SESSION)
    return desk


@pytest.fixture
def published(decided):
    file = decided.world.file()
    actions.publish(file.pk, by=decided.world.chi, at=cast.SESSION)
    return decided


@pytest.mark.parametrize("who", ["an", "binh", "chi", "dung"])
def test_nobody_finds_it_before_publication(decided, url, who):
    assert decided.door(getattr(decided.world, who)).get(url).status_code == 404


def test_the_unit_sees_level_account_changes_and_words(published, url):
    answer = published.an.get(url)

    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Hoàn thành tốt nhiệm vụ" in said
    assert "86,25 <small>/ 100 điểm</small>" in said
    assert "Để được xếp Hoàn thành xuất sắc nhiệm vụ: thiếu 1 điều kiện." in said
    assert '<span class="was">48</span>' in said
    assert '<td class="num is-strong" data-label="Sau">41,25</td>' in said
    assert "Minh chứng chưa đủ" in said
    assert "Thực hiện tốt, đủ báo cáo" in said
    assert "<dt>Tự chấm</dt><dd>93</dd>" in said


def test_only_what_moved_is_called_changed(published, url):
    said = published.an.get(url).content.decode()

    assert said.count('<tr id="line-1.1" class="is-changed">') == 1
    assert '<tr id="line-1.2">' in said


def test_the_unit_then_reads_the_teams_sheet(published):
    team = Participant.objects.get(
        assessment=published.world.file(), step__key="tham_dinh", key="to"
    )

    answer = published.an.get(f"{published.file}cham/{team.pk}/")

    assert answer.status_code == 200
    assert "41,25" in answer.content.decode()


def test_a_stranger_finds_no_result(published, url):
    assert published.door(published.world.dung).get(url).status_code == 404


def test_it_takes_few_statements(published, url, django_assert_max_num_queries):
    published.an.get(url)

    with django_assert_max_num_queries(15):
        published.an.get(url)


def test_the_file_leads_to_it_once_it_is_published(decided, url):
    before = decided.an.get(decided.file).content.decode()
    Assessment.objects.filter(pk=decided.seat.assessment_id).update(published_at=cast.SESSION)
    after = decided.an.get(decided.file).content.decode()

    assert url not in before
    assert url in after


def test_it_names_the_decision_and_leads_to_its_paper(published, url):
    world, file = published.world, published.world.file()
    body = world.body("btv")
    meeting = Meeting.objects.create(
        tenant=world.tenant, body=body, held_on=cast.SESSION.date(), place="Đông Sơn"
    )
    taken = DecisionList.objects.create(
        tenant=world.tenant, cycle=world.cycle, track=world.track, step="quyet_dinh", body=body,
        meeting=meeting, state=DecisionState.PUBLISHED, sha256="0" * 64, sealed_at=cast.SESSION,
        sealed_by=world.chi, published_at=cast.SESSION,
    )  # fmt: skip
    Decision.objects.create(
        list=taken, assessment=file, proposed="XS", level="T", reason="Còn chậm quý III"
    )
    blob = Blob.objects.create(
        sha256="1" * 64, size=1, media_type="application/pdf", created_at=cast.SESSION
    )
    paper = Paper.objects.create(
        tenant=world.tenant, kind="decision", object_id=taken.pk, unit=body.unit, body=body,
        number=312, symbol="QĐ-LĐLĐ", year=2021, issued_on=cast.SESSION.date(), title="Quyết định",
        blob=blob, name="qd.pdf", by=world.chi,
    )  # fmt: skip

    said = published.an.get(url).content.decode()

    assert "<b>312/QĐ-LĐLĐ</b> ngày 02/12/2021" in said
    assert f'href="/van-ban-phat-hanh/{paper.pk}/"' in said
    assert "Lý do quyết định khác đề nghị:</b> Còn chậm quý III" in said
    assert "Ban Thường vụ Liên đoàn Lao động tỉnh" in said
