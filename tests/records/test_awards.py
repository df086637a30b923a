"""Awards: entered with their paper, flagged when their level is decided anew, kept or revoked."""

from datetime import date
from uuid import UUID

import pytest

from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.records import actions, permissions
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.awards import awards_of
from congtam.records.queries.holders import Holder
from congtam.records.queries.reach import Whose, reach_of
from congtam.records.states import FlagState
from tests.records.ground import DAY, NOW, held, holder_of, province

pytestmark = pytest.mark.django_db
CAST = ("chi", "binh", "an", "ut", "dung", "phu", "hoa", "lan")
GREAT, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def _world():
    province()


def whose(code="an"):
    keys = holder_of(code)
    keys.pop("tenant_id")
    return Whose(**keys)


def reward(token="1", *, by="phu", code="an", **more):
    values = {
        "form": "bang_khen", "year": 2019, "decided_on": date(2020, 1, 20),
        "number": "15/QĐ-LĐLĐ", "issuer": "Ban Thường vụ", "level": "HTXSNV",
        "level_title": GREAT,
    }  # fmt: skip
    entry = actions.AwardEntry(**values | more)
    return actions.enter_award(whose(code), entry, token=token, by=held(by), at=NOW, file=None)


def question(code="an", year=2019, *, now=GOOD, level="HTTNV", cause=FIRST):
    keys = whose(code)
    holder = Holder.of(keys.unit_id, keys.body_id, keys.person_id)
    change = actions.Change(was=GREAT, now=now, level=level, cause=cause)
    return actions.question_awards(holder, year, change, by=held("chi"), at=NOW)


def settle(award, *, by="phu", version=1, revoked=False, reason="Đủ điều kiện khác", **more):
    answer = actions.Answer(revoked=revoked, reason=reason, **more)
    return actions.settle_award(award.pk, answer, version=version, by=held(by), at=NOW)


REVOKED = {
    "revoked": True, "reason": "Mức mới không đủ", "number": "40/QĐ-LĐLĐ",
    "decided_on": date(2020, 11, 10),
}  # fmt: skip


def states(award):
    return list(AwardFlag.objects.filter(award=award).values_list("state", flat=True))


# --- enter


@pytest.mark.parametrize("code", ["an", "ban_tc@tinh", "huyen"])
def test_an_award_of_a_person_a_body_or_a_unit_is_entered_once(code):
    made = reward(code=code)

    assert reward(code=code) == made
    assert (made.form, made.year, made.level, made.level_title) == (
        "bang_khen", 2019, "HTXSNV", GREAT,
    )  # fmt: skip
    assert (made.unit_id, made.body_id, made.person_id) == (
        whose(code).unit_id, whose(code).body_id, whose(code).person_id,
    )  # fmt: skip
    assert Event.objects.filter(verb="enter_award").count() == 1


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"form": "canh_cao"}, {"form": "Chọn một giá trị trong danh mục."}),
        ({"number": " "}, {"number": "Ghi số văn bản."}),
        ({"issuer": ""}, {"issuer": "Ghi cơ quan ban hành."}),
        ({"decided_on": date(2020, 12, 1)}, {"decided_on": "Ngày không thể sau hôm nay."}),
        ({"year": 2021}, {"year": "Năm thành tích không thể sau năm quyết định."}),
    ],
)
def test_an_award_names_its_paper(wrong, faults):
    with pytest.raises(actions.BadFields) as bad:
        reward(**wrong)

    assert bad.value.faults == faults
    assert not Award.objects.exists()


@pytest.mark.parametrize(("by", "code"), [("binh", "an"), ("phu", "phu"), ("an", "an")])
def test_only_who_keeps_the_records_enters_an_award_and_never_their_own(by, code):
    with pytest.raises(Refused):
        reward(by=by, code=code)

    assert not Award.objects.exists()


# Whose award, then for everybody of the cast: f may file, s may see, k may keep or revoke it.
RIGHTS = {
    "an": "fsk . s . . fsk . .",
    "phu": "fsk . . . . s . .",
    "chi": "s . . . . fsk . .",
    "lan": "fsk . . . . fsk fsk s",
    "hoa": "fsk . . . . fsk s .",
    "ban_tc@tinh": "fsk s s s . fsk . .",
    "huyen": "fsk . . . . fsk s s",
    "tinh": "fsk s s s s fsk . .",
}


def test_who_files_sees_and_settles_an_award():
    found = {}
    for token, code in enumerate(RIGHTS):
        made = reward(str(token), code=code, by="chi" if code != "chi" else "phu")
        question(code, cause=UUID(int=token + 1))
        found[code] = " ".join(rights(made, who) for who in CAST)

    assert found == RIGHTS


