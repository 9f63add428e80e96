"""Records of what is hard to say: nobody, nowhere, long, undated, wrongly numbered; right, or left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pymarc
import pytest
import xmlschema
import yaml
from babel import Locale
from lxml import etree

from kktei import citations
from kktei.cache import Cache
from kktei.config import check
from kktei.described import Dated, TeiAgent, TeiCopy, TeiLevel
from kktei.errors import SettingsError
from kktei.export import beacon, cited, cmif, datacite, ead, ead2002, marc, mods, rdf
from kktei.export.described import TeiRecord
from kktei.export.edition import Edition, apart
from kktei.export.formats import Missed, Writer
from kktei.export.reading import documents
from kktei.export.tables import TABLES
from kktei.export.tongues import three_letters
from kktei.identifiers import catalogued, named
from kktei.job import Job
from tests.export.test_receivers import SCHEMAS
from tests.export.test_rights import DOCUMENT, edition, finish

BARE = Edition(check({"edition": {"title": "A\x7f\u2028B", "id": "e"}}), {}, {}, 1)
HOLDER = TeiRecord("rep.a", "repository", "", "A", "", "", "", (), {}, "", "", "", "", "", "")
COPY = TeiCopy("w1", (), "", "", (), "", "", "", "", "", "", (), (), ())


def bounds(first: str, last: str) -> Dated:
    return Dated(first, last)


def read(folder: Path) -> list[pymarc.Record]:
    """The records as a reader of ISO 2709 finds them."""
    found = list(pymarc.MARCReader((folder / "edition.mrc").read_bytes(), to_unicode=True, force_utf8=True))
    assert None not in found
    return [record for record in found if record is not None]


def test_marc_cuts_what_iso_2709_cannot_count(tmp_path: Path) -> None:
    crowd = tuple(TeiAgent("", "body", f"Office {number} of the Great Body") for number in range(3000))
    missed = Missed()
    finish(marc.write(edition("2026"), tmp_path, missed), replace(DOCUMENT, note="né" * 20_000, authors=crowd))
    record, _ = read(tmp_path)
    assert 9_900 < len(record["500"]["a"].encode()) < 9_999
    assert record["500"]["a"].endswith("…")
    assert len(record.get_fields("710")) > 1000
    assert record["856"]["u"] == "https://example.org/documents/d007.html"
    assert sum(missed.lost.values()) == 1
    whole = pymarc.parse_xml_to_array(str(tmp_path / "edition.xml"))[0]
    assert (len(whole["500"]["a"]), len(whole.get_fields("710"))) == (40_000, 2999)


@pytest.mark.parametrize(
    ("date", "fixed"),
    [
        (("", ""), "nuuuuuuuu"),
        (("1921-03-04", "1921-03-05"), "s1921    "),
        (("", "1921"), "quuuu1921"),
        (("1921", ""), "q1921uuuu"),
        (("-0044-03-15", "-0044-03-15"), "b        "),
    ],
)
def test_marc_dates_nothing_that_is_not_known(date: tuple[str, str], fixed: str) -> None:
    assert marc._document(replace(DOCUMENT, date=bounds(*date)), BARE)["008"].data[6:15] == fixed


def test_an_edition_without_anything(tmp_path: Path) -> None:
    finish(marc.write(BARE, tmp_path, Missed()), DOCUMENT)
    for record in read(tmp_path):
        assert record.get_fields("856") == [], "no link without an address"
        assert all(part.value.strip() for f in record.fields if not f.control_field for part in f.subfields)
    schema = xmlschema.XMLSchema(SCHEMAS / "mods" / "mods-3-8.xsd")
    assert list(schema.iter_errors(etree.fromstring(etree.tostring(mods.record(DOCUMENT, BARE))))) == []
    finish(datacite.write(BARE, tmp_path, Missed()), DOCUMENT)
    said = json.loads((tmp_path / "datacite.json").read_text("utf-8"))
    assert said["creators"] == [{"name": "(:unav)"}]
    assert "dates" not in said
    card = yaml.safe_load(citations.citation_file(BARE.settings))
    assert (card["title"], card["authors"]) == ("A B", [{"name": "Editors of A B"}])


@pytest.mark.parametrize(
    ("given", "plain"),
    [("https://doi.org/10.5281/zenodo.5", "10.5281/zenodo.5"), ("10.5281/x}y", ""), ("zenodo.5", ""), ("10.1/x", "")],
)
def test_a_doi_is_one_or_left_out(given: str, plain: str) -> None:
    document = replace(DOCUMENT, ids={"DOI": given})
    assert cited.cited_as(document, BARE).doi == plain
    assert [field["a"] for field in marc._document(document, BARE).get_fields("024")] == [plain] * bool(plain)
    words = etree.tostring(mods.record(document, BARE), encoding="unicode")
    assert ('type="doi"' in words) == bool(plain)
    settings = {"edition": {"title": "T", "doi": given}}
    if plain:
        assert check(settings).text("edition.doi") == plain
    else:
        with pytest.raises(SettingsError, match="is no DOI"):
            check(settings)


def test_a_level_of_any_name_is_a_name_token_in_ead() -> None:
    unit = TeiRecord("col.b", "unit", "box/file", "B", "", "", "", (), {}, "", "", "", "", "", "")
    assert ead2002.unit(unit).get("otherlevel") == "box-file"


def test_names_without_records_stay_apart_and_nobody_is_left_out() -> None:
    names = ("毛泽东", "Хрущёв", "Smith and Sons, Inc.", " ", "")
    document = replace(DOCUMENT, authors=tuple(TeiAgent("", "body", name) for name in names))
    record = citations.biblatex(cited.cited_as(document, BARE))
    assert "author = {{毛泽东} and {Хрущёв} and {Smith and Sons, Inc.}}," in record
    ris = citations.ris(replace(cited.cited_as(document, BARE), day="-0044-03-15", title="A\x85B\x7fC"))
    assert "DA  - " not in ris
    assert "TI  - A B C" in ris


@pytest.mark.parametrize("dialect", [ead.write_ead3, ead.write_ead2002])
def test_a_repository_of_any_id_has_its_finding_aid_in_the_folder(dialect: Writer, tmp_path: Path) -> None:
    keys = ("../../pwn", str(tmp_path / "out" / "pwn"), "..", "REP.a", "rep.a", "a b", "a-b")
    holders = {key: replace(HOLDER, key=key, name=key) for key in keys}
    copies = tuple(replace(COPY, levels=(TeiLevel(key, key, "repository", ""),)) for key in keys)
    folder = tmp_path / "export" / "ead"
    folder.mkdir(parents=True)
    whole = Edition(check({"edition": {"title": "T", "id": "e"}}), holders, {}, 1)
    finish(dialect(whole, folder, Missed()), replace(DOCUMENT, copies=copies))
    assert [path.name for path in tmp_path.rglob("*") if path.is_dir()] == ["export", "ead"]
    names = [path.stem.casefold() for path in folder.iterdir()]
    assert len({*names}) == len(keys), names
    titles = [etree.parse(path).findtext(".//{*}titleproper") or "" for path in folder.iterdir()]
    assert all(any(key in title for title in titles) for key in keys)


GND, VIAF, TOWN = (
    "https://d-nb.info/gnd/118540238",
    "https://viaf.org/viaf/24602065",
    "https://www.geonames.org/2812482",
)


def test_addresses_of_catalogues_as_they_are_written() -> None:
    assert catalogued([f"{TOWN}/weimar.html", f"{GND}/about", "http://viaf.org/viaf/24602065/", "https://x.org/1"]) == {
        "geonames": TOWN, "gnd": GND, "viaf": "http://viaf.org/viaf/24602065/",
    }  # fmt: skip
    assert catalogued(["https://d-nb.info/gnd/", "javascript:1", "", "https://viaf.org/viaf/x"]) == {}
    assert named({"GND": "118540238", "URI": VIAF, "x": "1"}) == {"gnd": "118540238", "viaf": VIAF, "x": "1"}
    assert named({"GND": "1", "gnd": "2"}) == {"GND": "1", "gnd": "2"}


def test_what_a_name_itself_points_to_is_in_every_form(tmp_path: Path) -> None:
    """TEI of others has no authority file: the address stands at the name."""
    file = tmp_path / "a.xml"
    file.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>L</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><profileDesc><correspDesc>"
        f'<correspAction type="sent"><persName ref="{GND}">Goethe</persName><placeName ref="{TOWN}">Weimar</placeName>'
        f'</correspAction><correspAction type="received"><persName ref="#g {VIAF}">Berg</persName></correspAction>'
        f'</correspDesc></profileDesc></teiHeader><text><body><p><persName ref="{GND}">G.</persName></p></body></text></TEI>'
    )
    said = check({"edition": {"title": "T", "id": "e", "base_uri": "https://example.org/"}})
    (document,) = documents(Job(tmp_path, (file,), said, tmp_path, Cache(tmp_path / "cache")))
    whole, missed = Edition(said, {}, {}, 1), Missed()
    for name in ("cmif", "rdf", "beacon"):
        (tmp_path / name).mkdir()
    finish(cmif.write(whole, tmp_path / "cmif", missed), document)
    refs = etree.parse(tmp_path / "cmif" / "cmif.xml").xpath("//*[local-name() = 'correspAction']/*/@ref")
    assert refs == [GND, TOWN, VIAF]
    assert not missed.lost
    finish(rdf.write(whole, tmp_path / "rdf", missed), document)
    finish(beacon.write(whole, tmp_path / "beacon", missed), document)
    turtle = (tmp_path / "rdf" / "edition.ttl").read_text("utf-8")
    assert all(f"<{address}>" in turtle for address in (GND, VIAF, TOWN))
    line = "118540238|1|https://example.org/persons/https-d-nb.info-gnd-118540238.html\n"
    assert (tmp_path / "beacon" / "gnd.txt").read_text("utf-8").endswith(line)
    cells = str([list(table.rows(document, whole)) for table in TABLES])
    assert all(f"'{address}'" in cells for address in (GND, VIAF, TOWN))
    assert GND in etree.tostring(mods.record(document, whole), encoding="unicode")


def test_every_language_has_its_code_for_catalogues() -> None:
    two = {code for code in Locale("en").languages if len(code) == 2} - {"sh"}  # withdrawn
    codes = {code: three_letters(code) for code in two}
    assert not [code for code, three in codes.items() if len(three) != 3]
    assert len(set(codes.values())) == len(two)
    assert [three_letters(tag) for tag in ("de-AT", "nb", "is", "grc", "x-other")] == ["ger", "nob", "ice", "grc", ""]


@pytest.mark.parametrize(
    ("own", "same", "key"),
    [
        ("Anna Berg", (), "p1-anna-berg"),
        ("Winter, Karl", (), "p1"),
        ("Anna Berg", ("https://d-nb.info/gnd/118561499",), "p1"),
        ("", (), "p1"),
    ],
)
def test_whom_a_document_has_a_record_of_is_nobody_else_of_that_id(own: str, same: tuple[str, ...], key: str) -> None:
    agent = TeiAgent("p1", "person", "A.", own=own, same=same)
    known = replace(HOLDER, key="p1", kind="person", name="Karl Winter", ids={"gnd": "118561499"})
    document = replace(DOCUMENT, copies=(replace(COPY, makers=(agent,)),), authors=(agent,))
    parted = apart(document, {"p1": known})
    assert (parted.authors[0].key, parted.copies[0].makers[0].key) == (key, key)
    theirs = replace(known, name=own, ids=catalogued(same))
    parted, whole = replace(parted, records=(theirs,)), replace(BARE, records={"p1": known})
    assert whole.own_record(parted.authors[0], parted) == (None if key == "p1" else theirs)
    assert own == "" or list(whole.own_records(parted)) == [theirs] * (key != "p1")
