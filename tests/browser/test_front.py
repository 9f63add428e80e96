"""The pages of a volume's front matter for readers of all kinds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import RULES
from tests.render.volumes import edition, job
from tests.websites import Site, letter_job, made

pytestmark = pytest.mark.browser
PAGES = [
    "index.html",
    "documents/d001.html",
    "front/index.html",
    "front/preface.html",
    "front/sources.html",
    "front/persons.html",
]


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = edition(tmp_path_factory.mktemp("volume") / "edition")
    target = folder.parent / "site"
    return made(replace(job(folder, target, folder.parent / "cache"), cache=letter_job([], folder, target).cache))


def address(site: Site, path: str) -> str:
    return f"{site.folder.as_uri()}/{path}"


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_axe_finds_nothing(browser: Browser, volume: Site, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(address(volume, path))
        found += [
            (path, v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page, options=RULES).response["violations"]
        ]
    context.close()
    assert found == []


def test_nothing_runs_off_a_narrow_screen(browser: Browser, volume: Site) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(address(volume, path))
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path
    context.close()


def test_search_finds_a_section_and_a_facet_leaves_it_out(page: Page, volume: Site) -> None:
    page.goto(address(volume, "search.html?q=marzipan"))
    page.wait_for_selector("#k-search[data-ready]")
    assert page.locator(".results h2 a").all_inner_texts() == ["Preface"]
    assert "1 of 7 documents and sections" in page.locator(".said").inner_text()
    page.locator(".results h2 a").click()
    assert page.locator("h1").inner_text().startswith("Preface")
    page.goto(address(volume, "search.html?after=1921"))
    page.wait_for_selector("#k-search[data-ready]")
    assert page.locator(".results h2 a").all_inner_texts() == []


def test_a_note_leads_back_to_its_call(page: Page, volume: Site) -> None:
    page.goto(address(volume, "front/preface.html"))
    page.locator(".notes a.back[href='#k-call-2']").click()
    assert Path(page.url).name == "preface.html#k-call-2"
