"""What an editor added from elsewhere: date, place, dateline, signature and whatever else the table holds."""

from __future__ import annotations

import re

from kktei.encode.authorities.named import signers, signing_sender
from kktei.encode.context import EDITOR, PUBLISHED
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.stretches import Attributes
from kktei.model import EditorFact, Found

_OWN_PLACE = frozenset({"when", "notBefore", "notAfter", "place", "dateline", "signed"})


def decision(desk: Desk) -> Attributes:
    """Whose decision an addition is and where it comes from."""
    return {"resp": EDITOR, "source": PUBLISHED if desk.context.imprint.published else None}


def evidence(desk: Desk, *names: str) -> Attributes:
    """What a fact rests on: the document's own words, or an editor's decision."""
    fact = next((f for f in desk.document.editor if f.name in names and f.value), None)
    if fact is not None and fact.found is Found.STATED:
        return {"evidence": "internal", "source": f"#{desk.stem}"}
    return {"evidence": "external", **decision(desk)}


def sent_date(desk: Desk) -> Element | None:
    """The date of writing, from the editor's table; bounds are marked as inferred."""
    bounds = {name: desk.document.fact(name) or None for name in ("when", "notBefore", "notAfter")}
    if not any(bounds.values()):
        return None
    unsure = bounds["when"] is None
    return el("date", **bounds, cert="medium" if unsure else None, **evidence(desk, *bounds))


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
    return el("opener", el("dateline", _supplied(desk, _dateline(desk, words))))


def _supplied(desk: Desk, content: list[str | Element]) -> Element:
    return el("supplied", content, reason="notInSource", evidence="external", **decision(desk))


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
    signed = [el("signed", _supplied(desk, [el("persName", n, **_signer(desk, n))])) for n in signers(words)]
    return el("closer", signed)


def _signer(desk: Desk, name: str) -> Attributes:
    """Who signed: the sender of that surname, or whoever the authority file knows by that name."""
    sender = signing_sender(desk.document, name)
    return desk.naming.attributes(sender) if sender is not None else desk.naming.person(name)


def notes(desk: Desk) -> list[Element]:
    """Every other column of the table, and the reasons given, as editorial notes."""
    found = []
    for fact in desk.document.editor:
        if fact.found is Found.STATED:
            continue
        if (fact.name not in _OWN_PLACE and fact.value) or fact.why or fact.who:
            found.append(el("note", _with_reason(fact), type="editorial", subtype=_name(fact.name), **decision(desk)))
    return found


def _with_reason(fact: EditorFact) -> str:
    """The value where it stands nowhere else, the reason given, and who gives it."""
    said = fact.value if fact.name not in _OWN_PLACE else ""
    words = " ".join(filter(None, (said, fact.why)))
    if not fact.who:
        return words
    return f"{words} ({fact.who})" if words else fact.who


def _name(column: str) -> str:
    """A column's name as an attribute value: one word."""
    return re.sub(r"[^\w.-]+", "-", column.strip()).strip("-") or "note"
