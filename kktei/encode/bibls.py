"""Printed texts and other documents as bibl: title, date, imprint, pages, in the words of the note."""

import re

from kktei.encode.context import AUTHORITIES
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.identifier import ms_identifier
from kktei.encode.marks import corrected, date_attributes, page_range, volume_attributes, volume_title
from kktei.encode.numbering import Copy, RelatedText
from kktei.encode.production import responsibility
from kktei.model import Publication, Reference, Span, Witness, WitnessKind

Parts = list[str | Element]


def printed(doc: DocumentEncoding, work: Publication, source: str | None = None) -> Element:
    """A printed text: author, title, imprint and pages."""
    record = doc.naming.index.work(work.title)
    parts: Parts = []
    if work.author:
        said = doc.naming.body(work.author) if work.corporate else doc.naming.person(work.author)
        said["source"] = " ".join(filter(None, (said.get("source"), doc.note.at(work.author_span)))) or None
        parts += [el("author", work.author, **said), ", "]
    parts.append(el("title", work.title, level="m", source=doc.note.at(work.title_span)))
    if work.imprint:
        parts += _imprint(doc, work.imprint)
    if work.pages:
        source_ = doc.note.at(work.pages_span)
        words = doc.note.words(work.pages_span) if work.pages_span else [work.pages]
        parts += [", ", el("biblScope", words, **page_range(work.pages), source=source_)]
    return el("bibl", parts, corresp=AUTHORITIES + record.id if record else None, source=source)


def _imprint(doc: DocumentEncoding, words: str) -> Parts:
    """Place and year in parentheses: (New York, 1963)."""
    match = re.fullmatch(r"(?:(.+?),\s*)?(\d{4})", words)
    if match is None:
        return [f" ({words})"]
    date = el("date", match[2], when=match[2])
    if match[1] is None:
        return [" (", date, ")"]
    return [" (", el("pubPlace", match[1], **doc.naming.place(match[1])), ", ", date, ")"]


def carried(doc: DocumentEncoding, copy: Copy) -> Element:
    """A text known only as part of another document."""
    witness = copy.witness
    return el(
        "bibl", document_parts(doc, witness.carrier or "", witness.carrier_span), described(doc, copy), type="carrier"
    )


def translated(doc: DocumentEncoding, copy: Copy) -> Element:
    """The translation that is printed, where the copy-text is in another language."""
    return el("bibl", described(doc, copy), responsibility(doc, copy), type="translation")


def described(doc: DocumentEncoding, copy: Copy) -> Element:
    """What the note calls a copy."""
    witness = copy.witness
    what = (
        witness.what if witness.count < 2 or witness.kind is not WitnessKind.DRAFT else f"{witness.what} ({copy.part})"
    )
    return el("title", what, type="described", source=doc.note.at(witness.span))


def document_parts(doc: DocumentEncoding, words: str, span: Span | None) -> Parts:
    """Another document as named: "telegram 3104 from Moscow, June 8" gives title, number and date."""
    reference = next((r for r in doc.facts.references if span is not None and r.span == span), None)
    date = reference.when if reference is not None else None
    title = words.removesuffix(date.wording).rstrip(" ,") if date else words
    parts: Parts = [el("title", title, level="u", source=doc.note.at(span))]
    if number := re.match(r"(?i)(?:\w+\s+)?telegram\s+(?:No\.\s*)?([A-Z]*\d[\w-]*)", title):
        parts.append(el("idno", number[1], type="telegram"))
    if date is not None:
        parts.append(el("date", date.wording, **date_attributes(date), source=doc.note.at(date.span)))
    return parts


def list_bibls(doc: DocumentEncoding) -> list[Element]:
    """Where the text is printed, the records that bear on it, and what the note refers to."""
    publications = [printed(doc, work, doc.sentences_of(work.span)) for work in doc.facts.published_in]
    groups: dict[str, list[Element]] = {
        "priorPublication": publications,
        "evidence": [],
        "relatedRecords": [],
        "seeAlso": [],
    }
    for record in doc.numbered.records:
        if record.witness is not None:
            kind = "evidence" if _reports(doc, record.witness) else "relatedRecords"
            groups[kind].append(_located(doc, record, record.witness))
        elif record.reference is not None:
            groups["seeAlso"].append(_reference(doc, record, record.reference))
        elif record.act is not None:
            parts = document_parts(doc, record.act.carrier or "", record.act.carrier_span)
            source = doc.sentence(record.act.sentence)
            groups["relatedRecords"].append(el("bibl", parts, xml_id=record.id, type="attachedTo", source=source))
    return [el("listBibl", found, type=kind) for kind, found in groups.items() if found]


def _reports(doc: DocumentEncoding, witness: Witness) -> bool:
    """Whether the note tells something "according to" this record."""
    return any(act.reported_by and witness.what == act.reported_by for act in doc.facts.acts)


def _located(doc: DocumentEncoding, record: RelatedText, witness: Witness) -> Element:
    named = document_parts(doc, witness.carrier or witness.what, record.span)
    count = str(witness.count) if witness.count > 1 else None
    place = ms_identifier(doc, record) if witness.location else None
    return el("bibl", named, place, xml_id=record.id, n=count, source=doc.sentence(witness.sentence))


def _reference(doc: DocumentEncoding, record: RelatedText, reference: Reference) -> Element:
    sentence = doc.sentences_of(reference.span)
    if reference.kind == "document" and reference.target:
        source = doc.note.at(reference.span)
        ref = el("ref", reference.wording, target=f"{reference.target.stem}.xml", source=source)
        return el("bibl", ref, xml_id=record.id, type="document", source=sentence)
    if reference.kind == "volume":
        return _volume(doc, record, reference, sentence)
    parts = document_parts(doc, reference.wording, reference.span)
    return el("bibl", parts, xml_id=record.id, type=reference.kind, source=sentence)


def _volume(doc: DocumentEncoding, record: RelatedText, reference: Reference, sentence: str | None) -> Element:
    parts: Parts = [el("title", volume_title(reference), level="m", source=doc.note.at(reference.span))]
    if reference.pages_span is not None:
        pages = page_range(corrected(reference, doc.facts.doubts))
        words = doc.note.words(reference.pages_span)
        parts += [", ", el("biblScope", words, **pages, source=doc.note.at(reference.pages_span))]
    return el(
        "bibl", parts, xml_id=record.id, type="volume", source=sentence, **volume_attributes(reference, doc.naming)
    )
