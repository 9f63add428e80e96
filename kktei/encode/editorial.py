"""What an editor added from elsewhere: date, place, dateline, signature and whatever else the table holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kktei.encode.authorities.named import signers, signing_sender
from kktei.encode.context import EDITOR, PUBLISHED
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.overruled import overruled
from kktei.encode.stretches import Attributes
from kktei.model import COMPLETING, FIELDS, OVERRULING, EditorFact, Found


def evidence(desk: Desk, *names: str) -> Attributes:
    """What a fact rests on: the document's own words, or an editor's decision."""
    fact = next((f for f in desk.document.editor if f.name in names and f.value), None)
    if fact is not None and fact.found in {Found.STATED, Found.INFERRED}:
        return {"evidence": "internal", "source": f"#{desk.stem}"}
    return {"evidence": "external", **_decision(desk, fact)}


def _decision(desk: Desk, fact: EditorFact | None) -> Attributes:
    """Who decided, and the note that gives the reason; without one, the volume from which the editors took it."""
    if fact is not None and _is_told(fact):
        return desk.decision(fact.name)
    return {"resp": EDITOR, "source": PUBLISHED if desk.context.imprint.published else None}


def _is_told(fact: EditorFact) -> bool:
    """Whether an editorial note tells of a fact."""
    own_place = fact.name in COMPLETING or not (fact.value or fact.name in FIELDS)
    return fact.found is Found.EDITOR and (not own_place or bool(fact.why or fact.who))


def received_date(desk: Desk) -> Element | None:
    """When the recipient had it, from the editors' table or the text's own "[Received 9:50 p.m.]"."""
    fact = next((f for f in desk.document.editor if f.name == "received" and f.value), None)
    if fact is None:
        return None
    if fact.found is Found.STATED:
        return el("date", when=fact.value, evidence="internal", source=f"#{desk.stem}")
    return el("date", when=fact.value, evidence="external", **desk.decision("received"))


def sent_date(desk: Desk) -> Element | None:
    """The date of writing, from the editor's table; bounds are marked as inferred."""
    bounds = {name: desk.document.fact(name) or None for name in ("when", "notBefore", "notAfter")}
    if not any(bounds.values()):
        return None
    inferred = any(f.found is Found.INFERRED for f in desk.document.editor if f.name in bounds)
    unsure = bounds["when"] is None or inferred
    return el("date", **bounds, cert="medium" if unsure else None, **evidence(desk, *bounds))


def despatch(desk: Desk) -> Element | None:
    """The number that the sender's office gave the text, where it stands above it."""
    number = desk.document.fact("despatch")
    return el("idno", number, type="despatch", source=f"#{desk.stem}") if number else None


def sent_place(desk: Desk) -> Element | None:
    """The place of writing, from the editor's table."""
    place = desk.document.fact("place")
    return el("placeName", place, **desk.naming.place(place), **evidence(desk, "place")) if place else None


def creation(desk: Desk) -> Element | None:
    """Date and place of a document that has no correspondents and so no correspDesc."""
    parts = [p for p in (sent_date(desk), sent_place(desk)) if p is not None]
    return el("creation", parts) if parts else None


def opener(desk: Desk) -> Element | None:
    """The dateline as the published volume prints it."""
    words = desk.document.fact("dateline")
    if not words:
        return None
    return el("opener", el("dateline", _supplied(desk, "dateline", _dateline(desk, words))))


def _supplied(desk: Desk, name: str, content: list[str | Element]) -> Element:
    return el("supplied", content, reason="notInSource", **evidence(desk, name))


def _dateline(desk: Desk, words: str) -> list[str | Element]:
    """Place and date marked within the dateline, where they stand in it."""
    place = desk.document.fact("place")
    if not place or not words.startswith(f"{place},"):
        return [words]
    said: Attributes = {n: desk.document.fact(n) or None for n in ("when", "notBefore", "notAfter")}
    parts: list[str | Element] = [el("placeName", place, **desk.naming.place(place))]
    rest = words.removeprefix(place)
    match = re.fullmatch(r"(,\s*)(.*?\d.*?(?:[ap]\.m\.)?)(\.?)", rest)
    return [*parts, match[1], el("date", match[2], **said), match[3]] if match else [*parts, rest]


def closer(desk: Desk) -> Element | None:
    """Who signed, as the published volume prints it; several are separated by semicolons."""
    words = desk.document.fact("signed")
    if not words:
        return None
    signed = [el("signed", _supplied(desk, "signed", [el("persName", n, **_signer(desk, n))])) for n in signers(words)]
    return el("closer", signed)


def _signer(desk: Desk, name: str) -> Attributes:
    """Who signed: the sender of that surname, or whoever the authority file knows by that name."""
    sender = signing_sender(desk.document, name)
    return desk.naming.attributes(sender) if sender is not None else desk.naming.person(name)


def notes(desk: Desk) -> list[Element]:
    """What was decided against the document's words, every other column, and the reasons given, as editorial notes."""
    return [_note(desk, fact) for fact in desk.document.editor if _is_told(fact)]


def _note(desk: Desk, fact: EditorFact) -> Element:
    pointed = f"{desk.stem}.ed.{fact.name}" if fact.name in FIELDS and fact.name != "note" else None
    told = overruled(desk, fact.name)
    published = PUBLISHED if desk.context.imprint.published and not (fact.name in OVERRULING or fact.why) else None
    return el(
        "note",
        _with_reason(fact, [words for words, _ in told]),
        xml_id=pointed,
        type="editorial",
        subtype=_name(fact.name),
        resp=EDITOR,
        source=" ".join(dict.fromkeys(p for _, p in told if p)) or published,
    )


def _with_reason(fact: EditorFact, said: Sequence[str]) -> str:
    """The value where it stands nowhere else, what it overrules, the reason given, and who gives it."""
    value = "" if fact.name in COMPLETING else fact.value
    if fact.name in {*OVERRULING, "received"}:
        quoted = f", where the source has “{'”, “'.join(said)}”" if said else ""
        value = f"{fact.name}: {fact.value or 'none'}{quoted}."
    words = " ".join(filter(None, (value, fact.why)))
    if not fact.who:
        return words
    return f"{words} ({fact.who})" if words else fact.who


def _name(column: str) -> str:
    """A column's name as an attribute value: one word."""
    return re.sub(r"[^\w.-]+", "-", column.strip()).strip("-") or "note"
