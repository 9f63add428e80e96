"""Every kind of page for readers of all kinds: axe-core in both schemes, keyboard, narrow screens, no message."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

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
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
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


def test_nothing_runs_off_narrow_screens(browser: Browser, served: str, site: Site) -> None:
    page = browser.new_page()
    wide = []
    for path in kinds(site):
        for width in (320, 390, 768):
            page.set_viewport_size({"width": width, "height": 800})
            if width == 320:
                page.goto(f"{served}/{path}")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append((path, width))
    page.close()
    assert wide == []


STOPS = """window.stops = () => [...document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex='-1'])")]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true })
      && !(e.type === 'radio' && !e.checked));
  window.shown = e => { const s = getComputedStyle(e), mark = e.querySelector('circle'); // of a place on a map
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1)
      || (mark && parseFloat(getComputedStyle(mark).strokeWidth) >= 2); };
  window.said = e => e.outerHTML.slice(0, 100); null;"""
NEAR_END = (
    """() => { const all = stops(); window.last = all.at(-1); window.before = all.at(-2) ?? last; before.focus(); }"""
)
UNSEEN = """() => stops().flatMap(e => { e.focus({ preventScroll: true });
  return e.tagName === 'IFRAME' || (document.activeElement === e && shown(e)) ? [] : [said(e)]; })"""


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if "search.html" in address:
        page.wait_for_selector("#k-search[data-ready]")
    page.evaluate(STOPS)


def strayed(page: Page) -> list[str]:
    """What is wrong with a page for somebody without a mouse, by the first stops, the last ones and all in between."""
    page.keyboard.press("Tab")
    found = [] if page.evaluate("document.activeElement.matches('a.skip')") else ["the skip link is not first"]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    found += ["Tab leads elsewhere"] * (not page.evaluate("document.activeElement === stops()[2]"))
    page.keyboard.press("Shift+Tab")
    found += ["Shift and Tab do not lead back"] * (not page.evaluate("document.activeElement === stops()[1]"))
    found += [f"no frame: {said}" for said in page.evaluate(UNSEEN)]
    found += page.evaluate("stops().filter(e => e.tabIndex > 0).map(e => 'out of turn: ' + said(e))")
    page.evaluate(NEAR_END)
    page.keyboard.press("Tab")
    found += ["the last is not reached"] * (not page.evaluate("document.activeElement === last"))
    page.keyboard.press("Tab")
    return found + ["the end is a trap"] * page.evaluate("document.activeElement === last")


def test_every_kind_of_page_complains_of_nothing_and_is_walked_by_keyboard(page: Page, base: str, site: Site) -> None:
    """The fixture fails on any error in the console: a script that breaks, a file that the policy forbids."""
    wrong = {}
    for path in kinds(site):
        opened(page, f"{base}/{path}")
        if base.startswith("http") and (found := strayed(page)):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.long
def test_kinds_of_page_of_letters_are_walked_by_keyboard(page: Page, letters: Site) -> None:
    wrong = {}
    for path in of_letters(letters):
        opened(page, f"{letters.folder.as_uri()}/{path}")
        if found := strayed(page):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.long
def test_the_keyboard_reaches_all_in_their_order(page: Page, served: str, site: Site) -> None:
    """Tab by Tab: what stands first is reached first, and nothing is passed over."""
    for path in (path for path in kinds(site) if "compare" not in path):  # whose frames have stops of their own
        opened(page, f"{served}/{path}")
        page.evaluate(
            "() => { window.wanted = stops(); window.reached = []; document.addEventListener('focusin',"
            " e => reached.push(e.target)); }"
        )
        for _ in range(page.evaluate("wanted.length")):
            page.keyboard.press("Tab")
        passed = page.evaluate("wanted.filter((e, at) => e !== reached[at] && e.isConnected).map(said).slice(0, 3)")
        assert passed == [], path


def test_the_skip_link_leads_to_the_text(page: Page, served: str, site: Site) -> None:
    for path in ("documents/d096.html", "persons/index.html", "search.html"):
        page.goto(f"{served}/{path}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "k-main"


def test_escape_closes_what_a_note_opens(page: Page, served: str) -> None:
    page.goto(f"{served}/documents/d096.html")
    page.locator(".evidence-call").first.focus()
    expect(page.locator(".popover")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".popover")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.evidence-call')")


def test_languages_of_parts_are_marked(page: Page, served: str) -> None:
    page.goto(f"{served}/documents/d096.html")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".text").get_attribute("lang") == "en"


def test_paper_has_what_screens_fold_away_and_draw_behind(page: Page, served: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{served}/documents/d093.html")
    expect(page.locator(".relations li").first).to_be_visible()
    dots = "getComputedStyle(document.querySelector('.step'), '::before').printColorAdjust"
    assert page.evaluate(dots) == "exact"
    assert page.locator("h1 .name").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_a_colophon_of_links_alone_and_an_index_leave_no_paper_empty(page: Page, letters: Site) -> None:
    page.emulate_media(media="print")
    page.goto(f"{letters.folder.as_uri()}/places/index.html")
    assert page.locator(".colophon").evaluate("e => getComputedStyle(e).breakBefore") == "auto"
    assert page.locator(".colophon").is_visible() == bool(page.locator(".colophon p").first.text_content())
