"""A real browser, and the edition's site over HTTP and from a folder."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.websites import Site, edition_site, letters_site


@pytest.fixture(scope="session")
def site(root: Path) -> Site:
    return edition_site(root)


@pytest.fixture(scope="session")
def letters(datadir: Path) -> Site:
    """The site of the letters of other editions."""
    return letters_site(datadir)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what is wrong."""


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The site's address over HTTP."""
    handler = functools.partial(Quiet, directory=str(site.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Site) -> str:
    """The site's address, by either way."""
    if request.param == "file":
        return site.folder.as_uri()
    return str(request.getfixturevalue("served"))


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context in which any message of the console that is an error fails the test, and nothing leaves the machine."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(15_000)
    problems: list[str] = []
    opened.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    opened.on("weberror", lambda e: problems.append(str(e.error)))
    opened.route(
        lambda url: not url.startswith(("file:", "http://127.0.0.1", "data:", "blob:")), lambda route: route.abort()
    )
    yield opened
    opened.close()
    assert problems == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
