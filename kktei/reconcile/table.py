"""The table of names without an identifier: what is written for a spreadsheet or OpenRefine, and what is read back."""

from __future__ import annotations

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


def read_back(text: str, file: str) -> Iterator[Decided]:
    """What the editor decided: identifiers in the columns of catalogues, and proposals with "yes" in ``take``.

    Raises InputError, with the line, for what is no identifier, or for a table without the column record.
    """
    delimiter = max("\t;,", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    head = [cell.strip().lower() for cell in next(rows, [])]
    if "record" not in head:
        raise InputError(f"{file}:1: the table has no column record", "Read back the table of kktei reconcile.").at(
            1, 1
        )
    for cells in rows:
        row = {name: cell.strip() for name, cell in zip(head, cells, strict=False)}
        line = rows.line_num
        for name in CATALOGUES:
            if row.get(name):
                yield _decided(row["record"], name, row[name], file, line)
        if row.get("take", "").casefold() in _YES and row.get("proposed"):
            proposed = row["proposed"]
            yield _decided(row["record"], authority_of(proposed), proposed, file, line)


def _decided(key: str, authority: str, value: str, file: str, line: int) -> Decided:
    wrong = fault(authority, value) if authority else f"“{value}” is no address of a catalogue that is known"
    if wrong:
        raise InputError(f"{file}:{line}: {wrong}", "Correct it in the table; nothing was taken.").at(line, 1)
    return Decided(key, authority, address(authority, bare(authority, value)), line)
