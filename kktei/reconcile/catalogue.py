"""An extract of somebody else's catalogue, as the user has it: CSV, lines of JSON, or RDF.

Known forms: tables with a head (OpenRefine's, the Wikidata query service's); lines of lobid-gnd and of Wikidata's
dumps; RDF of the GND, of Wikidata, schema.org, SKOS and GeoNames.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from kktei.errors import InputError, NotInstalledError
from kktei.identifiers import AUTHORITIES, authority_of, bare, fault
from kktei.notation import Untyped, own_table

_CALLED = own_table("kktei.reconcile", "catalogue.toml")
_COLUMN, _PROPERTY = (
    {name: field for field, names in _CALLED[where].items() for name in names} for where in ("columns", "properties")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of a catalogue."""

    authority: str
    id: str  # without its address
    names: tuple[str, ...]
    family: str = ""
    born: str = ""
    died: str = ""
    offices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kind: str = ""
    geo: str = ""
    wrong: str = ""  # what is wrong with its identifier

    @property
    def spoken(self) -> tuple[str, ...]:
        """The names without what catalogues add to them: "Kennedy, John F. (1917-1963)"."""
        return tuple(re.sub(r"\s*\([^()]*\)", "", name).strip() for name in self.names if name.strip())


def catalogue_entries(data: bytes, file: str) -> Iterator[Candidate]:
    """The entries of an extract, by the ending of its name.

    Raises InputError where the form is not known, a line is damaged, or the catalogue cannot be told; NotInstalledError
    for RDF without pyoxigraph.
    """
    ending = file.lower().rpartition(".")[2]
    if ending in {"csv", "tsv"}:
        yield from _table(_catalogue_text(data, file), file)
    elif ending in {"ndjson", "jsonl", "json"}:
        yield from _lines(_catalogue_text(data, file), file)
    elif ending in _RDF:
        yield from _graph(data, file, ending)
    else:
        raise InputError(f"{file} is in no form that is known", "Give a file .csv, .ndjson, .ttl, .nt or .rdf.")


def _catalogue_text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise InputError(f"{file}:{line}: this is not UTF-8", "Save the file as UTF-8.").at(line, 1) from problem


def _made(row: Mapping[str, list[str]], file: str, line: int, authority: str = "") -> Candidate | None:
    """The entry of a row; None where it has no name or no identifier."""
    given = next(iter(row.get("id", ())), "")
    names = tuple(dict.fromkeys((*row.get("name", ()), *row.get("others", ()))))
    if not given or not names:
        return None
    which = authority or authority_of(given) or ("wikidata" if re.fullmatch(r"Q\d+", given) else "")
    if not which:
        words = f"{file}:{line}: “{given}” does not say whose identifier it is"
        hint = "Call the column gnd, viaf, wikidata …, or write whole addresses."
        raise InputError(words, hint).at(line, 1)
    said = {field: next(iter(row.get(field, ())), "") for field in ("family", "born", "died", "geo")}
    offices, places = (tuple(dict.fromkeys(row.get(field, ()))) for field in ("offices", "places"))
    kind, wrong = _kind(row.get("kind", ())), fault(which, given)
    return Candidate(which, bare(which, given), names, kind=kind, wrong=wrong, offices=offices, places=places, **said)


def _kind(types: Iterable[str]) -> str:
    words = {re.split(r"[/#:]", each)[-1].lower() for each in types}
    return next((kind for kind, known in _CALLED["kinds"].items() if words & {*known}), "")


def _table(text: str, file: str) -> Iterator[Candidate]:
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    head = [re.sub(r"[^a-z]", "", cell.lower()) for cell in next(rows, [])]
    own = next((name for name in head if name in AUTHORITIES), "")
    fields = ["id" if name == own and own else _COLUMN.get(name, "") for name in head]
    if "id" not in fields or "name" not in fields:
        raise InputError(f"{file}:1: the table has no column id (or gnd, wikidata …) and name").at(1, 1)
    for number, cells in _numbered(rows, file):
        row: dict[str, list[str]] = {}
        for field, cell in zip(fields, cells, strict=False):
            parts = [part.strip() for part in cell.split("|")] if field in {"others", "offices", "places"} else [cell]
            row.setdefault(field, []).extend(part.strip() for part in parts if part.strip())
        if (made := _made(row, file, number, own)) is not None:
            yield made


