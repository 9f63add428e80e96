"""Copies and versions: listWit with one witness a copy, and in each a description of the object or of the book."""

import re

from kktei.encode.bibls import carried, described, document_parts, printed, translated
from kktei.encode.context import EDITION, ENCODER
from kktei.encode.elements import Element, el, put
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.identifier import ms_identifier
from kktei.encode.languages import language_name
from kktei.encode.marked import Attributes
from kktei.encode.marks import witness_spans
from kktei.encode.numbering import PRINTED, Copy
from kktei.encode.production import additional, history, responsibility
from kktei.encode.relations import is_translation
from kktei.model import ActKind, Found, Marking, MarkingKind, Span, WitnessKind

_SAME_TEXT = frozenset({WitnessKind.BASE, WitnessKind.ORIGINAL, WitnessKind.LOST})
_FORMS = {"typed": "typescript", "typewritten": "typescript", "handwritten": "manuscript"}


def list_wit(doc: DocumentEncoding) -> Element:
    """All copies and versions, the copy-text first."""
    return el("listWit", [_witness(doc, copy) for copy in doc.numbered.copies])


def _witness(doc: DocumentEncoding, copy: Copy) -> Element:
    place = copy.witness.location
    unsure = (place is not None and place.ambiguous) or (
        copy.witness.kind in {WitnessKind.LOST, WitnessKind.BASE} and copy.witness.found is Found.INFERRED
    )
    return el(
        "witness",
        _description(doc, copy),
        xml_id=copy.id,
        n=str(copy.number),
        ana=" ".join(EDITION + role for role in _roles(doc, copy)),
        cert="medium" if unsure else None,
        source=_evidence(doc, copy),
    )


def _roles(doc: DocumentEncoding, copy: Copy) -> list[str]:
    """What a copy is; the copy-text may be a translation, what is lost the original."""
    kind = copy.witness.kind
    roles = [f"wit.{kind}"]
    printed_apart = any(c.witness.what == PRINTED for c in doc.numbered.copies)
    if kind is WitnessKind.BASE and doc.facts.translation and not printed_apart:
        roles.append("wit.translation")
    if kind is WitnessKind.VARIANT and is_translation(copy):
        roles.append("wit.translation")
    if kind is WitnessKind.LOST and "original" in copy.witness.what.lower():
        roles.append("wit.original")
    return roles


def _evidence(doc: DocumentEncoding, copy: Copy) -> str | None:
    """The sentences that a witness rests on; the copy-text's markings and its making belong to it."""
    spans = witness_spans(copy.witness)
    if copy.witness.kind is WitnessKind.BASE:
        marked = [m.span for m in (doc.facts.classification, *doc.facts.markings) if m is not None]
        spans += [*marked, *doc.facts.translation_spans]
    return doc.sentences_of(*spans) or doc.sentence(copy.witness.sentence)


def _description(doc: DocumentEncoding, copy: Copy) -> Element:
    witness = copy.witness
    if witness.publication is not None:
        made = printed(doc, witness.publication)
        put(made, _physical(doc, copy, printed=True) if witness.kind is WitnessKind.BASE else None)
        return made
    if witness.location is None and witness.carrier is not None:
        return carried(doc, copy)
    if witness.location is None and witness.what == PRINTED:
        return translated(doc, copy)
    return el(
        "msDesc",
        ms_identifier(doc, copy),
        _contents(doc, copy),
        _physical(doc, copy),
        history(doc, copy),
        additional(doc, copy),
        xml_lang=doc.language,
    )


def _contents(doc: DocumentEncoding, copy: Copy) -> Element | None:
    language, item = _language(doc, copy), _item(doc, copy)
    return el("msContents", language, item) if language is not None or item is not None else None


def _language(doc: DocumentEncoding, copy: Copy) -> Element | None:
    """The language as stated; of a copy-text of which nothing is said, that of its words, or the edition's."""
    witness = copy.witness
    if witness.kind is WitnessKind.BASE and doc.decides("language") and doc.facts.base_language:
        return _text_lang(doc.facts.base_language, **doc.decision("language"))
    if witness.language:
        return _text_lang(witness.language, source=doc.note.at(witness.span))
    if witness.kind is not WitnessKind.BASE:
        follows = _following_language(doc, copy)
        return _text_lang(follows, resp=ENCODER, cert="medium") if follows else None
    if doc.facts.base_language:
        spans = doc.facts.translation_spans
        return _text_lang(doc.facts.base_language, source=doc.sentences_of(*spans), resp=None if spans else ENCODER)
    document = doc.document
    cert = "medium" if document.language else "high" if document.language_sure else "low"
    return _text_lang(doc.text_language, resp=ENCODER, cert=cert)


