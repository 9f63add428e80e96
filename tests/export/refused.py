"""What receivers would refuse of an export, by their schemas or their programs; for tests of any edition."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pymarc
import pyoxigraph
import rispy
import xmlschema
from lxml import etree
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from kktei.export.tables import TABLES

SCHEMAS = Path(__file__).parent / "receivers"
Problems = Iterator[str]


def refused(folder: Path) -> list[str]:
    """Of each form that stands in ``folder``, what its receiver would refuse, with the file."""
    return [
        f"{form}/{problem}" for form, check in CHECKS.items() if (folder / form).is_dir() for problem in check(folder)
    ]


def _schema(form: str, schema: str) -> Callable[[Path], Problems]:
    def check(folder: Path) -> Problems:
        grammar = _grammar(schema)
        for file in sorted((folder / form).glob("*.xml")):
            if not grammar.validate(etree.parse(file)):
                yield from (f"{file.name}:{error.line}: {error.message}" for error in grammar.error_log)

    return check


@cache
def _grammar(schema: str) -> etree.RelaxNG | etree.XMLSchema:
    made = etree.RelaxNG if schema.endswith(".rng") else etree.XMLSchema
    return made(etree.parse(SCHEMAS / schema))


@cache
def mods_schema() -> xmlschema.XMLSchema:
    """By xmlschema: libxml2 cannot compile it."""
    return xmlschema.XMLSchema(SCHEMAS / "mods" / "mods-3-8.xsd")


def _mods(folder: Path) -> Problems:
    for file in sorted((folder / "mods").glob("*.xml")):
        yield from (f"{file.name}: {error.path}: {error.reason}" for error in mods_schema().iter_errors(file))


def registry(folder: Path) -> Registry[Any]:
    """The schemas of a folder, by their names and their ids."""
    made: Registry[Any] = Registry()
    for file in folder.glob("*.json"):
        resource = Resource.from_contents(json.loads(file.read_text("utf-8")), default_specification=DRAFT7)
        made = made.with_resource(file.name, resource)
        if resource.id():
            made = made.with_resource(resource.id(), resource)
    return made


@cache
def json_schema(name: str) -> Any:
    """A validator by a JSON Schema."""
    file = SCHEMAS / name
    schema = json.loads(file.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, registry=registry(file.parent), format_checker=kind.FORMAT_CHECKER)


def by_json_schema(value: object, name: str) -> list[str]:
    """What is wrong with a value by the schema of that name."""
    return [f"{error.json_path}: {error.message}" for error in json_schema(name).iter_errors(value)]


def _json(form: str, schema: str, files: str) -> Callable[[Path], Problems]:
    def check(folder: Path) -> Problems:
        for file in sorted((folder / form).glob(files)):
            found = by_json_schema(json.loads(file.read_text("utf-8")), schema)
            yield from (f"{file.relative_to(folder / form)}: {problem}" for problem in found)

    return check


def _records_of_oai(folder: Path) -> Problems:
    grammar = _grammar("oai/oai_dc.xsd")
    tree = etree.parse(folder / "oai" / "static-repository.xml")
    for record in tree.iter("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"):
        if not grammar.validate(etree.fromstring(etree.tostring(record))):
            yield f"static-repository.xml:{record.sourceline}: {grammar.error_log[0].message}"


def _marc(folder: Path) -> Problems:
    binary = [record["001"].data for record in pymarc.MARCReader((folder / "marc/edition.mrc").read_bytes()) if record]
    marked = [record["001"].data for record in pymarc.parse_xml_to_array(str(folder / "marc" / "edition.xml"))]
    if binary != marked or len(set(marked)) != len(marked):
        yield f"edition.mrc: {len(binary)} records, in MARCXML {len(marked)}"


def _citations(folder: Path) -> Problems:
    ris = len(rispy.loads((folder / "citations" / "all.ris").read_text("utf-8")))
    csl = json.loads((folder / "citations" / "all.json").read_text("utf-8"))
    if ris != len(csl):
        yield f"all.ris: {ris} records, in CSL-JSON {len(csl)}"


def _triples(folder: Path) -> Problems:
    for name in ("edition", "evidence"):
        turtle, linked = (
            set(map(str, pyoxigraph.parse(path=str(folder / "rdf" / f"{name}.{ending}"), format=form)))
            for ending, form in (("ttl", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD))
        )
        if turtle != linked:
            yield f"{name}: {len(turtle ^ linked)} triples are in one form only"


def _tables(folder: Path) -> Problems:
    database = sqlite3.connect(folder / "sqlite" / "edition.sqlite")
    yield from (f"edition.sqlite: {row}" for row in database.execute("PRAGMA foreign_key_check"))
    database.close()


def _rows(folder: Path) -> Problems:
    before = csv.field_size_limit(10**9)  # a document's text is one field
    try:
        yield from _resources(folder)
    finally:
        csv.field_size_limit(before)


def _resources(folder: Path) -> Problems:
    package = json.loads((folder / "csv" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (folder / "csv" / resource["path"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        if any(None in row or None in row.values() for row in rows):
            yield f"{resource['path']}: rows of other lengths than the head"
        table = next(table for table in TABLES if table.name == resource["name"])
        if table.key and len({row[table.key] for row in rows}) != len(rows):
            yield f"{resource['path']}: {table.key} is not unique"


CHECKS: dict[str, Callable[[Path], Problems]] = {
    "cmif": _schema("cmif", "cmif/cmi-customization.rng"),
    "ead3": _schema("ead3", "ead3/ead3.rng"),
    "ead2002": _schema("ead2002", "ead2002/ead.xsd"),
    "mets": _schema("mets", "mets/mets.xsd"),
    "mods": _mods,
    "datacite": _json("datacite", "datacite/datacite-v4.5.json", "*.json"),
    "iiif": _json("iiif", "iiif/iiif_3_0.json", "*/manifest.json"),
    "dts": _json("dts", "dts/dts.json", "**/*.json"),
    "oai": _records_of_oai,
    "marc": _marc,
    "citations": _citations,
    "rdf": _triples,
    "sqlite": _tables,
    "csv": _rows,
}
