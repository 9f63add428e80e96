"""The site on a host, in a sub-folder: search, two documents side by side, and an address that leads nowhere."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Quiet
from tests.websites import Site

pytestmark = pytest.mark.browser
FOLDER = "/kennedy-khrushchev/"


@pytest.fixture(scope="module")
def hosted(site: Site) -> Iterator[str]:
    """The site in a sub-folder of a host that shows 404.html, as GitHub's does."""

    class Host(Quiet):
        def translate_path(self, path: str) -> str:
            plain = path.partition("?")[0]
            return str(site.folder / plain.removeprefix(FOLDER)) if plain.startswith(FOLDER) else "/nowhere"

        def send_error(self, code: int, *_: object, **__: object) -> None:
            missing = Path(self.translate_path(f"{FOLDER}404.html")).read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(missing)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{FOLDER}"
        server.shutdown()


def test_all_of_it_works_in_a_sub_folder(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search.html?q=disarmament")
    page.wait_for_selector("#k-search[data-ready]")
    expect(page.locator(".results .excerpt").first).to_contain_text("isarmament")
    page.goto(f"{hosted}compare.html?one=documents/d096.html&other=documents/d097.html")
    page.wait_for_selector("#k-compare[data-ready]")
    expect(page.frame_locator("iframe").first.locator("h1")).to_be_visible()


def test_an_address_that_leads_nowhere_leads_home(browser: Browser, hosted: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{hosted}documents/of/old/d096.html")
    assert answer is not None
    assert answer.status == 404
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"EB Garamond"')
    page.locator("main a").first.click()
    expect(page).to_have_url(f"{hosted}index.html")
    page.close()
