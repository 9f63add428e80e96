"""An authority file that came along from elsewhere: whatever its form, records are added and ids do not clash."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from lxml import etree

from kktei import parse, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.model import Document, DocumentId, Position, Record

HEADER = """<teiHeader><fileDesc><titleStmt><title>Theirs</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""
PEOPLE = """<listPerson><person xml:id="P0001"><persName><forename>Ada</forename> <surname>Winter</surname></persName>
</person><person xml:id="P0002"><persName><surname>Berg</surname></persName></person></listPerson>"""
NOTE = "Source: Example Library, Berg Papers, Lot 1 D 1. Secret. Drafted by Holm (OL)."
ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="theirs">'


def prefixed(text: str) -> str:
    text = text.replace(' xmlns="', ' xmlns:t="')
    return text.replace("</", "\0").replace("<", "<t:").replace("\0", "</t:")


FORMS = {
    "as ours": f"{ROOT}\n{HEADER}\n<standOff>\n{PEOPLE}\n</standOff>\n</TEI>\n",
    "in one line": f"{ROOT}{HEADER}<standOff>{PEOPLE}</standOff></TEI>",
    "prefixed": prefixed(f"{ROOT}\n{HEADER}\n<standOff>\n{PEOPLE}\n</standOff>\n</TEI>\n"),
    "an empty standOff": f"{ROOT}\n{HEADER}\n<standOff/>\n<text><body>{PEOPLE}</body></text></TEI>",
    "a prefixed empty list": prefixed(f'{ROOT}{HEADER}<standOff>{PEOPLE}<listOrg type="bodies" /></standOff></TEI>'),
    "no standOff": f"{ROOT}\n{HEADER}\n<text><body>{PEOPLE}</body></text>\n</TEI>\n",
    "in the header": (
        f"{ROOT}\n{HEADER.replace('</fileDesc>', f'</fileDesc><profileDesc><particDesc>{PEOPLE}</particDesc></profileDesc>')}"
        "\n<text><body><p/></body></text>\n</TEI>\n"
    ),
    "in the back": f"{ROOT}\n{HEADER}\n<text><body><p/></body><back>{PEOPLE}</back></text>\n</TEI>\n",
    "no header": f"{ROOT}\n<standOff>\n{PEOPLE}\n</standOff>\n</TEI>\n",
    "nothing but the header": f"{ROOT}\n{HEADER}\n</TEI>\n",
    "nothing at all": '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
    "lists within lists": f"{ROOT}\n{HEADER}\n<standOff><listPerson>{PEOPLE}</listPerson></standOff>\n</TEI>\n",
    "line ends": f"{ROOT}\n{HEADER}\n<standOff>\n{PEOPLE}\n</standOff>\n</TEI>\n".replace("\n", "\r\n"),
    "our ids elsewhere": (
        f'{ROOT}\n{HEADER}\n<standOff><listPerson xml:id="pers.holm">{PEOPLE[12:]}'
        '<note xml:id="rep.examplelibrary">mine</note><list xml:id="org.ol"><item xml:id="pl.oslo"/></list>'
        "</standOff>\n</TEI>\n"
    ),
    "an id twice": (
        f'{ROOT}\n{HEADER}\n<standOff>{PEOPLE}<listPlace><place xml:id="P0001"><placeName>Oslo</placeName></place>'
        "</listPlace></standOff>\n</TEI>\n"
    ),
    "of another namespace": (
        f"{ROOT}\n{HEADER}\n"
        '<standOff><x:standOff xmlns:x="urn:x"><x:listPerson/></x:standOff>'
        f"{PEOPLE}</standOff>\n</TEI>\n"
    ),
}
INVALID = {
    "no header",
    "nothing at all",
    "an id twice",
    "of another namespace",
    "nothing but the header",
    "an empty standOff",
    "a prefixed empty list",
}


def _documents() -> list[Document]:
    at = Position("seed.txt", 3)
    heads = ("Letter From Ada Winter to Jonas Berg", "Letter From Jonas Berg to Ada Winter")
    return [
        Document(Record(DocumentId.of(str(n)), head, NOTE, at, at), parse.parse_head(head), parse.parse_note(NOTE), ())
        for n, head in enumerate(heads, 1)
    ]


def _ids(root: Any) -> Counter[str]:
    return Counter(str(key) for key in root.xpath("//@xml:id"))


@pytest.mark.parametrize("form", FORMS)
def test_records_are_added_and_everything_stays(form: str, settings: Settings) -> None:
    data = FORMS[form].encode()
    grown, _ = authorities.grow(data, _documents(), settings)
    before, after = tei.parse(data, "a"), tei.parse(grown, "a")
    rest = iter(_pieces(grown))
    assert all(piece in rest for piece in _pieces(data)), "all that stood there stands there in its order"
    new = _ids(after) - _ids(before)
    assert new
    assert set(new.values()) == {1}
    assert not new.keys() & _ids(before).keys()
    index = authorities.load(grown)
    if "P0001" in FORMS[form]:
        assert [p.id for p in index.people if p.names and p.names[0].surname == "Winter"] == ["P0001"]
    for found in (index.repository("Example Library"), index.body("OL")):
        assert found is not None
    assert {p.names[0].surname for p in index.people} == {"Winter", "Berg", "Holm"}
    assert authorities.grow(grown, _documents(), settings)[0] == grown, "the second time nothing is added"
    if b"\r\n" in data:
        assert grown.count(b"\n") == grown.count(b"\r\n")


@pytest.mark.parametrize("form", sorted(FORMS.keys() - INVALID))
def test_what_was_tei_is_tei(form: str, tei_all: etree.RelaxNG, settings: Settings) -> None:
    before = tei.parse(FORMS[form].encode(), "a")
    assert tei_all.validate(before), tei_all.error_log.last_error
    grown, _ = authorities.grow(FORMS[form].encode(), _documents(), settings)
    assert tei_all.validate(tei.parse(grown, "a")), tei_all.error_log.last_error


def test_another_project_s_ids_are_known_by_their_records(settings: Settings) -> None:
    data = FORMS["as ours"].replace("</standOff>", _REPOSITORIES + "</standOff>").encode()
    grown, _ = authorities.grow(data, _documents(), settings)
    index = authorities.load(grown)
    assert index.is_repository("R1")
    assert index.is_repository("R2")
    assert not index.is_repository("P0001")


_REPOSITORIES = """<listOrg type="repositories"><org xml:id="R1"><orgName>Example Library</orgName></org>
<org xml:id="R2" corresp="#R1"><orgName>Berg Papers</orgName></org></listOrg>"""


def _pieces(data: bytes) -> list[bytes]:
    """Tags and words; an empty element counts as its start tag."""
    return [re.sub(rb"\s*/?>$", b">", piece) for piece in re.findall(rb"<[^>]*>|[^<\s]+", data)]
