"""The witnesses of a critical text on its page: choice, table, what differs; without a script."""

from __future__ import annotations

import pytest
from lxml import etree

from kktei.encode.constituted import constituted
from tests.collate.texts import TEI, settled, witness
from tests.websites import Site, letter_job, made

pytestmark = pytest.mark.long  # a whole site is made

A = witness("A", "The old king said it.\n\nYours,\n\nC.")
B = witness("B", "The young king said so it.\n\nC.")
F = witness("F", "[lost]\n\nking said it.")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    folder = tmp_path_factory.mktemp("witnesses")
    done = settled([A, B, F]).collation
    text = b"".join(etree.tostring(block) for block in constituted(done, ["#A", "#B", "#F"], "d1")).decode()
    listed = "".join(f'<witness xml:id="{s}"><bibl>Copy {s}</bibl></witness>' for s in "ABF")
    (folder / "a.xml").write_text(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>A text</title></titleStmt><publicationStmt>'
        f"<p/></publicationStmt><sourceDesc><listWit>{listed}</listWit></sourceDesc></fileDesc><encodingDesc>"
        '<variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>'
        f"<text><body><div>{text}</div></body></text></TEI>",
        encoding="utf-8",
    )
    plain = (folder / "a.xml").read_text(encoding="utf-8").replace("parallel-segmentation", "double-end-point")
    (folder / "b.xml").write_text(plain, encoding="utf-8")
    site: Site = made(letter_job([folder / "a.xml", folder / "b.xml"], folder, folder / "site"))
    return {stem: etree.HTML(site.text(next(p for p in site.pages if p.endswith(f"{stem}.html")))) for stem in "ab"}


def cells(page: etree._Element, column: int) -> list[str]:
    return ["".join(td.itertext()).strip() for td in page.iterfind(f".//td[@class='w{column}']")]


def test_each_witness_can_be_chosen_and_all_stand_side_by_side(page):
    labels = [
        "".join(e.itertext()).strip() for e in page["a"].iterfind(".//fieldset[@class='views witness-views']/label")
    ]
    assert labels == ["the edition’s text", "A", "B", "F", "all side by side"]
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
