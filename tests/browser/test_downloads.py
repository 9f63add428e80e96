"""Opened in a real browser, no TEI of a site runs anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.security.downloads import ACTIVE, INERT, raw
from tests.websites import letter_job, made

pytestmark = pytest.mark.browser


def opened(page: Page, file: Path) -> bool:
    """Whether a file, opened from its folder, ran what it holds (it marks itself)."""
    page.goto(file.as_uri())
    for link in page.locator("a, ref, math, mi").all()[:3]:
        link.dispatch_event("click")
    return bool(page.evaluate("document.documentElement.hasAttribute('pwned')"))


def test_no_tei_runs_anything(browser: Browser, tmp_path: Path) -> None:
    for at, text in enumerate([*ACTIVE.values(), *INERT.values()]):
        (tmp_path / f"d{at:03}.xml").write_bytes(raw(text))
    files = sorted(tmp_path.glob("*.xml"))
    site = made(letter_job(files, tmp_path, tmp_path / "site"))
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    assert opened(page, files[1])  # the browser would run it, were it offered as it is
    for file in sorted((site.folder / "tei").rglob("*.xml")):
        assert not opened(page, file), file.name
    for file in sorted((site.folder / "tei").rglob("*.txt"))[:4]:
        assert not opened(page, file), file.name
    assert all(url.startswith("file:") for url in asked)
    context.close()
