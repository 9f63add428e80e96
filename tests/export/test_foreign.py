"""Editions of others: no authority file, records at the back, repositories that are only named."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.cache import Cache
from kktei.config import check
from kktei.export import NAMES, Exported, export, reading
from kktei.export.edition import same_as
from kktei.export.formats import Missed
from kktei.export.tables import identifiers
from kktei.job import Job
from tests.conftest import ROOT
from tests.export.refused import refused

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}"><teiHeader><fileDesc><titleStmt><title>Letter</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><msDesc><msIdentifier><settlement>{town}</settlement>
<repository>City Archive</repository><collection>Papers</collection><idno type="shelf mark">7</idno></msIdentifier>
</msDesc><bibl type="printed"/></sourceDesc></fileDesc><profileDesc><correspDesc><correspAction type="sent">
<persName ref="#p1">Ada</persName><placeName key="CRA"/><date notAfter="1921-03-04"/></correspAction>
<correspAction type="received"><persName>Berg</persName></correspAction></correspDesc></profileDesc></teiHeader>
<facsimile><graphic url="one"/>
<graphic url="two"/></facsimile>
<text><body><p><persName ref="#p1">Ada</persName> came to<space/>Bonn.</p></body><back><listPerson>
<person xml:id="p1"><persName>Ada Winter</persName><birth><placeName>Bonn<geo>1 2</geo></placeName></birth>
<idno type="GND">118540238</idno><idno>https://viaf.org/viaf/24602065</idno></person></listPerson></back></text></TEI>"""
SAID = {
    "edition": {"title": "T", "id": "e", "base_uri": "https://example.org/", "date": "2026", "editors": ["E"],
                "email": "e@example.org"}
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Exported]:
    folder = tmp_path_factory.mktemp("foreign")
    for name, town in (("a", "Bonn"), ("b", "Jena")):
        (folder / f"{name}.xml").write_text(LETTER.format(name=name, town=town), "utf-8")
    (folder / "out").mkdir()
    files = tuple(sorted(folder.glob("*.xml")))
    forms = ("cmif", "ead3", "ead2002", "mods", "datacite", "csv", "sqlite", "rdf", "beacon", "marc", "iiif")
    done = export(Job(folder, files, check(SAID), folder / "out", Cache(folder / "cache")), forms)
    assert done.made == forms
    return folder / "out", done


def rows(made: tuple[Path, Exported], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((made[0] / "csv" / f"{table}.csv").read_text("utf-8").splitlines()))


def test_receivers_take_all_of_it(made: tuple[Path, Exported]) -> None:
    assert refused(made[0]) == []


@pytest.mark.parametrize("form", ["ead3", "ead2002"])
def test_a_repository_that_is_only_named_has_a_finding_aid_in_its_town(made: tuple[Path, Exported], form: str) -> None:
    files = sorted((made[0] / form).iterdir())
    assert [file.name for file in files] == ["city-archive-bonn.xml", "city-archive-jena.xml"]
    (item,) = etree.parse(files[0]).xpath("//*[@level = 'item']")
    numbers = item.xpath("*/*[local-name() = 'unitid']/text()")
    assert numbers[1:] == ["Papers", "7"]


def test_records_at_the_back_give_identifiers_and_are_no_text(made: tuple[Path, Exported]) -> None:
    (cmif,) = (made[0] / "cmif").iterdir()
    sent = etree.parse(cmif).xpath("(//*[local-name() = 'correspAction'])[1]/*")
    assert [(part.text, part.get("ref")) for part in sent[:2]] == [
        ("Ada", "https://viaf.org/viaf/24602065"),
        ("CRA", None),
    ]
    assert (made[0] / "beacon" / "gnd.txt").read_text("utf-8").splitlines()[-1].startswith("118540238|2|")
    assert "<https://viaf.org/viaf/24602065>" in (made[0] / "rdf" / "edition.ttl").read_text("utf-8")
    assert {row["text"] for row in rows(made, "documents")} == {"Ada came to Bonn."}
    assert [(row["name"], row["times"]) for row in rows(made, "mentions")] == [("Ada", "1")] * 2


def test_keys_of_tables_are_those_of_records(made: tuple[Path, Exported]) -> None:
    """What has none has no key; an empty description is no copy."""
    assert {(row["place_key"], row["place"]) for row in rows(made, "documents")} == {("", "CRA")}
    assert [(row["holder_key"], row["place"]) for row in rows(made, "copies")] == [("", "City Archive, Papers, 7")] * 2


def test_images_without_a_size_are_told_at_their_line(made: tuple[Path, Exported]) -> None:
    lines = LETTER.splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "<facsimile>" in line)
    assert [(f.line, f.place) for f in made[1].findings if f.code == "X002"] == [(at, f"{n}, graphic") for n in "ab"]


def test_a_date_with_one_bound_begins_no_span(made: tuple[Path, Exported]) -> None:
    text = (made[0] / "datacite" / "datacite.json").read_text("utf-8")
    assert '"date": "1921-03-04"' in text
    assert "time of the documents: until then" in text


