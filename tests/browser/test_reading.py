"""What readers do with what they find, over HTTP and from a folder: ask, walk, keep, copy, save, and come back."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Page, Route, expect
from pypdfium2 import PdfDocument

from tests.websites import Site, document, letter_job, made

pytestmark = pytest.mark.browser
CMIF = Path(__file__).parents[1] / "export" / "receivers" / "cmif" / "cmi-customization.rng"


def found(page: Page, base: str, question: str) -> list[str]:
    """Numbers of the documents that a question finds."""
    page.goto(f"{base}/search.html?q={quote(question)}")
    page.wait_for_selector("#k-search[data-ready]")
    more = page.locator("button.more")
    while more.is_visible():
        more.click()
    links = page.locator(".results h2 a").all_inner_texts()
    return [link.split(".")[0] for link in links]


def test_a_question_has_phrases_alternatives_exclusions_and_fields(page: Page, served: str) -> None:
    assert found(page, served, "xyzzy") == []
    assert found(page, served, '"Rusk Harriman"') == []
    either = set(found(page, served, "Harriman OR Brezhnev"))
    assert either == set(found(page, served, "Harriman")) | set(found(page, served, "Brezhnev"))
    without = set(found(page, served, "Kennedy -Rusk"))
    assert without
    assert without == set(found(page, served, "Kennedy")) - set(found(page, served, "Rusk"))
    assert without == set(found(page, served, "Kennedy NOT Rusk"))
    assert found(page, served, "from:Jacqueline") == ["120"]
    assert found(page, served, "Jacqueline from:") == found(
        page, served, "Jacqueline"
    )  # a field that is still without a value
    assert set(found(page, served, "title:telegram to:Khrushchev")) <= set(found(page, served, "kind:telegram"))
    assert found(page, served, "year:1963-") == found(page, served, "year:1960-1963")


@pytest.mark.parametrize(
    ("question", "said"),
    [("year:abc", "abc"), ("year:1963", ""), ("writer:Rusk", "writer: is looked for as a word; fields are from:, to:")],
)
def test_what_is_no_field_and_no_year_is_said_beside_the_words(
    page: Page, served: str, question: str, said: str
) -> None:
    assert bool(found(page, served, question)) == (not said)
    beside = page.locator(".top .problem").inner_text()
    assert (said in beside) if said else (beside == "")


def test_first_places_stand_there_before_the_engine_does(page: Page, served: str) -> None:
    """What is read in the index itself: on a slow line the engine takes longer than all else together."""
    held: list[Route] = []
    page.route("**/search/wasm.*", lambda route: held.extend([route]))
    page.goto(f"{served}/search.html?q=translation")
    expect(page.locator(".said")).to_have_text("Some documents first; the search goes on …")
    links, excerpts = page.locator(".results h2 a"), page.locator(".excerpt mark")
    early = links.all_inner_texts()
    assert early
    assert {word.lower() for word in excerpts.all_inner_texts()} == {"translation"}
    assert page.locator(".excerpt").first.get_attribute("lang") == links.first.get_attribute("lang") == "en"
    while not held:
        page.wait_for_timeout(30)
    held[0].continue_()
    page.wait_for_selector("#k-search[data-ready]")
    assert set(early) <= set(links.all_inner_texts())


def test_places_in_the_text_are_walked_through_and_documents_kept(page: Page, base: str) -> None:
    assert "96" in found(page, base, "Geneva")
    expect(page.locator(".excerpt mark").first).to_be_visible()
    page.locator(".results li", has_text="96. ").locator(".keep").click()
    page.locator(".results h2 a", has_text="96. ").click()
    bar = page.locator("nav.hits")
    expect(bar.locator("output")).to_contain_text("1 / ")
    bar.get_by_label("Next place").click()
    expect(bar.locator("output")).to_contain_text("2 / ")
    expect(page.locator(".cite .keep")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="To the reading list").click()
    page.wait_for_selector("#k-search[data-ready]")
    assert [link.split(".")[0] for link in page.locator(".results h2 a").all_inner_texts()] == ["96"]
    page.get_by_label("hide what I have seen").check()
    expect(page.locator(".said")).to_have_text("No document found.")


def test_a_list_is_saved_for_other_programs(page: Page, base: str, tmp_path: Path) -> None:
    found(page, base, "from:Jacqueline")
    saved = {}
    for name in ("CSV", "BibTeX", "CMIF"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        saved[name] = path.read_text(encoding="utf-8")
    assert "120,Letter From Jacqueline Kennedy to Chairman Khrushchev" in saved["CSV"]
    assert "@letter{d120," in saved["BibTeX"]
    assert '<correspDesc ref="https://example.org/kennedy-khrushchev/documents/d120.html" source=' in saved["CMIF"]
    assert '<date when="1963-12-01"/>' in saved["CMIF"]
    found(page, base, "year:1963")
    with page.expect_download() as download:
        page.get_by_role("button", name="CMIF").click()
    download.value.save_as(tmp_path / "all.xml")
    grammar = etree.RelaxNG(etree.parse(CMIF))
    assert grammar.validate(etree.parse(tmp_path / "all.xml")), grammar.error_log


def test_the_calendar_is_found_again_as_it_was_left(page: Page, base: str) -> None:
    page.goto(f"{base}/calendar.html")
    page.get_by_label("From", exact=True).fill("Jacqueline")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.locator("tbody tr:visible th a").click()
    page.wait_for_selector("article.document")
    page.go_back()
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    assert page.get_by_label("Not before").get_attribute("placeholder") == "1963-01"


def test_a_paragraph_is_cited_by_copying(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html")
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    page.locator(".permalink").first.click()
    page.get_by_role("button", name="Copy the citation").click()
    assert "documents/d096.html#" in page.evaluate("window.copied")
    assert "Kennedy-Khrushchev Exchanges" in page.evaluate("window.copied")


def test_colours_are_the_readers_choice(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html")
    page.locator("button.theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(f"{base}/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark == "rgb(25, 23, 20)"


def test_a_page_stands_still_while_its_fonts_come(page: Page, served: str, site: Site) -> None:
    loaded: list[str] = []

    def late(route: Route) -> None:
        loaded.append(route.request.url.rpartition("/")[2])
        time.sleep(0.3)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script("""
        window.shift = 0;
        new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value; })
            .observe({ type: "layout-shift", buffered: true });
    """)
    for path in ("index.html", "documents/d093.html", "calendar.html", "search.html"):
        page.goto(f"{served}/{path}")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(200)
        assert page.evaluate("window.shift") < 0.02, path
    weight = sum((site.folder / "assets" / "fonts" / name).stat().st_size for name in set(loaded))
    assert loaded
    assert weight < 100_000


def test_the_calendar_of_very_many_filters_all_of_them(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kktei.render.html.lists._ONE_PAGE", 2)
    dated = '<profileDesc><creation><date when="{}-03-04"/></creation></profileDesc>'
    held = "<witness><msDesc><msIdentifier><repository>{}</repository></msIdentifier></msDesc></witness>"
    paths = []
    for year, where in ((1897, ("Ash", "Elm")), (1901, ("Ash",)), (1905, ("Elm",))):
        paths.append(tmp_path / f"l{year}.xml")
        title = f"Letter of {year}" if year < 1900 else "Letter"
        text = document(f"<p>Text {year}.</p>", f"l{year}", dated.format(year), title)
        copies = f"<listWit>{''.join(held.format(name) for name in where)}</listWit>"
        paths[-1].write_text(text.replace("<p>None</p>", copies), "utf-8")
    site = made(letter_job(paths, tmp_path, tmp_path / "site"))
    page.goto((tmp_path / "site" / "calendar.html").as_uri())
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    # Those of one title are told apart.
    expect(rows.locator(".gist")).to_have_text(["Text 1901.", "Text 1905."])
    page.get_by_label("Repository").select_option("Elm")  # a choice for each, and what lies in both is in both
    expect(rows.locator("a")).to_have_text(["Letter of 1897", "Letter"])
    page.get_by_label("Repository").select_option("")
    page.get_by_label("Not before").fill("1900")
    expect(rows).to_have_count(2)
    page.get_by_label("Words in the table").fill("1905")
    expect(rows).to_have_count(1)
    assert rows.locator("a").get_attribute("href") == "documents/l1905.html"
    # Paper has all, of which the screen has some.
    script = site.folder / site.named("assets/calendar.js")
    script.write_text(script.read_text("utf-8").replace("STEP=200", "STEP=1"), "utf-8")
    page.goto((tmp_path / "site" / "calendar.html").as_uri())
    expect(rows).to_have_count(1)
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(page.pdf()))
    assert all(f"March 4, {year}" in printed for year in (1897, 1901, 1905))


def test_facets_show_first_what_most_of_the_found_have(page: Page, served: str) -> None:
    page.goto(f"{served}/search.html?q=disarmament")
    page.wait_for_selector("#k-search[data-ready]")
    shown = 0
    for facet in page.locator(".side fieldset:visible").all():
        counts = [int(count) for count in facet.locator("label:not([hidden]) .count").all_text_contents()]
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] > 0
        shown += len(counts)
    assert shown > 10
    page.locator(".side label:visible input").nth(1).check()
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.checked")  # where it was moved it has the focus still
    page.goto(f"{served}/search.html?q=xyzzy")
    page.wait_for_selector("#k-search[data-ready]")
    expect(page.locator(".side fieldset:visible")).to_have_count(0)


def test_two_documents_stand_side_by_side(page: Page, base: str) -> None:
    page.goto(f"{base}/documents/d096.html")
    page.get_by_role("link", name="Compare with another").click()
    page.wait_for_selector("#k-compare[data-ready]")
    page.get_by_label("The other").first.select_option("documents/d097.html")
    assert "one=documents" in page.url
    for name, number in (("One", "96."), ("The other", "97.")):
        frame = page.frame_locator(f"iframe[title='{name}']")
        expect(frame.locator("h1")).to_contain_text(number)
        expect(frame.locator(".masthead")).to_be_hidden()
    page.emulate_media(media="print")  # paper has the texts themselves: a frame would be cut
    expect(page.locator("iframe:visible")).to_have_count(0)
    for paper in page.locator(".paper").all():
        assert paper.inner_text().endswith("Khrushchev Correspondence.")
    expect(page.get_by_text("Choose two documents")).to_be_hidden()
    half = page.locator(".paper").first.evaluate("it => it.offsetWidth")
    page.emulate_media(media="screen")
    page.get_by_label("The other").first.select_option("")
    page.emulate_media(media="print")
    assert page.locator(".paper").first.evaluate("it => it.offsetWidth") > 1.8 * half  # one alone has the sheet


@pytest.mark.long
def test_two_long_documents_side_by_side_are_on_paper_to_their_ends(page: Page, letters: Site) -> None:
    pages = sorted((letters.folder / "documents").glob("*.html"), key=lambda file: file.stat().st_size)[-2:]
    one, other = (f"documents/{file.name}" for file in pages)
    page.goto(f"{letters.folder.as_uri()}/compare.html?one={one}&other={other}")
    expect(page.locator(".paper .text")).to_have_count(2)
    printed = PdfDocument(page.pdf(format="A4"))
    assert len(printed) > 2
    words = re.sub(r"\s+", "", "".join(sheet.get_textpage().get_text_range() for sheet in printed))
    page.emulate_media(media="print")
    for paper in page.locator(".paper").all():
        told = re.sub(r"\s+", "", paper.inner_text())
        assert told[:15] in words, told[:15]
        assert told[-15:] in words, told[-15:]


def test_two_documents_side_by_side_scroll_together_until_a_reader_does_not_want_it(page: Page, base: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{base}/compare.html?one=documents/d096.html&other=documents/d120.html")
    page.wait_for_selector("#k-compare[data-ready]")
    one, other = (next(f for f in page.frames if name in f.url) for name in ("d096", "d120"))
    for frame in (one, other):
        frame.wait_for_load_state("load")
    one.evaluate("window.scrollTo(0, 400)")
    other.wait_for_function("window.scrollY > 100")
    assert one.evaluate("window.scrollY") == 400  # not led back by what it led itself
    page.get_by_label("scroll together").uncheck()
    was = other.evaluate("window.scrollY")
    one.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(100)
    assert other.evaluate("window.scrollY") == was


def test_what_is_typed_before_the_documents_are_there_is_kept(page: Page, served: str) -> None:
    held: list[Route] = []
    page.route("**/search/documents.*", lambda route: held.extend([route]))
    page.goto(f"{served}/search.html", wait_until="commit")
    page.locator("#k-q").press_sequentially("disarmament")
    loaded = "performance.getEntriesByType('resource').some((r) => r.name.includes('pagefind'))"
    while not held or not page.evaluate(loaded):  # the engine comes while the documents do not
        page.wait_for_timeout(30)
    page.locator("input[name=before]").fill("1964")  # the form is whole before the documents are there
    page.locator("#k-q").press("Enter")
    held[0].continue_()
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["k-q", "disarmament"]
    assert page.locator("#k-q").count() == 1
    page.wait_for_selector("#k-search[data-ready]")
    assert page.locator(".results h2 a").count()
    assert "before=1964" in page.url


def test_the_network_follows_a_choice(page: Page, base: str) -> None:
    page.goto(f"{base}/network.html")
    rows = page.locator(".pairs li:visible")
    every = rows.count()
    page.get_by_label("Documents, at least").select_option("2")
    few = rows.count()
    assert 0 < few < every
    page.get_by_label("Name").fill("Nikita Sergeyevich Khrushchev")
    expect(page.locator("figcaption")).to_contain_text("Nikita Sergeyevich Khrushchev with 1 of 1")
    assert all("Khrushchev" in row for row in rows.all_inner_texts())
    page.get_by_label("Name").fill("")
    expect(page.locator("figcaption")).to_contain_text("Shown are")
    assert rows.count() == few


def test_what_is_copied_is_the_text_without_what_stands_in_it(page: Page, letters: Site) -> None:
    """Numbers of notes and pages, and marks for links, are no words of the letter; words stay apart."""
    page.goto((letters.folder / "documents" / "L00961.html").as_uri())
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text'))")
    copied = " ".join(page.evaluate("getSelection().toString()").split())
    assert "Vortrag von Beth war" in copied
    assert "Das Fest (Wiener Künstlerschaft)" in copied


def test_a_phrase_may_have_words_of_several_forms(page: Page, letters: Site) -> None:
    """Umlauts, also as typed without them: the index has other forms of such words, in which the engine loses count."""
    address = letters.folder.as_uri()
    assert found(page, address, '"Wiener Künstlerschaft"') == found(page, address, '"wiener kuenstlerschaft"') != []
    assert found(page, address, '"Künstlerschaft Wiener"') == []


def test_a_phrase_is_marked_as_a_whole_and_nothing_else(page: Page, letters: Site) -> None:
    assert found(page, letters.folder.as_uri(), '"wiener kuenstlerschaft"')
    places = page.locator(".excerpt mark")
    expect(places.first).to_be_visible()
    assert {place.lower() for place in places.all_inner_texts()} == {"wiener künstlerschaft"}
    page.locator(".results h2 a").first.click()
    expect(page.locator("nav.hits")).to_be_visible()
    marked = page.evaluate("[...CSS.highlights.get('k-found')].map(String)")
    assert [re.sub(r"seite \d+", "", " ".join(place.lower().split())) for place in marked] == ["wiener künstlerschaft"]
