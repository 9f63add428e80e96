"""The published volume that a document was taken from, what may be done with the text, and other systems' numbers.

A file has to say by itself from which print it comes (TEI Guidelines, 2.2.7, the source description) and who owns
the text, apart from the licence of the encoding (2.2.4, availability).
"""

from kktei.encode.context import PUBLISHED
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding


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
    parts = volume_parts(imprint.volume_title, imprint.volume)
    if number:
        parts += [", ", el("biblScope", f"document {number}", unit="document", n=number)]
    return parts


def volume_parts(title: str, volume: str) -> list[str | Element]:
    """A volume as named in a bibl: its title, and which of several it is."""
    parts: list[str | Element] = [el("title", title, level="m")]
    return [*parts, ", ", el("biblScope", f"volume {volume}", unit="volume", n=volume)] if volume else parts


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
    own, imprint = doc.document.fact("rights"), doc.context.imprint
    said = own or imprint.rights or imprint.rights_licence
    if not said:
        return None
    address = None if own else imprint.rights_licence
    return el("availability", el("licence", said, target=address) if address else el("p", said))
