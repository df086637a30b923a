"""A province with two boards and a district, for the tests of the records.

Chi chairs the province; Bình heads the organisation board, An and Út work in it; Dũng heads the
other board; Hoa chairs the district and Lan works there. `personnel` is kept by Phú of the office.
"""

import json
from datetime import date, datetime
from itertools import count

from congtam.clock import ZONE
from congtam.core.packs import organisation
from congtam.organisation.actions import load
from congtam.organisation.models import Body, Mandate, Unit
from congtam.records.models import Task
from congtam.records.states import TaskState

DAY = date(2020, 11, 16)
NOW = datetime(2020, 11, 16, 9, tzinfo=ZONE)
LOADED = datetime(2020, 1, 2, 8, tzinfo=ZONE)
SINCE = {"from": "2018-01-01"}
OFFICES = {
    "chu_tich": ["tasks", "personnel"],
    "truong_ban": ["tasks_body"],
    "chanh_van_phong": ["personnel"],
    "chuyen_vien": [],
}
PEOPLE = (
    ("chi", "Trần Linh Chi", "tinh", "btv", "chu_tich"),
    ("binh", "Nguyễn Văn Bình", "tinh", "ban_tc", "truong_ban"),
    ("an", "Lê Thị An", "tinh", "ban_tc", "chuyen_vien"),
    ("ut", "Mai Văn Út", "tinh", "ban_tc", "chuyen_vien"),
    ("dung", "Đinh Văn Dũng", "tinh", "ban_cs", "truong_ban"),
    ("phu", "Phan Thị Phú", "tinh", "van_phong", "chanh_van_phong"),
    ("hoa", "Hoàng Thị Hoa", "huyen", "btv", "chu_tich"),
    ("lan", "Ngô Thị Lan", "huyen", None, "chuyen_vien"),
)
BODIES = (("btv", "tinh"), ("ban_tc", "tinh"), ("ban_cs", "tinh"), ("van_phong", "tinh"),
          ("btv", "huyen"))  # fmt: skip
KINDS = (
    ("khien_trach", "discipline", "Khiển trách"),
    ("canh_cao", "discipline", "Cảnh cáo"),
    ("suy_thoai", "ruling", "Suy thoái về tư tưởng chính trị, đạo đức, lối sống"),
    ("tham_nhung_dv", "ruling", "Đơn vị có tham nhũng, lãng phí bị xử lý"),
    ("om", "absence", "Nghỉ ốm"),
    ("thai_san", "absence", "Nghỉ thai sản"),
    ("bang_khen", "award", "Bằng khen"),
    ("giay_khen", "award", "Giấy khen"),
)
_tokens = count()


def province(tenant="tinh-mau"):
    """The organisation, loaded; gives the tenant."""
    pack = {
        "format": organisation.FORMAT,
        "id": tenant,
        "title": "Tổ chức mẫu",
        "tenant": {"code": tenant, "name": "LĐLĐ tỉnh Mẫu", "short": "LĐLĐ", "place": "Mẫu"},
        "tiers": [{"id": "t", "title": "Cấp tỉnh", "rank": "1"}],
        "kinds": [{"id": "u", "title": "Liên đoàn", "tier": "t"}],
        "offices": [{"id": o, "title": o, "powers": p} for o, p in OFFICES.items()],
        "body_kinds": [{"id": "b", "title": "Ban"}],
        "units": [
            {"code": "tinh", "name": "LĐLĐ tỉnh Mẫu", "short": "Tỉnh", "kind": "u", **SINCE},
            {"code": "huyen", "name": "LĐLĐ huyện Mẫu", "short": "Huyện", "kind": "u",
             "parent": "tinh", **SINCE},
        ],
        "bodies": [
            {"code": c, "unit": u, "kind": "b", "name": f"{c} {u}", **SINCE} for c, u in BODIES
        ],
        "people": [
            {"code": code, "name": name, "login": f"{code}.{tenant}", "posts": [
                {"unit": unit, "office": office, **({"body": body} if body else {}), **SINCE}]}
            for code, name, unit, body, office in PEOPLE
        ],
        "record_kinds": [{"id": i, "of": of, "title": t} for i, of, t in KINDS],
    }  # fmt: skip
    return load(organisation.load(json.dumps(pack, ensure_ascii=False), "thu"), at=LOADED)


def held(code, tenant="tinh-mau"):
    """The mandate of a person, as they act."""
    found = Mandate.objects.select_related("person", "body", "tenant")
    return found.get(person__code=code, tenant__code=tenant)


def holder_of(code, tenant="tinh-mau"):
    """The three keys of a record: a person by code, `body@unit`, or a unit."""
    if "@" in code:
        name, _at, unit = code.partition("@")
        body = Body.objects.get(code=name, unit__code=unit, tenant__code=tenant)
        return {"tenant_id": body.tenant_id, "unit_id": body.unit_id, "body_id": body.id}
    unit = Unit.objects.filter(code=code, tenant__code=tenant).first()
    if unit is not None:
        return {"tenant_id": unit.tenant_id, "unit_id": unit.id}
    post = held(code, tenant)
    return {"tenant_id": post.tenant_id, "unit_id": post.unit_id, "person_id": post.person_id}


def a_task(whose="an", *, by="binh", tenant="tinh-mau", **more):
    """One line of a register, straight into the table; `checked=True` for a finished one."""
    author = held(by, tenant)
    values = {
        "year": 2020, "source": Task.Source.PLAN, "title": "Tham mưu kế hoạch",
        "assigned_on": date(2020, 1, 15), "due_on": date(2020, 6, 30),
        "entered_by": author, "entered_at": LOADED, "token": f"t{next(_tokens):06}",
    }  # fmt: skip
    if more.pop("checked", False):
        values |= {"state": TaskState.CHECKED, "done": True, "checked_by": author,
                   "checked_at": NOW}  # fmt: skip
    return Task.objects.create(**holder_of(whose, tenant), **values | more)
