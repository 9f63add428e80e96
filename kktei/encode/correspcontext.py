"""Links of an act of communication: before and after it, in the edition and between the same two; who reports on it."""

import re
from collections.abc import Iterable, Sequence

from kktei.encode.communications import Communication
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.model import Act, ActKind, DocumentId


def context(doc: DocumentEncoding, corresp: Communication, number: int) -> Element | None:
    """The links of the act of communication with this number in its document."""
    near = doc.context.neighbours
    refs: list[Element] = []
    if number == 1:
        refs += _links(near.previous, near.next, None)
    if corresp.pair:
        refs += _links(*near.between.get(corresp.pair, (None, None)), "correspondence")
    refs += _reported(doc, corresp.acts)
    if number == len(doc.communications):
        refs += _memoranda(doc)
    return el("correspContext", refs) if refs else None


def _links(previous: DocumentId | None, following: DocumentId | None, subtype: str | None) -> list[Element]:
    links = (("prev", previous), ("next", following))
    return [
        el("ref", f"Document {near.number}", type=kind, subtype=subtype, target=f"{near.stem}.xml")
        for kind, near in links
        if near is not None
    ]


def _reported(doc: DocumentEncoding, acts: Sequence[Act]) -> Iterable[Element]:
    """Documents of the edition that report on it: named where it was summarized, or where they are the authority."""
    sentences = {a.sentence for a in acts if a.kind is ActKind.SUMMARIZED or a.reported_by}
    for reference in doc.facts.references:
        if reference.kind == "document" and reference.target:
            inside = [i for i, s in enumerate(doc.facts.sentences) if s.span.holds(reference.span)]
            if set(inside) & sentences:
                yield el(
                    "ref",
                    reference.wording,
                    type="reportedIn",
                    target=f"{reference.target.stem}.xml",
                    source=doc.note.at(reference.span),
                )


def _memoranda(doc: DocumentEncoding) -> Iterable[Element]:
    """Memoranda of the talks at which it was handed over."""
    for record in doc.numbered.records:
        witness = record.witness
        if witness is not None and re.search(r"(?i)memorand(um|a) of .*conversations?", witness.what):
            yield el("ref", witness.what, type="reportedIn", target=f"#{record.id}", source=doc.note.at(witness.span))