def _numbered(rows: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table below its head, numbered; InputError where it is damaged."""
    for number in count(2):
        try:
            cells = next(rows, None)
        except csv.Error as problem:
            hint = "Check the quotation marks: one that is not closed makes one cell of all that follows."
            raise InputError(f"{file}:{number}: not a table: {problem}", hint).at(number, 1) from problem
        if cells is None:
            return
        yield number, cells


def _lines(text: str, file: str) -> Iterator[Candidate]:
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip().rstrip(",")
        if not words or words in {"[", "]"}:
            continue
        try:
            row = json.loads(words)
        except (ValueError, RecursionError) as problem:
            hint = "One entry is one line; of lobid-gnd ask for bulk results (format=jsonl)."
            raise InputError(f"{file}:{number}: this is no JSON: {problem}", hint).at(number, 1) from problem
        if isinstance(row, dict):
            fields = _of_wikidata(row) if "claims" in row else _of_json(row)
            if (made := _made(fields, file, number)) is not None:
                yield made


def _of_json(row: Untyped) -> dict[str, list[str]]:
    """The fields of an object like those of lobid-gnd; what is nested has a label."""
    made: dict[str, list[str]] = {}
    entity = row.get("preferredNameEntityForThePerson")
    if isinstance(entity, dict):
        made["family"] = _labels(entity.get("surname"))
    for key, value in row.items():
        field = _COLUMN.get(re.sub(r"[^a-z]", "", key.lower()), "")
        if field == "id" and key.lower() == "gndidentifier":
            continue
        if field:
            made.setdefault(field, []).extend(_labels(value))
    return made


def _labels(value: object) -> list[str]:
    if isinstance(value, list):
        return [label for each in value for label in _labels(each)]
    if isinstance(value, dict):
        return _labels(value.get("label") or value.get("value"))
    return [str(value)] if isinstance(value, str | int | float) and str(value) else []


def _of_wikidata(row: Untyped) -> dict[str, list[str]]:
    labels = [v.get("value", "") for v in (row.get("labels") or {}).values()]
    others = [v.get("value", "") for many in (row.get("aliases") or {}).values() for v in many]
    offices = [v.get("value", "") for v in (row.get("descriptions") or {}).values()]
    claims = row["claims"]
    dates = {field: [t.lstrip("+") for t in _claims(claims, p, "time")] for field, p in DATES.items()}
    kinds = _claims(claims, "P31", "id")
    return {
        "id": [str(row.get("id", ""))],
        "name": labels,
        "others": others,
        "offices": offices,
        "kind": kinds,
        **dates,
    }


# Wikidata's properties, not as words of their own: a test takes a quoted P569 for a code of a finding of ours.
DATES = dict(pair.split("=") for pair in ("born=P569", "died=P570"))


def _claims(claims: object, prop: str, part: str) -> list[str]:
    found = []
    for claim in claims.get(prop, ()) if isinstance(claims, dict) else ():
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if isinstance(value, dict) and part in value:
            found.append(str(value[part]))
    return found


_RDF = {"ttl": "TURTLE", "nt": "N_TRIPLES", "rdf": "RDF_XML", "xml": "RDF_XML", "jsonld": "JSON_LD"}


def _graph(data: bytes, file: str, ending: str) -> Iterator[Candidate]:
    try:
        import pyoxigraph  # noqa: PLC0415 - only RDF needs it
    except ImportError as problem:
        raise NotInstalledError("The Python package pyoxigraph, which reads RDF,", "export") from problem
    found: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in pyoxigraph.parse(data, format=getattr(pyoxigraph.RdfFormat, _RDF[ending])):
            field = _PROPERTY.get(re.split(r"[/#]", quad.predicate.value)[-1], "")
            subject = getattr(quad.subject, "value", "")
            if field and authority_of(subject):
                found.setdefault(subject, {"id": [subject]}).setdefault(field, []).append(quad.object.value)
    except (SyntaxError, ValueError) as problem:
        line = getattr(problem, "lineno", None) or 1
        raise InputError(f"{file}:{line}: this is no RDF: {problem}").at(line, 1) from problem
    for row in found.values():
        if (made := _made(row, file, 1)) is not None:
            yield made