def rights(made, who):
    mandate, flags = held(who), list(made.flags.all())
    reach = reach_of(mandate, DAY, [made])
    asked = {
        "f": bool(permissions.may_keep_file(reach, made)),
        "s": Award.objects.visible_to(mandate, DAY).filter(pk=made.pk).exists(),
        "k": bool(permissions.may_settle(reach, made, flags)),
    }
    return "".join(letter for letter, may in asked.items() if may) or "."


# --- flag


def test_a_level_decided_anew_flags_the_awards_that_rest_on_it_and_no_others():
    resting = reward("1")
    reward("2", level="", level_title="")
    reward("3", year=2018)
    reward("4", code="ut")
    reward("5", level="HTTNV", level_title=GOOD)

    assert question() == [resting]
    assert question() == [resting]

    flag = AwardFlag.objects.get()
    assert (flag.award, flag.was, flag.now, flag.state) == (resting, GREAT, GOOD, FlagState.OPEN)
    assert Event.objects.filter(verb="question_award").count() == 1


def test_an_award_of_a_body_is_not_that_of_its_unit():
    of_body, of_unit = reward("1", code="ban_tc@tinh", by="phu"), reward("2", code="huyen")

    assert question("huyen") == [of_unit]
    assert states(of_body) == []


def test_each_later_decision_flags_anew_and_a_revoked_award_is_left_alone():
    made = reward()
    question()
    question(now="Hoàn thành nhiệm vụ", level="HTNV", cause=SECOND)
    assert states(made) == [FlagState.OPEN, FlagState.OPEN]

    settle(made, version=2, **REVOKED)

    assert question(level="KHTNV", cause=UUID(int=3)) == []
    assert states(made) == [FlagState.REVOKED, FlagState.REVOKED]


# --- keep, revoke


def test_a_flagged_award_is_kept_with_a_reason():
    made = reward()
    question()

    settle(made)

    (one,) = awards_of(whose(), held("phu"), DAY)
    assert (one.open, one.revoked, one.flags[0].reason) == ([], False, "Đủ điều kiện khác")
    assert (one.flags[0].closed_by, one.flags[0].closed_at) == (held("phu"), NOW)
    assert Event.objects.filter(verb="keep_award").count() == 1


def test_a_flagged_award_is_revoked_by_a_decision_of_its_own():
    made = reward()
    question()

    settle(made, **REVOKED)
    settle(made, **REVOKED)

    (one,) = awards_of(whose(), held("phu"), DAY)
    assert (one.revoked, one.flags[0].number, one.flags[0].decided_on) == (
        True, "40/QĐ-LĐLĐ", date(2020, 11, 10),
    )  # fmt: skip
    assert Event.objects.filter(verb="revoke_award").count() == 1


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"reason": " "}, {"reason": "Nêu lý do."}),
        (
            {"revoked": True},
            {
                "number": "Ghi số quyết định thu hồi.",
                "decided_on": "Nhập ngày quyết định thu hồi.",
            },
        ),
        (
            REVOKED | {"decided_on": date(2020, 1, 19)},
            {"decided_on": "Ngày thu hồi không thể trước ngày khen thưởng."},
        ),
        (
            REVOKED | {"decided_on": date(2020, 11, 17)},
            {"decided_on": "Ngày không thể sau hôm nay."},
        ),
    ],
)
def test_an_answer_names_its_reason_and_a_revocation_its_paper(given, faults):
    made = reward()
    question()

    with pytest.raises(actions.BadFields) as bad:
        settle(made, **given)

    assert bad.value.faults == faults
    assert states(made) == [FlagState.OPEN]


def test_a_flag_raised_meanwhile_is_not_answered_unseen():
    made = reward()
    question()
    question(level="HTNV", cause=SECOND)

    with pytest.raises(actions.Conflict):
        settle(made, version=1)

    assert states(made) == [FlagState.OPEN, FlagState.OPEN]


def test_two_answers_at_once_the_second_sees_the_first():
    made = reward()
    question()
    settle(made)

    with pytest.raises(actions.Conflict):
        settle(made, **REVOKED)

    assert states(made) == [FlagState.KEPT]


def test_what_is_not_flagged_is_not_answered():
    made = reward()

    with pytest.raises(Refused, match="không còn gì cần xem lại"):
        settle(made, version=0)


@pytest.mark.parametrize("by", ["an", "binh", "lan"])
def test_only_who_keeps_the_records_keeps_or_revokes(by):
    made = reward()
    question()

    with pytest.raises((Refused, Award.DoesNotExist)):
        settle(made, by=by)

    assert states(made) == [FlagState.OPEN]
    assert settle(made, by="chi") == made