def _following_language(doc: DocumentEncoding, copy: Copy) -> str | None:
    """The language that the note does not name but that follows.

    A copy has the copy-text's; a translation of the same message was made into the edition's language.
    """
    if copy.witness.kind is WitnessKind.COPY:
        return doc.facts.base_language or doc.text_language
    translated_here = copy.witness.kind is WitnessKind.VARIANT and is_translation(copy)
    return doc.language if translated_here and doc.facts.translation else None


def _text_lang(tag: str, **said: str | None) -> Element:
    return el("textLang", language_name(tag), mainLang=tag, **said)


def _item(doc: DocumentEncoding, copy: Copy) -> Element | None:
    witness = copy.witness
    parts: list[str | Element] = []
    if witness.kind not in {WitnessKind.BASE, WitnessKind.COPY, WitnessKind.LOST}:
        parts.append(described(doc, copy))
    if witness.carrier:
        parts.append(el("bibl", document_parts(doc, witness.carrier, witness.carrier_span), type="carrier"))
    parts += responsibility(doc, copy)
    parts += _verification(doc, copy)
    genre = _genre(doc, copy)
    if not parts and witness.kind is WitnessKind.BASE:
        parts.append(el("title", doc.document.record.head, source=f"#{doc.stem}.h"))
    return el("msItem", parts, **genre) if parts else None


def _genre(doc: DocumentEncoding, copy: Copy) -> Attributes:
    carrier = copy.witness.carrier
    names = doc.context.genres.items() if carrier else ()
    kind = next((k for label, k in names if re.match(rf"(?:\w+ )?{re.escape(label)}\b", carrier or "")), None)
    if kind is not None:
        return {"class_": EDITION + kind, "source": doc.note.at(copy.witness.carrier_span)}
    if doc.genre is None or copy.witness.kind not in _SAME_TEXT:
        return {}
    return {"class_": EDITION + doc.genre, **doc.of_genre}


def _verification(doc: DocumentEncoding, copy: Copy) -> list[Element]:
    """The text printed was compared with this copy."""
    found = [a for a in doc.facts.acts if a.kind is ActKind.COMPARED and a.sentence == copy.witness.sentence]
    if copy.witness.kind is WitnessKind.BASE or not found:
        return []
    words = "The text printed has been compared with it."
    return [el("note", words, type="verification", source=doc.sentence(found[0].sentence))]


def _physical(doc: DocumentEncoding, copy: Copy, *, printed: bool = False) -> Element | None:
    """PhysDesc of a copy; of a printed copy-text only the note of its markings."""
    markings = _markings(doc) if copy.witness.kind is WitnessKind.BASE else None
    if printed:
        return el("note", markings[0], type="markings", source=markings[1]) if markings else None
    blocks, unmarked = [], None
    if markings:
        said = el("ab", markings[0], type="markings", source=markings[1])
        if _is_unmarked(doc):
            unmarked = said  # that there is no marking is no addition
        else:
            blocks.append(said)
    blocks += [_notation(doc, span) for span in copy.witness.notations]
    form = _FORMS.get((copy.witness.form or "").lower(), copy.witness.form)
    described = _object(form) if form else None
    additions = el("additions", blocks) if blocks else None
    if unmarked is None and described is None and additions is None:
        return None
    return el("physDesc", unmarked, described, additions)


def _object(form: str) -> Element:
    """How a copy survives: @form is one word (Guidelines, teidata.enumerated); what takes several is told."""
    return el("objectDesc", form=form) if len(form.split()) == 1 else el("objectDesc", el("p", form))


def _is_unmarked(doc: DocumentEncoding) -> bool:
    """Whether all that is said of markings is that there are none."""
    level = doc.facts.classification
    return level is not None and level.key in {"cls.none", "cls.unstated"} and not doc.facts.markings


def _notation(doc: DocumentEncoding, span: Span) -> Element:
    return el("ab", el("q", span.of(doc.facts.note)), type="notation", source=doc.note.at(span))


def _markings(doc: DocumentEncoding) -> tuple[list[str | Element], str | None] | None:
    """The markings in the order and with the punctuation of the note."""
    markings = [m for m in (doc.facts.classification, *doc.facts.markings) if m is not None]
    markings.sort(key=lambda m: (m.span, m.kind is not MarkingKind.CLASSIFICATION))
    if not markings:
        return None
    parts: list[str | Element] = []
    end: int | None = None
    for marking in markings:
        if end is not None:
            parts.append(_between(doc.facts.note[end : marking.span.start] if end >= 0 else ""))
        parts.append(_segment(doc, marking))
        end = marking.span.end
    return parts, doc.sentences_of(*(m.span for m in markings))


def _between(words: str) -> str:
    """What stands between two markings, unless it is nothing or more than punctuation."""
    return words if 0 < len(words) <= 3 else "; "


def _segment(doc: DocumentEncoding, marking: Marking) -> Element:
    ana = EDITION + marking.key if marking.key else None
    rests = doc.rests(marking.found, str(marking.kind), doc.marked(marking))
    return el("seg", marking.text, type=str(marking.kind), ana=ana, **rests)
