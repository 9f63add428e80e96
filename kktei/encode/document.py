"""One document as a TEI file: header, heading with its source note, dateline, text or gap, signature."""

from collections.abc import Iterator
from functools import partial

from kktei.encode.context import Context
from kktei.encode.editorial import closer, opener
from kktei.encode.elements import Element, el, put, write
from kktei.encode.encoding import DocumentEncoding, encoding_of
from kktei.encode.header import header
from kktei.encode.phrases import Phrases, refer
from kktei.encode.text import encode_body
from kktei.model import Document
from kktei.tei import NS, XML_ID, XML_LANG, q
from kktei.transcript import PageBreak

_GAP = {  # in the language of the edition, as readers see it
    "en": "Only the heading and the source note are at hand.",
    "de": "Es liegen nur die Überschrift und der Herkunftsnachweis vor.",
    "es": "Solo se dispone del encabezamiento y de la nota de procedencia.",
    "fr": "Seuls le titre et la note sur la source sont disponibles.",
    "it": "Sono disponibili solo l’intestazione e la nota sulla fonte.",
    "ru": "Имеются только заголовок и примечание об источнике.",
}
_RELAXNG = "http://relaxng.org/ns/structure/1.0"
_SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"


def encode_document(document: Document, context: Context) -> bytes:
    """The TEI file of a document in UTF-8; the same input always gives the same bytes."""
    doc = encoding_of(document, context)
    root = el(
        "TEI",
        header(doc),
        el("text", el("body", _division(doc))),
        xml_id=f"{context.imprint.edition}.{doc.stem}",
        xml_lang=doc.language,
        version="4.5.0",
    )
    _declare_prose(root)
    return write(root, _models(context))


def _models(context: Context) -> Iterator[str]:
    """Schemas for XML editors."""
    for address in context.imprint.schemas:
        kind = _SCHEMATRON if address.endswith(".sch") else _RELAXNG
        yield f'<?xml-model href="{address}" type="application/xml" schematypens="{kind}"?>'


def _division(doc: DocumentEncoding) -> Element:
    record = doc.document.record
    made = el("div", _head(doc), xml_id=doc.stem, type="document", subtype="historical-document", n=record.number)
    if any(not isinstance(block, PageBreak) for block in record.body):
        encode_body(made, record, doc.stem, refer=partial(refer, doc.naming))
        _complete(doc, made)
        _spoken(doc, made)
        return made
    phrases = Phrases(doc.stem)
    put(made, [phrases.page(block) for block in record.body if isinstance(block, PageBreak)])
    put(made, opener(doc))
    said = _GAP.get(doc.language.partition("-")[0])
    desc = el("desc", said) if said else el("desc", _GAP["en"], xml_lang="en")
    put(made, el("p", el("gap", desc, reason="notSupplied", unit="document", quantity="1")))
    put(made, closer(doc))
    return made


def _spoken(doc: DocumentEncoding, div: Element) -> None:
    """The language of a text that is not the edition's; the editors' words keep theirs, unless they are in it too."""
    spoken, beside = doc.document.language, doc.document.beside
    if not spoken:
        return
    div.set(XML_LANG, spoken)
    for part in div.iter(q("head"), q("note")):
        of = part.get("type") if part.tag == q("note") else "head" if part.getparent() is div else "text"
        said = spoken if of == "text" or of in beside else doc.language
        around = next(above.get(XML_LANG) for above in part.iterancestors() if above.get(XML_LANG))
        if said != around:
            part.set(XML_LANG, said)


def _complete(doc: DocumentEncoding, div: Element) -> None:
    """What an editor's table adds to a transcription that has no dateline, or no signature, of its own."""
    own = div.find(f"{q('div')}[@type='text']")  # beside attachments the text is a division of its own
    first = 1 if own is None else 0  # below the heading
    div = div if own is None else own
    above, below = div.find(q("opener")), div.find(q("closer"))
    dateline = opener(doc) if doc.decides("dateline") else None
    signature = closer(doc) if doc.decides("signed") else None
    if dateline is not None and div.find(f"*/{q('dateline')}") is None:
        if above is None:
            div.insert(first, dateline)
        else:
            above.insert(0, dateline[0])
    if signature is not None and div.find(f"*/{q('signed')}") is None:
        put(div if below is None else below, signature if below is None else list(signature))


def _head(doc: DocumentEncoding) -> Element:
    """Number and heading in their own words with their footnotes, then the source note in its own words."""
    made = el("head", f"{doc.document.record.number}. ", xml_id=f"{doc.stem}.h")
    doc.head.fill(made)
    phrases = Phrases(doc.stem, partial(refer, doc.naming), footnotes="hn")
    put(made, phrases.line(doc.document.record.head_notes))
    if doc.facts.note:
        note = el("note", xml_id=f"{doc.stem}.sn", type="source", n="1", place="bottom")
        put(made, doc.note.fill(note))
    return made


def _declare_prose(root: Element) -> None:
    """Give every sentence that no element of the header points to the type "remark".

    What the sentence is about stays as its subtype ("meeting").
    """
    used = {p.removeprefix("#") for value in root.xpath("//@source") for p in str(value).split()}
    for sentence in root.xpath("//tei:note[@type='source']/tei:seg[@type]", namespaces=NS):
        inside = {e.get(XML_ID) for e in sentence.iter() if e.get(XML_ID)}
        if sentence.get("type") != "remark" and not inside & used:
            sentence.set("subtype", sentence.get("type"))
            sentence.set("type", "remark")
