"""What headers of others say of people, codices, sizes and dates: no format says anything else."""

from __future__ import annotations

import csv
from pathlib import Path

import pymarc
import pytest
from lxml import etree

from kktei import parse, tei
from kktei.cache import Cache
from kktei.config import check
from kktei.encode.corpus import encode_corpus
from kktei.export import Exported, export
from kktei.job import Job
from tests.export.refused import refused
from tests.export.test_foreign import SAID

FILE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="dv1"><teiHeader><fileDesc><titleStmt><title>Letter {name}</title>
</titleStmt><publicationStmt><publisher>U</publisher><idno type="DOI">https://doi.org/10.5281/{name}</idno>
<idno type="edition">1.{name}</idno><idno type="edition">2.{name}</idno><idno>old</idno>
<idno type="document">7</idno></publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc><profileDesc>{told}
<particDesc><listPerson><person xml:id="p1"><persName>P</persName><idno type="GND">{gnd}</idno>
<idno type="VIAF">{viaf}</idno></person><person xml:id="p2"><persName><surname>Q</surname><forename>R</forename></persName>
<birth><date when="1700"/></birth></person></listPerson></particDesc>
</profileDesc></teiHeader><text><body><div><head>First</head><p><title level="m" key="w">W</title>.</p></div><div><head>Second</head><p>X.</p></div></body>
</text></TEI>"""
CODEX = """<msDesc><msIdentifier><country>Switzerland</country><settlement>Sankt Gallen</settlement>
<repository>Library</repository><idno>12</idno></msIdentifier><physDesc><objectDesc><supportDesc>
<extent>{extent}</extent></supportDesc></objectDesc></physDesc><history><provenance>Of old.</provenance></history>
<msPart><msIdentifier><idno>I</idno></msIdentifier><msContents><msItem><title>Life</title></msItem></msContents></msPart>
<msPart><msIdentifier><idno>II</idno></msIdentifier><physDesc><objectDesc><supportDesc><extent>7 leaves</extent>
</supportDesc></objectDesc></physDesc></msPart></msDesc>"""
SENT = """<correspDesc><correspAction type="sent"><persName ref="#p1">P</persName><placeName>Ulm</placeName>
<placeName>Linz</placeName><date from="1800-01-01" to="1800-01-05"/></correspAction><correspAction type="received">
<persName ref="#p2">Q</persName></correspAction></correspDesc>"""
NOTED = """<creation><date when="1901-02-03"/><placeName>Graz</placeName></creation><correspDesc><note>N.</note>
</correspDesc>"""
SIZES = (
    '12 leaves<dimensions><height unit="mm">240</height><width>170</width></dimensions>',
    '2 Bl., <dimensions unit="mm"><height>230</height><width>190</width></dimensions>',
)
FORMS = ("cmif", "ead3", "ead2002", "mods", "csv", "rdf", "marc", "oai", "ndjson", "network", "frus", "tei")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Exported]:
    folder = tmp_path_factory.mktemp("described")
    (folder / "out").mkdir()
    settings = check(SAID)
    (folder / "edition.xml").write_bytes(encode_corpus(settings, [], parse.load_vocabulary()))
    told = (
        (CODEX.format(extent=SIZES[0]), SENT, "118540238"),
        (CODEX.format(extent=SIZES[1]), SENT, "118561499"),
        ("<p>born digital</p>", NOTED, "118540238"),
    )
    for name, viaf, (source, act, gnd) in zip("abc", ("24602065", "59263727", "24602065"), told, strict=True):
        text = FILE.format(name=name, source=source, told=act, gnd=gnd, viaf=viaf)
        (folder / f"{name}.xml").write_text(text, "utf-8")
    files = tuple(folder / f"{name}.xml" for name in "abc")
    job = Job(folder, files, settings, folder / "out", Cache(folder / "cache"), corpus=folder / "edition.xml")
    return folder / "out", export(job, FORMS)


def words(made: tuple[Path, Exported], file: str, path: str) -> list[str]:
    return [str(found) for found in etree.parse(made[0] / file).xpath(path)]


def test_receivers_take_it(made: tuple[Path, Exported]) -> None:
    assert made[1].made == FORMS
    assert refused(made[0]) == []


def test_people_with_one_id_in_different_files_are_different_nodes(made: tuple[Path, Exported]) -> None:
    nodes = words(made, "network/network.graphml", "//*[local-name() = 'node']/@id")
    assert len(nodes) == 4
    assert {"a#p2", "b#p2"} < set(nodes)
    assert words(made, "network/network.graphml", "//*[@key = 'weight']/text()") == ["1", "1"]


def test_nobody_is_named_as_editor_or_encoder_of_what_others_encoded(made: tuple[Path, Exported]) -> None:
    root = tei.load(made[0] / "tei" / "a.xml")
    for name in ("editor", "respStmt", "encodingDesc", "projectDesc"):
        assert root.find(f".//{tei.q(name)}") is None


def test_a_size_is_told_as_one_reads_it_and_a_part_is_not_the_whole(made: tuple[Path, Exported]) -> None:
    said = [words(made, f"mods/{name}.xml", "//*[local-name() = 'extent']/text()") for name in "ab"]
    assert said == [["12 leaves, 240 × 170 mm"], ["2 Bl., 230 × 190 mm"]]
    assert "Life" not in words(made, "ead3/library-sankt-gallen.xml", "//*[local-name() = 'unittitle']/text()")


@pytest.mark.parametrize(
    ("file", "where"),
    [
        ("mods/a.xml", "Library, Sankt Gallen, Switzerland"),
        ("marc/edition.xml", "Sankt Gallen, Switzerland"),
        ("ead3/library-sankt-gallen.xml", "Switzerland"),
        ("ead2002/library-sankt-gallen.xml", "Switzerland"),
        ("csv/copies.csv", "Sankt Gallen,Switzerland"),
        ("rdf/edition.ttl", "Library, 12, Sankt Gallen, Switzerland"),
    ],
)
def test_town_and_country_are_told(made: tuple[Path, Exported], file: str, where: str) -> None:
    assert where in (made[0] / file).read_text("utf-8")


def test_a_copy_without_an_id_has_an_address(made: tuple[Path, Exported]) -> None:
    turtle = (made[0] / "rdf" / "edition.ttl").read_text("utf-8")
    assert "#>" not in turtle.partition("\n\n")[2]
    assert turtle.count("/a.html#copy-1>") == 2


def test_an_id_that_two_documents_have_numbers_one_record(made: tuple[Path, Exported]) -> None:
    numbers = words(made, "marc/edition.xml", "//*[@tag = '001']/text()")
    assert numbers[:3] == ["dv1", "e.b", "e.c"]
    rows = csv.DictReader((made[0] / "csv" / "documents.csv").read_text("utf-8").splitlines())
    assert [(row["document"], row["id"], row["place"]) for row in rows] == [
        ("a", "dv1", "Ulm"),
        ("b", "", "Ulm"),
        ("c", "", "Graz"),
    ]


def test_the_parts_of_a_volume_are_named(made: tuple[Path, Exported]) -> None:
    parts = ["I, Life", "II, 7 leaves"]
    for form in ("ead3", "ead2002"):
        assert (
            words(made, f"{form}/library-sankt-gallen.xml", "//*[local-name() = 'scopecontent']/*/text()") == parts * 2
        ), form
    assert words(made, "mods/a.xml", "//*[local-name() = 'tableOfContents']/text()") == ["; ".join(parts)]
    assert words(made, "marc/edition.xml", "//*[@tag = '505']/*/text()") == ["; ".join(parts)] * 2
    assert "I, Life; II, 7 leaves" in (made[0] / "csv" / "copies.csv").read_text("utf-8")


def test_prose_of_a_source_is_no_place_and_a_period_no_doubt(made: tuple[Path, Exported]) -> None:
    assert '"born digital"' in (made[0] / "rdf" / "edition.ttl").read_text("utf-8")
    assert 'itemLocation "born digital"' not in (made[0] / "rdf" / "edition.ttl").read_text("utf-8")
    assert words(made, "mods/a.xml", "//@qualifier") == []


def test_a_letter_of_which_only_its_writing_is_told_keeps_day_and_place(made: tuple[Path, Exported]) -> None:
    sent = "(//*[local-name() = 'correspAction'][@type = 'sent'])[3]/*"
    assert words(made, "cmif/cmif.xml", f"{sent}/@when | {sent}[2]/text()") == ["Graz", "1901-02-03"]


def test_a_volume_of_frus_heads_a_text_of_parts_with_its_title(made: tuple[Path, Exported]) -> None:
    heads = words(made, "frus/e.xml", "//*[@type = 'document']/*[local-name() = 'head']/text()")
    assert heads == ["Letter a", "Letter b", "Letter c"]
    assert words(made, "frus/e.xml", "//*[local-name() = 'hi']/@*") == ["italic"] * 3


def test_the_steps_of_a_communication_are_counted_from_one(made: tuple[Path, Exported]) -> None:
    with (made[0] / "csv" / "parties.csv").open(encoding="utf-8", newline="") as file:
        assert [row["step"] for row in csv.DictReader(file)][:2] == ["1", "2"]


def test_what_is_left_out_is_counted(made: tuple[Path, Exported]) -> None:
    lost = (made[0] / "losses.csv").read_text("utf-8")
    for said in ("ead3,who had a copy", "mods,places of a step but the first,2",
                 "mods,records of a document's own file", "cmif,identifiers of a name but one,2",
                 "marc,ids that a document before has too"):  # fmt: skip
        assert said in lost.replace('"', "")


def test_every_identifier_of_a_document_is_told(made: tuple[Path, Exported]) -> None:
    said = [("doi", "10.5281/a"), ("edition", "1.a"), ("edition", "2.a"), ("", "old")]
    mods = etree.parse(made[0] / "mods" / "a.xml").xpath("/*/*[local-name() = 'identifier']")
    assert [(one.get("type", ""), one.text) for one in mods][2:] == said
    marc = pymarc.parse_xml_to_array(str(made[0] / "marc" / "edition.xml"))[0].get_fields("024")
    assert [(f.indicator1, f["a"], f.get("2") or f.get("q")) for f in marc] == [
        ("7", "10.5281/a", "doi"), ("8", "1.a", "edition"), ("8", "2.a", "edition"), ("8", "old", None),
    ]  # fmt: skip
    first = "(//*[local-name() = 'dc'])[1]/*[local-name() = 'identifier']/text()"
    addresses = ["https://doi.org/10.5281/a", "1.a", "2.a", "old"]
    assert words(made, "oai/static-repository.xml", first)[1:] == addresses
    rows = csv.reader((made[0] / "csv" / "numbers.csv").read_text("utf-8").splitlines()[1:5])
    assert [(row[1].lower(), row[2]) for row in rows] == said
    assert "schema:sameAs <https://doi.org/10.5281/a> ;" in (made[0] / "rdf" / "edition.ttl").read_text("utf-8")


def test_records_of_a_documents_own_file_are_records(made: tuple[Path, Exported]) -> None:
    tables = {
        name: list(csv.DictReader((made[0] / "csv" / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("records", "identifiers", "parties")
    }
    assert [(row["record"], row["name"]) for row in tables["records"]] == [
        (f"{name}#{key}", who) for name in "abc" for key, who in (("p1", "P"), ("p2", "Q, R"))
    ]
    assert {row["born"] for row in tables["records"]} == {"", "1700"}
    assert {(row["record"], row["value"]) for row in tables["identifiers"]} >= {
        ("a#p1", "118540238"),
        ("b#p1", "118561499"),
    }
    assert [row["record"] for row in tables["parties"]] == ["a#p1", "a#p2", "b#p1", "b#p2"]
    turtle = (made[0] / "rdf" / "edition.ttl").read_text("utf-8")
    assert "<https://example.org/tei/documents/a.xml#p2>\n  a rico:Person" in turtle
    assert "rico:hasAddressee <https://example.org/tei/documents/a.xml#p2>" in turtle
    assert (made[0] / "ndjson" / "records.ndjson").read_text("utf-8").count("#p1") == 3
