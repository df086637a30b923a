"""The sector union of tests/critique.py, grown: thirty specialists, thirty deputy heads, thirty
unions below with a chair each; its year is open. Built once a process, like every other world."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from congtam.assessments.models import Assessment
from congtam.cycles.models import Cycle
from congtam.organisation.models import Tenant
from tests import critique
from tests.critique import Sector
from tests.worlds import built

MANY = 30
SINCE = "2018-06-15"
SPECIALISTS = tuple(f"s{n:02}" for n in range(1, MANY + 1))
DEPUTIES = tuple(f"p{n:02}" for n in range(1, MANY + 1))
UNIONS = tuple(f"u{n:02}" for n in range(1, MANY + 1))


def grown_year() -> Sector:
    """The open year of the grown union."""
    built("thirty", _build)
    made = Sector(Tenant.objects.get(code="dong-trach"))
    made.cycle = Cycle.objects.get(tenant=made.tenant)
    return made


def files_of(world: Sector, codes: tuple[str, ...]) -> list[Assessment]:
    """The files of these people, in the order of their codes."""
    rows = Assessment.objects.filter(cycle=world.cycle, person__code__in=codes)
    return list(rows.select_related("track", "cycle", "post", "person").order_by("person__code"))


def _build() -> None:
    with TemporaryDirectory() as folder:
        packs = Path(folder) / "packs"
        shutil.copytree(critique.PACKS, packs)
        place = packs / "to-chuc-nganh-mau" / "organisation.yaml"
        place.write_text("\n".join(_grown(place.read_text().splitlines())) + "\n")
        with patch.object(critique, "PACKS", packs):
            critique._load()
            world = Sector(Tenant.objects.get(code="dong-trach"))
            critique.open_critique(world)


def _grown(lines: list[str]) -> Iterator[str]:
    """The pack with more rows at the end of units, bodies and people."""
    more = {"bodies:": _units(), "people:": _bodies(), "record_kinds:": _people()}
    for line in lines:
        yield from more.get(line.strip(), ())
        yield line


def _units() -> Iterator[str]:
    for code in UNIONS:
        yield (
            f'  - {{code: {code}, name: "Công đoàn cơ sở {code}", short: "CĐ {code}", kind: cdcs, '
            "parent: cdn, from: 2010-04-01}"
        )


def _bodies() -> Iterator[str]:
    kinds = (
        ("bch", "ban_chap_hanh", ""),
        ("chi_bo", "chi_bo", ""),
        ("cap_uy", "ben_ngoai", ", outside: true"),
        ("ban_lanh_dao", "lanh_dao", ""),
    )
    for unit in UNIONS:
        for code, kind, more in kinds:
            yield (
                f'  - {{code: {code}, unit: {unit}, kind: {kind}, name: "{code} {unit}", '
                f'short: "{code} {unit}", from: 2012-01-02{more}}}'
            )


def _people() -> Iterator[str]:
    for code in SPECIALISTS:
        yield from _person(code, "chuyen_vien", "Chuyên viên Ban Chính sách Pháp luật")
    for code in DEPUTIES:
        yield from _person(code, "pho_truong_ban", "Phó Trưởng Ban Chính sách Pháp luật")
    for unit in UNIONS:
        yield f'  - code: {unit}k\n    name: "Chủ tịch {unit}"\n    login: ct.{unit}\n    posts:'
        yield f'      - {{unit: {unit}, body: bch, office: chu_tich, title: "CT", from: {SINCE}}}'


def _person(code: str, office: str, title: str) -> Iterator[str]:
    yield f'  - code: {code}\n    name: "Người {code}"\n    login: nguoi.{code}\n    posts:'
    yield f'      - {{unit: cdn, body: ban_cs, office: {office}, title: "{title}", from: {SINCE}}}'
    yield (
        "      - {unit: cdn, body: co_quan, office: thanh_vien, "
        f'title: "Thành viên hội nghị Cơ quan", from: {SINCE}}}'
    )
