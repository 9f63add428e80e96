"""The apparatus in a browser: readings beside the text, put into it, chosen, two witnesses facing each other."""

from __future__ import annotations

import functools
import http.server
import struct
import threading
import zlib
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Quiet
from tests.browser.test_accessibility import RULES
from tests.collate.texts import critical_file
from tests.websites import letter_job, made

pytestmark = pytest.mark.browser
DOCUMENT, WITNESS = "documents/a.html", "witnesses/a/B.html"


def png() -> bytes:
    """A picture of one grey spot."""
    parts = [(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture(scope="module")
def critical(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one text of three witnesses."""
    folder = tmp_path_factory.mktemp("critical")
    (folder / "a.xml").write_text(critical_file(pictures=True), encoding="utf-8")
    (folder / "b1.png").write_bytes(png())
    site = made(letter_job([folder / "a.xml"], folder, folder / "site"))
    handler = functools.partial(Quiet, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def text(page: Page, critical: str) -> Page:
    page.goto(f"{critical}/{DOCUMENT}")
    return page


def test_readings_stand_beside_the_text_and_can_be_put_into_it(text: Page) -> None:
    call = text.locator(".app-call").nth(0)
    call.focus()
    assert text.locator(".app.extent").inner_text() == "old"
    text.keyboard.press("Enter")
    beside = text.locator("#k-beside")
    assert beside.locator(".entry").inner_text() == "old A] young B"
    assert text.evaluate("document.activeElement.id") == "k-beside"
    beside.locator(".put button").click()
    assert text.locator(".text p").first.inner_text().startswith("The young")
    assert beside.locator(".put button").get_attribute("aria-pressed") == "true"
    beside.locator(".back-to-text").click()
    assert text.locator(".text p").first.inner_text().startswith("The old")
    text.keyboard.press("Escape")
    assert not beside.is_visible()
    assert text.evaluate("document.activeElement.className") == "app-call"


def test_entries_are_chosen_and_shown_where_they_are_dense(text: Page) -> None:
    whole = text.locator(".apparatus li:visible").count()
    of_f = text.locator(".apparatus li[data-witness~='F']").count()
    bars = text.locator(".density a").count()
    text.select_option("#k-filter-witness", "F")
    assert 0 < text.locator(".apparatus li:visible").count() < whole
    assert 0 < text.locator(".density a").count() < bars
    assert text.locator("#k-apparatus-tools output").inner_text() == f"{of_f} of {whole} entries"
    assert text.locator(".text .app-call:visible").count() == of_f


def test_two_witnesses_face_each_other_word_by_word(text: Page) -> None:
    text.check("#k-witness-two")
    panes = [text.locator(f"#k-pane-{n}") for n in (1, 2)]
    assert [pane.locator("mark").first.inner_text() for pane in panes] == ["old", "young"]
    assert panes[1].locator("p").first.inner_text() == "The young king said so it."
    text.select_option("#k-facing-2", "0")
    assert panes[1].locator("mark").count() == 0, "A is what the edition has"
    text.select_option("#k-facing-1", "k-pictures-B")
    assert panes[0].locator("img").get_attribute("alt") == "B, picture 1"
    assert panes[1].locator("mark").count() == 0


def test_both_are_scrolled_together(text: Page) -> None:
    text.check("#k-witness-two")
    text.evaluate(
        "for (const n of [1, 2]) document.getElementById(`k-pane-${n}`).style.setProperty('max-height', '40px')"
    )
    text.evaluate("document.getElementById('k-pane-1').scrollTop = 1e6")
    text.wait_for_function("document.getElementById('k-pane-2').scrollTop > 10")
    text.uncheck("#k-facing-sync")
    text.evaluate("document.getElementById('k-pane-1').scrollTop = 0")
    text.wait_for_timeout(200)
    assert text.evaluate("document.getElementById('k-pane-2').scrollTop") > 10


STATES = {  # what is done on a page before it is looked at
    "beside": "document.querySelector('.app-call').click()",
    "two": "document.getElementById('k-witness-two').click()",
    "all": "document.getElementById('k-witness-all').click()",
}


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_axe_finds_nothing(browser: Browser, critical: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    found, wide = [], []
    for path, done in [(WITNESS, ""), *((DOCUMENT, state) for state in STATES.values())]:
        page.goto(f"{critical}/{path}")
        page.evaluate(done)
        if scheme == "dark" or done != STATES["all"]:  # a look takes a second or two
            answer = Axe().run(page, options=RULES)
            found += [(path, done, v["id"], v["nodes"][0]["html"][:200]) for v in answer.response["violations"]]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append((path, done))
        page.set_viewport_size({"width": 1280, "height": 900})
    context.close()
    assert (found, wide) == ([], [])


def test_without_scripts_witnesses_can_be_chosen_and_nothing_else_is_offered(browser: Browser, critical: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{critical}/{DOCUMENT}")
    assert not page.locator("#k-apparatus-tools, #k-beside, #k-facing, label.scripted").filter(visible=True).count()
    page.check("#k-witness-2")
    assert page.locator(".witness-table td:visible").first.inner_text() == "The young king said so it."
    assert not page.locator(".text").is_visible()
    context.close()
