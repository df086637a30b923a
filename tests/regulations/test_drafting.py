"""Drafts are built part by part; nobody overwrites anybody; a second person puts in force."""

from datetime import date
from pathlib import Path

import pytest

from congtam.core import rules
from congtam.core.rules import check as findings_of
from congtam.core.rules.drafting import nodes, parts
from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.ledger.models import Event
from congtam.organisation.models import Mandate
from congtam.regulations import actions
from congtam.regulations.actions import Outdated
from congtam.regulations.actions.drafting import about, ending, own
from congtam.regulations.models import Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, NOW, held, province

pytestmark = pytest.mark.django_db
RULES = Path(__file__).parents[1] / "cast_packs/rules.yaml"
YEAR = {"first": date(2022, 1, 1), "last": date(2022, 12, 31)}
CITE = {"doc": "QD", "at": "điều 1"}


@pytest.fixture
def tenant():
    return province(unions=1)


@pytest.fixture
def chi(tenant):
    return {"by": held("chi"), "at": NOW}


@pytest.fixture
def second(tenant):
    """Another person with the power over the register: Bình takes the chair's office beside."""
    chair, binh = held("chi"), held("binh")
    made = Mandate.objects.create(
        tenant=tenant, person=binh.person, unit=chair.unit, body=chair.body,
        office="chu_tich", title="Chủ tịch", starts_on=chair.starts_on,
    )  # fmt: skip
    return {"by": Mandate.objects.select_related("person", "body").get(pk=made.pk), "at": NOW}


def started(tenant, chi, **more):
    given = {
        "title": "Xếp loại viên chức", "subject": "can_bo.vien_chuc",
        "levels": ["Đạt", "Không đạt"], **YEAR, **more,
    }  # fmt: skip
    return actions.start_draft(tenant, **given, **chi)


def copied(tenant, chi, **more):
    source = actions.load(tenant, RULES.read_text(), "rules", at=LOADED)
    Regulation.objects.filter(pk=source.pk).update(state=State.REPLACED, in_force_at=LOADED)
    return actions.copy_draft(source, **{"title": "Bản 2022", "anew": False, **YEAR, **more}, **chi)


def with_a_gap(tenant, chi):
    """A draft in which 40 to 50 points belong to no level."""
    draft = copied(tenant, chi)
    mark = parts.mark(nodes.at(tree_of(draft), "K:0"))
    actions.put_condition(draft.pk, "K:0", {"less_than": "40"}, seen=mark, **chi)
    return Regulation.objects.get(pk=draft.pk)


def tree_of(draft):
    return parts.read(Regulation.objects.get(pk=draft.pk).body)


def seen(draft, part, key):
    return parts.mark(own(tree_of(draft), part, key))


def accepted_all(draft, chi):
    tree = tree_of(draft)
    keys = [one.key for one in findings_of(rules.load(parts.written(tree), "x")).open]
    if keys:
        actions.accept_findings(draft.pk, keys, reason="Đã xem", **chi)
    return Regulation.objects.get(pk=draft.pk)


def test_a_rule_set_is_started_from_nothing(tenant, chi):
    draft = started(tenant, chi)

    assert (draft.kind, draft.code, draft.version, draft.state) == (
        "rules", "xep-loai-vien-chuc", "1", State.DRAFT,
    )  # fmt: skip
    assert (draft.revision, draft.drafted_by) == (1, chi["by"])
    assert [level["label"] for level in tree_of(draft)["levels"]] == ["Đạt", "Không đạt"]
    assert started(tenant, chi).code == "xep-loai-vien-chuc2"


@pytest.mark.parametrize("who", ["binh", "an", "chair1"])
def test_only_the_keeper_of_the_register_drafts(tenant, chi, who):
    draft, other = started(tenant, chi), {"by": held(who), "at": NOW}

    refused = [
        lambda: started(tenant, other),
        lambda: actions.copy_draft(draft, title="x", anew=True, **YEAR, **other),
        lambda: actions.put(draft.pk, "facts", "", {"label": "x"}, seen="", **other),
        lambda: actions.add_condition(draft.pk, "D:", {"fact": "x"}, **other),
        lambda: actions.accept_findings(draft.pk, ["k"], reason="x", **other),
        lambda: actions.discard_draft(draft, **other),
    ]
    for verb in refused:
        with pytest.raises(Refused):
            verb()

    assert Regulation.objects.get().revision == 1


