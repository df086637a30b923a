"""Regulations and instruments on the screen: by kind, with their life, bounded."""

from pathlib import Path

import pytest
from django.urls import reverse

from congtam.organisation.models import Tenant
from congtam.regulations.actions import load, load_instrument
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.states import State
from tests.organisation.province import LOADED, province

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[3] / "packs"
FILES = sorted(
    p for p in PACKS.rglob("*.yaml") if p.name != "organisation.yaml" and p.parent.name != "demo"
)


@pytest.fixture
def tenant():
    return province(unions=1)


def loaded(tenant, name):
    return load(tenant, (PACKS / name).read_text(), name, at=LOADED)


def page(client, regulation):
    return client.get(reverse("regulations:regulation", args=[regulation.pk]))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_shipped_regulation_has_a_page(sign_in, tenant, path):
    draft = load(tenant, path.read_text(), path.name, at=LOADED)

    shown = page(sign_in("chair1"), draft)

    assert shown.status_code == 200
    assert draft.sha256 in shown.content.decode()


def test_a_sheet_shows_groups_criteria_and_totals(sign_in, tenant):
    draft = loaded(tenant, "sgu-2021/sheet.yaml")

    shown = page(sign_in("ut"), draft)

    groups = shown.context["groups"]
    assert sum(len(g["lines"]) for g in groups) == shown.context["lines"] == 34
    assert shown.context["total"] == "100"


def test_rules_show_levels_with_their_quotes(sign_in, tenant):
    shown = page(sign_in("ut"), loaded(tenant, "cdcs-mau-2021/rules.yaml")).content.decode()

    assert "Hoàn thành xuất sắc nhiệm vụ" in shown
    assert "Tổng điểm: ít nhất 90" in shown
    assert "«Đạt từ 90 điểm trở lên»" in shown


def test_a_procedure_is_drawn_in_the_order_of_its_steps(sign_in, tenant):
    shown = page(sign_in("ut"), loaded(tenant, "cdcs-mau-2021/procedure.yaml"))

    html = shown.content.decode()
    assert html.count('class="flow__box"') == len(shown.context["steps"])
    assert " style=" not in html


def test_a_plan_says_the_last_day(sign_in, tenant):
    shown = page(sign_in("ut"), loaded(tenant, "cdcs-mau-2021/plan.yaml")).content.decode()

    assert "trước ngày 06/11/2021" in shown
    assert "<b>05/11/2021</b>" in shown


def test_a_rule_book_leads_to_what_is_loaded_and_names_what_is_not(sign_in, tenant):
    sheet = loaded(tenant, "cdcs-mau-2021/sheet.yaml")
    shown = page(sign_in("ut"), loaded(tenant, "cdcs-mau-2021/rulebook.yaml")).content.decode()

    assert reverse("regulations:regulation", args=[sheet.pk]) in shown
    assert shown.count("chưa nạp") == 3


LIFE = {
    # reader: (sees «Kiểm tra» on a draft, may check, may put in force)
    "chi": (True, 302, 302),
    "binh": (False, 403, 403),
    "an": (False, 403, 403),
    "chair1": (False, 403, 403),
}


@pytest.mark.parametrize("reader", LIFE)
def test_only_the_keeper_of_the_register_moves_it_on(sign_in, tenant, reader):
    draft = loaded(tenant, "vn-state/calendar.yaml")
    client = sign_in(reader)
    check, force = (
        reverse(f"regulations:{verb}", args=[draft.pk]) for verb in ("check", "put_in_force")
    )

    seen = (
        check in page(client, draft).content.decode(),
        client.post(check).status_code,
        client.post(force).status_code,
    )

    assert seen == LIFE[reader]
    state = Regulation.objects.get(pk=draft.pk).state
    assert state == (State.IN_FORCE if reader == "chi" else State.DRAFT)


def test_a_second_click_finds_it_moved_on(sign_in, tenant):
    draft = loaded(tenant, "vn-state/calendar.yaml")
    client, url = sign_in("chi"), reverse("regulations:check", args=[draft.pk])
    client.post(url)

    assert client.post(url).status_code == 409


def test_the_list_is_narrowed_by_kind_and_state(sign_in, tenant):
    loaded(tenant, "vn-state/calendar.yaml")
    loaded(tenant, "cdcs-mau-2021/plan.yaml")
    client = sign_in("ut")

    plans = client.get("/quy-dinh/", {"loai": "plan"})
    sealed = client.get("/quy-dinh/", {"trang-thai": "in_force"})

    assert [r.kind for r, _tone in plans.context["rows"]] == ["plan"]
    assert "Chưa có quy định nào" in sealed.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_lists_cost_the_same(sign_in, tenant, django_assert_max_num_queries, rows):
    body = (PACKS / "vn-state/calendar.yaml").read_text()
    for n in range(rows):
        load(tenant, body.replace("id: vn-state", f"id: lich-{n}"), "c", at=LOADED)
        load_instrument(tenant, number=f"{n}/HD", title="Hướng dẫn", at=LOADED)
    client = sign_in("ut")
    client.get("/nguoi/")  # the first request moves the session on

    with django_assert_max_num_queries(8):
        assert client.get("/quy-dinh/").context["page"].paginator.count == rows
    with django_assert_max_num_queries(8):
        assert client.get("/van-ban/").context["page"].paginator.count == rows


def test_a_paper_is_found_by_its_words_and_read(sign_in, tenant):
    load_instrument(tenant, number="12/HD", title="Hướng dẫn", text="Điểm thưởng", at=LOADED)
    load_instrument(tenant, number="13/QĐ", title="Quyết định", at=LOADED)
    client = sign_in("ut")

    found = client.get("/van-ban/", {"q": "diem thuong"})

    (one,) = found.context["page"]
    shown = client.get(reverse("regulations:instrument", args=[one.pk]))
    assert (one.number, "Điểm thưởng" in shown.content.decode()) == ("12/HD", True)
    assert client.get(reverse("regulations:download", args=[one.pk])).status_code == 404


def test_another_tenant_does_not_exist(sign_in, tenant):
    province(unions=1, tenant="tay-ha")
    other = Tenant.objects.get(code="tay-ha")
    draft = loaded(other, "vn-state/calendar.yaml")
    paper = load_instrument(other, number="1/HD", title="Hướng dẫn", at=LOADED)
    client = sign_in("chi")

    assert page(client, draft).status_code == 404
    for verb in ("check", "put_in_force"):
        assert client.post(reverse(f"regulations:{verb}", args=[draft.pk])).status_code == 404
    for view in ("instrument", "download"):
        assert client.get(reverse(f"regulations:{view}", args=[paper.pk])).status_code == 404
    assert Instrument.objects.filter(tenant=tenant).count() == 0
