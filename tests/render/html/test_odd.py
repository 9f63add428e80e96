"""One odd file costs the site and the other documents nothing: it is shown as far as can be, and named."""

from __future__ import annotations

import html5lib
import pytest
from lxml import html

from kktei.slugs import file_names
from tests.render.odd import FILES, GOOD
from tests.websites import Site, letter_job, made

PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, str]]:
    """The site of all odd files and a good one, and the page of each by the file's stem."""
    folder = tmp_path_factory.mktemp("odd")
    for stem, file in FILES.items():
        text = file.text
        (folder / f"{stem}.xml").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "good.xml").write_text(GOOD, "utf-8")
    files = sorted(folder.glob("*.xml"))
    site = made(letter_job(files, folder, folder / "site"))
    pages = [f"documents/{name}.html" for name in file_names([f.stem for f in files])]
    assert set(pages) <= set(site.pages)
    return site, dict(zip((f.stem for f in files), pages, strict=True))


def text_of(site: Site, page: str) -> str:
    root = html.document_fromstring(site.text(page).encode(), parser=PARSER)
    return " ".join("".join(root.xpath("//main//text()")).split())


@pytest.mark.parametrize("stem", FILES)
def test_it_is_shown_and_named(odd: tuple[Site, dict[str, str]], stem: str) -> None:
    site, pages = odd
    codes = sorted(f.code for f in site.findings if f.file == f"{stem}.xml")
    assert codes == sorted(FILES[stem].codes)
    shown = text_of(site, pages[stem])
    assert all(words in shown for words in FILES[stem].words)


@pytest.mark.parametrize("stem", FILES)
def test_its_page_has_a_title_and_is_valid(odd: tuple[Site, dict[str, str]], stem: str) -> None:
    site, pages = odd
    root = html.document_fromstring(site.text(pages[stem]).encode(), parser=PARSER)
    assert "".join(root.xpath("//h1//text()")).strip()
    assert not root.xpath("string(//title)").startswith(" ")
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(site.text(pages[stem]).replace('xml:space="preserve"', ""))
    assert [e for e in parser.errors if e[1] not in {"invalid-codepoint", "control-character"}] == []


def test_no_link_is_broken_and_no_id_stands_twice(odd: tuple[Site, dict[str, str]]) -> None:
    site, _ = odd
    assert [f.message for f in site.findings if f.code in {"H002", "H003", "H004"}] == []


def test_every_file_has_a_page_of_its_own(odd: tuple[Site, dict[str, str]]) -> None:
    site, pages = odd
    assert len({page.casefold() for page in pages.values()}) == len(FILES) + 1
    assert all(len(page) < 100 for page in pages.values())
    assert "good words" in text_of(site, pages["good"])
    assert [f for f in site.findings if f.file == "good.xml"] == []
