"""An award and the level it rests on: one that was published, flagged at once when replaced."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congtam import clock
from congtam.core.verdict import Refused
from congtam.records.actions import AwardEntry, BadFields
from congtam.records.models import Award, AwardFlag
from congtam.records.queries.holders import Holder
from congtam.records.queries.reach import Whose
from congtam.standings import actions
from congtam.standings.models import DecisionList
from congtam.standings.queries.held_levels import levels_of
from tests import deciding
from tests.critique import Sector, open_critique

pytestmark = pytest.mark.django_db
NOW = deciding.DECIDED
GREAT, DONE = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành nhiệm vụ"


@pytest.fixture
def sector(db: None) -> Sector:
    return open_critique()


@pytest.fixture
def published(sector: Sector) -> DecisionList:
    deciding.specialist(sector, exceeded=10)
    made = deciding.open_alone(sector)
    deciding.seal(sector, made)
    return deciding.publish(sector, made)


@pytest.fixture
def replaced(sector: Sector, published: DecisionList) -> DecisionList:
    """The level of the specialist was decided anew."""
    by = deciding.decider(sector)
    made = actions.redecide(
        published.decisions.get().pk, reason="Kết luận kiểm tra", held_on=NOW.date(), by=by, at=NOW
    )
    line = made.decisions.get()
    actions.decide_unit(
        line.pk, level="HTNV", reason="Kết luận kiểm tra", version=line.version, by=by, at=NOW
    )
    deciding.seal(sector, made)
    return deciding.publish(sector, made)


def reward(sector: Sector, *, by: str = "c03", token: str = "1", **over: object) -> Award:
    person = sector.who("c05", "ban_tc")
    given: dict[str, object] = {
        "form": "bang_khen", "year": 2020, "decided_on": NOW.date(), "number": "15/QĐ-CĐN",
        "issuer": "Ban Thường vụ", "level": "HTXSNV", "level_title": GREAT,
    }  # fmt: skip
    return actions.file_award(
        Whose(person.unit_id, None, person.person_id), AwardEntry(**(given | over)),
        token=token, by=sector.who(by, "ban_tc"), at=NOW, file=None,
    )  # fmt: skip


def offered(sector: Sector) -> list[tuple[int, str, str | None]]:
    person = sector.who("c05", "ban_tc")
    found = levels_of(Holder("person", person.person_id), person.tenant_id)
    return [(one.year, one.level, one.later.now if one.later else None) for one in found]


def test_only_a_published_level_may_be_rested_on(sector: Sector) -> None:
    assert offered(sector) == []
    with pytest.raises(BadFields) as bad:
        reward(sector)

    assert bad.value.faults == {"rests_on": "Chưa công bố mức này cho năm 2020."}
    assert not Award.objects.exists()


def test_an_award_rests_on_the_level_of_its_year(sector: Sector, published: DecisionList) -> None:
    made = reward(sector)

    assert offered(sector) == [(2020, "HTXSNV", None)]
    assert (made.level, made.level_title) == ("HTXSNV", GREAT)
    assert not AwardFlag.objects.exists()
    with pytest.raises(BadFields):
        reward(sector, token="2", year=2019)


def test_an_award_entered_later_on_a_replaced_level_is_flagged_at_once(
    sector: Sector, replaced: DecisionList
) -> None:
    assert offered(sector) == [(2020, "HTNV", None), (2020, "HTXSNV", DONE)]

    made = reward(sector)
    reward(sector)
    reward(sector, token="2", level="HTNV", level_title=DONE)

    flag = AwardFlag.objects.get()
    assert (flag.award, flag.was, flag.now) == (made, GREAT, DONE)
    assert flag.cause == replaced.decisions.get().pk


def test_who_does_not_keep_the_file_enters_no_award(
    sector: Sector, published: DecisionList
) -> None:
    with pytest.raises(Refused):
        reward(sector, by="c05")

    assert not Award.objects.exists()


def test_the_form_offers_the_levels_and_holds_them_against_the_year(
    sector: Sector, replaced: DecisionList, client
) -> None:
    person = sector.who("c05", "ban_tc").person_id
    form = reverse("records:enter", args=["nguoi", person, "khen-thuong"])
    sent = {
        "form": "bang_khen", "year": "2019", "rests_on": "2020:HTXSNV",
        "decided_on": f"{NOW:%d/%m/%Y}", "number": "15/QĐ", "issuer": "BTV", "token": "a",
    }  # fmt: skip
    with clock.set_to(NOW):
        client.force_login(sector.user("c03"))
        client.post(reverse("accounts:act_as", args=[sector.who("c03", "ban_tc").pk]))
        page = client.get(form)
        wrong = client.post(form, sent)
        right = client.post(form, sent | {"year": "2020"})

    assert [label for _key, label in page.context["form"].fields["rests_on"].choices] == [
        "Không căn cứ mức xếp loại nào",
        f"Năm 2020: {DONE}",
        f"Năm 2020: {GREAT} (đã quyết định lại thành {DONE})",
    ]
    assert wrong.context["form"].errors == {
        "rests_on": ["Mức này là của năm 2020, khác năm thành tích 2019."]
    }
    assert (right.status_code, Award.objects.get().level_title) == (302, GREAT)
    assert AwardFlag.objects.count() == 1
