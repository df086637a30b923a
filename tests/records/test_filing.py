"""Personal records: entered by who keeps them, with their paper, each act counted once."""

from datetime import date

import pytest

from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.records import actions
from congtam.records.models import (
    AbsenceSpell,
    Commitment,
    ConfidenceVote,
    Discipline,
    Ruling,
    Shortcoming,
)
from congtam.records.queries.reach import Whose
from congtam.records.states import FaultState
from tests.records.ground import DAY, NOW, held, holder_of, province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    province()


def whose(code="an"):
    keys = holder_of(code)
    keys.pop("tenant_id")
    return Whose(**keys)


def punish(token="1", *, by="phu", code="an", **more):
    values = {
        "form": "khien_trach", "decided_on": date(2020, 5, 4), "number": "7-QĐ/LĐLĐ",
        "issuer": "Ban Thường vụ", "duty": True, "words": "Chậm báo cáo",
    }  # fmt: skip
    entry = actions.DisciplineEntry(**values | more)
    return actions.enter_discipline(whose(code), entry, token=token, by=held(by), at=NOW, file=None)


def test_a_decision_counts_in_its_own_year():
    made = punish()

    assert (made.counts_in, made.duty, made.person_id) == (2020, True, held("an").person_id)


def test_two_decisions_on_one_act_count_once():
    party = punish("1", decided_on=date(2019, 12, 1))
    employer = punish("2", same_as=party.id)

    with pytest.raises(actions.BadFields) as bad:
        punish("3", same_as=employer.id, counts_in=2020)

    assert (party.counts_in, employer.counts_in, party.act == employer.act) == (2019, None, True)
    assert bad.value.faults == {
        "counts_in": "Hành vi này đã tính vào năm 2019 (Quyết định 7-QĐ/LĐLĐ)."
    }


def test_an_act_that_was_the_ground_of_a_lowest_level_counts_no_more():
    used = punish("1", ground_of=2019)
    later = punish("2", same_as=used.id)

    with pytest.raises(actions.BadFields) as bad:
        punish("3", ground_of=2019, counts_in=2020)

    assert (used.counts_in, later.counts_in) == (None, None)
    assert list(bad.value.faults) == ["counts_in"]


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"form": "duoi_viec"}, {"form": "Chọn một giá trị trong danh mục."}),
        ({"number": " "}, {"number": "Ghi số văn bản."}),
        ({"issuer": ""}, {"issuer": "Ghi cơ quan ban hành."}),
        ({"decided_on": date(2020, 12, 1)}, {"decided_on": "Ngày không thể sau hôm nay."}),
    ],
)
def test_a_decision_names_its_paper(wrong, faults):
    with pytest.raises(actions.BadFields) as bad:
        punish(**wrong)

    assert bad.value.faults == faults
    assert not Discipline.objects.exists()


def test_a_second_click_enters_one_decision():
    assert punish("1") == punish("1")
    assert Event.objects.filter(verb="enter_discipline").count() == 1


@pytest.mark.parametrize(("by", "code"), [("binh", "an"), ("phu", "phu"), ("an", "an")])
def test_only_who_keeps_the_records_enters_and_never_their_own(by, code):
    with pytest.raises(Refused):
        punish(by=by, code=code)

    assert not Discipline.objects.exists()


def test_a_personal_record_is_seen_by_the_person_and_who_keeps_or_leads():
    made = punish()

    def sees(who):
        return list(Discipline.objects.visible_to(held(who), DAY)) == [made]

    cast = ("an", "phu", "chi", "binh", "ut", "dung", "hoa", "lan")
    assert [who for who in cast if sees(who)] == ["an", "phu", "chi"]


def test_a_conclusion_is_entered_with_its_paper():
    entry = actions.RulingEntry(
        code="suy_thoai", year=2020, holds=False, number="12-KL/ĐU", issued_on=date(2020, 10, 1),
        issuer="Ban Thường vụ Đảng ủy",
    )  # fmt: skip

    made = actions.enter_ruling(whose(), entry, token="1", by=held("phu"), at=NOW, file=None)

    assert (made.code, made.holds, made.year) == ("suy_thoai", False, 2020)
    assert Ruling.objects.count() == 1
    event = Event.objects.get(verb="enter_ruling")
    assert "suy_thoai" not in event.body


def vote(**more):
    values = {"held_on": date(2020, 7, 1), "place": "Hội nghị Ban Chấp hành", "high": 8,
              "middle": 3, "low": 0}  # fmt: skip
    token = str(len(more)) + str(more)
    entry = actions.VoteEntry(**values | more)
    return actions.enter_vote(whose(), entry, token=token, by=held("phu"), at=NOW)


