"""What the copies are to each other, as far as the note says it: listRelation."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kktei.encode.context import EDITION, ENCODER
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.numbering import Copy
from kktei.model import ActKind, WitnessKind


def list_relation(doc: DocumentEncoding) -> Element | None:
    """All relations, or None where there is only one copy."""
    made = list(_relations(doc))
    return el("listRelation", made) if made else None


def _relations(doc: DocumentEncoding) -> Iterator[Element]:
    base, copies = _of(doc, WitnessKind.BASE), _of(doc, WitnessKind.COPY)
    yield from _relation(doc, "copyOf", copies, base)
    translations = list(_translations(doc, base))
    yield from translations
    told = {pointer for made in translations for pointer in made.get("active").split()}
    yield from _relation(doc, "versionOf", [c for c in _of(doc, WitnessKind.VARIANT) if f"#{c.id}" not in told], base)
    drafts = _of(doc, WitnessKind.DRAFT)
    for earlier, later in pairwise(drafts):
        yield from _relation(doc, "revisionOf", [later], [earlier])
    final = [c for c in _of(doc, WitnessKind.LOST) if "original" in c.witness.what.lower()] or base
    yield from _relation(doc, "revisionOf", final, drafts[-1:])


def _translations(doc: DocumentEncoding, base: list[Copy]) -> Iterator[Element]:
    """Of the original where there is one; else a translation is one of the text printed, or of the copy-text."""
    originals = _of(doc, WitnessKind.ORIGINAL)
    variants = [c for c in _of(doc, WitnessKind.VARIANT) if is_translation(c)]
    translations = [*_of(doc, WitnessKind.TRANSLATION), *variants]
    if _foreign(doc):
        lost = [c for c in _of(doc, WitnessKind.LOST) if c.witness.language == doc.language]
        yield from _relation(doc, "translationOf", [*translations, *lost], base)
    elif doc.facts.translation:
        yield from _relation(doc, "translationOf", [*base, *translations], originals)
    elif doc.facts.composed_in and originals:
        yield from _relation(doc, "translationOf", base, originals, cert="medium")
    else:
        yield from _relation(doc, "translationOf", translations, originals)
        if not originals:
            yield from _relation(doc, "translationOf", _of(doc, WitnessKind.TRANSLATION), base)


def is_translation(copy: Copy) -> bool:
    """Whether the note calls another text of the message a translation ("An Embassy translation")."""
    return "translation" in copy.witness.what.lower()


def _foreign(doc: DocumentEncoding) -> bool:
    tag = doc.facts.base_language
    return tag is not None and tag.partition("-")[0] != doc.text_language.partition("-")[0]


def _of(doc: DocumentEncoding, kind: WitnessKind) -> list[Copy]:
    return [c for c in doc.numbered.copies if c.witness.kind is kind]


def _relation(
    doc: DocumentEncoding, name: str, active: Sequence[Copy], passive: Sequence[Copy], cert: str | None = None
) -> Iterator[Element]:
    if not active or not passive:
        return
    unsure = any(c.witness.location and c.witness.location.ambiguous for c in active)
    spans = [c.witness.span for c in (*active, *passive) if c.witness.kind is not WitnessKind.BASE]
    if name == "revisionOf":
        spans += [a.span for a in doc.facts.acts if a.kind is ActKind.REVISED]
    yield el(
        "relation",
        name=name,
        ana=f"{EDITION}rel.{name}",
        active=" ".join(f"#{c.id}" for c in active),
        passive=" ".join(f"#{c.id}" for c in passive),
        cert="medium" if unsure else cert,
        resp=ENCODER,
        source=doc.sentences_of(*spans),
    )