def test_the_next_version_keeps_the_code_and_another_set_gets_its_own(tenant, chi):
    draft = copied(tenant, chi)
    other = actions.copy_draft(draft, title="Quy tắc riêng", anew=True, **YEAR, **chi)

    assert (draft.code, draft.version, draft.title) == ("mini-2021", "2", "Bản 2022")
    assert tree_of(draft)["period"] == {"from": "2022-01-01", "to": "2022-12-31"}
    assert (other.code, other.version) == ("quy-tac-rieng", "1")
    assert rules.load(other.body, "x").sha256 == other.sha256


def test_one_version_is_drafted_at_a_time(tenant, chi):
    draft = copied(tenant, chi)

    with pytest.raises(Refused) as refused:
        actions.copy_draft(draft, title="Bản 3", anew=False, **YEAR, **chi)

    assert refused.value.reason.startswith("Bản 2 của bộ quy tắc này đang được soạn")


def test_only_rule_sets_are_copied_and_edited(tenant, chi):
    calendar = RULES.with_name("calendar.yaml")
    other = actions.load(tenant, calendar.read_text(), "c", at=LOADED)

    with pytest.raises(Refused):
        actions.copy_draft(other, title="x", anew=True, **YEAR, **chi)
    with pytest.raises(Refused):
        actions.put(other.pk, "facts", "", {"label": "x"}, seen="", **chi)


def test_a_draft_is_built_part_by_part_until_it_reads(tenant, chi):
    draft = started(tenant, chi)

    def put(part, item):
        return actions.put(draft.pk, part, "", item, seen="", **chi)

    document = put("documents", {"number": "7/QĐ", "title": "Quyết định"})
    put("facts", {"label": "Vi phạm", "type": "bool", "better": "false"})
    cite = {"doc": document, "at": "điều 1"}
    for level, value in (("D:", "false"), ("KD:", "true")):
        condition = {"fact": "vi_pham", "is": value, "cite": cite}
        actions.add_condition(draft.pk, level, condition, **chi)
    put("examples", {"given": {"vi_pham": "false"}, "expect": "D"})

    kept = Regulation.objects.get(pk=draft.pk)
    assert rules.load(kept.body, "x").sha256 == kept.sha256
    assert kept.revision == 6
    verbs = Event.objects.filter(object_id=draft.pk).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [
        "start_draft", "put_document", "put_fact", "add_condition", "add_condition", "put_example",
    ]  # fmt: skip


def test_a_draft_that_does_not_read_is_not_checked(tenant, chi):
    draft = started(tenant, chi)

    with pytest.raises(Refused) as refused:
        actions.check(draft, **chi)

    assert "phải có ít nhất một văn bản" in refused.value.reason


def test_an_edit_built_on_old_words_is_outdated_and_changes_nothing(tenant, chi):
    draft = copied(tenant, chi)
    old = seen(draft, "facts", "tong_diem")
    actions.put(draft.pk, "facts", "tong_diem", {"label": "Điểm năm"}, seen=old, **chi)

    with pytest.raises(Outdated):
        actions.put(draft.pk, "facts", "tong_diem", {"label": "Điểm quý"}, seen=old, **chi)

    assert tree_of(draft)["facts"]["tong_diem"]["label"] == "Điểm năm"


def test_edits_of_other_parts_go_through(tenant, chi):
    draft = copied(tenant, chi)
    fact, level = seen(draft, "facts", "ky_luat"), seen(draft, "levels", "XS")
    node = parts.mark(nodes.at(tree_of(draft), "XS:0"))

    actions.put_condition(draft.pk, "XS:0", {"at_least": "92"}, seen=node, **chi)
    words = {"label": "Xuất sắc", "mode": "all"}
    actions.put(draft.pk, "levels", "XS", words, seen=level, **chi)
    actions.put(draft.pk, "facts", "ky_luat", {"label": "Bị kỷ luật"}, seen=fact, **chi)

    tree = tree_of(draft)
    assert tree["facts"]["ky_luat"]["label"] == "Bị kỷ luật"
    assert (tree["levels"][0]["label"], tree["levels"][0]["all"][0]["at_least"]) == (
        "Xuất sắc", "92",
    )  # fmt: skip


def test_what_another_officer_took_away_is_outdated_too(tenant, chi):
    draft = copied(tenant, chi)
    node = parts.mark(nodes.at(tree_of(draft), "XS:1"))
    actions.drop_condition(draft.pk, "XS:1", seen=node, **chi)

    for verb in (
        lambda: actions.put_condition(draft.pk, "XS:1", {"is": "true"}, seen=node, **chi),
        lambda: actions.drop_condition(draft.pk, "XS:1", seen=node, **chi),
        lambda: actions.move_condition(draft.pk, "XS:1", 1, seen=node, **chi),
        lambda: actions.put(draft.pk, "facts", "khong_co", {"label": "x"}, seen="", **chi),
        lambda: actions.withdraw_acceptance(draft.pk, "k", **chi),
    ):
        with pytest.raises(Outdated):
            verb()


