"""NDJSON: all that is known of each document on one line, for search engines and scripts."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import msgspec

from kktei.described import TeiAgent, TeiCopy
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.edition import Edition, same_as
from kktei.export.formats import Missed, Writing


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``documents.ndjson`` and, for the records, ``records.ndjson``."""
    del missed
    paths = (folder / "records.ndjson", folder / "documents.ndjson")
    records, documents = (path.open("w", encoding="utf-8", newline="\n") for path in paths)
    with records, documents:
        records.writelines(map(_record, edition.records.values()))
        while (document := (yield)) is not None:
            own = edition.of(document).own_records(document)
            records.writelines(_record(replace(one, key=f"{document.key}#{one.key}")) for one in own)
            documents.write(_line(row_of(document, edition.of(document))))


def _record(record: TeiRecord) -> str:
    row = {**asdict(record), "same_as": list(same_as(record))}
    return _line({key: value for key, value in row.items() if value})


def _line(row: dict[str, object]) -> str:
    return msgspec.json.encode(row).decode() + "\n"


def row_of(document: TeiDocument, edition: Edition) -> dict[str, object]:
    """A document as a search engine takes it: flat where one searches, nested where one shows."""
    date, place = document.date, document.place
    row: dict[str, object] = {
        "id": document.id or document.name,
        "edition": edition.id,
        "number": document.number,
        "title": document.title,
        "identifiers": [value for _, value in edition.numbers(document)],
        "url": edition.addresses.page(document.name),
        "tei": edition.addresses.tei(document.name),
        "date_first": date.first,
        "date_last": date.last,
        "date_edtf": date.edtf,
        "date_inferred": date.inferred,
        "place": edition.place_name(place),
        "sender": _agents(document.senders, edition),
        "recipient": _agents(document.recipients, edition),
        "genre": edition.genre(document),
        "genre_same_as": edition.genre_address(document),
        "classification": list(edition.markings(document, "cls")),
        "handling": list(edition.markings(document, "hnd", "prec")),
        "language": document.language,
        "copies": [_copy(copy) for copy in document.copies],
        "mentioned": sorted({m.name for m in document.mentioned}),
        "source_note": document.note,
        "text": document.text,
        "licence": document.licence,
        "printed_source": document.source.words,
        "printed_source_url": document.source.address,
        "text_rights": document.source.rights,
        "text_rights_url": document.source.rights_address,
    }
    return {key: value for key, value in row.items() if value not in ("", [], None)}


def _copy(copy: TeiCopy) -> dict[str, object]:
    return {
        "id": copy.id,
        "roles": [role.removeprefix("wit.") for role in copy.roles],
        "holder": copy.holder.name if copy.holder else "",
        "path": [level.name for level in copy.levels],
        "language": copy.language,
    }


def _agents(agents: Iterable[TeiAgent], edition: Edition) -> list[dict[str, object]]:
    found = []
    for agent in agents:
        record = edition.record(agent)
        row: dict[str, object] = {
            "name": edition.heading(agent),
            "kind": "body" if edition.is_body(agent) else "person",
        }
        if record is not None:
            row["id"] = record.key
        row["same_as"] = list(edition.same(agent).values())
        found.append({key: value for key, value in row.items() if value})
    return found
