"""Copies and versions: listWit with one witness a copy, msDesc in each, and the relations between them."""

from __future__ import annotations

from kktei.encode.context import AUTHORITIES, EDITION, ENCODER
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el, put
from kktei.encode.identifier import ms_identifier
from kktei.encode.marks import page_range, witness_spans
from kktei.encode.physical import physical
from kktei.encode.plan import Copy
from kktei.encode.production import history, responsibility
from kktei.model import Publication, WitnessKind

_BY_ROLE = {
    WitnessKind.BASE: "wit.base",
    WitnessKind.COPY: "wit.copy",
    WitnessKind.ORIGINAL: "wit.original",
    WitnessKind.TRANSLATION: "wit.translation",
    WitnessKind.VARIANT: "wit.variant",
    WitnessKind.DRAFT: "wit.draft",
    WitnessKind.LOST: "wit.lost",
}


def list_wit(desk: Desk) -> Element:
    """All copies and versions, the copy-text first."""
    return el("listWit", [_witness(desk, copy) for copy in desk.plan.copies])


def _witness(desk: Desk, copy: Copy) -> Element:
    kind = copy.witness.kind
    roles = [EDITION + _BY_ROLE[kind]]
    if kind is WitnessKind.BASE and desk.facts.translation:
        roles.append(EDITION + _BY_ROLE[WitnessKind.TRANSLATION])
    place = copy.witness.location
    return el(
        "witness",
        _description(desk, copy),
        xml_id=copy.id,
        n=str(copy.number),
        ana=" ".join(roles),
        cert="medium" if place is not None and place.ambiguous else None,
        source=_evidence(desk, copy),
    )


def _evidence(desk: Desk, copy: Copy) -> str | None:
    """The sentences that a witness rests on; the copy-text's markings and its making belong to it."""
    spans = witness_spans(copy.witness)
    if copy.witness.kind is WitnessKind.BASE:
        marked = [m.span for m in (desk.facts.classification, *desk.facts.markings) if m is not None]
        spans += [*marked, *desk.facts.translation_spans]
    return desk.sentences_of(*spans) or desk.sentence(copy.witness.sentence)


def _description(desk: Desk, copy: Copy) -> Element:
    witness = copy.witness
    if witness.publication is not None:
        return _printed(desk, copy, witness.publication)
    if witness.location is None and witness.carrier is not None:
        return _carried(desk, copy)
    return el(
        "msDesc",
        ms_identifier(desk, copy),
        _contents(desk, copy),
        physical(desk, copy),
        history(desk, copy),
        _additional(desk, copy),
        xml_lang=desk.language,
    )


def _printed(desk: Desk, copy: Copy, work: Publication) -> Element:
    """A printed copy-text has no manuscript to describe."""
    made = bibl(desk, work, None)
    if copy.witness.kind is WitnessKind.BASE:
        marks = physical(desk, copy, printed=True)
        put(made, marks)
    return made


def bibl(desk: Desk, work: Publication, source: str | None) -> Element:
    """A printed text: author, title, imprint and pages, in the words of the note."""
    record = desk.naming.index.work(work.title)
    ref = AUTHORITIES + record.id if record else None
    parts: list[str | Element] = []
    if work.author:
        author = el("author", work.author, **desk.naming.person(work.author))
        _add_source(author, desk.note.at(work.author_span))
        parts += [author, ", "]
    parts.append(el("title", work.title, level="m", source=desk.note.at(work.title_span)))
    if work.imprint:
        parts += (
            [" (", el("publisher", work.imprint, source=desk.note.at(work.imprint_span)), ")"]
            if False
            else _imprint(desk, work)
        )
    if work.pages:
        parts += [", ", el("biblScope", work.pages, **page_range(work.pages), source=desk.note.at(work.pages_span))]
    return el("bibl", parts, corresp=ref, source=source)


def _imprint(desk: Desk, work: Publication) -> list[str | Element]:
    import re

    match = re.fullmatch(r"(.*?)(?:,\s*)?(\d{4})?", work.imprint or "")
    inner: list[str | Element] = []
    if match and match[1]:
        inner.append(el("pubPlace", match[1], **desk.naming.place(match[1])))
    if match and match[2]:
        inner += [", "] if inner else []
        inner.append(el("date", match[2], when=match[2]))
    return [" (", *inner, ")"]


