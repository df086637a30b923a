"""A paper from the desk: into the register with its file, then its words."""

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congtam.ledger.models import Event
from congtam.regulations.actions import load_instrument
from congtam.regulations.models import Instrument
from tests.organisation.province import LOADED, province

pytestmark = pytest.mark.django_db
HEAD = {
    "number": "335/2025/NĐ-CP", "title": "Nghị định", "issuer": "Chính phủ",
    "issued_on": "21/12/2025",
}  # fmt: skip


@pytest.fixture
def tenant():
    return province(unions=1)


@pytest.fixture
def pdf(tmp_path):
    source = tmp_path / "a.typ"
    source.write_text("Điều 20. Tiêu chí.\n\nKhoản này nói: đạt từ 90 điểm trở lên.")
    return typst.compile(source)


def enter(client, content, **more):
    paper = SimpleUploadedFile("nghi-dinh.pdf", content, content_type="application/pdf")
    return client.post(reverse("regulations:enter"), {**HEAD, "paper": paper, **more})


def test_a_paper_is_entered_and_its_words_are_proposed(sign_in, tenant, pdf):
    client = sign_in("chi")

    done = enter(client, pdf)

    entered = Instrument.objects.get()
    url = reverse("regulations:transcribe", args=[entered.pk])
    assert (done["Location"], entered.number, entered.text) == (url, HEAD["number"], "")
    proposed = client.get(url).context["form"]["text"].value()
    assert proposed.splitlines() == [
        "Điều 20. Tiêu chí.", "Khoản này nói: đạt từ 90 điểm trở lên.",
    ]  # fmt: skip


def test_the_words_are_kept_once_and_found(sign_in, tenant, pdf):
    client = sign_in("chi")
    enter(client, pdf)
    entered = Instrument.objects.get()
    url = reverse("regulations:transcribe", args=[entered.pk])

    empty = client.post(url, {"text": "  "})
    kept = client.post(url, {"text": "Điều 1.\n\n  Đạt từ  90 điểm "})
    twice = client.post(url, {"text": "khác"})

    entered.refresh_from_db()
    assert (empty.status_code, kept.status_code, twice.status_code) == (422, 302, 403)
    assert entered.text == "Điều 1.\nĐạt từ 90 điểm"
    assert client.get("/van-ban/", {"q": "dat tu 90"}).context["page"].paginator.count == 1
    assert Event.objects.filter(verb="transcribe_instrument").count() == 1


def test_the_draft_that_waited_is_gone_back_to(sign_in, tenant, pdf):
    client, draft = sign_in("chi"), "01890000-0000-7000-8000-000000000000"

    entered = enter(client, pdf, ve=draft)
    kept = client.post(entered["Location"], {"text": "Điều 1."})
    again = enter(client, pdf, ve=draft)

    back = reverse("regulations:add", args=[draft, "van-ban"]) + "#mo"
    assert entered["Location"].endswith(f"?ve={draft}")
    assert (kept["Location"], again["Location"]) == (back, back)


def test_other_content_under_a_known_number_is_refused(sign_in, tenant, pdf):
    client = sign_in("chi")
    enter(client, pdf)

    shown = enter(client, pdf + b"\n")

    assert shown.status_code == 422
    assert shown.context["form"].errors["number"] == [
        "Văn bản số 335/2025/NĐ-CP đã có trong sổ với nội dung khác."
    ]


def test_a_file_that_is_none_is_refused_at_its_field(sign_in, tenant):
    shown = enter(sign_in("chi"), b"khong phai pdf")

    assert (shown.status_code, list(shown.context["form"].errors)) == (422, ["paper"])
    assert not Instrument.objects.exists()


def test_only_the_keeper_enters_and_transcribes(sign_in, tenant, pdf):
    paper = load_instrument(tenant, number="1/HD", title="Hướng dẫn", at=LOADED)
    client = sign_in("an")

    refused = [
        client.get(reverse("regulations:enter")), enter(client, pdf),
        client.get(reverse("regulations:transcribe", args=[paper.pk])),
        client.post(reverse("regulations:transcribe", args=[paper.pk]), {"text": "x"}),
    ]  # fmt: skip

    assert [response.status_code for response in refused] == [403] * 4
    assert Instrument.objects.get().text == ""
