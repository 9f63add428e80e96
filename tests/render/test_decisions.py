"""What editors decided beyond the source's words is told to readers, on the page and in the book, with its reason."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from kktei.project import data
from kktei.render.words import words
from tests.websites import letter_job, made
from tests.xpath import evaluate

NAMESPACES = {"k": "https://kktei.org/ns/xslt"}
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d001"><teiHeader><fileDesc>
<titleStmt><title>Letter</title></titleStmt><publicationStmt><p>p</p></publicationStmt><notesStmt>
<note xml:id="d001.ed.when" type="editorial" subtype="when" resp="#ed">the postmark (A. B.)</note>
<note xml:id="d001.ed.place" type="editorial" subtype="place" resp="#ed">the postmark (A. B.)</note>
<note xml:id="d001.ed.sender" type="editorial" subtype="sender" resp="#ed">sender: Ada Berg, where the source has “A.”.</note>
<note type="query">Is this right?</note></notesStmt><sourceDesc><p>s</p></sourceDesc></fileDesc><profileDesc><correspDesc>
<correspAction type="sent"><persName evidence="external" resp="#ed" source="#d001.ed.sender">Ada Berg</persName>
<date when="1921-03-04" evidence="external" resp="#ed" source="#d001.ed.when"/></correspAction></correspDesc></profileDesc>
</teiHeader><text><body><p>Words.</p></body></text></TEI>"""


@pytest.mark.long
def test_the_page_tells_each_decision_once_and_facts_lead_to_it(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    path = tmp_path / "letters" / "d001.xml"
    path.write_text(LETTER, encoding="utf-8")
    site = made(letter_job([path], tmp_path / "letters", tmp_path / "site"))
    page = html.fromstring(site.text("documents/d001.html"))
    told = [" ".join(li.text_content().split()) for li in page.xpath("//section[@class='decisions']//li")]
    assert told == ["Date, Place: the postmark (A. B.)", "Sender: Ada Berg, where the source has “A.”."]
    links = page.xpath("//a[@class='badge added']/@href")
    assert "#d001.ed.when" in links
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)
    assert site.findings == []


@pytest.mark.parametrize("sheet", ["print.xsl", "epub.xsl"])
def test_books_tell_them_below_the_document(sheet: str) -> None:
    params = {"texts": json.dumps(words("de"))}
    path = data("xslt") / sheet
    (told,) = evaluate(path, "k:decisions-below(/) ! string()", context=LETTER, namespaces=NAMESPACES, params=params)
    assert "Entscheidungen der Herausgeber. Datum, Ort: the postmark (A.\u202fB.). Absender: Ada Berg" in told
    assert re.search(r"“A\.”\.\W*$", told), "no second full stop"


def test_a_document_without_decisions_says_nothing() -> None:
    plain = LETTER.replace("editorial", "query")
    params = {"texts": json.dumps(words("en"))}
    sheet = data("xslt") / "print.xsl"
    assert evaluate(sheet, "k:decisions-below(/)", context=plain, namespaces=NAMESPACES, params=params) == []


def test_a_hard_break_ends_a_line_in_running_text() -> None:
    lines = '<lb type="hard"/>one<lb/>two<lb type="hard" break="no"/><hi><lb type="hard"/></hi>'
    context = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{lines}</p></body></text></TEI>'
    expression = "//*:lb ! k:ends-line(.)"
    found = evaluate(data("xslt") / "html.xsl", expression, context=context, namespaces=NAMESPACES)
    assert found == ["true", "false", "false", "true"]
