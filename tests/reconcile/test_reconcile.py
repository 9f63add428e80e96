"""Names and other people's catalogues: only proposed, with evidence, never on a name alone."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kktei import identifiers, tei
from kktei.encode.authorities import identified, with_identifiers, with_links
from kktei.errors import InputError
from kktei.read import table_of
from kktei.reconcile import (
    COLUMNS,
    BeaconLink,
    Candidate,
    Decided,
    KnownRecord,
    catalogue_entries,
    links,
    propose,
    queries,
    read_back,
    written,
)

ADA = KnownRecord(
    "pers.w", "person", "Ada Winter", "Winter", "Ada", ("A. Winter",), "1880", "", ("Director",), ("Vienna",), "",
    "1921-03-04", "1921-04-01", 2, True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("gnd", "118638378", ""),
        ("gnd", "http://d-nb.info/gnd/4005728-8", ""),
        ("gnd", "2001630-X", ""),
        ("gnd", "(DE-588)118638378", ""),
        ("lc", "n 79055297", ""),
        ("gnd", "118638379", "check digit"),
        ("gnd", "4005728-3", "check digit"),
        ("gnd", "x", "no identifier of GND"),
        ("ror", "https://ror.org/021nxhr62", ""),
        ("ror", "021nxhr63", "check digit"),
        ("isni", "0000 0001 2103 2683", ""),
        ("isni", "0000000121032684", "check digit"),
        ("wikidata", "http://www.wikidata.org/wiki/Q9696", ""),
        ("wikidata", "9696", "no identifier of Wikidata"),
        ("lc", "https://id.loc.gov/authorities/names/n79055297", ""),
        ("ulan", "500115588", ""),
        ("ulan", "300115588", "no identifier of ULAN"),
        ("aat", "300026879", ""),
        ("geonames", "https://sws.geonames.org/524901/", ""),
        ("isil", "DE-1", ""),
        ("isil", "Berlin", "no identifier of ISIL"),
        ("viaf", "108159964", ""),
        ("unheard-of", "?", ""),
    ],
)
def test_identifiers(name: str, value: str, said: str) -> None:
    assert (said in identifiers.fault(name, value)) if said else not identifiers.fault(name, value)


def entry(**more: object) -> Candidate:
    given: dict[str, object] = {"authority": "gnd", "id": "118638378", "names": ("Winter, Ada",), "kind": "person"}
    return Candidate(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("candidate", "evidence"),
    [
        (entry(), ()),
        (entry(born="1850", died="1930"), ()),  # another year
        (entry(died="1930"), ()),  # that she may have lived then is no evidence
        (entry(born="1880-05-01"), ("born 1880",)),
        (entry(born="1880", died="1930"), ("born 1880", "lived then (1921)")),
        (entry(born="1880", died="1920"), ()),  # who was dead wrote nothing
        (entry(offices=("director of a museum",)), ("office: Director",)),
        (entry(places=("Vienna",), names=("Winter, A.",)), ("place: Vienna",)),
        (entry(places=("Vienna",), names=("Winter, Anna",)), ()),
        (entry(places=("Vienna",), names=("Winter",)), ()),  # a surname is not enough
        (entry(places=("Vienna",), kind="place"), ()),
        (entry(born="1880", wrong="the check digit"), ()),
    ],
)
def test_never_on_a_name_alone(candidate: Candidate, evidence: tuple[str, ...]) -> None:
    found = propose([ADA], [candidate]).get("pers.w", [])
    assert (found[0].evidence if found else ()) == evidence


LOBID = {
    "id": "https://d-nb.info/gnd/118638378", "gndIdentifier": "118638378", "type": ["AuthorityResource", "Person"],
    "preferredName": "Winter, Ada", "variantName": ["Sommer, Ada"], "dateOfBirth": ["1880-01-02"],
    "professionOrOccupation": [{"id": "x", "label": "Direktorin"}], "placeOfActivity": [{"label": "Vienna"}],
}  # fmt: skip
WIKIDATA = {
    "id": "Q5",
    "labels": {"en": {"value": "Ada Winter"}},
    "claims": {
        "P569": [{"mainsnak": {"datavalue": {"value": {"time": "+1880-01-02T00:00:00Z"}}}}],
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
    },
}
TURTLE = """@prefix gndo: <https://d-nb.info/standards/elementset/gnd#> .
<https://d-nb.info/gnd/118638378> a gndo:DifferentiatedPerson ; gndo:preferredNameForThePerson "Winter, Ada" ;
  gndo:dateOfBirth "1880-01-02" ; gndo:placeOfActivityAsLiteral "Vienna" ."""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.csv", "item,itemLabel,dateOfBirth\nhttp://www.wikidata.org/entity/Q5,Ada Winter,1880-01-01T00:00:00Z\n"),
        ("b.csv", "gnd;name;born;others\n118638378;Winter, Ada;1880;Sommer, Ada|X\n"),
        ("c.ndjson", json.dumps(LOBID) + "\n"),
        ("d.ndjson", "[\n" + json.dumps(WIKIDATA) + ",\n]\n"),
        ("e.ttl", TURTLE),
    ],
)
def test_extracts_of_every_form(file: str, text: str) -> None:
    (one,) = catalogue_entries(text.encode(), file)
    assert one.id in {"Q5", "118638378"}
    assert "born 1880" in propose([ADA], [one])["pers.w"][0].evidence


def test_an_entry_tells_what_somebody_did_and_where() -> None:
    (one,) = catalogue_entries((json.dumps(LOBID) + "\n").encode(), "c.ndjson")
    assert (list(one.offices), list(one.places)) == (["Direktorin"], ["Vienna"])


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("a.csv", "name,born\nx,1\n", "a.csv:1"),
        ("a.csv", "id,name\n7,x\n", "a.csv:2"),
        ("a.ndjson", '{"id"\n', "a.ndjson:1"),
        ("a.ttl", "<x> <y\n", "a.ttl:1"),
        ("a.csv", "id,name\n\udcff", "a.csv:2"),
        ("a.doc", "", "a.doc"),
        ("a.csv", f"id,name\n1,{'x' * 140_000}\n", "a.csv:2: not a table"),
    ],
)
def test_a_damaged_extract_is_named(file: str, text: str, where: str) -> None:
    with pytest.raises(InputError, match=where):
        list(catalogue_entries(text.encode("utf-8", "surrogateescape"), file))


AUTHORITIES = f"""<TEI xmlns="{tei.TEI}"><standOff><listPerson>
  <person xml:id="pers.w"><persName>Ada Winter</persName><note>n</note></person>
  <person xml:id="pers.b"><persName>Jonas Berg</persName>
    <idno type="gnd">118638378</idno>
  </person>
