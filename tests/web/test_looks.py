"""Every sample screen in a real browser, wide and narrow: readable by all, nothing sideways."""

import os
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

from congtam.web.home.design import SCREENS

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="module")
def browser():
    # The browser's event loop runs in this thread; Django would refuse its own database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, request):
    width = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    opened = context.new_page()
    opened.route("**/*", _answer)
    yield opened
    context.close()


def _answer(route):
    """The test client in place of a server: no port, no thread, no other transaction."""
    path = route.request.url.removeprefix("http://testserver")
    if path.startswith("/static/"):
        file = Path(finders.find(path.removeprefix("/static/")))
        kind = KINDS.get(file.suffix, "image/svg+xml")
        route.fulfill(body=file.read_bytes(), content_type=kind)
        return
    response = Client().get(path)
    route.fulfill(
        status=response.status_code, body=response.content, headers=dict(response.headers)
    )


def _violations(page):
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366, 390], indirect=True, ids=["wide", "narrow"])
@pytest.mark.parametrize("url", ["/dang-nhap/", *(f"/_thiet-ke/{name}/" for name in SCREENS)])
def test_a_screen_is_readable_by_all_and_fits(page, url):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"http://testserver{url}")

    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366], indirect=True)
def test_points_are_entered_by_keyboard_and_with_one_button(page):
    page.goto("http://testserver/_thiet-ke/phieu/")
    boxes = page.locator(".score__input")
    focused = "document.activeElement.id"

    boxes.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "line-2-points"
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "line-3-points"
    page.keyboard.press("ArrowUp")
    assert "is-less" in boxes.nth(1).get_attribute("class")

    page.locator("#line-2 .score__max").click()
    assert boxes.nth(1).input_value() == "6"
    assert "is-less" not in boxes.nth(1).get_attribute("class")
    assert page.locator("#line-2 [data-state]").inner_text() == "Chưa lưu"


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366], indirect=True)
def test_it_says_when_the_line_is_gone(page):
    page.goto("http://testserver/_thiet-ke/phieu/")
    banner = page.locator("#offline")

    assert banner.is_hidden()
    page.context.set_offline(True)
    assert banner.is_visible()
    page.context.set_offline(False)
    assert banner.is_hidden()
