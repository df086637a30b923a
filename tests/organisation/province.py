"""A small province for the tests of people and posts.

Chi chairs the province and may do everything; Bình heads its office; An chairs the district;
Út is An's clerk; each union has a chair (Dũng chairs the first).
"""

import json
from datetime import date, datetime

from congtam.clock import ZONE
from congtam.core.packs import organisation
from congtam.organisation.actions import load
from congtam.organisation.models import Mandate, Person

DAY = date(2021, 11, 1)
LOADED = datetime(2021, 10, 1, 8, tzinfo=ZONE)
NOW = datetime(2021, 11, 1, 9, tzinfo=ZONE)
SINCE = {"from": "2018-01-01"}
ALL = ["accounts_below", "accounts_own", "posts_below", "posts_own", "regulations"]


def a_pack(unions=1, named=(), tenant="son-ha"):
    """The pack as the loader of packs would give it."""
    names = list(named) or [f"Xí nghiệp số {n}" for n in range(1, unions + 1)]
    codes = [f"cs{n}" for n in range(1, len(names) + 1)]
    people = [
        _person("chi", "Trần Thị Chi", {"unit": "tinh", "body": "btv", "office": "chu_tich"}),
        _person("binh", "Nguyễn Văn Bình", {"unit": "tinh", "office": "chuyen_vien"}),
        _person("an", "Lê Thị An", {"unit": "huyen", "office": "chu_tich"}),
        _person("ut", "Mai Thị Út", {"unit": "huyen", "office": "chuyen_vien"}),
    ]
    chairs = ["Phạm Văn Dũng", *(f"Ngô Văn Khoa {n}" for n in range(2, len(codes) + 1))]
    people += [
        _person(f"chair{n}", name, {"unit": code, "body": "bch", "office": "chu_tich"})
        for n, (code, name) in enumerate(zip(codes, chairs, strict=False), start=1)
    ]
    extra = [
        _person(f"them{n}", f"Vũ Văn Lâm {n}", {"unit": code, "office": "chuyen_vien"})
        for n, code in enumerate(codes[1:], start=1)
    ]
    pack = {
        "format": organisation.FORMAT,
        "id": tenant,
        "title": "Tổ chức mẫu",
        "tenant": {
            "code": tenant, "name": "Liên đoàn Lao động tỉnh Sơn Hà", "short": "LĐLĐ tỉnh",
            "place": "Sơn Hà",
        },
        "tiers": [
            {"id": "tren", "title": "Cấp trên", "rank": "1"},
            {"id": "co_so", "title": "Cơ sở", "rank": "2"},
        ],
        "kinds": [
            {"id": "tinh", "title": "Liên đoàn Lao động tỉnh", "tier": "tren"},
            {"id": "huyen", "title": "Liên đoàn Lao động huyện", "tier": "tren"},
            {"id": "cdcs", "title": "Công đoàn cơ sở", "tier": "co_so"},
        ],
        "offices": [
            {"id": "chu_tich", "title": "Chủ tịch", "powers": ALL},
            {"id": "pho_chu_tich", "title": "Phó Chủ tịch", "powers": ["posts_below"]},
            {"id": "chuyen_vien", "title": "Chuyên viên"},
        ],
        "body_kinds": [
            {"id": "ban_thuong_vu", "title": "Ban Thường vụ"},
            {"id": "ban_chap_hanh", "title": "Ban Chấp hành"},
        ],
        "units": [
            _unit("tinh", "Liên đoàn Lao động tỉnh Sơn Hà", "tinh"),
            _unit("huyen", "Liên đoàn Lao động huyện Sông Lam", "huyen", "tinh"),
            *(_unit(c, f"CĐCS {n}", "cdcs", "huyen") for c, n in zip(codes, names, strict=True)),
        ],
        "bodies": [
            _body("btv", "tinh", "ban_thuong_vu", "Ban Thường vụ"),
            *(_body("bch", code, "ban_chap_hanh", "Ban Chấp hành") for code in codes),
        ],
        "people": people + extra,
        "charges": [{"unit": "tinh", "body": "btv", "units": codes, **SINCE}],
    }  # fmt: skip
    return organisation.load(json.dumps(pack, ensure_ascii=False), "thu")


def province(unions=1, named=(), tenant="son-ha"):
    """The same, loaded; gives the tenant."""
    return load(a_pack(unions, named, tenant), at=LOADED)


def held(code, tenant="son-ha"):
    """The mandate of a person, as they act."""
    found = Mandate.objects.select_related("person", "body", "tenant")
    return found.filter(person__code=code, tenant__code=tenant).latest("starts_on")


def person(code):
    """A person by code."""
    return Person.objects.get(code=code)


def _unit(code, name, kind, parent=None):
    return {
        "code": code, "name": name, "short": name, "kind": kind, **SINCE,
        **({"parent": parent} if parent else {}),
    }  # fmt: skip


def _body(code, unit, kind, name):
    return {"code": code, "unit": unit, "kind": kind, "name": name, **SINCE}


def _person(code, name, post):
    return {"code": code, "name": name, "login": code, "posts": [{**post, **SINCE}]}