def _add_source(element: Element, source: str | None) -> None:
    both = " ".join(filter(None, (element.get("source"), source)))
    if both:
        element.set("source", both)


def _carried(desk: Desk, copy: Copy) -> Element:
    """A text known only as part of another document."""
    witness = copy.witness
    return el(
        "bibl",
        el("title", witness.carrier, level="u", source=desk.note.at(witness.carrier_span)),
        f", {witness.what}" if witness.what else None,
        type="telegram",
    )


def _contents(desk: Desk, copy: Copy) -> Element | None:
    witness = copy.witness
    language = witness.language
    base = witness.kind is WitnessKind.BASE
    if base:
        language = language or desk.facts.base_language or desk.language
    item = _item(desk, copy)
    if language is None and item is None:
        return None
    return el("msContents", el("textLang", language_name(language), mainLang=language) if language else None, item)


def _item(desk: Desk, copy: Copy) -> Element | None:
    witness = copy.witness
    base = witness.kind is WitnessKind.BASE
    parts: list[Element] = []
    if witness.kind not in {WitnessKind.BASE, WitnessKind.COPY}:
        title = witness.what if copy.part == 1 and witness.count < 2 else f"{witness.what} ({copy.part})"
        parts.append(el("title", title, type="described", source=desk.note.at(witness.span)))
    if witness.carrier:
        parts.append(el("title", witness.carrier, level="u", source=desk.note.at(witness.carrier_span)))
    parts += responsibility(desk, copy)
    same_text = witness.kind in {WitnessKind.BASE, WitnessKind.ORIGINAL, WitnessKind.LOST}
    genre = EDITION + desk.genre if desk.genre and same_text else None
    if not parts and not (base and genre):
        return None
    return el("msItem", parts or el("title", desk.document.record.head, source=f"#{desk.stem}.h"), class_=genre)


_LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "ru-Latn": "Russian, transliterated",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "zh": "Chinese",
    "ar": "Arabic",
    "vi": "Vietnamese",
}


def language_name(tag: str) -> str:
    """The English name of a language, or the tag itself."""
    return _LANGUAGES.get(tag, tag)


def _additional(desk: Desk, copy: Copy) -> Element | None:
    """What the note says is not there: a search without result."""
    absent = desk.plan.absent
    if copy.witness.kind is not WitnessKind.BASE or not absent:
        return None
    words = sorted({desk.sentences_of(w.span) or "" for w in absent})
    note = el(
        "note", "; ".join(w.what for w in absent), type="negativeSearch", source=" ".join(filter(None, words)) or None
    )
    return el("additional", el("adminInfo", note))


def list_relation(desk: Desk) -> Element | None:
    """What the copies are to each other, as far as the note says it."""
    by_kind: dict[WitnessKind, list[Copy]] = {}
    for copy in desk.plan.copies:
        by_kind.setdefault(copy.witness.kind, []).append(copy)
    base = by_kind.get(WitnessKind.BASE, [])
    originals = by_kind.get(WitnessKind.ORIGINAL, [])
    translations = by_kind.get(WitnessKind.TRANSLATION, [])
    relations = [_relation(desk, "copyOf", by_kind.get(WitnessKind.COPY, []), base)]
    if desk.facts.translation:
        relations.append(_relation(desk, "translationOf", [*base, *translations], originals))
    else:
        relations.append(_relation(desk, "translationOf", translations, originals or base))
    relations.append(_relation(desk, "revisionOf", base, by_kind.get(WitnessKind.DRAFT, [])))
    made = [r for r in relations if r is not None]
    return el("listRelation", made) if made else None


def _relation(desk: Desk, name: str, active: list[Copy], passive: list[Copy]) -> Element | None:
    if not active or not passive:
        return None
    unsure = any(c.witness.location and c.witness.location.ambiguous for c in active)
    spans = [c.witness.span for c in (*active, *passive) if c.witness.kind is not WitnessKind.BASE]
    return el(
        "relation",
        name=name,
        ana=f"{EDITION}rel.{name}",
        active=" ".join(f"#{c.id}" for c in active),
        passive=" ".join(f"#{c.id}" for c in passive),
        cert="medium" if unsure else None,
        resp=ENCODER,
        source=desk.sentences_of(*spans),
    )
