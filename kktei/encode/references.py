"""Other records and texts that the note speaks of: listBibl, one a kind."""

from __future__ import annotations

from kktei.encode.context import stem_of
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.identifier import ms_identifier
from kktei.encode.marks import date_attributes, page_range, volume_attributes, volume_title
from kktei.encode.msdesc import bibl
from kktei.encode.plan import Record
from kktei.model import Reference


def list_bibls(desk: Desk) -> list[Element]:
    """Where the text is printed, records that bear on it, and what the note refers to."""
    printed = [bibl(desk, work, desk.sentences_of(work.span)) for work in desk.facts.published_in]
    related = [_record(desk, r) for r in desk.plan.records if r.witness is not None]
    others = [_reference(desk, r, r.reference) for r in desk.plan.records if r.reference is not None]
    told = (("priorPublication", printed), ("relatedRecords", related), ("seeAlso", others))
    return [el("listBibl", found, type=kind) for kind, found in told if found]


def _record(desk: Desk, record: Record) -> Element:
    witness = record.witness
    if witness is None:
        return el("bibl")
    title = el(
        "title", witness.carrier or witness.what, level="u", source=desk.note.at(witness.carrier_span or witness.span)
    )
    place = ms_identifier(desk, record) if witness.location else None
    return el("bibl", title, place, xml_id=record.id, source=desk.sentence(witness.sentence))


def _reference(desk: Desk, record: Record, reference: Reference) -> Element:
    source = desk.note.at(reference.span)
    sentence = desk.sentences_of(reference.span)
    if reference.kind == "document" and reference.target:
        ref = el("ref", reference.wording, target=f"{stem_of(reference.target)}.xml", source=source)
        return el("bibl", ref, xml_id=record.id, type="document", source=sentence)
    if reference.kind == "volume":
        return _volume(desk, record, reference, sentence)
    date = reference.when
    when = [", ", el("date", date.wording, **date_attributes(date), source=desk.note.at(date.span))] if date else None
    words = reference.wording
    if date is not None and words.endswith(date.wording):
        words = words.removesuffix(date.wording).rstrip(" ,")
    return el(
        "bibl",
        el("title", words, level="u", source=source),
        when,
        xml_id=record.id,
        type=reference.kind,
        source=sentence,
    )


def _volume(desk: Desk, record: Record, reference: Reference, sentence: str | None) -> Element:
    parts: list[str | Element] = [el("title", volume_title(reference), level="m", source=desk.note.at(reference.span))]
    if reference.pages_span is not None:
        source = desk.note.at(reference.pages_span)
        words = desk.note.words(reference.pages_span)
        parts += [", ", el("biblScope", words, **page_range(reference.pages), source=source)]
    return el("bibl", parts, xml_id=record.id, source=sentence, **volume_attributes(reference, desk.naming))
