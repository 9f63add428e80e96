"""What an editor added from elsewhere: date, place, dateline, signature and whatever else the table holds."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kktei import model
from kktei.encode.authorities.named import expanded, signers, signing_sender
from kktei.encode.calendars import as_told
from kktei.encode.context import EDITOR, PUBLISHED
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.marked import Attributes

Said = tuple[str, str | None]  # words, and a pointer to the element that they became


def evidence(doc: DocumentEncoding, *names: str) -> Attributes:
    """What a fact rests on: the document's own words, or an editor's decision."""
    fact = next((f for f in doc.document.editor if f.name in names and f.value), None)
    if fact is not None and fact.found in {model.Found.STATED, model.Found.INFERRED}:
        return {"evidence": "internal", "source": f"#{doc.stem}"}
    return {"evidence": "external", **_decision(doc, fact)}


def _decision(doc: DocumentEncoding, fact: model.EditorFact | None) -> Attributes:
    """Who decided, and the note that gives the reason; without one, the volume from which the editors took it."""
    if fact is not None and _is_told(fact):
        return doc.decision(fact.name)
    return {"resp": EDITOR, "source": PUBLISHED if doc.context.imprint.published else None}


def _is_told(fact: model.EditorFact) -> bool:
    """Whether an editorial note tells of a fact."""
    own_place = fact.name in {*model.COMPLETING, *model.PUBLISHING} or not (fact.value or fact.name in model.FIELDS)
    return fact.found is model.Found.EDITOR and (not own_place or bool(fact.why or fact.who))


def received_date(doc: DocumentEncoding) -> Element | None:
    """When the recipient had it, from the editors' table or the text's own "[Received 9:50 p.m.]"."""
    fact = next((f for f in doc.document.editor if f.name == "received" and f.value), None)
    if fact is None:
        return None
    if fact.found is model.Found.STATED:
        return el("date", when=fact.value, evidence="internal", source=f"#{doc.stem}")
    return el("date", when=fact.value, evidence="external", **doc.decision("received"))


def sent_date(doc: DocumentEncoding) -> Element | None:
    """The date of writing, from the editor's table; bounds are marked as inferred."""
    bounds = {name: doc.document.fact(name) or None for name in ("when", "notBefore", "notAfter")}
    if not any(bounds.values()):
        return None
    inferred = any(f.found is model.Found.INFERRED for f in doc.document.editor if f.name in bounds)
    unsure = bounds["when"] is None or inferred
    told = {**bounds, **as_told(doc)}
    return el("date", **told, cert="medium" if unsure else None, **evidence(doc, *bounds))


def despatch(doc: DocumentEncoding) -> Element | None:
    """The number that the sender's office gave the text, where it stands above it."""
    number = doc.document.fact("despatch")
    return el("idno", number, type="despatch", source=f"#{doc.stem}") if number else None


def sent_place(doc: DocumentEncoding) -> Element | None:
    """The place of writing, from the editor's table."""
    place = doc.document.fact("place")
    return el("placeName", place, **doc.naming.place(place), **evidence(doc, "place")) if place else None


def creation(doc: DocumentEncoding) -> Element | None:
    """Date and place of a document that has no correspondents and so no correspDesc."""
    parts = [p for p in (sent_date(doc), sent_place(doc)) if p is not None]
    return el("creation", parts) if parts else None


def opener(doc: DocumentEncoding) -> Element | None:
    """The dateline as the published volume prints it."""
    words = doc.document.fact("dateline")
    if not words:
        return None
    return el("opener", el("dateline", _supplied(doc, "dateline", _dateline(doc, words))))


def _supplied(doc: DocumentEncoding, name: str, content: list[str | Element]) -> Element:
    return el("supplied", content, reason="notInSource", **evidence(doc, name))


def _dateline(doc: DocumentEncoding, words: str) -> list[str | Element]:
    """Place and date marked within the dateline, where they stand in it."""
    place = doc.document.fact("place")
    if not place or not words.startswith(f"{place},"):
        return [words]
    said: Attributes = {n: doc.document.fact(n) or None for n in ("when", "notBefore", "notAfter")}
    parts: list[str | Element] = [el("placeName", place, **doc.naming.place(place))]
    rest = words.removeprefix(place)
    match = re.fullmatch(r"(,\s*)(.*?\d.*?(?:[ap]\.m\.)?)(\.?)", rest)
    return [*parts, match[1], el("date", match[2], **said), match[3]] if match else [*parts, rest]


