"""An organisation comes in whole, once, with its tree and its search columns."""

from datetime import date

import pytest

from congtam.core.verdict import Refused
from congtam.organisation.actions import load
from congtam.organisation.models import Charge, Kind, Mandate, Person, Placement, Tenant
from congtam.organisation.queries import search_people, search_units
from tests.organisation.province import DAY, LOADED, a_pack, held, province

pytestmark = pytest.mark.django_db


def test_every_table_is_filled():
    tenant = province(unions=3)

    assert (
        Kind.objects.filter(tenant=tenant).count(),
        list(Placement.objects.order_by("path").values_list("path", flat=True)),
        Mandate.objects.count(),
        Charge.objects.count(),
    ) == (
        8,
        ["tinh/", "tinh/huyen/", "tinh/huyen/cs1/", "tinh/huyen/cs2/", "tinh/huyen/cs3/"],
        9,
        3,
    )


def test_a_second_load_is_refused_and_changes_nothing():
    province(unions=1)

    with pytest.raises(Refused) as refused:
        load(a_pack(unions=2), at=LOADED)

    assert refused.value.reason == "Tổ chức «son-ha» đã được nạp."
    assert (Tenant.objects.count(), Placement.objects.count()) == (1, 3)


def test_a_title_left_out_is_that_of_the_office():
    province(unions=1)

    assert held("chi").title == "Chủ tịch"


def test_units_are_found_without_marks_and_sorted_in_vietnamese():
    province(unions=0, named=["Điện lực", "Dệt may", "Ấp Bắc", "An Bình", "Dược phẩm"])
    mandate = held("chi")

    every = search_units(mandate, DAY, kind="cdcs")

    assert [p.name for p in every] == [
        "CĐCS An Bình", "CĐCS Ấp Bắc", "CĐCS Dệt may", "CĐCS Dược phẩm", "CĐCS Điện lực",
    ]  # fmt: skip
    assert [p.name for p in search_units(mandate, DAY, "dien LUC")] == ["CĐCS Điện lực"]
    assert [p.name for p in search_units(mandate, DAY, "điên")] == ["CĐCS Điện lực"]
    assert list(search_units(mandate, DAY, "100%")) == []


def test_people_are_sorted_by_given_name():
    province(unions=1)

    found = [p.full_name for p in search_people(held("chi"))]

    assert found == [
        "Lê Thị An", "Nguyễn Văn Bình", "Trần Thị Chi", "Phạm Văn Dũng", "Mai Thị Út",
    ]  # fmt: skip


def test_another_tenant_stays_unseen():
    province(unions=1)
    province(unions=2, tenant="tay-ha")

    assert search_units(held("chi", tenant="son-ha"), DAY).count() == 3
    assert search_people(held("chi", tenant="son-ha")).count() == Person.objects.count() - 7


@pytest.mark.parametrize("unions", [1, 40])
def test_loading_costs_the_same_statements(django_assert_max_num_queries, unions):
    pack = a_pack(unions=unions)

    with django_assert_max_num_queries(22):
        load(pack, at=LOADED)


def test_what_stood_before_a_day_is_not_found():
    province(unions=1)

    assert search_units(held("chi"), date(2017, 12, 31)).count() == 0
