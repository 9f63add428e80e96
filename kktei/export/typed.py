"""The JSON of xslt/record.xsl as the frozen data of the model."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from kktei.export.model import (
    Agent,
    Communication,
    Copy,
    Dated,
    Document,
    Fact,
    Image,
    Level,
    Marking,
    Mention,
    Part,
    Place,
    Printed,
    Record,
    Relation,
    Source,
    Step,
)  # fmt: skip

Row = dict[str, Any]


def document(row: Row, name: str, file: str) -> Document:
    """A document of the row that the stylesheet gave; ``file`` is where its TEI lies, for messages."""
    return Document(
        **_plain(Document, row, name=name, file=file),
        date=_date(row["date"]),
        authors=tuple(Agent(**agent) for agent in row["authors"]),
        communications=tuple(map(_communication, row["communications"])),
        copies=tuple(map(_copy, row["copies"])),
        relations=tuple(Relation(**_tuples(relation)) for relation in row["relations"]),
        printed=tuple(Printed(**printed) for printed in row["printed"]),
        mentioned=tuple(Mention(**{**mention, "times": int(mention["times"])}) for mention in row["mentioned"]),
        images=tuple(Image(**image) for image in row["images"]),
        parts=tuple(Part(**part) for part in row["parts"]),
        source=Source(**row["source"]),
        facts=tuple(Fact(**_tuples(fact)) for fact in row["facts"]),
    )


def record(row: Row) -> Record:
    """A record of the authority file."""
    return Record(**_tuples(row))


_NESTED = {
    "date", "authors", "communications", "copies", "relations", "printed", "mentioned", "images", "parts", "facts",
    "source",
}  # fmt: skip


def _plain(of: type, row: Row, **given: str) -> Row:
    """The fields that hold no other data."""
    whole = _tuples({**row, **given})
    return {field.name: whole[field.name] for field in fields(of) if field.name not in _NESTED}


def _tuples(row: Row) -> Row:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _date(row: Row) -> Dated:
    return Dated(**row)


def _communication(row: Row) -> Communication:
    return Communication(row["id"], row["type"], tuple(map(_step, row["steps"])))


def _step(row: Row) -> Step:
    return Step(
        row["type"],
        row["subtype"],
        tuple(Agent(**agent) for agent in row["agents"]),
        tuple(Place(**place) for place in row["places"]),
        _date(row["date"]),
        row["note"],
    )


def _copy(row: Row) -> Copy:
    nested = {
        "levels": tuple(Level(**level) for level in row["levels"]),
        "markings": tuple(Marking(**marking) for marking in row["markings"]),
        "makers": tuple(Agent(**agent) for agent in row["makers"]),
    }
    return Copy(**{**_tuples(row), **nested})
