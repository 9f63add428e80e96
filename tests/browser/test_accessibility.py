"""Every kind of page for readers of all kinds: axe-core in both schemes, keyboard, narrow screens, no message."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.websites import Site

pytestmark = pytest.mark.browser

KINDS = [
    "index.html",
    "calendar.html",
    "documents/d093.html",
    "documents/d096.html",
    "documents/d120.html",
    "persons/index.html",
    "persons/khrushchev.html",
    "bodies/dos.html",
    "places/moscow.html",
    "archives/index.html",
    "archives/dos.html",
    "markings.html",
    "timeline.html",
    "network.html",
    "statistics.html",
    "days.html",
    "compare.html?one=documents/d096.html&other=documents/d097.html",
    "correspondences/jfk-khrushchev.html",
    "printed.html",
    "search.html?q=letter",
    "about/index.html",
    "about/encoding.html",
    "about/accessibility.html",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def kinds(site: Site) -> list[str]:
    return [k for k in KINDS if (site.folder / k.partition("?")[0]).is_file()]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_axe_finds_nothing(browser: Browser, served: str, site: Site, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in kinds(site):
        page.goto(f"{served}/{path}")
        if path.startswith("search"):
            page.wait_for_selector("#k-search[data-ready]")
        answer = Axe().run(page, options=RULES)
        found += [
            (path, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary", "")[:200])
            for v in answer.response["violations"]
        ]
    context.close()
    assert found == []


def test_no_page_has_anything_to_complain_of(page: Page, base: str, site: Site) -> None:
    """The fixture fails on any error in the console: a script that breaks, a file that the policy forbids."""
    for path in kinds(site):
        page.goto(f"{base}/{path}")
        page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_runs_off_narrow_screens(browser: Browser, served: str, site: Site, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for path in kinds(site):
        page.goto(f"{served}/{path}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()
    assert wide == []


FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"


@pytest.mark.parametrize("path", ["documents/d096.html", "calendar.html", "search.html", "persons/khrushchev.html"])
def test_the_keyboard_reaches_all(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}")
    page.wait_for_load_state("load")
    if path == "search.html":
        page.wait_for_selector("#k-search[data-ready]")
    wanted = page.evaluate(
        f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
            .filter(e => e.checkVisibility() && !(e.type === 'radio' && !e.checked)).length"""
    )
    page.evaluate("() => { window.reached = new Set(); }")
    unseen = []
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
                window.reached.add(e); const s = getComputedStyle(e);
                return [e.outerHTML.slice(0, 80), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0]; }"""
        )
        if state and not state[1]:
            unseen.append(state[0])
    assert page.evaluate("window.reached.size") >= wanted
    assert unseen == []


def test_the_skip_link_leads_to_the_text(page: Page, served: str) -> None:
    page.goto(f"{served}/documents/d096.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "k-main"


def test_languages_of_parts_are_marked(page: Page, served: str) -> None:
    page.goto(f"{served}/documents/d096.html")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".text").get_attribute("lang") == "en"