def test_a_vote_keeps_its_counts_and_one_a_day():
    made = vote()

    with pytest.raises(actions.BadFields) as bad:
        vote(high=9)

    assert (made.high, made.middle, made.low) == (8, 3, 0)
    assert bad.value.faults == {"held_on": "Đã có kết quả lấy phiếu của ngày này."}


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"low": -1}, {"low": "Số phiếu không được âm."}),
        ({"high": 0, "middle": 0}, {"high": "Chưa có phiếu nào."}),
        ({"place": ""}, {"place": "Ghi hội nghị đã lấy phiếu."}),
    ],
)
def test_counts_that_cannot_be_right_are_named(wrong, faults):
    with pytest.raises(actions.BadFields) as bad:
        vote(**wrong)

    assert bad.value.faults == faults
    assert not ConfidenceVote.objects.exists()


def absent(token, first, last=None, kind="om"):
    entry = actions.AbsenceEntry(kind=kind, starts_on=first, ends_on=last)
    return actions.enter_absence(whose(), entry, token=token, by=held("phu"), at=NOW)


def test_no_day_stands_in_two_absences():
    absent("1", date(2020, 2, 1), date(2020, 3, 31))
    absent("2", date(2020, 9, 1), kind="thai_san")

    with pytest.raises(actions.BadFields) as bad:
        absent("3", date(2020, 3, 31), date(2020, 4, 2))
    with pytest.raises(actions.BadFields) as reversed_days:
        absent("4", date(2020, 5, 2), date(2020, 5, 1))

    assert bad.value.faults == {"starts_on": "Khoảng này trùng với một khoảng vắng mặt đã ghi."}
    assert reversed_days.value.faults == {"ends_on": "Ngày cuối không thể trước ngày đầu."}
    assert AbsenceSpell.objects.count() == 2


def named(code="an", by="an"):
    entry = actions.FaultEntry(year=2019, text="Chưa sâu sát cơ sở", remedy="Đi cơ sở hằng tháng")
    return actions.name_shortcoming(whose(code), entry, token="1", by=held(by), at=NOW)


def claim(row, by="an", version=1):
    return actions.claim_fixed(
        row.id, fixed_on=date(2020, 9, 1), words="Đã đi 9 lượt", version=version, by=held(by),
        at=NOW,
    )  # fmt: skip


def test_a_shortcoming_is_fixed_when_somebody_else_saw_it():
    row = claim(named())

    with pytest.raises(Refused) as own:
        actions.confirm_fixed(row.id, words="", version=2, by=held("an"), at=NOW)
    done = [
        actions.confirm_fixed(row.id, words="Đúng", version=2, by=held("binh"), at=NOW)
        for _ in range(2)
    ]

    assert own.value.reason == "Không tự kiểm tra kết quả của chính mình."
    assert [(r.state, r.checked_by, r.version) for r in done] == [("fixed", held("binh"), 3)] * 2


def test_it_may_be_refused_with_a_reason_and_claimed_again():
    row = claim(named())

    back = actions.refuse_fixed(row.id, reason="Mới đi 2 lượt", version=2, by=held("chi"), at=NOW)
    again = claim(row, version=3)

    assert (back.state, again.state) == (FaultState.NAMED, FaultState.CLAIMED)
    with pytest.raises(actions.Conflict):
        actions.confirm_fixed(row.id, words="", version=2, by=held("chi"), at=NOW)


def test_a_collective_s_shortcoming_is_confirmed_from_outside_it():
    row = claim(named("ban_tc@tinh", by="binh"), by="ut")

    with pytest.raises(Refused):
        actions.confirm_fixed(row.id, words="", version=2, by=held("binh"), at=NOW)
    fixed = actions.confirm_fixed(row.id, words="", version=2, by=held("chi"), at=NOW)

    assert fixed.state == FaultState.FIXED


def test_who_has_nothing_to_do_with_it_does_not_find_it():
    row = named()

    with pytest.raises(Shortcoming.DoesNotExist):
        claim(row, by="dung")


def test_a_person_commits_and_tells_what_became_of_it():
    made = actions.commit_to(
        whose(), year=2020, text="Mỗi quý một sáng kiến", token="1", by=held("an"), at=NOW
    )

    told = actions.tell_result(made.id, result="Ba sáng kiến", version=1, by=held("an"), at=NOW)

    assert (told.result, told.version) == ("Ba sáng kiến", 2)
    with pytest.raises(Refused):
        actions.tell_result(made.id, result="Khác", version=2, by=held("chi"), at=NOW)
    assert Commitment.objects.count() == 1
