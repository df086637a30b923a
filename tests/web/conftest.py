"""People at the door: one with two posts, one whose term is over."""

from datetime import date
from types import SimpleNamespace

import pytest

from congtam.accounts.models import User
from congtam.organisation.models import Body, Mandate, Person, Tenant, Unit

PASSWORD = "Mở-cửa-2021"


@pytest.fixture
def people(db):
    tenant = Tenant.objects.create(
        code="ta", name="Liên đoàn Lao động tỉnh Tân An", short="LĐLĐ tỉnh", place="Tân An"
    )
    unit = Unit.objects.create(tenant=tenant, code="benh-vien")
    team = Body.objects.create(
        tenant=tenant, unit=unit, code="tct", kind="team", name="Tổ công tác số 2",
        short="Tổ công tác số 2", starts_on=date(2020, 1, 1),
    )  # fmt: skip
    an = _person(tenant, "an", "Nguyễn Thị An")
    chair = _post(an, unit, "Chủ tịch CĐCS Bệnh viện", None, None)
    seat = _post(an, unit, "Thành viên", team, None, starts_on=date(2020, 2, 1))
    over = _post(an, unit, "Phó Chủ tịch", None, date(2021, 1, 31), starts_on=date(2019, 1, 1))
    binh = _person(tenant, "binh", "Lê Văn Bình")
    _post(binh, unit, "Ủy viên", None, date(2021, 1, 31))
    return SimpleNamespace(
        tenant=tenant, an=an.user, binh=binh.user, chair=chair, seat=seat, over=over
    )


def _person(tenant, code, name):
    user = User.objects.create_user(code, PASSWORD)
    return Person.objects.create(
        tenant=tenant, code=code, full_name=name, user=user, folded=code, sort_key=code
    )


def _post(person, unit, title, body, ends_on, *, starts_on=date(2020, 1, 1)):
    return Mandate.objects.create(
        tenant=person.tenant, person=person, unit=unit, body=body, office="x", title=title,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