def test_what_is_stood_on_is_not_dropped(tenant, chi):
    draft = copied(tenant, chi)

    mark = seen(draft, "facts", "ky_luat")
    with pytest.raises(Refused) as refused:
        actions.drop(draft.pk, "facts", "ky_luat", seen=mark, **chi)
    actions.drop(draft.pk, "quotas", "TL1", seen=seen(draft, "quotas", "TL1"), **chi)

    assert "XS2" in refused.value.reason
    assert tree_of(draft)["quotas"] == []


def test_levels_and_conditions_change_places_and_modes(tenant, chi):
    draft = copied(tenant, chi)

    actions.move(draft.pk, "levels", "T", -1, **chi)
    mark = parts.mark(nodes.at(tree_of(draft), "XS:1"))
    actions.move_condition(draft.pk, "XS:1", -1, seen=mark, **chi)
    group = actions.add_condition(draft.pk, "XS:", {"all": []}, **chi)
    mark = parts.mark(nodes.at(tree_of(draft), group))
    actions.put_condition(draft.pk, group, {"mode": "any", "cite": CITE}, seen=mark, **chi)

    tree = tree_of(draft)
    assert [level["id"] for level in tree["levels"]] == ["T", "XS", "H", "K"]
    assert [one["id"] for one in tree["levels"][1]["all"][:2]] == ["XS2", "XS1"]
    assert nodes.at(tree, group) == {"any": [], "cite": CITE}


def test_title_period_and_ending_are_edited(tenant, chi):
    draft = copied(tenant, chi)
    tree = tree_of(draft)

    actions.describe(
        draft.pk, title="Tên mới", subject="don_vi.khac", seen=parts.mark(about(tree)),
        **YEAR, **chi,
    )  # fmt: skip
    actions.conclude(
        draft.pk, otherwise={"outcome": "K", "why": None, "cite": CITE}, check_first=["K"],
        seen=parts.mark(ending(tree)), **chi,
    )  # fmt: skip

    kept = Regulation.objects.get(pk=draft.pk)
    assert (kept.title, tree_of(draft)["subject"]) == ("Tên mới", "don_vi.khac")
    assert ending(tree_of(draft)) == {
        "otherwise": {"outcome": "K", "cite": CITE}, "check_first": ["K"],
    }  # fmt: skip
    with pytest.raises(Outdated):
        actions.conclude(
            draft.pk, otherwise={"outcome": "manual"}, check_first=[],
            seen=parts.mark(ending(tree)), **chi,
        )  # fmt: skip


def test_a_finding_is_accepted_by_name_and_reason(tenant, chi):
    draft = with_a_gap(tenant, chi)
    key = findings_of(rules.load(draft.body, "x")).open[0].key

    actions.accept_findings(draft.pk, [key], reason="Văn bản im lặng", **chi)

    assert tree_of(draft)["accepted"] == [
        {"key": key, "by": "Trần Thị Chi, Chủ tịch, Ban Thường vụ", "reason": "Văn bản im lặng"}
    ]
    assert Regulation.objects.get(pk=draft.pk).sha256 == draft.sha256
    actions.withdraw_acceptance(draft.pk, key, **chi)
    assert tree_of(draft)["accepted"] == []
    for lost in (["0" * 16], [key, "0" * 16], []):
        with pytest.raises(Outdated):
            actions.accept_findings(draft.pk, lost, reason="x", **chi)


def test_a_draft_with_an_open_finding_is_not_checked(tenant, chi):
    draft = with_a_gap(tenant, chi)

    with pytest.raises(Refused):
        actions.check(draft, **chi)

    assert actions.check(accepted_all(draft, chi), **chi).state == State.CHECKED


def test_who_drafted_does_not_put_in_force(tenant, chi, second):
    draft = actions.check(accepted_all(copied(tenant, chi), chi), **chi)

    with pytest.raises(Refused) as refused:
        actions.put_in_force(draft, **chi)
    sealed = actions.put_in_force(draft, **second)

    assert "do chính đồng chí soạn" in refused.value.reason
    assert (sealed.state, sealed.in_force_at) == (State.IN_FORCE, NOW)


def test_whoever_had_a_hand_in_it_is_a_drafter(tenant, chi, second):
    draft = copied(tenant, chi)
    mark = seen(draft, "facts", "ky_luat")
    actions.put(draft.pk, "facts", "ky_luat", {"label": "Bị kỷ luật"}, seen=mark, **second)
    checked = actions.check(accepted_all(draft, chi), **second)

    for hand in (chi, second):
        with pytest.raises(Refused):
            actions.put_in_force(checked, **hand)


