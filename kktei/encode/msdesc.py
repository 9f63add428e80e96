"""Copies and versions: listWit with one witness a copy, and in each a description of the object or of the book."""

from __future__ import annotations

import re

from kktei.encode.bibls import carried, described, document_parts, printed, translated
from kktei.encode.context import EDITION, ENCODER
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el, put
from kktei.encode.identifier import ms_identifier
from kktei.encode.languages import language_name
from kktei.encode.marks import witness_spans
from kktei.encode.physical import physical
from kktei.encode.plan import PRINTED, Copy
from kktei.encode.production import additional, history, responsibility
from kktei.encode.stretches import Attributes
from kktei.model import ActKind, Found, WitnessKind

_SAME_TEXT = frozenset({WitnessKind.BASE, WitnessKind.ORIGINAL, WitnessKind.LOST})


def list_wit(desk: Desk) -> Element:
    """All copies and versions, the copy-text first."""
    return el("listWit", [_witness(desk, copy) for copy in desk.plan.copies])


def _witness(desk: Desk, copy: Copy) -> Element:
    place = copy.witness.location
    unsure = (place is not None and place.ambiguous) or (
        copy.witness.kind is WitnessKind.LOST and copy.witness.found is Found.INFERRED
    )
    return el(
        "witness",
        _description(desk, copy),
        xml_id=copy.id,
        n=str(copy.number),
        ana=" ".join(EDITION + role for role in _roles(desk, copy)),
        cert="medium" if unsure else None,
        source=_evidence(desk, copy),
    )


def _roles(desk: Desk, copy: Copy) -> list[str]:
    """What a copy is; the copy-text may be a translation, what is lost the original."""
    kind = copy.witness.kind
    roles = [f"wit.{kind}"]
    printed_apart = any(c.witness.what == PRINTED for c in desk.plan.copies)
    if kind is WitnessKind.BASE and desk.facts.translation and not printed_apart:
        roles.append("wit.translation")
    if kind is WitnessKind.LOST and "original" in copy.witness.what.lower():
        roles.append("wit.original")
    return roles


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
        made = printed(desk, witness.publication)
        put(made, physical(desk, copy, printed=True) if witness.kind is WitnessKind.BASE else None)
        return made
    if witness.location is None and witness.carrier is not None:
        return carried(desk, copy)
    if witness.location is None and witness.what == PRINTED:
        return translated(desk, copy)
    return el(
        "msDesc",
        ms_identifier(desk, copy),
        _contents(desk, copy),
        physical(desk, copy),
        history(desk, copy),
        additional(desk, copy),
        xml_lang=desk.language,
    )


def _contents(desk: Desk, copy: Copy) -> Element | None:
    language, item = _language(desk, copy), _item(desk, copy)
    return el("msContents", language, item) if language is not None or item is not None else None


def _language(desk: Desk, copy: Copy) -> Element | None:
    """The language as stated; of a copy-text of which nothing is said, the edition's."""
    witness = copy.witness
    if witness.kind is WitnessKind.BASE and desk.decides("language") and desk.facts.base_language:
        return _text_lang(desk.facts.base_language, **desk.decision("language"))
    if witness.language:
        return _text_lang(witness.language, source=desk.note.at(witness.span))
    if witness.kind is not WitnessKind.BASE:
        return None
    if desk.facts.base_language:
        spans = desk.facts.translation_spans
        return _text_lang(desk.facts.base_language, source=desk.sentences_of(*spans), resp=None if spans else ENCODER)
    return _text_lang(desk.language, resp=ENCODER, cert="high")


def _text_lang(tag: str, **said: str | None) -> Element:
    return el("textLang", language_name(tag), mainLang=tag, **said)


def _item(desk: Desk, copy: Copy) -> Element | None:
    witness = copy.witness
    parts: list[str | Element] = []
    if witness.kind not in {WitnessKind.BASE, WitnessKind.COPY, WitnessKind.LOST}:
        parts.append(described(desk, copy))
    if witness.carrier:
        parts.append(el("bibl", document_parts(desk, witness.carrier, witness.carrier_span), type="carrier"))
    parts += responsibility(desk, copy)
    parts += _verification(desk, copy)
    genre = _genre(desk, copy)
    if not parts and witness.kind is WitnessKind.BASE:
        parts.append(el("title", desk.document.record.head, source=f"#{desk.stem}.h"))
    return el("msItem", parts, **genre) if parts else None


def _genre(desk: Desk, copy: Copy) -> Attributes:
    carrier = copy.witness.carrier
    names = desk.context.genres.items() if carrier else ()
    kind = next((k for label, k in names if re.match(rf"(?:\w+ )?{re.escape(label)}\b", carrier or "")), None)
    if kind is not None:
        return {"class_": EDITION + kind, "source": desk.note.at(copy.witness.carrier_span)}
    if desk.genre is None or copy.witness.kind not in _SAME_TEXT:
        return {}
    return {"class_": EDITION + desk.genre, **desk.of_genre}


def _verification(desk: Desk, copy: Copy) -> list[Element]:
    """The text printed was compared with this copy."""
    found = [a for a in desk.facts.acts if a.kind is ActKind.COMPARED and a.sentence == copy.witness.sentence]
    if copy.witness.kind is WitnessKind.BASE or not found:
        return []
    words = "The text printed has been compared with it."
    return [el("note", words, type="verification", source=desk.sentence(found[0].sentence))]
