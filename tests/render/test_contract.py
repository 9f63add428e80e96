"""What Python and stylesheets hand each other: each asks only for what the other gives, and gives nothing in vain."""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kktei import described, saxon
from kktei.errors import MachineryError
from kktei.project import data
from kktei.render import contract, listed
from kktei.render.contract import from_json
from kktei.render.html import entry, given, letters, mapparts, parts
from kktei.render.html.entry import DocumentEntry, SharedRecords
from kktei.render.html.given import PageContext
from kktei.render.html.letters import SearchedName, SearchedPage, SearchTable
from kktei.render.html.parts import DocumentRow, PageLink, SiteFrame
from kktei.render.plates import ShownPlate
from kktei.render.print import facts
from kktei.render.print.apparatus import ApparatusSettings
from kktei.render.print.design import Design
from kktei.render.print.facts import PrintFacts
from kktei.render.print.feet import Feet
from kktei.render.print.messages import PartSettings
from kktei.render.print.volume import VolumeSettings
from kktei.render.records import RecordFact, RecordIdentifier, RegisterRecord
from kktei.render.words import texts

XSLT = data("xslt")
RECORDS = (RecordFact, RecordIdentifier, RegisterRecord)
READERS = [*Path(contract.__file__).parent.rglob("*.py"), Path(described.__file__)]
PYTHON = "\n".join(p.read_text("utf-8") for p in READERS)
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d1"><teiHeader><fileDesc><titleStmt><title>A</title>
<author><persName ref="#p1">Ada</persName></author></titleStmt><sourceDesc><listWit><witness xml:id="w1"><msDesc>
<msIdentifier><country>Austria</country><settlement>Graz</settlement><repository>Archive</repository><idno type="box">4
</idno></msIdentifier></msDesc></witness></listWit></sourceDesc></fileDesc><profileDesc><correspDesc><correspAction
type="sent"><persName ref="#p1">Ada</persName><placeName>Graz</placeName><date when="1913-05-04"/></correspAction>
<correspAction type="received"><persName>Bert</persName></correspAction><correspContext><ref type="prev" target="b.xml"/>
</correspContext></correspDesc></profileDesc></teiHeader><text><body><p><persName>Cay</persName> said <choice><abbr>Dr
</abbr><expan>Doctor</expan></choice></p></body><back><listPerson><person xml:id="p1"><persName>Ada</persName><birth
when="1880"/><idno type="gnd">118</idno></person></listPerson></back></text></TEI>"""
SHARED_FILE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><editor xml:id="e1">Eva</editor>
</titleStmt></fileDesc><encodingDesc><classDecl><taxonomy xml:id="t"><desc>Kinds</desc><category xml:id="c1"><catDesc>
Letter</catDesc></category></taxonomy></classDecl></encodingDesc></teiHeader><standOff><listPerson><person xml:id="p1">
<persName>Ada</persName><birth when="1880"/><idno type="gnd">118</idno></person></listPerson></standOff></TEI>"""


def classes(module: types.ModuleType) -> list[type]:
    """The dataclasses that a module has of its own."""
    own = [c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__]
    return [c for c in own if is_dataclass(c) and not c.__name__.startswith("_")]


def names(*found: type) -> set[str]:
    return {part.name for one in found for part in fields(one)}


def asked(folder: str, of: str = "(?<!html)") -> set[str]:
    """The names that the stylesheets of a folder look up in maps."""
    text = "\n".join(p.read_text("utf-8") for p in sorted((XSLT / folder).glob("*.xsl")))
    text = re.sub(r"<!--.*?-->|<\?xml.*?\?>|'[^'\n]*'", "''", text, flags=re.DOTALL)  # words are no look-ups
    found = re.findall(rf"{of}\?([A-Za-z_][\w.-]*)", text)
    return {name.rstrip(".") for name in found}


def made(*folders: str) -> set[str]:
    """The keys of the maps that stylesheets make themselves."""
    text = "\n".join(p.read_text("utf-8") for folder in folders for p in sorted((XSLT / folder).glob("*.xsl")))
    return set(re.findall(r"'([\w-]+)':", text))


def contexts() -> list[type]:
    return [c for c in classes(given) if issubclass(c, PageContext)]


def test_pages_ask_for_what_contexts_have() -> None:
    assert asked("html", r"\$k:context") <= names(*contexts())
    assert asked("html", r"\$k:site") <= names(SiteFrame)
    assert asked("html") <= names(*classes(given), *classes(parts), *classes(mapparts), RecordIdentifier) | made(
        "html", "tei"
    )


def test_contexts_have_nothing_that_no_page_asks_for() -> None:
    once = names(*contexts()) - {"site"}
    assert once <= asked("html", r"\$k:context")
    assert names(SiteFrame) <= asked("html", r"\$k:site")
    assert names(*classes(given), *classes(parts), *classes(mapparts), RecordIdentifier) <= asked("html")


