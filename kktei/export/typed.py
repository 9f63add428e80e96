"""The JSON of xslt/record.xsl as frozen data (:mod:`kktei.export.described`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import msgspec

from kktei.errors import MachineryError
from kktei.export.described import TeiDocument, TeiRecord
from kktei.identifiers import named

T = TypeVar("T")
Row = Mapping[str, object]


def document(row: Row, name: str, file: str) -> TeiDocument:
    """A document of the row that the stylesheet gave; ``file`` is where its TEI lies, for messages.

    Raises MachineryError where the row is something else.
    """
    made = _heard(_as(TeiDocument, {**row, "name": name, "file": file}))
    return replace(made, records=tuple(_catalogued(one) for one in made.records))


def _heard(document: TeiDocument) -> TeiDocument:
    """A document with those mentions that exports tell: not works, events, or to whom only a header points.

    Who is mentioned in words only is called by these.
    """
    said = (m for m in document.mentioned if m.times and m.kind in ("person", "body", "place"))
    return replace(document, mentioned=tuple(m if m.name else replace(m, name="".join(m.called[:1])) for m in said))


def record(row: Row) -> TeiRecord:
    """A record of the authority file; raises what :func:`document` raises."""
    return _catalogued(_as(TeiRecord, row))


def _catalogued(made: TeiRecord) -> TeiRecord:
    """A record with its identifiers by the names of their catalogues."""
    further = tuple(replace(one, type=next(iter(named({one.type: one.value})))) for one in made.further_ids)
    return replace(made, ids=named(made.ids), further_ids=further)


def _as(kind: type[T], row: Row) -> T:
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as problem:
        raise MachineryError(f"xslt/record.xsl gave no {kind.__name__}: {problem}") from problem
