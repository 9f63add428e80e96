"""Documents that carried the text of another: telegrams above all, and what is known of them."""

from __future__ import annotations

import re

from kktei.encode.communications import Communication
from kktei.encode.context import AUTHORITIES
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.marks import date_attributes
from kktei.encode.numbering import Copy
from kktei.model import Act, ActKind, Span


def carriers(doc: DocumentEncoding, corresp: Communication) -> list[Copy]:
    """Copies that are known as part of another document, which therefore carried the text."""
    if corresp is not doc.communications[-1]:
        return []
    named = {a.carrier_span for a in doc.facts.acts}
    return [c for c in doc.numbered.copies if c.witness.carrier_span and c.witness.carrier_span not in named]


def within(doc: DocumentEncoding, copy: Copy) -> Element:
    """The step of the journey on which a copy within another document was that document's."""
    source = doc.sentence(copy.witness.sentence)
    parts = carrier(doc, copy.witness.carrier or "", copy.witness.carrier_span)
    return el("correspAction", parts, type="transmitted", corresp=f"#{copy.id}", source=source)


def telegraphed(act: Act) -> bool:
    """The text printed is a translation of a telegram: the telegram carried it."""
    return act.kind is ActKind.TRANSLATED and act.carrier is not None


def carrier(doc: DocumentEncoding, words: str, span: Span | None, *, dated: bool = False) -> list[Element]:
    """The document that carried the text: the post and place that sent it, its date unless it is known, its name."""
    source = doc.note.at(span)
    reference = next((r for r in doc.facts.references if r.span == span), None)
    found = re.search(r"\bfrom (?:the )?([A-Z][\w.’' ]*?)(?=,|$)", words)
    parts: list[Element] = []
    place = doc.naming.index.place(found[1]) if found else None
    if found and place is not None:
        numbered = re.search(
            r"(?i)\btelegram\s+\S*\d", words
        )  # a post numbers its telegrams; a commercial one is anybody's
        post = doc.naming.index.post(found[1]) if numbered else None
        if post is not None:
            ref = AUTHORITIES + post.id
            parts.append(el("orgName", post.names[0].text, ref=ref, cert="high", evidence="conjecture", source=source))
        parts.append(el("placeName", found[1], ref=AUTHORITIES + place.id, source=source))
    if reference is not None and reference.when is not None and not dated:
        when = reference.when
        parts.append(el("date", when.wording, **date_attributes(when), source=doc.note.at(when.span)))
    return [*parts, el("note", words, type="carrier", source=source)]
