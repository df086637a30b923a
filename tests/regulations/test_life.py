"""Draft -> checked -> in force -> replaced, and sealed from then on."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from congtam.core.verdict import Refused
from congtam.core.workflow import WrongState
from congtam.ledger.models import Event
from congtam.regulations.actions import check, load, put_in_force
from congtam.regulations.models import Criterion, Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, NOW, held, province

pytestmark = pytest.mark.django_db
CAST = Path(__file__).parents[1] / "cast_packs"
ORDER = ("calendar", "sheet", "rules", "procedure", "plan", "rulebook")


@pytest.fixture
def tenant():
    return province(unions=1)


def draft(tenant, name, old="", new=""):
    return load(tenant, (CAST / f"{name}.yaml").read_text().replace(old, new), name, at=LOADED)


def in_force(tenant, name, **kwargs):
    checked = check(draft(tenant, name, **kwargs), at=LOADED)
    return put_in_force(checked, by=held("chi"), at=NOW)


def test_it_moves_step_by_step_and_each_step_is_recorded(tenant):
    sealed = in_force(tenant, "sheet")

    assert (sealed.state, sealed.in_force_at) == (State.IN_FORCE, NOW)
    verbs = Event.objects.filter(object_id=sealed.pk).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["load", "check", "put_in_force"]


def test_a_draft_cannot_come_into_force_unchecked(tenant):
    with pytest.raises(WrongState):
        put_in_force(draft(tenant, "sheet"), by=held("chi"), at=NOW)


def test_a_new_version_replaces_the_old_one(tenant):
    old = in_force(tenant, "sheet")

    new = in_force(tenant, "sheet", old='version: "1"', new='version: "2"')

    assert new.version == "2"
    assert Regulation.objects.get(pk=old.pk).state == State.REPLACED
    assert list(Regulation.objects.in_force()) == [new]


def test_a_rule_set_whose_example_fails_is_not_checked(tenant):
    faulty = draft(tenant, "rules", old="expect: XS", new="expect: T")

    with pytest.raises(Refused) as refused:
        check(faulty, at=LOADED)

    assert "mong đợi" in refused.value.reason
    assert Regulation.objects.get(pk=faulty.pk).state == State.DRAFT


def test_a_plan_needs_its_calendar(tenant):
    plan = draft(tenant, "plan")

    with pytest.raises(Refused) as refused:
        check(plan, at=LOADED)

    assert "chưa nạp lịch làm việc" in refused.value.reason


def test_a_plan_comes_into_force_after_its_calendar(tenant):
    draft(tenant, "calendar")
    plan = check(draft(tenant, "plan"), at=LOADED)

    with pytest.raises(Refused) as refused:
        put_in_force(plan, by=held("chi"), at=NOW)

    assert refused.value.reason.startswith("Chưa áp dụng: Lịch làm việc")


@pytest.mark.parametrize("by", ["binh", "an", "chair1"])
def test_only_the_keeper_of_the_register_puts_in_force(tenant, by):
    checked = check(draft(tenant, "sheet"), at=LOADED)

    with pytest.raises(Refused):
        put_in_force(checked, by=held(by), at=NOW)

    assert Regulation.objects.get(pk=checked.pk).state == State.CHECKED


@pytest.mark.parametrize(
    "change",
    [{"body": "{}"}, {"sha256": "0" * 64}, {"title": "Khác"}, {"version": "9"}, {"state": "draft"}],
    ids=lambda c: next(iter(c)),
)
def test_what_is_in_force_cannot_be_changed_behind_the_actions(tenant, change):
    sealed = in_force(tenant, "sheet")

    with pytest.raises(IntegrityError), transaction.atomic():
        Regulation.objects.filter(pk=sealed.pk).update(**change)


def test_what_is_in_force_cannot_be_deleted(tenant):
    sealed = in_force(tenant, "calendar")

    with pytest.raises(IntegrityError), transaction.atomic():
        Regulation.objects.filter(pk=sealed.pk).delete()


def test_a_draft_can_still_be_changed(tenant):
    loaded = draft(tenant, "calendar")

    assert Regulation.objects.filter(pk=loaded.pk).update(title="Khác") == 1


def test_the_lines_of_a_sheet_cannot_be_changed(tenant):
    draft(tenant, "sheet")

    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.update(max_points=1)


def test_a_year_is_checked_against_everything_it_stands_on(tenant):
    for name in ORDER[:-1]:
        draft(tenant, name)
    book = draft(tenant, "rulebook", old="ldld_tinh", new="khong_co")

    with pytest.raises(Refused) as refused:
        check(book, at=LOADED)

    assert "tổ chức không có loại đơn vị «khong_co»" in refused.value.reason
