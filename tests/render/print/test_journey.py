"""The journey below a document: in words, only where the edition asks for it."""

from __future__ import annotations

import json

from kktei.project import data
from kktei.render.words import words
from tests.xpath import evaluate

NAMESPACES = {"k": "https://kktei.org/ns/xslt"}
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc>
<correspAction type="sent"><persName>Ada Winter</persName><placeName>Vienna</placeName><date when="1921-03-04"/></correspAction>
<correspAction type="delivered"><persName role="bearer">Kohler</persName><persName role="addressee">Jonas Berg</persName></correspAction>
<correspAction type="received" subtype="intended"><persName>Miss Lund</persName></correspAction>
</correspDesc></profileDesc></teiHeader><text/></TEI>"""


def told(journey: bool) -> list[str]:
    params = {"journey": journey, "texts": json.dumps(words("en"))}
    return evaluate(data("xslt") / "print.xsl", "k:journey(/)", context=LETTER, namespaces=NAMESPACES, params=params)


def test_each_step_is_told_with_who_where_and_when() -> None:
    assert told(True) == [
        '#journey[#"Journey: sent by Ada Winter (Vienna, March 4, 1921), delivered by Kohler to Jonas Berg, '
        'meant for Miss Lund.";]'
    ]


def test_nothing_is_told_unless_the_edition_asks() -> None:
    assert told(False) == []
