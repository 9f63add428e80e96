"""What readers come for, in a real browser, over HTTP and from a folder."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, expect

from tests.websites import Site

pytestmark = pytest.mark.browser
TEI = "{http://www.tei-c.org/ns/1.0}"


def search(page: Page, base: str, **asked: str) -> list[str]:
    """Stems of the documents that the search page finds, in its order."""
    page.goto(f"{base}/search.html?" + "&".join(f"{k}={quote(v)}" for k, v in asked.items()))
    page.wait_for_selector("#k-search[data-ready]")
    more = page.locator("#k-search button.more")
    while more.is_visible():
        more.click()
    links = page.locator(".results h2 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [re.sub(r"^documents/|\.html.*$", "", link) for link in links]


def sent_by(root: Path, key: str, month: str) -> set[str]:
    """Read straight from the TEI: documents that somebody sent in a month."""
    found = set()
    for path in (root / "edition" / "documents").glob("*.xml"):
        acts = etree.parse(path).getroot().findall(f".//{TEI}correspAction[@type='sent']")
        dated = any((d.get("when") or "").startswith(month) for a in acts[:1] for d in a.iter(f"{TEI}date"))
        if dated and any((p.get("ref") or "").endswith(f"#{key}") for a in acts for p in a):
            found.add(path.stem)
    return found


def test_all_that_khrushchev_sent_in_may_1963(page: Page, base: str, root: Path) -> None:
    wanted = sent_by(root, "pers.khrushchev", "1963-05")
    assert wanted
    assert set(search(page, base, sender="Khrushchev", after="May 1963", before="May 1963")) == wanted
    # The same by typing, a variant of the name, and in the calendar.
    assert set(search(page, base, sender="Chairman Khrushchev", after="1963-05-01", before="31 May 1963")) == wanted
    page.goto(f"{base}/calendar.html")
    page.get_by_label("From", exact=True).fill("Khrushchev")
    page.get_by_label("Not before").fill("1963-05")
    page.get_by_label("Not after").fill("May 1963")
    rows = page.locator("tbody tr:visible th a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {r.removeprefix("documents/").removesuffix(".html") for r in rows} <= wanted
    assert rows


def test_from_or_to_finds_both_directions(page: Page, base: str) -> None:
    either = set(search(page, base, correspondent="Khrushchev"))
    assert either == set(search(page, base, sender="Khrushchev")) | set(search(page, base, recipient="Khrushchev"))


def test_a_date_that_is_no_date_is_said(page: Page, base: str) -> None:
    search(page, base, after="Smarch 1963")
    expect(page.get_by_role("alert")).to_contain_text("Smarch 1963")


def test_the_telegram_repeated_to_geneva_and_london(page: Page, base: str) -> None:
    assert search(page, base, q='"Repeated to Geneva and London"') == ["d096"]
    page.locator(".results h2 a").first.click()
    expect(page.locator("h1")).to_contain_text("96. Telegram")
    steps = page.locator(".step.cc")
    expect(steps.filter(has_text="Geneva")).to_have_count(1)
    expect(steps.filter(has_text="London")).to_have_count(1)


def test_word_forms_are_found(page: Page, base: str) -> None:
    assert "d096" in search(page, base, q="repeating")


def test_everything_in_lot_77_d_163(page: Page, base: str, root: Path) -> None:
    lying = {
        path.stem
        for path in (root / "edition" / "documents").glob("*.xml")
        if 'corresp="../authorities.xml#lot.77D163"' in path.read_text(encoding="utf-8").partition("<text>")[0]
    }
    page.goto(f"{base}/index.html")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Archives").click()
    page.get_by_role("link", name="Department of State").click()
    section = page.locator("section.level#lot\\.77D163")
    found = section.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {f.rpartition("/")[2].removesuffix(".html") for f in found} == lying
    assert set(search(page, base, level="Lot 77 D 163")) == lying


def test_the_april_message_from_handing_over_to_return(page: Page, base: str) -> None:
    assert "d093" in search(page, base, q="handed an English translation", after="1963-04", before="1963-04")
    page.goto(f"{base}/documents/d093.html")
    steps = [" ".join(s.split()) for s in page.locator(".journey .step").all_inner_texts()]
    handed = next(i for i, s in enumerate(steps) if s.startswith("Delivered") and "Robert Kennedy" in s)
    back = next(i for i, s in enumerate(steps) if s.startswith("Returned") and "Dobrynin" in s)
    assert handed < back
    page.locator(".note-text").get_by_role("link", name="Document 94").click()
    expect(page.locator("h1")).to_contain_text("94. Memorandum")
    expect(page.get_by_role("heading", name="Mentioned in")).to_be_visible()


def test_a_paragraph_and_a_document_can_be_cited(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html")
    page.locator(".text a.permalink").first.click()
    anchor = unquote(page.url.partition("#")[2])
    assert page.locator(f"[id='{anchor}']").count() == 1
    expect(page.locator("#k-chicago")).to_contain_text("document 96")
    expect(page.locator("#k-mla")).to_contain_text("Department of State.")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="BibTeX").click()
    assert waiting.value.suggested_filename == "d096.bib"
    assert "@incollection{kke.d096" in waiting.value.path().read_text(encoding="utf-8")


@pytest.mark.long
def test_all_reads_with_scripts_off(browser: Browser, base: str, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/index.html")
    menu = page.get_by_role("navigation", name="Main").get_by_role("link")
    for name in menu.all_inner_texts():
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_be_visible()
        assert len(page.locator("main").inner_text()) > 60, name
    page.goto(f"{base}/documents/d091.html")
    seen = 1
    while (following := page.locator("li.next a")).count():
        following.click()
        expect(page.get_by_role("heading", name="Source note", exact=True)).to_be_visible()
        seen += 1
    assert seen == 30
    context.close()


def test_the_diplomatic_view_needs_no_script(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/documents/d096.html")
    note = page.locator(".note-text")
    expect(note).to_contain_text("685–686", use_inner_text=True)
    expect(note).not_to_contain_text("685686", use_inner_text=True)
    page.get_by_label("Diplomatic").check()
    expect(note).to_contain_text("685686", use_inner_text=True)
    context.close()


def test_a_word_of_the_note_shows_what_rests_on_it(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html")
    page.locator(".evidence-call").nth(3).focus()
    popover = page.locator(".popover")
    expect(popover).to_contain_text("Geneva")
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)


def test_found_words_are_marked_on_the_page(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html?highlight=Geneva")
    assert page.evaluate("CSS.highlights.get('k-found').size") >= 1
