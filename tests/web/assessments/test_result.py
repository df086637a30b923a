"""The result: nothing before publication, everything with its reason afterwards."""

import pytest

from congtam.assessments import actions
from congtam.assessments.models import Assessment, Participant
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
