"""What the words of heading and note had said of a field that an editor decided otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kktei.encode.encoding import DocumentEncoding
from kktei.model import LEVELS, MAKING, Agent, Found, HeadFacts, NoteFacts

Said = tuple[str, str | None]  # words, and a pointer to the element that they became


def overruled(doc: DocumentEncoding, name: str) -> list[Said]:
    """The words that a decision on ``name`` overrules, each with a pointer to them; none where they were silent."""
    document = doc.document
    found = [*_of_heading(doc, document.said_heading or document.heading, name)]
    found += _of_note(doc, document.said_note or document.note, name)
    return found


def _of_heading(doc: DocumentEncoding, heading: HeadFacts, name: str) -> Iterator[Said]:
    if name == "kind" and heading.kind:
        yield heading.kind, f"#{doc.stem}.h"
    agents = {"sender": heading.senders, "recipient": heading.recipients}.get(name, ())
    for agent in _stated(agents):
        yield agent.wording, doc.head.at(agent.span)


def _of_note(doc: DocumentEncoding, note: NoteFacts, name: str) -> Iterator[Said]:
    for marking in filter(None, (note.classification, *note.markings)):
        if name == str(marking.kind) and marking.found is not Found.EDITOR:
            yield marking.text, doc.note.at(marking.span)
    if name in LEVELS and note.base is not None and note.base.location is not None:
        for level in note.base.location.levels:
            if name == str(level.kind) and level.found is not Found.EDITOR:
                yield level.text, doc.note.at(level.span)
    if name in MAKING:
        for act in note.acts:
            if name == str(act.kind):
                yield from ((a.wording, doc.note.at(a.span)) for a in _stated(act.agents))
    if name == "language" and note.base_language:
        yield note.base_language, doc.sentences_of(*note.translation_spans)


def _stated(agents: Iterable[Agent]) -> Iterator[Agent]:
    return (agent for agent in agents if agent.found is not Found.EDITOR)
