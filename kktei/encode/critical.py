"""A document's own file with the text and the apparatus of its witnesses; and the file of each transcription."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from kktei import tei
from kktei.encode.constituted import constituted, hand_id
from kktei.encode.context import EDITION
from kktei.encode.elements import Element, el, put, write
from kktei.encode.text import encode_body
from kktei.encode.translated import Beside, Translation, as_key, in_order, put_translations
from kktei.model import DocumentId, Position, Record
from kktei.model.collation import Collation, WitnessText
from kktei.tei import XML_ID, q
from kktei.transcript import Block

_STATES = {1: "first state", 2: "after its corrections"}


def encode_critical(
    document: bytes,
    collation: Collation,
    stem: str,
    translations: Sequence[Translation] = (),
    beside: Beside = in_order,
) -> bytes:
    """The document, its body the text that the collation gives, its header knowing the witnesses.

    ``document`` is the file as it is encoded without witnesses, or a TEI file that came as it is; ``beside`` says which
    paragraphs of a translation belong to which of the text.
    """
    root = tei.parse(document, f"{stem}.xml")
    pointers = [f"#{key}" for key in _witnesses(root, collation.witnesses, stem)]
    translations = [_described(root, one, stem) for one in translations]
    _declare(root)
    _hands(root, collation.witnesses, stem)
    division = root.find(f".//{q('body')}/{q('div')}[@type='document']")
    if division is None:
        division = root.find(f".//{q('body')}")
    for child in list(division):
        if child.tag != q("head"):
            division.remove(child)
    put(division, constituted(collation, pointers, stem))
    put_translations(root, translations, stem, beside)
    return write(root, _instructions(root))


def _instructions(root: Element) -> list[str]:
    """The schemas that stand before the root, as they are written."""
    before = reversed(list(root.itersiblings(etree.PI, preceding=True)))
    return [etree.tostring(one, encoding="unicode", with_tail=False) for one in before if one.target == "xml-model"]


def encode_transcription(blocks: Sequence[Block], siglum: str, stem: str, source: str, publisher: str = "") -> bytes:
    """The file of a witness's transcription; ``source`` names the file that it was read from."""
    key = f"{stem}.{as_key(siglum)}"
    division = el("div", type="transcription", n=siglum, xml_id=key)
    encode_body(
        division, Record(DocumentId.of(""), "", "", Position(source, 1), Position(source, 1), tuple(blocks)), key
    )
    header = el(
        "teiHeader",
        el(
            "fileDesc",
            el("titleStmt", el("title", f"Transcription of witness {siglum}")),
            el("publicationStmt", el("publisher", publisher or "The editors of this edition")),
            el("sourceDesc", el("p", f"Transcribed in {source}.")),
        ),
    )
    return write(el("TEI", header, el("text", el("body", division)), version="4.5.0"))


def witness_ids(witnesses: Sequence[WitnessText], stem: str) -> list[str]:
    """The id of each witness: of the one in the header that it is, or of its own."""
    return [w.witness if w.witness and not w.layer else f"{stem}.wit.{as_key(w.siglum)}" for w in witnesses]


def _witnesses(root: Element, witnesses: Sequence[WitnessText], stem: str) -> list[str]:
    """The witnesses in the header, each with its siglum; those that it does not know are added."""
    ids = witness_ids(witnesses, stem)
    described = {e.get(XML_ID): e for e in root.iter(q("witness"))}
    listed = _list(root)
    for key, witness in zip(ids, witnesses, strict=True):
        if key in described:
            described[key].set("n", witness.siglum)
        else:
            put(listed, _witness(key, witness))
        copy = described.get(witness.witness) if witness.layer else None
        if copy is not None and copy.get("n") in {None, witness.witness.rpartition(".w")[2]}:
            copy.set("n", witness.of)  # of the copy that these are layers of; it had its number
    return ids


def _list(root: Element) -> Element:
    """The header's list of witnesses."""
    where = root.find(f".//{q('sourceDesc')}")
    listed = None if where is None else where.find(q("listWit"))
    if listed is None:
        listed = el("listWit")
        if where is not None:
            where.insert(0, listed)
    return listed


def _described(root: Element, translation: Translation, stem: str) -> Translation:
    """A translation whose witness the header has; one that it does not know is added."""
    if any(e.get(XML_ID) == translation.witness for e in root.iter(q("witness"))):
        return translation
    key = f"{stem}.wit.{as_key(translation.siglum)}"
    text = WitnessText(translation.siglum, (), of=translation.siglum, kind="translation")
    put(_list(root), _witness(key, text))
    return replace(translation, witness=key)


def _witness(key: str, witness: WitnessText) -> Element:
    words = [f"Witness {witness.of}"]
    if witness.layer:
        words.append(_STATES.get(witness.layer, f"state {witness.layer}"))
    words += [part for part in (witness.hand, witness.date) if part]
    of = f"#{witness.witness}" if witness.witness and witness.layer else None
    ana = f"{EDITION}wit.{witness.kind or 'variant'}"
    return el("witness", el("bibl", ", ".join(words)), xml_id=key, n=witness.siglum, ana=ana, corresp=of)


def _declare(root: Element) -> None:
    """How readings are tied to the text."""
    header = root.find(q("teiHeader"))
    if header is None or next(header.iter(q("variantEncoding")), None) is not None:
        return
    said = el("variantEncoding", method="parallel-segmentation", location="internal")
    known = header.find(q("encodingDesc"))
    if known is not None:
        put(known, said)
        return
    description = header.find(q("fileDesc"))
    header.insert(0 if description is None else header.index(description) + 1, el("encodingDesc", said))


def _hands(root: Element, witnesses: Sequence[WitnessText], stem: str) -> None:
    """The hands that readings point to."""
    header = root.find(q("teiHeader"))
    hands = {hand_id(w.hand, stem): w.hand for w in witnesses if w.hand}
    known = {e.get(XML_ID) for e in root.iter(q("handNote"))}
    added = [el("handNote", words, xml_id=key) for key, words in hands.items() if key not in known]
    if header is None or not added:
        return
    profile = header.find(q("profileDesc"))
    if profile is None:
        profile = el("profileDesc")
        revisions = header.find(q("revisionDesc"))
        header.insert(len(header) if revisions is None else header.index(revisions), profile)
    there = profile.find(q("handNotes"))
    if there is None:
        put(profile, el("handNotes", added))
    else:
        put(there, added)
