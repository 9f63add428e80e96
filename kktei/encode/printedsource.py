"""The published volume that a document was taken from, what may be done with the text, and other systems' numbers.

A file has to say by itself from which print it comes (TEI Guidelines, 2.2.7, the source description) and who owns
the text, apart from the licence of the encoding (2.2.4, availability).
"""

from __future__ import annotations

from kktei.encode.context import PUBLISHED, Imprint
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding

IDENTIFIERS = ("doi", "ark", "urn")  # fields of the table that are numbers of other systems


def printed_source(doc: DocumentEncoding, remark: str | None = None) -> Element | None:
    """A bibl of the volume down to the document, with its address, its rights and ``remark`` as a note.

    None where no volume is named and nothing is said of address and rights.
    """
    imprint = doc.context.imprint
    address, owned = _address(doc), _rights(doc)
    if not (imprint.published or address or owned is not None):
        return None
    parts: list[str | Element] = _volume(doc) if imprint.published else [el("title", doc.document.record.head)]
    parts += [", ", el("ref", address, target=address)] if address else []
    parts += [owned] if owned is not None else []
    parts += [el("note", remark)] if remark else []
    kind = {"type": "published", "source": PUBLISHED} if imprint.published else {}
    return el("bibl", parts, **kind)


def _volume(doc: DocumentEncoding) -> list[str | Element]:
    imprint, number = doc.context.imprint, doc.document.record.number
    parts: list[str | Element] = [el("title", imprint.volume_title, level="m")]
    if imprint.volume:
        parts += [", ", el("biblScope", f"volume {imprint.volume}", unit="volume", n=imprint.volume)]
    if number:
        parts += [", ", el("biblScope", f"document {number}", unit="document", n=number)]
    return parts


def _address(doc: DocumentEncoding) -> str:
    """Where the published volume has the document: its own in the table, else made from the setting."""
    given = doc.document.fact("address")
    if given:
        return given
    made = doc.context.imprint.source_address
    number = doc.document.record.number
    return made.replace("{n}", number) if number else ""


def _rights(doc: DocumentEncoding) -> Element | None:
    """Who owns the text: as the table says of this document, else as the settings say of all."""
    imprint = doc.context.imprint
    own = doc.document.fact("rights")
    return el("availability", el("p", own)) if own else rights(imprint)


def rights(imprint: Imprint) -> Element | None:
    """What the settings say of the rights of all texts; None where they say nothing."""
    if not (imprint.rights or imprint.rights_licence):
        return None
    said = imprint.rights or imprint.rights_licence
    holds = el("licence", said, target=imprint.rights_licence) if imprint.rights_licence else el("p", said)
    return el("availability", holds)


def availability(name: str, address: str) -> Element:
    """The licence of the encoding."""
    return el("availability", el("licence", name, target=address), status="free")
