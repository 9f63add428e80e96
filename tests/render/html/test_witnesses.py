"""The witnesses of a critical text on its page: choice, table, what differs; without a script."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.collate.texts import critical_file
from tests.websites import Site, letter_job, made

pytestmark = pytest.mark.long  # a whole site is made


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    folder = tmp_path_factory.mktemp("witnesses")
    told = 'Copy <ref target="#{}">B</ref>'
    copied = critical_file().replace("Copy B", told.format("A")).replace("Copy F", told.format("d1.p1"))
    (folder / "a.xml").write_text(copied, encoding="utf-8")
    plain = critical_file().replace("parallel-segmentation", "double-end-point")
    (folder / "b.xml").write_text(plain, encoding="utf-8")
    site: Site = made(letter_job([folder / "a.xml", folder / "b.xml"], folder, folder / "site"))
    pages = {p.removesuffix(".html"): site.text(p) for p in site.pages if p.startswith(("documents/", "witnesses/"))}
    assert not [f for f in site.findings if f.code.startswith("H00")]
    return {name.removeprefix("documents/"): etree.HTML(text) for name, text in pages.items()}


def cells(page: etree._Element, column: int) -> list[str]:
    return ["".join(td.itertext()).strip() for td in page.iterfind(f".//td[@class='w{column}']")]


def test_each_witness_can_be_chosen_and_all_stand_side_by_side(page):
    labels = [
        "".join(e.itertext()).strip() for e in page["a"].iterfind(".//fieldset[@class='views witness-views']/label")
    ]
    assert labels == ["the edition’s text", "A", "B", "F", "all side by side", "two facing each other"]
    assert cells(page["a"], 1) == ["The old king said it.", "Yours,", "C."]


def test_what_differs_is_marked_and_what_a_witness_lacks_is_empty(page):
    assert cells(page["a"], 2)[0] == "The young king said so it."
    marks = ["".join(m.itertext()).strip() for m in page["a"].iterfind(".//td[@class='w2']//mark")]
    assert marks[:2] == ["young", "so"]
    assert "omitted" in cells(page["a"], 2)[1]
    assert cells(page["a"], 3)[0] == "king said it."


def test_an_apparatus_of_another_form_has_no_table(page):
    assert page["b"].find(".//table[@class='witness-table']") is None


def test_where_only_some_begin_a_paragraph_the_entry_says_so(page):
    said = ["".join(e.itertext()) for e in page["a"].iterfind(".//section[@class='apparatus']//li")]
    assert any("A new paragraph; om. B" in entry for entry in said)


def test_every_witness_has_a_page_of_its_own_that_its_document_leads_to(page):
    assert {p for p in page if p.startswith("witnesses/a/")} == {f"witnesses/a/{s}" for s in "ABF"}
    assert [a.get("href") for a in page["a"].iterfind(".//th//a")] == [f"../witnesses/a/{s}.html" for s in "ABF"]
    own = page["witnesses/a/B"].find(".//div[@class='text witness-text']")
    blocks = ["".join(block.itertext()).strip() for block in own]
    assert blocks == ["The young king said so it.", "omitted‸", "C."]
    assert own.find(".//mark/a").get("href").startswith("../../documents/a.html#k-app-")


def test_what_describes_a_witness_leads_to_where_its_target_stands(page):
    """The page of one witness holds no other."""
    led = [page[f"witnesses/a/{name}"].find(".//ol[@class='witnesses']//a[@class='ref']") for name in "BF"]
    assert [a.get("href") for a in led] == ["../../witnesses/a/A.html#A", "../../documents/a.html#d1.p1"]