def test_what_the_operator_loaded_may_be_put_in_force_by_the_keeper(tenant, chi):
    sheet = actions.load(tenant, RULES.with_name("sheet.yaml").read_text(), "s", at=LOADED)

    sealed = actions.put_in_force(actions.check(sheet, **chi), **chi)

    assert (sealed.state, sealed.drafted_by) == (State.IN_FORCE, None)


def test_a_checked_draft_is_opened_again_by_the_second_person(tenant, chi, second):
    draft = actions.check(accepted_all(copied(tenant, chi), chi), **chi)

    with pytest.raises(WrongState):
        actions.put(draft.pk, "facts", "", {"label": "x"}, seen="", **chi)
    with pytest.raises(Refused):
        actions.reopen(draft, by=held("an"), at=NOW)
    opened = actions.reopen(draft, **second)

    assert opened.state == State.DRAFT
    actions.put(draft.pk, "facts", "", {"label": "x"}, seen="", **chi)
    with pytest.raises(WrongState):
        actions.reopen(opened, **second)


def test_two_sets_for_one_subject_and_period_do_not_stand_together(tenant, chi, second):
    draft = copied(tenant, chi)
    other = actions.copy_draft(draft, title="Bộ khác", anew=True, **YEAR, **chi)
    first = actions.check(accepted_all(draft, chi), **chi)
    actions.put_in_force(first, **second)
    twin = actions.check(accepted_all(other, chi), **chi)

    with pytest.raises(Refused) as refused:
        actions.put_in_force(twin, **second)

    assert refused.value.reason == (
        "Chưa áp dụng: «Bản 2022» đang áp dụng cho cùng đối tượng (don_vi.cdcs) trong cùng "
        "thời gian"
    )


@pytest.mark.parametrize(
    ("dates", "meets"),
    [
        ({"first": date(2023, 1, 1), "last": None}, False),
        ({"first": date(2022, 12, 31), "last": None}, True),
        ({"first": date(2020, 1, 1), "last": date(2021, 12, 31)}, False),
        ({"first": date(2020, 1, 1), "last": date(2022, 1, 1)}, True),
    ],
)
def test_periods_meet_on_their_last_and_first_day(tenant, chi, second, dates, meets):
    draft = copied(tenant, chi)
    other = actions.copy_draft(draft, title="Bộ khác", anew=True, **dates, **chi)
    actions.put_in_force(actions.check(accepted_all(draft, chi), **chi), **second)
    twin = actions.check(accepted_all(other, chi), **chi)

    if meets:
        with pytest.raises(Refused):
            actions.put_in_force(twin, **second)
    else:
        assert actions.put_in_force(twin, **second).state == State.IN_FORCE


def test_a_draft_is_discarded_and_the_ledger_remembers(tenant, chi):
    draft = copied(tenant, chi)
    gone = draft.pk

    actions.discard_draft(draft, **chi)

    assert not Regulation.objects.filter(pk=gone).exists()
    assert Event.objects.filter(object_id=gone).latest("seq").verb == "discard_draft"
    assert (
        actions.copy_draft(
            Regulation.objects.get(code="mini-2021"), title="x", anew=False, **YEAR, **chi
        ).version
        == "2"
    )


def test_what_was_loaded_or_checked_is_not_discarded(tenant, chi):
    loaded = actions.load(
        tenant, RULES.read_text().replace("mini-2021", "khac"), "rules", at=LOADED
    )
    checked = actions.check(accepted_all(copied(tenant, chi), chi), **chi)

    with pytest.raises(Refused):
        actions.discard_draft(loaded, **chi)
    with pytest.raises(WrongState):
        actions.discard_draft(checked, **chi)


def test_a_rule_book_does_not_stand_on_a_draft_that_is_being_built(tenant, chi):
    for name in ("calendar", "sheet", "rules", "procedure", "plan", "rulebook"):
        text = RULES.with_name(f"{name}.yaml").read_text().replace("ldld_tinh", "tinh")
        actions.load(tenant, text, name, at=LOADED)
    book = Regulation.objects.get(kind="rulebook")
    source = Regulation.objects.get(kind="rules")
    Regulation.objects.filter(pk=source.pk).update(state=State.IN_FORCE, in_force_at=LOADED)
    draft = actions.copy_draft(source, title="Bản 2", anew=False, **YEAR, **chi)
    mark = seen(draft, "facts", "ky_luat")
    actions.put(draft.pk, "facts", "ky_luat", {"type": "percent"}, seen=mark, **chi)

    assert actions.check(book, **chi).state == State.CHECKED
