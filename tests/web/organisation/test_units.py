"""The register of units: found without marks, paged, the same cost for one row or fifty."""

import pytest
from django.urls import reverse

from congtam.organisation.models import Body, Unit
from tests.organisation.province import province

pytestmark = pytest.mark.django_db
INDEX = "/don-vi/"


def unit(code, tenant="son-ha"):
    return Unit.objects.get(code=code, tenant__code=tenant)


def test_every_unit_is_listed_with_its_kind_and_parent(sign_in):
    province(unions=1)

    page = sign_in("chair1").get(INDEX)

    assert [(p.name, kind, above and above.short) for p, kind, above in page.context["rows"]] == [
        ("CĐCS Xí nghiệp số 1", "Công đoàn cơ sở", "Liên đoàn Lao động huyện Sông Lam"),
        ("Liên đoàn Lao động huyện Sông Lam", "Liên đoàn Lao động huyện",
         "Liên đoàn Lao động tỉnh Sơn Hà"),
        ("Liên đoàn Lao động tỉnh Sơn Hà", "Liên đoàn Lao động tỉnh", None),
    ]  # fmt: skip


def test_words_and_kind_narrow_the_list(sign_in):
    province(unions=0, named=["Điện lực", "Dệt may"])
    client = sign_in("chi")

    found = client.get(INDEX, {"q": "  DIEN luc ", "loai": "cdcs"})
    none = client.get(INDEX, {"q": "dien luc", "loai": "huyen"})

    assert [p.name for p, _kind, _above in found.context["rows"]] == ["CĐCS Điện lực"]
    assert "Không tìm thấy đơn vị nào" in none.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 20])
def test_a_page_that_is_none_gives_the_nearest(sign_in, page):
    province(unions=1)

    assert sign_in("chi").get(INDEX, {"page": page}).status_code == 200


@pytest.mark.parametrize("unions", [1, 30])
def test_the_list_costs_the_same(sign_in, django_assert_max_num_queries, unions):
    province(unions=unions)
    client = sign_in("chi")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(8):
        assert client.get(INDEX).context["page"].paginator.count == unions + 2


@pytest.mark.parametrize("unions", [1, 30])
def test_the_page_of_a_unit_costs_the_same(sign_in, django_assert_max_num_queries, unions):
    province(unions=unions)
    client = sign_in("chi")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(14):
        client.get(reverse("organisation:unit", args=[unit("huyen").pk]))


def test_the_page_of_a_unit_tells_who_holds_what(sign_in):
    province(unions=2)

    told = sign_in("chi").get(reverse("organisation:unit", args=[unit("cs1").pk]))

    html = told.content.decode()
    assert [b.name for b in told.context["bodies"]] == ["Ban Chấp hành"]
    assert [p.short for p in told.context["above"]] == [
        "Liên đoàn Lao động tỉnh Sơn Hà", "Liên đoàn Lao động huyện Sông Lam",
    ]  # fmt: skip
    assert "Phạm Văn Dũng" in html
    assert "Được phụ trách bởi" in html


@pytest.mark.parametrize("unions", [1, 30])
def test_the_page_of_a_body_costs_the_same(sign_in, django_assert_max_num_queries, unions):
    province(unions=unions)
    client = sign_in("chi")
    body = Body.objects.get(code="btv")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(9):
        page = client.get(reverse("organisation:body", args=[body.pk]))

    assert page.context["page"].paginator.count == unions


def test_another_tenant_does_not_exist(sign_in):
    province(unions=1)
    province(unions=1, tenant="tay-ha")
    client = sign_in("chi")
    body = Body.objects.get(code="btv", tenant__code="tay-ha")

    assert (
        client.get(reverse("organisation:unit", args=[unit("cs1", "tay-ha").pk])).status_code == 404
    )
    assert client.get(reverse("organisation:body", args=[body.pk])).status_code == 404
    assert client.get(INDEX).context["page"].paginator.count == 3


def test_who_is_not_signed_in_is_led_to_the_door(client):
    assert client.get(INDEX).headers["Location"].startswith("/dang-nhap/")
