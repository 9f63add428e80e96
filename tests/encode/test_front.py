"""front.xml: names lead to their records, chapters lie within chapters."""

from __future__ import annotations

from lxml import etree

from kktei.config import check
from kktei.encode import encode_front
from kktei.encode.authorities import load
from kktei.encode.licence import header_beside
from kktei.model import Chapter, DocumentId, Front
from kktei.render.front import front_matter
from kktei.transcript import Name, Paragraph, Text

SETTINGS = check({"edition": {"id": "v", "title": "A Volume"}})
AUTHORITIES = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson>
<person xml:id="pers.holm"><persName><forename>Karin</forename> <surname>Holm</surname></persName></person>
</listPerson></standOff></TEI>"""


def test_names_lead_to_records_beside_the_file():
    front = Front("preface", "Preface", (Paragraph((Name("person", (Text("Karin Holm"),)), Text(" wrote."))),))
    made = encode_front(SETTINGS, [front], [], load(AUTHORITIES))
    name = next(etree.fromstring(made).iter("{*}persName"))
    assert name.get("ref") == "authorities.xml#pers.holm"


def test_chapters_lie_within_chapters(tmp_path):
    chapters = [
        Chapter("A", (), 0),
        Chapter("A1", (DocumentId.of("1"), DocumentId.of("2")), 1),
        Chapter("A1a", (DocumentId.of("3"),), 2),
        Chapter("A2", (DocumentId.of("4"),), 1),
        Chapter("B", (DocumentId.of("5"),), 0),
    ]
    (tmp_path / "front.xml").write_bytes(encode_front(SETTINGS, [], chapters) or b"")
    found = front_matter(tmp_path / "front.xml", "x")

    def tree(parts):
        return [(c.heading, [s.lstrip("d0") for s in c.documents], tree(c.chapters)) for c in parts]

    assert tree(found.chapters) == [
        ("A", [], [("A1", ["1", "2"], [("A1a", ["3"], [])]), ("A2", ["4"], [])]),
        ("B", ["5"], []),
    ]


def test_a_file_beside_the_documents_is_its_publishers():
    def published(**edition):
        return header_beside(check({"edition": edition}), "front matter", "x").findtext(".//{*}publisher")

    assert published(title="Letters", publisher="A Press") == "A Press"
    assert published(title="Letters") == "Letters"


def test_an_id_of_a_file_is_taken_whatever_has_it():
    index = load(b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="pers.a"><persName>A
      </persName></person></listPerson><list xml:id="l1"><item/></list></standOff></TEI>""")
    assert [key for key in ("pers.a", "l1", "free") if index.takes(key)] == ["pers.a", "l1"]
