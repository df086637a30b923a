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
    path = route.request.url.removeprefix("http://localhost")
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
    page.goto(f"http://localhost{url}")

    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366], indirect=True)
def test_points_are_entered_by_keyboard_and_with_one_button(page):
    page.goto("http://localhost/_thiet-ke/phieu/")
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
    page.goto("http://localhost/_thiet-ke/phieu/")
    banner = page.locator("#offline")

    assert banner.is_hidden()
    page.context.set_offline(True)
    assert banner.is_visible()
    page.context.set_offline(False)
    assert banner.is_hidden()


SHEET = """<!doctype html><meta name="htmx-config" content='{}'>
<script src="/static/congtam.js"></script>
<script src="/static/django_htmx/htmx-2.min.js"></script>
<div id="alerts"></div>
<form id="f" hx-post="/save/" hx-trigger="change" hx-target="#state" data-draft>
<input type="hidden" name="version" value="{version}"><textarea name="reached"></textarea>
<p id="state"><span data-state data-unsaved="Chưa lưu"></span></p></form>"""


@pytest.fixture
def sheet(page):
    """A form that saves itself; `answers` are given in turn, `sent` is what arrived."""
    answers, sent, version = [], [], ["1"]
    config = Client().get("/dang-nhap/").content.decode().split("htmx-config\" content='")[1]

    def _save(route):
        sent.append(route.request.post_data)
        status, body = answers.pop(0)
        route.fulfill(status=status, body=body, content_type="text/html")

    def _show(route):
        text = SHEET.replace("{version}", version[0]).replace(
            "'{}'", f"'{config.split(chr(39))[0]}'"
        )
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route("**/sheet/", _show)
    page.route("**/save/", _save)
    page.goto("http://localhost/sheet/")
    return page, answers, sent, version


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366], indirect=True)
def test_what_is_typed_is_unsaved_until_the_answer_says_otherwise(sheet):
    page, answers, sent, _version = sheet
    answers.append((200, "Đã lưu 14:32"))

    page.locator("textarea").press_sequentially("Họp đủ")
    assert page.locator("#state").inner_text() == "Chưa lưu"
    page.locator("textarea").blur()
    page.get_by_text("Đã lưu 14:32").wait_for()

    assert "version=1" in sent[0]
    assert page.evaluate("sessionStorage.getItem('congtam:/sheet/#f')") is None
    assert page.locator("form.is-dirty").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("page", [1366], indirect=True)
def test_a_text_that_was_not_saved_comes_back_with_its_version(sheet):
    page, answers, sent, version = sheet
    page.on("dialog", lambda dialog: dialog.accept())
    answers += [(401, "Phiên đã hết"), (409, "Hai người cùng sửa")]

    page.locator("textarea").fill("Lời của tôi")
    page.locator("textarea").blur()
    page.get_by_text("Phiên đã hết").wait_for()
    version[0] = "2"
    page.reload()
    page.get_by_text("Hai người cùng sửa").wait_for()

    assert page.locator("textarea").input_value() == "Lời của tôi"
    assert ["version=1" in body for body in sent] == [True, True]


@pytest.mark.django_db
def test_the_browser_finds_nothing_that_the_policy_forbids(browser):
    context = browser.new_context(viewport={"width": 1366, "height": 844})
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/*", _answer)
    for url in ("/dang-nhap/", *(f"/_thiet-ke/{name}/" for name in SCREENS)):
        page.goto(f"http://localhost{url}")
        page.wait_for_function("window.htmx !== undefined")
    context.close()

    assert said == []
