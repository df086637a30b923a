"""One person at one screen, and the people of a journey.

Every page that is looked at must be readable by all (axe), quiet (no error in the console, no
request that failed unless it was expected) and fit a narrow screen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response

from congtam.cli.main import main

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
WIDE = {"width": 1366, "height": 820}
NARROW = {"width": 390, "height": 844}
COLOURS, PAPER_SCALE = 128, 1.35
OWN_PASSWORD = "Mùa thu 2021 ở Sơn Hà"


@dataclass
class Screen:
    """A browser window of one person; faults are collected and must be none."""

    page: Page
    address: str
    pictures: Path
    known: set[tuple[str, bool]]  # kinds of pages that somebody has looked at closely
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._response)
        self.page.on("requestfailed", lambda r: self.faults.append(f"failed: {r.url} {r.failure}"))

    def _console(self, message: ConsoleMessage) -> None:
        named = re.search(r"the server responded with a status of (\d+)", message.text)
        if named is None and message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.url}")

    @contextmanager
    def refused(self, *statuses: int) -> Iterator[None]:
        """The product says no within this block, and with these statuses."""
        self.expected |= set(statuses)
        yield
        self.page.wait_for_load_state()
        self.expected.clear()

    def go(self, path: str) -> None:
        """Open an address of the product and glance at it."""
        self.page.goto(f"{self.address}{path}")
        self.glance()

    def follow(self, name: str, role: str = "link", *, exact: bool = False) -> None:
        """Press the first link or button of this name and glance at the page it leads to."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        self.glance()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button that answers with a page."""
        self.follow(name, "button", exact=exact)

    def glance(self) -> None:
        """Look closely at the first page of each kind, and at each for what went wrong."""
        kind = (IDS.sub("*", urlsplit(self.page.url).path), bool(self.expected))
        if kind not in self.known:
            self.known.add(kind)
            self.look()
        self._fits()
        assert self.faults == [], self.faults

    def look(self) -> None:
        """The page is readable by all, fits a narrow screen, and nothing went wrong so far."""
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size(WIDE | {"height": tall})  # nothing lies under the dock
        self.page.evaluate(AXE)
        found = self.page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        nodes = [(v["id"], n["html"][:160]) for v in found["violations"] for n in v["nodes"][:2]]
        assert nodes == [], f"{self.page.url}: {nodes}"
        self._fits()
        assert self.faults == [], self.faults

    def _fits(self) -> None:
        """Nothing is wider than a telephone."""
        self.page.set_viewport_size(NARROW)
        wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.page.set_viewport_size(WIDE)
        assert wider <= 0, f"{self.page.url}: {wider} px too wide at {NARROW['width']} px"

    def says(self, text: str) -> None:
        """These words stand on the page."""
        self.page.get_by_text(text).first.wait_for()

    def row(self, name: str) -> Locator:
        """The row of a table, or the item of a list, in which a name stands."""
        rows = self.page.get_by_role("row").or_(self.page.get_by_role("listitem"))
        return rows.filter(has_text=name).first

    def shot(self, name: str, *, at: str | Locator = "", narrow: bool = False) -> None:
        """A picture for the guide: the screen as it is, or with one place brought to the top."""
        self.page.set_viewport_size(NARROW if narrow else WIDE)
        self.page.evaluate("scrollTo(0, 0)")
        if at:
            place = self.page.locator(at).first if isinstance(at, str) else at
            place.evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 120)")
        raw = self.page.screenshot(caret="initial")  # hiding it would need an inline style
        self._keep(name, Image.open(io.BytesIO(raw)))
        self.page.set_viewport_size(WIDE)

    def shot_paper(self, name: str, pdf: bytes) -> None:
        """The first page of a paper as a picture for the guide."""
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        self._keep(name, page.render(scale=PAPER_SCALE).to_pil())
        page.close()
        document.close()

    def _keep(self, name: str, picture: Image.Image) -> None:
        small = picture.convert("RGB").quantize(COLOURS, dither=0)
        small.save(self.pictures / f"{name}.png", optimize=True)

    def download(self, name: str, role: str = "link") -> bytes:
        """The bytes behind a link that downloads."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role(role, name=name).first.click()
        ended = f"failed: {waiting.value.url} net::ERR_ABORTED"  # a page that became a download
        self.faults = [fault for fault in self.faults if fault != ended]
        return waiting.value.path().read_bytes()


@dataclass
class People:
    """Everybody of a journey, each with a browser of their own and an issued account."""

    browser: Browser
    address: str
    pictures: Path
    screens: dict[str, Screen] = field(default_factory=dict)
    issued: dict[str, str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    known: set[tuple[str, bool]] = field(default_factory=set)

    def as_(self, login: str, role: str = "") -> Screen:
        """The screen of a person, signed in; acting in the post whose words contain `role`."""
        if login not in self.screens:
            self.screens[login] = self.sign_in(login)
        screen = self.screens[login]
        if role:
            self._act_as(screen, role)
        return screen

    def sign_in(self, login: str) -> Screen:
        """Through the real form; the first time with the issued password, which is replaced."""
        screen, page = self.open(), None
        page = screen.page
        page.goto(f"{self.address}/dang-nhap/")
        first = login not in self.screens
        password = self.password(login) if first else OWN_PASSWORD
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
        if first:
            page.get_by_label("Mật khẩu hiện tại").fill(password)
            page.get_by_label("Mật khẩu mới", exact=True).fill(OWN_PASSWORD)
            page.get_by_label("Gõ lại mật khẩu mới").fill(OWN_PASSWORD)
            page.get_by_role("button", name="Đổi mật khẩu").click()
        page.get_by_role("heading", name="Việc của tôi").wait_for()
        return screen

    def open(self) -> Screen:
        """A browser that nobody has signed in to."""
        context = self.browser.new_context(
            viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return Screen(context.new_page(), self.address, self.pictures, self.known)

    def password(self, login: str) -> str:
        """The one-time password: from a slip handed over before, or from the operator."""
        if login not in self.issued:
            said = io.StringIO()
            with redirect_stdout(said):
                assert main(["account", "issue", login]) == 0
            self.issued[login] = said.getvalue().split()[-1]
        return self.issued[login]

    def _act_as(self, screen: Screen, role: str) -> None:
        page = screen.page
        page.goto(f"{self.address}/tai-khoan/")
        row = page.get_by_role("row").filter(has_text=role)
        row.first.wait_for()
        take = row.get_by_role("button", name="Dùng vai này")
        if take.count():
            take.first.click()
            page.get_by_text("Đang làm việc với vai: ").wait_for()

    def leave(self, folder: Path) -> None:
        """Close every browser; what each showed last stays in `folder` for whoever looks for it."""
        for login, screen in self.screens.items():
            screen.page.screenshot(path=folder / f"last-{login}.png")
        for context in self.contexts:
            context.close()
