"""Issuing a decision on its page: one click, one number, one paper."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from congtam.documents.models import Paper
from congtam.files.models import Blob
from congtam.standings.states import DecisionState
from tests import cast
from tests.documents.pdf import pages
from tests.web.standings.conftest import Stage


@pytest.fixture
def sealed(stage):
    return cast.seal(stage.world)


@pytest.fixture
def url(sealed):
    return reverse("documents:issue", args=[sealed.pk])


def _form(stage, **over):
    given = {"issued_on": "02/12/2021", "signer": str(stage.world.chi.id), "number": ""}
    return given | over


def test_the_form_knows_the_next_number(stage, url):
    page = stage.get("chi", url).content.decode()

    assert "Để trống thì lấy số kế tiếp của năm: 01/QĐ-LĐLĐ." in page


def test_one_click_issues_and_a_second_shows_the_same(stage, sealed, url):
    first = stage.post("chi", url, _form(stage))
    second = stage.post("chi", url, _form(stage))

    session = reverse("standings:session", args=[sealed.pk])
    sealed.refresh_from_db()
    assert (first.status_code, first.url, second.url) == (302, session, session)
    assert (Paper.objects.get().number, sealed.state) == (1, DecisionState.PUBLISHED)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("issued_on", "03/12/2021"),
        ("issued_on", "01/12/2021"),
        ("issued_on", "2021-12-02"),
        ("issued_on", ""),
        ("number", "0"),
        ("number", "-3"),
        ("number", "1.5"),
        ("number", "mười"),
        ("number", "٣"),
        ("signer", ""),
        ("signer", "x"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept(stage, url, field, typed):
    answer = stage.post("chi", url, _form(stage, **{field: typed}))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert answer.context["form"][field].value() == typed
    assert not Paper.objects.exists()


def test_a_number_already_used_is_said_at_its_field(stage, sealed, url):
    blob = Blob.objects.create(
        sha256="0" * 64, size=1, media_type="application/pdf", created_at=cast.SESSION
    )
    Paper.objects.create(
        tenant=stage.world.tenant, kind="letter", object_id=uuid4(), unit=stage.world.chi.unit,
        number=7, symbol="QĐ-LĐLĐ", year=2021, issued_on=cast.SESSION.date(), title="Khác",
        blob=blob, name="7.pdf", by=stage.world.chi,
    )  # fmt: skip

    answer = stage.post("chi", url, _form(stage, number="7"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"number": ["Số này đã dùng trong năm 2021."]}
    assert stage.post("chi", url, _form(stage, number="8")).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("chi", 200), ("chi_deputy", 403), ("orgboard_head", 404), ("an", 404), ("binh_head", 404)],
)
def test_who_may_issue(stage, url, who, status):
    assert stage.get(who, url).status_code == status
    if status != 200:
        assert stage.post(who, url, _form(stage)).status_code == status
        assert not Paper.objects.exists()


def test_the_register_and_the_paper_are_open_to_the_tenant(stage, url):
    stage.post("chi", url, _form(stage))
    paper = Paper.objects.get()
    path = reverse("documents:paper", args=[paper.pk])

    register = stage.get("dung", reverse("documents:index")).content.decode()
    answer = stage.get("dung", path)

    assert path in register
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Số: 01/QĐ-LĐLĐ" in pages(b"".join(answer.streaming_content))[0]


def test_another_province_finds_neither(stage, url):
    stage.post("chi", url, _form(stage))
    foreign = Stage.__new__(Stage)
    foreign.world = cast.make_world(tenant="tay-son")
    paper = Paper.objects.get()

    assert foreign.get("chi", reverse("documents:paper", args=[paper.pk])).status_code == 404
    assert foreign.get("chi", url).status_code == 404
    assert "QĐ-LĐLĐ" not in foreign.get("chi", reverse("documents:index")).content.decode()