def closer(doc: DocumentEncoding) -> Element | None:
    """Who signed, as the published volume prints it; several are separated by semicolons."""
    words = doc.document.fact("signed")
    if not words:
        return None
    signed = [el("signed", _supplied(doc, "signed", [el("persName", n, **_signer(doc, n))])) for n in signers(words)]
    return el("closer", signed)


def _signer(doc: DocumentEncoding, name: str) -> Attributes:
    """Who signed: the sender of that surname, or whoever the authority file knows by that name."""
    sender = signing_sender(doc.document, name)
    return doc.naming.attributes(sender) if sender is not None else doc.naming.person(expanded(name))


def notes(doc: DocumentEncoding) -> list[Element]:
    """What was decided against the document's words, every other column, and the reasons given, as editorial notes."""
    return [_decision_note(doc, fact) for fact in doc.document.editor if _is_told(fact)]


def _decision_note(doc: DocumentEncoding, fact: model.EditorFact) -> Element:
    pointed = f"{doc.stem}.ed.{fact.name}" if fact.name in model.FIELDS and fact.name != "note" else None
    overruling = _overruled(doc, fact.name)
    published = PUBLISHED if doc.context.imprint.published and not (fact.name in model.OVERRULING or fact.why) else None
    return el(
        "note",
        _with_reason(fact, [words for words, _ in overruling]),
        xml_id=pointed,
        type="editorial",
        subtype=_name(fact.name),
        resp=EDITOR,
        source=" ".join(dict.fromkeys(p for _, p in overruling if p)) or published,
    )


def _with_reason(fact: model.EditorFact, said: Sequence[str]) -> str:
    """The value where it stands nowhere else, what it overrules, the reason given, and who gives it."""
    value = "" if fact.name in {*model.COMPLETING, *model.PUBLISHING} else fact.value
    if fact.name in {*model.OVERRULING, "received"}:
        quoted = f", where the source has “{'”, “'.join(said)}”" if said else ""
        value = f"{fact.name}: {fact.value or 'none'}{quoted}."
    words = " ".join(filter(None, (value, fact.why)))
    if not fact.who:
        return words
    return f"{words} ({fact.who})" if words else fact.who


def _name(column: str) -> str:
    """A column's name as an attribute value: one word."""
    return re.sub(r"[^\w.-]+", "-", column.strip()).strip("-") or "note"


def _overruled(doc: DocumentEncoding, name: str) -> list[Said]:
    """The words that a decision on ``name`` overrules, each with a pointer to them; none where they were silent."""
    document = doc.document
    found = [*_of_heading(doc, document.said_heading or document.heading, name)]
    found += _of_note(doc, document.said_note or document.note, name)
    return found


def _of_heading(doc: DocumentEncoding, heading: model.HeadFacts, name: str) -> Iterator[Said]:
    if name == "kind" and heading.kind:
        yield heading.kind, f"#{doc.stem}.h"
    agents = {"sender": heading.senders, "recipient": heading.recipients}.get(name, ())
    for agent in _stated(agents):
        yield agent.wording, doc.head.at(agent.span)


def _of_note(doc: DocumentEncoding, note: model.NoteFacts, name: str) -> Iterator[Said]:
    for marking in filter(None, (note.classification, *note.markings)):
        if name == str(marking.kind) and marking.found is not model.Found.EDITOR:
            yield marking.text, doc.note.at(marking.span)
    if name in model.LEVELS and note.base is not None and note.base.location is not None:
        for level in note.base.location.levels:
            if name == str(level.kind) and level.found is not model.Found.EDITOR:
                yield level.text, doc.note.at(level.span)
    if name in model.MAKING:
        for act in note.acts:
            if name == str(act.kind):
                yield from ((a.wording, doc.note.at(a.span)) for a in _stated(act.agents))
    if name == "language" and note.base_language:
        yield note.base_language, doc.sentences_of(*note.translation_spans)


def _stated(agents: Iterable[model.Agent]) -> Iterator[model.Agent]:
    return (agent for agent in agents if agent.found is not model.Found.EDITOR)
