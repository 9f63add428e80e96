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
    "versions.html",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def kinds(site: Site) -> list[str]:
    return [k for k in KINDS if (site.folder / k.partition("?")[0]).is_file()]


def of_letters(site: Site) -> list[str]:
    """A page of every kind of a site that has maps, works, events, gathered names: the longest of each folder."""
    folders: dict[str, list[str]] = {}
    for path in site.pages:
        folders.setdefault(path.rpartition("/")[0] or path, []).append(path)
    return [max(pages, key=lambda path: (site.folder / path).stat().st_size) for pages in folders.values()]


def complaints(page: Page, path: str) -> list[tuple[str, str, str, str]]:
    """What axe has to say against a page."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        (path, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary", "")[:200]) for v in violations
    ]


@pytest.mark.long
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_on_a_site_of_letters_of_others(
    browser: Browser, letters: Site, width: int, scheme: str
) -> None:
    dark = scheme == "dark"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    found, wide = [], []
    for path in of_letters(letters):
        page.goto(f"{letters.folder.as_uri()}/{path}")
        # Twelve months on 320 pixels are smaller than a thumb; the year beside them leads to the same page.
        found += [told for told in complaints(page, path) if told[:2] != ("timeline.html", "target-size")]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()
    assert found == []
    assert wide == []


def test_in_forced_colours_pictures_and_choices_are_seen(browser: Browser, served: str) -> None:
    """What is said by colour alone would be gone: bars, lines and circles are drawn in the reader's own."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    for path, what, style in (
        ("statistics.html", ".bar rect", "fill"),
        ("network.html", ".network line", "stroke"),
        ("network.html", ".network circle", "fill"),
        ("timeline.html", "table.timeline .s5", "borderTopColor"),
    ):
        page.goto(f"{served}/{path}")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert page.locator(what).first.evaluate(f"e => getComputedStyle(e).{style}") not in {ground, "none"}, path
    context.close()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_axe_finds_nothing(browser: Browser, served: str, site: Site, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in kinds(site):
        page.goto(f"{served}/{path}")
        if path.startswith("search"):
            page.wait_for_selector("#k-search[data-ready]")
        found += complaints(page, path)
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
