"""The pages of the year: what is shown, who may, wrong input, and how many statements."""

from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congtam import clock
from congtam.clock import ZONE
from congtam.cycles.models import Cycle, Extension, Obligation, Receiver
from congtam.documents.forms import receipt, score_sheet
from congtam.files.actions import keep
from congtam.ledger.models import Event
from congtam.regulations.models import Instrument, Regulation
from congtam.regulations.queries import in_force
from tests import cast
from tests.documents import samples

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 11, 2, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _in_november():
    with clock.set_to(NOW):
        yield


@pytest.fixture
def world():
    return cast.make_world()


@pytest.fixture
def opened(world):
    cast.open_year(world)
    return world


def _open_url(world):
    book = in_force(world.tenant.id, Regulation.Kind.RULEBOOK, "mini-2021")
    return reverse("cycles:open", args=[book.id])


def _paper():
    return SimpleUploadedFile(
        "Hướng dẫn.pdf", score_sheet.render(samples.score_sheet()), "application/pdf"
    )


def test_the_standing_committee_opens_the_year(client, world):
    client.force_login(world.user(world.chi))
    given = {"number": "12/HD-LĐLĐ", "title": "Hướng dẫn", "issued_on": "11/10/2021"}

    answer = client.post(_open_url(world), given | {"paper": _paper()})

    cycle = Cycle.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("cycles:cycle", args=[cycle.id]))
    assert cycle.guideline.blob_name == "Hướng dẫn.pdf"
    assert str(cycle.guideline.issued_on) == "2021-10-11"
    entered = Event.objects.get(verb="load_instrument", object_id=cycle.guideline_id)
    assert (entered.actor_id, entered.mandate_id) == (world.chi.person_id, world.chi.id)


def test_a_union_cannot_open_the_year(client, world):
    client.force_login(world.user(world.an))

    answer = client.post(_open_url(world), {})

    assert answer.status_code == 404
    assert not Cycle.objects.exists()


def test_a_second_click_leads_to_the_same_cycle(client, opened):
    client.force_login(opened.user(opened.chi))

    answer = client.post(_open_url(opened), {})

    assert answer.url == reverse("cycles:cycle", args=[opened.cycle.id])
    assert Cycle.objects.count() == 1


def test_wrong_input_keeps_what_was_typed(client, world):
    client.force_login(world.user(world.chi))
    given = {"number": "7/HD", "title": "Trích yếu vừa gõ", "issued_on": "31/02/2021"}

    answer = client.post(_open_url(world), given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhập ngày dạng 11/10/2021." in page
    assert "Đính kèm tệp hướng dẫn để nơi nhận đọc được." in page
    assert "Trích yếu vừa gõ" in page
    assert not Cycle.objects.exists()


def test_an_issued_paper_is_never_replaced_by_another_file(client, world):
    client.force_login(world.user(world.chi))
    known = Instrument.objects.get(tenant=world.tenant, number="12/HD-LĐLĐ")
    issuer = world.body("btv").name
    first = keep(BytesIO(score_sheet.render(samples.score_sheet())), "cũ.pdf").blob
    Instrument.objects.filter(pk=known.pk).update(issuer=issuer, blob=first, blob_name="cũ.pdf")
    given = {"number": "12/HD-LĐLĐ", "title": "Hướng dẫn khác", "issued_on": "11/10/2021"}
    other = SimpleUploadedFile("mới.pdf", receipt.render(samples.receipt()), "application/pdf")

    answer = client.post(_open_url(world), given | {"paper": other})

    assert answer.status_code == 422
    assert "đã có trong sổ với nội dung khác" in answer.content.decode()
    assert Instrument.objects.get(pk=known.pk).blob_id == first.pk
    assert not Cycle.objects.exists()


def test_a_page_of_markup_is_no_guideline(client, world):
    client.force_login(world.user(world.chi))
    given = {"number": "7/HD", "title": "Hướng dẫn", "issued_on": "11/10/2021"}
    paper = SimpleUploadedFile("huong-dan.pdf", b"<html><script>alert(1)</script></html>")

    answer = client.post(_open_url(world), given | {"paper": paper})

    assert answer.status_code == 422
    assert not Cycle.objects.exists()


def test_a_union_acknowledges_for_itself_alone(client, opened):
    client.force_login(opened.user(opened.an))
    own = Receiver.objects.get(unit=opened.file().unit, body=None)
    other = Receiver.objects.get(unit=opened.file("cap_nuoc").unit, body=None)

    taken = client.post(reverse("cycles:acknowledge", args=[own.id]))
    refused = client.post(reverse("cycles:acknowledge", args=[other.id]))

    assert (taken.status_code, refused.status_code) == (302, 404)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.acknowledged_at is not None, other.acknowledged_at) == (True, None)


def test_a_union_sees_its_own_duties_only(client, opened):
    client.force_login(opened.user(opened.an))

    answer = client.get(reverse("cycles:duties", args=[opened.cycle.id]))

    assert [row[0].name for row in answer.context["rows"]] == [opened.file().name]


def test_an_extension_with_a_wrong_day_says_so_beside_the_field(client, opened):
    client.force_login(opened.user(opened.chi))
    duty = Obligation.objects.get(unit=opened.file().unit, body=None)

    answer = client.post(
        reverse("cycles:extend", args=[duty.id]), {"to": "05/11/2021", "reason": "Bão lũ"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày gia hạn phải sau hạn đang có" in page
    assert "Bão lũ" in page
    assert not Extension.objects.exists()


def test_an_extension_is_granted(client, opened):
    client.force_login(opened.user(opened.chi))
    duty = Obligation.objects.get(unit=opened.file().unit, body=None)

    client.post(reverse("cycles:extend", args=[duty.id]), {"to": "9/11/2021", "reason": "Bão lũ"})

    duty.refresh_from_db()
    assert str(duty.due_on) == "2021-11-09"


@pytest.mark.parametrize("name", ["cycles:cycle", "cycles:duties", "cycles:extend", "cycles:open"])
def test_forged_ids_are_not_found(client, opened, name):
    client.force_login(opened.user(opened.chi))

    assert client.get(reverse(name, args=[uuid4()])).status_code == 404


def test_another_tenant_sees_nothing(client, opened):
    stranger = cast.make_world(tenant="khac")
    client.force_login(stranger.user(stranger.chi))
    duty = Obligation.objects.get(unit=opened.file().unit, body=None)

    pages = [
        reverse("cycles:cycle", args=[opened.cycle.id]),
        reverse("cycles:duties", args=[opened.cycle.id]),
        reverse("cycles:extend", args=[duty.id]),
    ]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize("name", ["cycles:cycle", "cycles:duties"])
def test_statements_do_not_grow_with_the_units(client, name):
    counted = []
    for units, tenant in ((2, "hai"), (30, "ba-muoi")):
        world = cast.make_world(units, tenant)
        cast.open_year(world)
        client.force_login(world.user(world.chi))
        page = reverse(name, args=[world.cycle.id])
        client.get(page)
        with CaptureQueriesContext(connection) as statements:
            client.get(page)
        counted.append(len(statements))

    assert counted[1] <= counted[0]
    assert counted[1] <= 15
