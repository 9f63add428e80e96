"""TEI for others: lean, as libraries want it, as a volume of Foreign Relations; valid, with all words of the text."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.cache import Cache
from kktei.config import load
from kktei.export import export
from kktei.export.edition import Edition
from kktei.export.profile import web
from kktei.job import Job
from kktei.read.xml.frus import read_volume
from tests.conftest import ROOT

PROFILES = ("lean", "libraries", "frus")
CASES = ROOT / "tests" / "data" / "cases" / "tei"


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "schema" / "tei_all.rng"))


def invalid(folder: Path, grammar: etree.RelaxNG) -> dict[str, str]:
    """What is wrong in the files of a folder, by name."""
    files = [path for name in PROFILES for path in (folder / name).iterdir()]
    assert files
    return {
        path.relative_to(folder).as_posix(): str(grammar.error_log[0])
        for path in files
        if not grammar.validate(etree.parse(path))
    }


def test_they_are_tei(exported: Path, grammar: etree.RelaxNG) -> None:
    assert invalid(exported, grammar) == {}


def test_other_peoples_documents_are_tei_there_too(tmp_path: Path, grammar: etree.RelaxNG) -> None:
    """Documents of every shape; words are lost only where a reading, a note of the machine or a title page is."""
    files = []
    for path in sorted(CASES.glob("*.xml")):
        if (read := etree.parse(path)).getroot().tag == tei.q("TEI") and grammar.validate(read):
            files.append(Path(shutil.copy(path, tmp_path)))
    assert len(files) > 30
    (tmp_path / "out").mkdir()
    (tmp_path / "e.toml").write_text('[edition]\nid = "e"\ntitle = "T"\n', encoding="utf-8")
    done = export(
        Job(tmp_path, tuple(files), load(tmp_path / "e.toml"), tmp_path / "out", Cache(tmp_path / "c")), PROFILES
    )
    assert done.made == PROFILES
    assert invalid(tmp_path / "out", grammar) == {}
    notes = (note for path in (tmp_path / "out" / "libraries").iterdir() for note in tei.load(path).iter(tei.q("note")))
    assert [note.get("target") for note in notes if note.get("target")] == []
    for file in files:
        before = _words(tei.load(file))
        after = _words(tei.load(tmp_path / "out" / "libraries" / file.name))
        if not {"choice", "app", "titlePage"} & {tei.name(e) for e in tei.load(file).iter(etree.Element)}:
            assert not before - after, file.name


def _words(root: tei.Element) -> Counter[str]:
    (text,) = root.findall(tei.q("text"))
    return Counter("".join(tei.text_of(text).split()))


def test_pointers_lead_to_the_web(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text('[edition]\nid = "e"\ntitle = "T"\nbase_uri = "https://e.org"\n', encoding="utf-8")
    led = web(Edition(load(tmp_path / "e.toml"), {}, {}, 1))
    page = "https://e.org/documents/d2.html"
    pointers = ("d2.xml", "../documents/d2.xml#p1", "../authorities.xml#x", "../edition.xml#cls.s", "#p1")
    assert [led(pointer) for pointer in pointers] == [
        page, f"{page}#p1", "https://e.org/tei/authorities.xml#x", "", "#p1",
    ]  # fmt: skip
    assert led("https://other.org/d2.xml") == "https://other.org/d2.xml"


def test_nothing_of_the_machinery_is_in_lean_tei(exported: Path) -> None:
    root = tei.load(exported / "lean" / "d001.xml")
    attributes = {key for e in root.iter(etree.Element) for key in e.attrib}
    assert not attributes & {"source", "evidence", "resp", "ana", "decls"}
    assert all(e.get("ref", "https:").startswith("https:") for e in root.iter(etree.Element))
    (keywords,) = root.iter(tei.q("keywords"))
    assert [term.text for term in keywords] == ["No classification marking", "Letter"]
    sent = root.find(f".//{tei.q('correspAction')}[@type='sent']")
    assert [tei.text_of(name) for name in sent.iter(tei.q("persName"))] == ["Ada Winter"]


# What the Best Practices for TEI in Libraries (4.0.0a, level 4) ask for in their ODD, beyond TEI itself.
LEVEL_FOUR = {
    "the header says its language": "t:teiHeader/@xml:lang",
    "a title has a type and no level": "t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type][not(@level)]",
    "the date of publication is an attribute": "t:teiHeader//t:publicationStmt/t:date[@when][not(normalize-space())]",
    "the source is a structured citation": "t:teiHeader//t:sourceDesc[count(*) = 1]/t:biblStruct",
    "a date of the source that machines read": "t:teiHeader//t:imprint/t:date[@when or (@notBefore and @notAfter)]",
    "how divisions are encoded": "t:teiHeader//t:tagUsage[@gi = 'div'] = 'Unnumbered divs used.'",
    "editorial declarations": "t:teiHeader/t:encodingDesc[t:editorialDecl and t:schemaRef/@url]",
    "each scheme of keywords is declared": "not(t:teiHeader//t:keywords[not(substring(@scheme, 2) = //t:taxonomy/@xml:id)])",
    "no ab, extent, idno of folders in the header": "not(t:teiHeader//t:ab or t:teiHeader/t:fileDesc/t:extent)",
    "a body holds divisions only": "t:text/t:body[t:div][not(*[not(self::t:div)])]",
    "editors have no role": "not(t:teiHeader//t:editor/@role)",
    "no attribute that they do not know": "not(//@source or //@evidence or //@ana or //@subtype or //@decls)",
    "no element that they do not have": "not(//t:seg or //t:supplied or //t:rs or //t:choice/t:abbr or //t:listWit or "
    "//t:correspDesc or //t:catRef or //t:standOff or //t:cit or //t:measure)",
}  # fmt: skip


@pytest.mark.parametrize("rule", LEVEL_FOUR)
@pytest.mark.parametrize("name", ["d001", "d002"])
def test_what_libraries_ask_for(exported: Path, name: str, rule: str) -> None:
    root = tei.load(exported / "libraries" / f"{name}.xml")
    assert root.xpath(f"boolean({LEVEL_FOUR[rule]})", namespaces={"t": tei.TEI})


def test_a_volume_is_read_as_one(exported: Path) -> None:
    """By kktei's reader of the Historian's volumes: the same numbers, heads, source notes and persons."""
    file = exported / "frus" / "letters.xml"
    root = tei.load(file)
    assert root.get(tei.XML_ID) == file.stem
    kinds = [title.get("type") for title in root.iter(tei.q("title")) if title.get("type")]
    assert kinds == ["complete", "series", "subseries", "volumenumber", "volume"]
    notes = {note.get(tei.XML_ID): note for note in root.iter(tei.q("note"))}
    assert all((notes[f"{stem}fn1"].text or "").startswith("Source:") for stem in ("d1", "d2"))
    volume = read_volume(file.read_bytes(), "letters.xml")
    assert volume is not None
    assert [record.id.number for record in volume.records] == ["1", "2"]
    assert volume.records[0].head == "Letter From Ada Winter to Jonas Berg"
    assert volume.records[0].note.startswith("Source: Example Library, Berg Papers, Correspondence, Box 3.")
    assert {link.key for record in volume.records for link in record.links} == {"p_winter", "p_berg"}
    forbidden = {"msDesc", "correspDesc", "listWit", "choice", "standOff"}
    assert not forbidden & {tei.name(e) for e in root.iter(etree.Element)}
    assert not any(e.get("ref") for e in root.iter(tei.q("persName")))
