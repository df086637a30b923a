"""A pack becomes a draft: canonical, hashed, with a key for each line."""

from pathlib import Path

import pytest

from congtam.core.canonical import digest
from congtam.core.marked import Unreadable
from congtam.core.verdict import Refused
from congtam.ledger.models import Event
from congtam.regulations import queries
from congtam.regulations.actions import load, load_instrument
from congtam.regulations.models import Criterion, Instrument, Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, province

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[2] / "packs"
SHIPPED = sorted(
    p for p in PACKS.rglob("*.yaml") if p.name != "organisation.yaml" and p.parent.name != "demo"
)


@pytest.fixture
def tenant():
    return province(unions=1)


def text(name):
    return (PACKS / name).read_text()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_shipped_pack_loads_and_reads_back_the_same(tenant, path):
    draft = load(tenant, path.read_text(), path.name, at=LOADED)

    assert (draft.state, draft.tenant) == (State.DRAFT, tenant)
    value = getattr(queries, draft.kind)(draft.pk)
    assert (value.id, str(value.version), value.title) == (draft.code, draft.version, draft.title)


def test_a_sheet_brings_its_lines_and_the_implied_one(tenant):
    draft = load(tenant, text("sgu-2021/sheet.yaml"), "sheet.yaml", at=LOADED)

    sheet = queries.sheet(draft.pk)
    rows = Criterion.objects.filter(sheet=draft)
    assert [(c.key, c.max_points) for c in rows] == [(c.id, c.max) for c in sheet.criteria]
    assert rows.count() == 34
    assert sum(c.max_points for c in rows) == 100
    assert set(queries.criterion_ids(draft.pk)) == {c.id for c in sheet.criteria}


def test_the_hash_is_that_of_the_canonical_body(tenant):
    draft = load(tenant, text("cdcs-mau-2021/plan.yaml"), "plan.yaml", at=LOADED)

    assert draft.sha256 == digest(draft.body)


def test_how_it_was_typed_does_not_matter(tenant):
    once = load(tenant, text("vn-state/calendar.yaml"), "a.yaml", at=LOADED)

    again = load(tenant, "# ghi chú\n" + text("vn-state/calendar.yaml"), "b.yaml", at=LOADED)

    assert again == once
    assert (Regulation.objects.count(), Event.objects.filter(verb="load").count()) == (1, 1)


def test_the_same_version_with_other_words_is_refused(tenant):
    body = text("cdcs-mau-2021/plan.yaml")
    load(tenant, body, "plan.yaml", at=LOADED)

    with pytest.raises(Refused) as refused:
        load(tenant, body.replace("Ban Thường vụ", "Ban Chấp hành"), "plan.yaml", at=LOADED)

    assert "hãy tăng «version»" in refused.value.reason


def test_a_faulty_pack_leaves_nothing(tenant):
    body = text("sgu-2021/sheet.yaml").replace("total: 100", "total: 99")

    with pytest.raises(Unreadable) as unreadable:
        load(tenant, body, "sheet.yaml", at=LOADED)

    assert "sheet.yaml:" in str(unreadable.value)
    assert (Regulation.objects.count(), Instrument.objects.count()) == (0, 0)


def test_an_organisation_is_no_regulation(tenant):
    with pytest.raises(Refused):
        load(tenant, text("to-chuc-mau/organisation.yaml"), "organisation.yaml", at=LOADED)


def test_cited_instruments_enter_the_register_once(tenant):
    load(tenant, text("cdcs-mau-2021/rulebook.yaml"), "rulebook.yaml", at=LOADED)
    load(tenant, text("cdcs-mau-2021/procedure.yaml"), "procedure.yaml", at=LOADED)

    numbers = Instrument.objects.values_list("number", flat=True)
    assert sorted(numbers) == ["1294/HD-TLĐ", "152/LĐLĐ-ToCKT", "246/QĐ-LĐLĐ"]


def test_a_known_instrument_gets_its_text(tenant):
    load(tenant, text("cdcs-mau-2021/rulebook.yaml"), "rulebook.yaml", at=LOADED)
    head = {"number": "152/LĐLĐ-ToCKT", "issuer": "Ban Thường vụ Liên đoàn Lao động tỉnh"}

    found = load_instrument(tenant, **head, title="…", text="Trước ngày 06/11/2021", at=LOADED)

    assert found == Instrument.objects.get(number=head["number"])
    assert "truoc ngay 06/11/2021" in found.folded
    with pytest.raises(Refused):
        load_instrument(tenant, **head, title="…", text="Lời khác", at=LOADED)