def test_an_identifier_of_a_type_that_comes_twice_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "authorities.xml"
    numbers = "".join(f'<idno type="{kind}">{n}</idno>' for kind, n in (("GND", "1"), ("viaf", "2"), ("GND", "3")))
    file.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="p"><persName>P</persName>'
        f"{numbers}</person></listPerson></standOff></TEI>"
    )
    whole = reading.edition(Job(tmp_path, (), check(SAID), tmp_path, Cache(tmp_path / "cache"), file))
    assert sorted(row[1:3] for row in identifiers(whole)) == [("gnd", "1"), ("gnd", "3"), ("viaf", "2")]
    gnd = "https://d-nb.info/gnd/"
    assert same_as(whole.records["p"]) == ("https://viaf.org/viaf/2", f"{gnd}1", f"{gnd}3")


def test_a_day_of_no_known_year_is_no_year_before_christ(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(LETTER.format(name="a", town="Bonn").replace('notAfter="1921-03-04"', 'when="--03-04"'))
    (tmp_path / "out").mkdir()
    forms = ("cmif", "mods", "datacite", "marc")
    done = export(Job(tmp_path, (file,), check(SAID), tmp_path / "out", Cache(tmp_path / "cache")), forms)
    assert (done.made, refused(tmp_path / "out")) == (forms, [])
    said = etree.parse(tmp_path / "out" / "cmif" / "cmif.xml")
    assert said.xpath("//*[local-name() = 'correspAction']/*/@when") == ["--03-04"]
    assert "nuuuuuuuu" in (tmp_path / "out" / "marc" / "edition.xml").read_text("utf-8")
    assert "dateCreated" not in (tmp_path / "out" / "mods" / "a.xml").read_text("utf-8")


@pytest.mark.long
def test_receivers_take_every_form_of_strange_documents(tmp_path: Path) -> None:
    data = ROOT / "tests" / "data"
    paths = [*sorted((data / "cases" / "tei").glob("*.xml")), *sorted((data / "letters").rglob("*.xml"))]
    lenient = etree.XMLParser(recover=True)  # one of the letters is not well formed, some cases are no TEI
    paths = [
        path for path in paths if etree.parse(path, lenient).getroot().tag == tei.q("TEI") and path.stem != "L01064"
    ]
    files = tuple(Path(shutil.copy(path, tmp_path / f"{at}-{path.name}")) for at, path in enumerate(paths))
    assert len(files) > 60
    (tmp_path / "out").mkdir()
    done = export(Job(tmp_path, files, check(SAID), tmp_path / "out", Cache(tmp_path / "cache")), NAMES)
    assert done.made == NAMES
    assert refused(tmp_path / "out") == []


def test_an_address_with_a_fragment_stays_whole(tmp_path: Path) -> None:
    file, address = tmp_path / "a.xml", "https://example.org/people#berg"
    file.write_text(LETTER.format(name="a", town="Bonn").replace('ref="#p1"', f'ref="{address}"'))
    (document,) = reading.documents(Job(tmp_path, (file,), check(SAID), tmp_path, Cache(tmp_path / "cache")))
    assert document.senders[0].same == document.mentioned[0].same == (address,)
    assert not Missed().lost


TOLD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><msDesc><msIdentifier><repository>R</repository><idno>29/1</idno>
<altIdentifier type="former"><idno>XX 17</idno></altIdentifier><altIdentifier><idno type="olim">Y 8</idno>
</altIdentifier><idno type="accession">1999.3</idno></msIdentifier><msPart><msIdentifier><repository>Q</repository><idno>99</idno>
</msIdentifier><msContents><textLang mainLang="la">Latin</textLang><msItem><title>Life</title></msItem></msContents></msPart></msDesc></sourceDesc></fileDesc>
<profileDesc><correspDesc>{action}</correspDesc></profileDesc></teiHeader><text><body><p>W.</p></body></text></TEI>"""
BOTH = """<persName {one}="addressee">B</persName><persName {one}="sender">A</persName>
<persName role="scribe">S</persName><placeName cert="low">Ulm</placeName>
<date when="1801-01-01" type="postmark">1 Jan</date><date when="1800-12-30" cert="low">30 Dec</date>"""


@pytest.mark.parametrize("step", ["", ' type="sent"'])
@pytest.mark.parametrize("one", ["type", "role"])
def test_one_step_tells_who_is_who(tmp_path: Path, step: str, one: str) -> None:
    action = f"<correspAction{step}>{BOTH.format(one=one)}</correspAction>"
    (tmp_path / "a.xml").write_text(TOLD.format(action=action), "utf-8")
    (tmp_path / "out").mkdir()
    job = Job(tmp_path, (tmp_path / "a.xml",), check(SAID), tmp_path / "out", Cache(tmp_path / "c"))
    (document,) = reading.documents(job)
    assert [[a.name for a in who] for who in (document.senders, document.recipients)] == [["A"], ["B"]]
    assert (document.date.day, document.place and document.place.name) == ("1800-12-30", "Ulm")
    told = [([level.name for level in c.levels], c.title, c.language, c.parts) for c in document.copies]
    assert told == [(["R", "29/1"], "", "", ("Q, 99, Life",)), (["Q", "99"], "Life", "la", ())]
    export(job, ("cmif", "mods", "oai"))
    (cmif,) = (tmp_path / "out" / "cmif").iterdir()
    assert etree.parse(cmif).xpath("//*[local-name() = 'persName']/text()") == ["A", "B"]
    (card,) = (tmp_path / "out" / "mods").iterdir()
    assert etree.parse(card).xpath("//*[local-name() = 'dateCreated']/@qualifier") == ["questionable"]
    lost = (tmp_path / "out" / "losses.csv").read_text("utf-8")
    for said in ("steps of the kind scribe", "inferred: its date", "inferred: where", "a place is not certain"):
        assert said in lost