</listPerson></standOff></TEI>""".encode()


def decisions(text: str) -> list[Decided]:
    """What a table of these bytes decides."""
    rows = table_of(text.encode(), "t.csv").rows
    return list(read_back([(row.line, row.cells) for row in rows], "t.csv"))


GND = "https://d-nb.info/gnd/118638378"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("gnd,record\n118638378\n", "t.csv:2: .*its column record is empty"),
        (f"record,proposed,take\nx,{GND},Yes!\n", "t.csv:2: “Yes!” .*neither yes nor no"),
        ("record,proposed,take\nx,,yes\n", "t.csv:2: .*nothing is proposed"),
        ("record,GND ID\nx,118638378\n", "t.csv:1: the table has neither take"),
        ("record,name,gnd\nx,Grey, ,118638378\n", "t.csv:2: .*more cells"),
        ('record,name,gnd\nx,"Grey,118638378\n', "t.csv:2: not a table"),
        ("record,gnd,gnd\nx,118638378,\n", "t.csv:1: .*gnd twice"),
        ("record,gnd\nx,\x001\n", "t.csv:2: a NUL"),
        (f"record,gnd\nx,{'1' * 140_000}\n", "t.csv:2: not a table"),
        ("", "t.csv:1: .*no column record"),
    ],
)
def test_what_an_editor_wrote_in_a_table_is_taken_or_refused(table: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decisions(table)


@pytest.mark.parametrize("table", ["record\tgnd\nx\t118638378\n", "sep=;\nrecord;gnd\nx;118638378\n"])
def test_a_table_comes_back_as_any_spreadsheet_saves_it(table: str) -> None:
    assert [one.value for one in decisions(table)] == [GND]
    (no,) = {len(decisions(f"record,proposed,take\nx,{GND},{word}\n")) for word in ("", "no", "Nein", "-")}
    assert no == 0


def test_a_table_goes_out_and_comes_back() -> None:
    proposals = propose([ADA], [entry(born="1880"), entry(born="1880", id="118505955", offices=("Director",))])
    text = written([ADA], proposals)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["proposed"].rpartition("/")[2] for row in rows] == ["118505955", "118638378"], "most evidence first"
    assert decisions(text) == [], "nothing is taken that nobody decided"
    for row in rows[:1]:
        row |= {"take": "Yes", "wikidata": "Q7"}
    stream = io.StringIO()
    made = csv.DictWriter(stream, COLUMNS, delimiter=";")
    made.writeheader()
    made.writerows(rows)
    decided = {one.authority: one.value for one in decisions(stream.getvalue())}
    assert decided == {"wikidata": "https://www.wikidata.org/entity/Q7", "gnd": "https://d-nb.info/gnd/118505955"}
    with pytest.raises(InputError, match=r"t\.csv:2: the check digit"):
        decisions("record,gnd\nx,118638379\n")
    assert json.loads(queries([ADA]))["pers.w"]["properties"] == [{"pid": "P569", "v": "1880"}]


def test_identifiers_are_added_and_never_changed() -> None:
    given = {
        "pers.w": {"gnd": "https://d-nb.info/gnd/118505955"},
        "pers.b": {"gnd": "1", "viaf": "2"},
        "x": {"gnd": "1"},
    }
    made, count, found = with_identifiers(AUTHORITIES, given)
    root = tei.parse(made, "a.xml")
    ids = {p.get(tei.XML_ID): [i.text for i in p.iter("{*}idno")] for p in root.iter("{*}person")}
    assert ids == {"pers.w": ["https://d-nb.info/gnd/118505955"], "pers.b": ["118638378", "2"]}
    assert count == 2
    assert [f.code for f in found] == ["E016", "E016"]
    assert with_identifiers(made, {"pers.w": given["pers.w"]})[:2] == (made, 0)


def test_an_identifier_of_two_records_is_told() -> None:
    _, count, (told,) = with_identifiers(AUTHORITIES, {"pers.w": {"gnd": GND}})
    assert count == 1
    assert "pers.w and pers.b have one identifier now, gnd 118638378" in told.message


def beacon(text: str, wanted: set[tuple[str, str]] | None = None) -> list[BeaconLink]:
    return list(
        links(text, "letters of x.txt", {("gnd", "118638378"), ("wikidata", "Q7")} if wanted is None else wanted)
    )


@pytest.mark.parametrize(
    ("text", "address", "name", "source"),
    [
        ("#PREFIX: http://d-nb.info/gnd/\n#TARGET: https://x.org/{ID}\n118638378|3\n11851|2\n",
         "https://x.org/118638378", "letters-of-x", "letters of x.txt"),
        ("#FORMAT: BEACON\n#NAME: Letters of X\n#PREFIX: https://d-nb.info/gnd/{ID}\n#FEED: https://x.org/b.txt\n"
         "\n118638378|3|https://x.org/p/1\n118638378|again|https://x.org/p/1\n",
         "https://x.org/p/1", "Letters-of-X", "https://x.org/b.txt"),
        ("#TARGET: https://x.org/?id={+ID}\n#INSTITUTION: X\nhttp://www.wikidata.org/entity/Q7\n",
         "https://x.org/?id=Q7", "X", "letters of x.txt"),
        ("#PREFIX: http://d-nb.info/gnd/\n#TARGET: https://x.org/\n118638378\n118638379\n",
         "https://x.org/118638378", "letters-of-x", "letters of x.txt"),
    ],
)  # fmt: skip
def test_pages_of_others(text: str, address: str, name: str, source: str) -> None:
    (found,) = beacon(text)
    assert (found.address, found.name, found.source) == (address, name, source)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#TARGET: https://x.org/{ID}\n118638378\n", ":2: “118638378” does not say whose"),
        ("#PREFIX: http://x.org/\n#TARGET: https://x.org/{ID}\n118638378\n", ":3: .*does not say whose"),
        ("#PREFIX: http://d-nb.info/gnd/\n118638378|3\n", ":2: it is not said where this leads"),
        ("#PREFIX: http://d-nb.info/gnd/\n#TARGET: javascript:{ID}\n118638378|3\n", ":3: it is not said where"),
    ],
)
def test_a_beacon_file_that_leads_nowhere_is_named(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        beacon(text)


def test_links_are_added_once_and_marked_with_their_source() -> None:
    given = {"pers.b": [("https://x.org/118638378", "X", "https://x.org/b.txt")]}
    assert identified(tei.parse(AUTHORITIES, "a.xml")) == {("gnd", "118638378"): ["pers.b"]}
    made, count = with_links(AUTHORITIES, given)
    (ptr,) = tei.parse(made, "a.xml").iter("{*}ptr")
    assert dict(ptr.attrib) == {
        "type": "X", "subtype": "beacon", "n": "https://x.org/b.txt", "target": "https://x.org/118638378",
    }  # fmt: skip
    assert ptr.getparent().get(tei.XML_ID) == "pers.b"
    assert count == 1
    assert with_links(made, given) == (made, 0)
