"""What goes wrong inside a page is said above it; nothing on the page is overwritten."""

from django.test import Client

from tests import cast
from tests.web.assessments.conftest import HTMX


def test_a_404_of_htmx_lands_in_the_alerts(desk):
    answer = desk.an.post(desk.line("zzz"), {"points": "1", "version": "0"}, headers=HTMX)

    said = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (404, "#alerts")
    assert "Không tìm thấy nội dung này, hoặc vai đang giữ không xem được." in said
    assert "<html" not in said


def test_a_form_of_another_session_lands_in_the_alerts(desk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.world.user(desk.world.an))

    answer = strict.post(desk.line("a"), {"points": "1", "version": "0"}, headers=HTMX)

    said = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (403, "#alerts")
    assert "Biểu mẫu này thuộc phiên đăng nhập khác." in said
    assert "<html" not in said


def test_a_refusal_lands_in_the_alerts(desk):
    cast.fill(desk.world)
    cast.submit(desk.world)

    answer = desk.an.post(desk.line("a"), {"points": "1", "version": "1"}, headers=HTMX)

    assert (answer.status_code, answer["HX-Retarget"]) == (403, "#alerts")
    assert "Bước «Tự chấm điểm» đã xong." in answer.content.decode()
