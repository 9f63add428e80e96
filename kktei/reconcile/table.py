"""The table of names without an identifier: what is written for a spreadsheet or OpenRefine, and what is read back."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kktei.errors import InputError
from kktei.identifiers import address, authority_of, bare, fault
from kktei.reconcile.catalogue import DATES
from kktei.reconcile.matching import KnownRecord, Proposal

CATALOGUES = ("viaf", "gnd", "lc", "wikidata", "ulan", "geonames", "isni", "isil", "ror")
_KNOWN = ("record", "kind", "name", "other names", "born", "died", "offices", "places", "first", "last", "documents")
COLUMNS = (*_KNOWN, *CATALOGUES, "proposed", "proposed name", "evidence", "take")
_YES = frozenset({"yes", "y", "x", "1", "true", "ja", "oui", "si", "sí", "да"})
_NO = frozenset({"", "no", "n", "0", "false", "nein", "non", "нет", "-"})
_NOTHING = "Correct it in the table; nothing was taken."
_TYPES = {"person": "Q5", "body": "Q43229", "repository": "Q43229", "place": "Q2221906"}


@dataclass(frozen=True, slots=True)
class Decided:
    """An identifier that an editor gave a record; ``line`` is where the table says so."""

    key: str
    authority: str
    value: str
    line: int


def written(known: Sequence[KnownRecord], proposals: Mapping[str, Sequence[Proposal]]) -> str:
    """The table as CSV: a row for each record, or for each proposal; what is proposed waits for "yes" in ``take``."""
    stream = io.StringIO(newline="")
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    for record in known:
        said = (
            record.key, record.kind, record.name, "|".join(record.others), record.born, record.died,
            "|".join(record.offices), "|".join(record.places), record.first, record.last, record.documents,
        )  # fmt: skip
        for proposal in proposals.get(record.key, ()) or (None,):
            rows.writerow((*said, *("" for _ in CATALOGUES), *_proposed(proposal)))
    return stream.getvalue()


def _proposed(proposal: Proposal | None) -> tuple[str, ...]:
    if proposal is None:
        return "", "", "", ""
    one = proposal.candidate
    return address(one.authority, one.id), one.names[0], "; ".join(proposal.evidence), ""


def queries(known: Sequence[KnownRecord]) -> str:
    """The same names as queries of the Reconciliation Service API (W3C community group, 0.2), as OpenRefine asks them.

    Types and properties are Wikidata's: born P569, died P570.
    """
    made: dict[str, object] = {}
    for record in known:
        properties = [{"pid": p, "v": v} for p, v in ((DATES["born"], record.born), (DATES["died"], record.died)) if v]
        kind = {"type": _TYPES[record.kind]} if record.kind in _TYPES else {}
        made[record.key] = {"query": record.name, **kind, "limit": 5, "properties": properties}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def read_back(rows: Sequence[tuple[int, Sequence[str]]], file: str) -> Iterator[Decided]:
    """What the editor decided: identifiers in the columns of catalogues, and proposals with "yes" in ``take``.

    ``rows`` are the lines and cells of the table, its head first.  Raises InputError, with the line, for whatever an
    editor wrote that says nothing: no identifier, neither yes nor no, a row of no record, a table in which nothing can
    be decided.
    """
    head = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    _asked(head, file)
    for line, cells in rows[1:]:
        row = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
        said = [(name, row[name]) for name in CATALOGUES if row.get(name)]
        if _is_taken(row, file, line):
            said.append((authority_of(row["proposed"]), row["proposed"]))
        if any(cell.strip() for cell in cells[len(head) :]):
            raise _wrong("the row has more cells than the table has columns", file, line)
        if said and not row.get("record"):
            raise _wrong("the row decides something, and its column record is empty", file, line)
        for authority, value in said:
            yield _decided(row["record"], authority, value, file, line)


def _asked(head: Sequence[str], file: str) -> None:
    """InputError for a head out of which no decision can be read, or two that differ."""
    hint = "Read back the table of kktei reconcile."
    if "record" not in head:
        raise InputError(f"{file}:1: the table has no column record", hint).at(1, 1)
    if not ({"proposed", "take"} <= set(head) or set(CATALOGUES) & set(head)):
        names = ", ".join(CATALOGUES)
        raise InputError(f"{file}:1: the table has neither take beside proposed nor any of {names}", hint).at(1, 1)
    twice = [name for name in COLUMNS if head.count(name) > 1]
    if twice:
        raise InputError(f"{file}:1: the table has the column {twice[0]} twice", _NOTHING).at(1, 1)


def _is_taken(row: Mapping[str, str], file: str, line: int) -> bool:
    """Whether the editor takes what is proposed."""
    word = row.get("take", "")
    if word.casefold() in _NO:
        return False
    if word.casefold() not in _YES:
        raise _wrong(f"“{word}” in the column take is neither yes nor no", file, line)
    if not row.get("proposed"):
        raise _wrong("“yes” in the column take, and nothing is proposed", file, line)
    return True


def _wrong(words: str, file: str, line: int) -> InputError:
    return InputError(f"{file}:{line}: {words}", _NOTHING).at(line, 1)


def _decided(key: str, authority: str, value: str, file: str, line: int) -> Decided:
    wrong = fault(authority, value) if authority else f"“{value}” is no address of a catalogue that is known"
    if wrong:
        raise _wrong(wrong, file, line)
    return Decided(key, authority, address(authority, bare(authority, value)), line)
