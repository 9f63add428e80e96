"""The editors' table in a conversion: what it adds to transcriptions, what it cannot change, what it outranks."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project

SEED = """Letters

1. Letter From Miller to Baker

Source: Archive, Miller Papers. Secret.

Vienna, March 4, 1921.

Dear Sir:

I have your letter.

R. Miller

2. Letter From Baker to Miller

Source: Archive, Baker Papers.

The map is enclosed.

[Enclosure: A map]

The map shows the coast.

007. Letter From Baker to Miller

Source: Archive, Baker Papers.
"""
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d009"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>Words.</p></body></text></TEI>"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "T"\n', encoding="utf-8")
    (tmp_path / "seeds" / "a.txt").write_text(SEED, encoding="utf-8")
    return Project(tmp_path)


def converted(project: Project, rows: str) -> list[tuple[str, int, int]]:
    (project.edition / "facts.csv").write_text(rows, encoding="utf-8")
    found = convert(project, watch=Silence(), by="E").findings
    return [(f.code, f.line, f.column) for f in found if f.file == "edition/facts.csv"]


def document(project: Project, stem: str) -> etree._Element:
    return tei.load(project.documents / f"{stem}.xml")


def test_words_that_the_text_has_itself_stay_and_the_editor_is_told(project: Project) -> None:
    rows = 'n,dateline,signed\n1,"Oslo, March 5, 1921.",R. Miller\n'
    assert converted(project, rows) == [("C004", 2, 2)]
    body = etree.tostring(document(project, "d001").find(".//tei:body", tei.NS), encoding="unicode")
    assert "Oslo" not in body
    assert body.count("Vienna") == 1
    assert body.count("R. Miller") == 1


def test_a_text_beside_attachments_gets_what_it_lacks(project: Project) -> None:
    assert converted(project, 'n,dateline,signed\n2,"Oslo, March 5, 1921.",A. Baker\n') == []
    (text,) = document(project, "d002").findall(".//tei:div[@type='text']", tei.NS)
    assert [tei.name(e) for e in text] == ["opener", "p", "closer"]
    assert "".join(text[0].itertext()).strip() == "Oslo, March 5, 1921."


def test_numbers_are_the_same_with_and_without_zeros(project: Project) -> None:
    assert converted(project, "n,place\n7,Oslo\n") == []
    assert document(project, "d007").find(".//tei:correspAction/tei:placeName", tei.NS).text == "Oslo"


def test_a_letter_taken_as_it_is_is_not_changed_by_the_table(project: Project) -> None:
    (project.seeds / "b.xml").write_text(LETTER, encoding="utf-8")
    assert converted(project, "n,place\n9,Oslo\n") == [("C004", 2, 0)]
    assert (project.documents / "d009.xml").read_text(encoding="utf-8") == LETTER


def test_a_document_that_no_source_has(project: Project) -> None:
    assert converted(project, "n,place\n12,Oslo\n") == [("C001", 2, 0)]


def test_the_table_outranks_the_source_and_the_hand_outranks_the_table(project: Project) -> None:
    assert converted(project, "n,classification,place\n1,Confidential,Oslo\n") == []
    path = project.documents / "d001.xml"
    text = path.read_text(encoding="utf-8")
    assert 'target="../edition.xml#cls.c"' in text
    hand = text.replace('target="../edition.xml#cls.c"', 'target="../edition.xml#cls.u"')
    path.write_text(hand, encoding="utf-8")
    assert converted(project, "n,classification,place\n1,Confidential,Bergen\n") == []
    text = path.read_text(encoding="utf-8")
    assert 'target="../edition.xml#cls.u"' in text
    assert "Bergen" in text


def test_a_value_that_is_taken_back_goes(project: Project) -> None:
    converted(project, "n,sender,why\n1,Ada Berg,the hand is hers\n")
    assert "Ada Berg" in (project.documents / "d001.xml").read_text(encoding="utf-8")
    converted(project, "n,sender,why\n1,,\n")
    text = (project.documents / "d001.xml").read_text(encoding="utf-8")
    assert "Berg" not in text
    assert "hand is hers" not in text


def test_words_added_to_the_vocabulary_are_known_at_the_next_conversion(project: Project) -> None:
    assert converted(project, "n,handling\n1,Amber\n") == [("R032", 2, 2)]
    words = '[[handling]]\nkey = "hnd.amber"\nlabel = "Amber"\nwords = ["Amber"]\n'
    (project.edition / "vocabulary.toml").write_text(words, encoding="utf-8")
    assert converted(project, "n,handling\n1,Amber\n") == []
    (project.edition / "vocabulary.toml").write_text(words.replace("Amber", "Ochre"), encoding="utf-8")
    assert converted(project, "n,handling\n1,Amber\n") == [("R032", 2, 2)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,1951-05-01,", [("C015", 2, 2)]),
        ("1,1921,", []),
        ("1,1951-05-01,The letter is misdated", []),
        ("2,1951-05-01,", []),
    ],
)
def test_a_date_that_the_text_does_not_have_is_told(
    project: Project, row: str, expected: list[tuple[str, int, int]]
) -> None:
    assert converted(project, f"n,when,why\n{row}\n") == expected


GERMAN = "ich habe Ihren Brief mit großer Freude erhalten und danke Ihnen sehr, auch für das Bild, das wir noch nicht hatten.[1]"


@pytest.mark.parametrize("row", ["n,language\n", "n,language\n1,German\n"])
def test_the_language_of_a_letter_is_no_translation(project: Project, row: str) -> None:
    letter = SEED.replace("I have your letter.", f"{GERMAN}\n\n[1] Not found.")
    (project.seeds / "a.txt").write_text(letter, encoding="utf-8")
    assert converted(project, row) == []
    made = document(project, "d001")
    lang = f"{{{tei.XML}}}lang"
    (division,) = made.findall(".//tei:body/tei:div", tei.NS)
    assert (made.get(lang), division.get(lang), division[0].get(lang)) == ("en", "de", "en")
    assert [note.get(lang) for note in division.iterfind(".//tei:p//tei:note", tei.NS)] == ["en"]
    assert [e.get("mainLang") for e in made.iter(f"{{{tei.TEI}}}textLang")] == ["de"]
    assert made.find(".//tei:relation[@name='translationOf']", tei.NS) is None
