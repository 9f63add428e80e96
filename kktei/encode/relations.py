"""What the copies are to each other, as far as the note says it: listRelation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kktei.encode.context import EDITION, ENCODER
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.plan import Copy
from kktei.model import ActKind, WitnessKind


def list_relation(desk: Desk) -> Element | None:
    """All relations, or None where there is only one copy."""
    made = list(_relations(desk))
    return el("listRelation", made) if made else None


def _relations(desk: Desk) -> Iterator[Element]:
    base, copies = _of(desk, WitnessKind.BASE), _of(desk, WitnessKind.COPY)
    yield from _relation(desk, "copyOf", copies, base)
    yield from _translations(desk, base)
    drafts = _of(desk, WitnessKind.DRAFT)
    for earlier, later in pairwise(drafts):
        yield from _relation(desk, "revisionOf", [later], [earlier])
    final = [c for c in _of(desk, WitnessKind.LOST) if "original" in c.witness.what.lower()] or base
    yield from _relation(desk, "revisionOf", final, drafts[-1:])


def _translations(desk: Desk, base: list[Copy]) -> Iterator[Element]:
    """Of the original where there is one; else a translation is one of the text printed, or of the copy-text."""
    originals = _of(desk, WitnessKind.ORIGINAL)
    variants = [c for c in _of(desk, WitnessKind.VARIANT) if "translation" in c.witness.what.lower()]
    translations = [*_of(desk, WitnessKind.TRANSLATION), *variants]
    if _foreign(desk):
        lost = [c for c in _of(desk, WitnessKind.LOST) if c.witness.language == desk.language]
        yield from _relation(desk, "translationOf", [*translations, *lost], base)
    elif desk.facts.translation:
        yield from _relation(desk, "translationOf", [*base, *translations], originals)
    elif desk.facts.composed_in and originals:
        yield from _relation(desk, "translationOf", base, originals, cert="medium")
    else:
        yield from _relation(desk, "translationOf", translations, originals)
        if not originals:
            yield from _relation(desk, "translationOf", _of(desk, WitnessKind.TRANSLATION), base)


def _foreign(desk: Desk) -> bool:
    tag = desk.facts.base_language
    return tag is not None and tag.partition("-")[0] != desk.language.partition("-")[0]


def _of(desk: Desk, kind: WitnessKind) -> list[Copy]:
    return [c for c in desk.plan.copies if c.witness.kind is kind]


def _relation(
    desk: Desk, name: str, active: Sequence[Copy], passive: Sequence[Copy], cert: str | None = None
) -> Iterator[Element]:
    if not active or not passive:
        return
    unsure = any(c.witness.location and c.witness.location.ambiguous for c in active)
    spans = [c.witness.span for c in (*active, *passive) if c.witness.kind is not WitnessKind.BASE]
    if name == "revisionOf":
        spans += [a.span for a in desk.facts.acts if a.kind is ActKind.REVISED]
    yield el(
        "relation",
        name=name,
        ana=f"{EDITION}rel.{name}",
        active=" ".join(f"#{c.id}" for c in active),
        passive=" ".join(f"#{c.id}" for c in passive),
        cert="medium" if unsure else cert,
        resp=ENCODER,
        source=desk.sentences_of(*spans),
    )
