"""The words of names, as xslt/tei/names.xsl has them for all products."""

from __future__ import annotations

import pytest

from kktei.project import data
from tests.xpath import evaluate

TEI = "http://www.tei-c.org/ns/1.0"


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<persName>Carl<note>who?</note> Berg</persName>", ["Carl Berg"]),
        ("<note>See <persName>Carl<note>who?</note> Berg</persName></note>", ["Carl Berg"]),
        ("<choice><sic><persName>Brg</persName></sic><corr><persName>Berg</persName></corr></choice>", ["Brg", "Berg"]),
        ("<persName>Dr. <choice><abbr>C.</abbr><expan>Carl</expan></choice> Berg</persName>", ["Dr. Carl Berg"]),
        ("<persName><surname>Berg</surname><forename>Carl</forename></persName>", ["Berg Carl"]),
        ("<affiliation>Of <orgName>the Office</orgName></affiliation>", ["the Office"]),
        ("<persName>Berg<affiliation>Office</affiliation></persName>", ["Berg"]),
        ("<persName>A <persName>B <persName>C</persName></persName></persName>", ["A B C", "B C", "C"]),
    ],
)
def test_words_of_a_name(markup: str, said: list[str]) -> None:
    """Notes within a name are none of it; a name within a note has its words."""
    text = f"<TEI xmlns='{TEI}'><text><body><p>{markup}</p></body></text></TEI>"
    found = evaluate(
        data("xslt") / "record.xsl",
        "//(t:persName | t:orgName)!k:name-text(.)",
        context=text,
        namespaces={"t": TEI, "k": "https://kktei.org/ns/xslt"},
    )
    assert found == said


@pytest.mark.parametrize(
    ("pointers", "keys"),
    [
        ("#ada #bert", ["ada", "bert"]),  # my parents
        ("#ada https://viaf.org/viaf/1", ["ada"]),  # a record, and who that is
        ("https://viaf.org/viaf/1 http://d-nb.info/gnd/2", ["http://d-nb.info/gnd/2"]),  # one person in two catalogues
        ("http://d-nb.info/gnd/2 http://d-nb.info/gnd/3", ["http://d-nb.info/gnd/2", "http://d-nb.info/gnd/3"]),
    ],
)
def test_whom_a_name_means(pointers: str, keys: list[str]) -> None:
    """Addresses of several catalogues are of one; all of them are told to machines."""
    text = f"<TEI xmlns='{TEI}'><text><body><p><persName ref='{pointers}'>Berg</persName></p></body></text></TEI>"
    names = {"t": TEI, "k": "https://kktei.org/ns/xslt"}
    sheet = data("xslt") / "record.xsl"
    assert evaluate(sheet, "//t:persName!k:name-keys(.)", context=text, namespaces=names) == keys
    same = evaluate(sheet, "//t:persName!k:same(k:name-pointers(.), ())?*", context=text, namespaces=names)
    assert same == [p for p in pointers.split() if p.startswith("http")]


def test_a_step_that_does_not_say_what_it_is_makes_nobody_a_sender() -> None:
    agent = "<correspAction><persName>Berg</persName></correspAction>"
    sent = agent.replace(">", ' type="sent">', 1)
    text = f"<TEI xmlns='{TEI}'>{agent}{sent}</TEI>"
    found = evaluate(
        data("xslt") / "record.xsl",
        "//t:persName!k:act(.)",
        context=text,
        namespaces={"t": TEI, "k": "https://kktei.org/ns/xslt"},
    )
    assert found == ["", "sent"]


def test_each_whom_a_name_means_is_told_with_the_document_s_own_record() -> None:
    people = "<back><listPerson><person xml:id='a'><persName>Ada Berg</persName></person></listPerson></back>"
    name = "<p><persName ref='#a #b'>the Bergs</persName></p>"
    text = f"<TEI xmlns='{TEI}'><text><body>{name}</body>{people}</text></TEI>"
    names = {"t": TEI, "k": "https://kktei.org/ns/xslt"}
    said = "//t:p/t:persName!k:meant(.)!(?key, ?name, ?own, string(?several))"
    found = evaluate(data("xslt") / "record.xsl", said, context=text, namespaces=names)
    assert found == ["a", "the Bergs", "Ada Berg", "true", "b", "the Bergs", "", "true"]