def test_volumes_ask_for_what_facts_have_and_for_all_of_it() -> None:
    every = names(*classes(listed), ShownPlate)
    assert asked("lists") <= every | made("lists")
    assert asked("print") <= every | made("print", "tei", "lists")
    assert every <= asked("print") | asked("epub") | asked("lists")


def test_typst_asks_for_what_it_is_told_and_for_all_of_it() -> None:
    files = sorted((XSLT / "print").glob("*.typ"))
    text = "\n".join(re.sub(r"(?m)^\s*//.*$", "", file.read_text("utf-8")) for file in files)
    told = {
        "settings": set(VolumeSettings.__struct_fields__),
        "design": names(Design),
        "apparatus": names(ApparatusSettings),
        "told": set(PartSettings.__struct_fields__),
    }
    for name, known in told.items():
        asked_of = re.findall(rf'(?<![\w-]){name}\.(?!json)(?:at\("(\w+)"|(\w+))', text)
        assert {one or other for one, other in asked_of} == known
    foot = (XSLT / "print" / "foot.typ").read_text("utf-8")
    assert set(re.findall(r"\bfound\.(\w+)", foot)) == names(Feet) - {"avoided"}  # which the next pass asks for


def test_scripts_ask_for_what_the_table_of_documents_has_and_for_all_of_it() -> None:
    files = [XSLT / "html" / "assets" / f"{name}.js" for name in ("search", "calendar", "compare")]
    scripts = "\n".join(file.read_text("utf-8") for file in files)
    asked_of = {
        SearchedPage: r"\b(?:d|\w\.document)\.(\w+)",
        SearchedName: r"\bnames\[\w+\]\.(\w+)",
        SearchTable: r"\bdata\.(\w+)",
    }
    for kind, shape in asked_of.items():
        assert set(re.findall(shape, scripts)) <= names(kind) | {"at"}
    facets = set(re.findall(r'^        "(\w+)": ', inspect.getsource(letters._facets), re.MULTILINE))
    assert facets < names(SearchedPage), "they are columns"
    assert {n for n in names(*asked_of) - facets if not re.search(rf"\b{n}\b", scripts)} == set()


def test_python_reads_all_that_stylesheets_tell() -> None:
    told = names(*classes(entry), PrintFacts, *RECORDS)
    assert not [name for name in sorted(told) if not re.search(rf"\.{name}\b", PYTHON)]


def strange(told: object, kind: object, at: str = "") -> Iterator[str]:
    """Where what was told has a name that its class has not."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        assert isinstance(told, dict)
        yield from (f"{at}/{name}" for name in told if name not in hints)
        for name, value in told.items():
            yield from strange(value, hints.get(name), f"{at}/{name}")
    elif origin in (tuple, list) and isinstance(told, list):
        for value in told:
            yield from strange(value, inside[0], at)


@pytest.mark.parametrize(("product", "mode", "result", "kind"), [
    ("html", "entry", "entry.json", DocumentEntry),
    ("print", None, "facts", PrintFacts),
])  # fmt: skip
def test_stylesheets_tell_no_more_and_no_less(product: str, mode: str | None, result: str, kind: type) -> None:
    sheet = saxon.stylesheet(XSLT / f"{product}.xsl")
    given_: Mapping[str, object] = {"texts": json.dumps(texts("en")), **({"stem": "a"} if product == "print" else {})}
    told = sheet.run(sheet.parse(LETTER, "file:///a.xml"), params=given_, mode=mode).texts[result]
    assert list(strange(json.loads(told), kind)) == []
    read = from_json(told, kind)
    assert read.records[0].ids[0].value == "118"


def test_shared_files_tell_no_more_and_no_less() -> None:
    sheet = saxon.stylesheet(XSLT / "html.xsl")
    source = sheet.parse(SHARED_FILE, "file:///authorities.xml")
    told = sheet.run(template="authorities", params={"authorities": source}).texts["authorities.json"]
    assert list(strange(json.loads(told), SharedRecords)) == []
    read = from_json(told, SharedRecords)
    assert (read.records[0].about[0].text, read.hands[0].name, read.taxonomies[0].categories[0].name) == (
        "1880", "Eva", "Letter")  # fmt: skip


def test_no_name_is_one_letter() -> None:
    every = [
        *classes(given),
        *classes(parts),
        *classes(mapparts),
        *classes(entry),
        *classes(facts),
        *classes(listed),
        *RECORDS,
    ]
    assert {name for name in names(*every) if len(name) == 1} == {"x", "y"}, "but for coordinates"


def test_json_is_the_same_for_the_same_values() -> None:
    link = PageLink(address="a.html", title="é")
    assert (
        contract.to_json({"b": (link,), "a": None})
        == '{"a":null,"b":[{"address":"a.html","title":"é","start":"","end":"","lasting":false}]}'
    )
    assert contract.to_json(PageContext(path="a")) == '{"path":"a","site":null,"labels":{}}'


def test_what_is_no_contract_is_an_error() -> None:
    with pytest.raises(MachineryError, match="A stylesheet gave no DocumentRow"):
        from_json('{"address": 1}', DocumentRow)
