"""Sentences about the copy itself: translation, notations, attachments, what is not there, the meeting."""

from __future__ import annotations

import re
from dataclasses import replace

from kktei.model import Act, ActKind, Level, LevelKind, Location, SentenceRole, Span, Witness, WitnessKind
from kktei.parse import witnesses
from kktei.parse.agents import build, grammar
from kktei.parse.draft import Draft
from kktei.parse.tokens import lex


def read_remarks(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    """The roles of a sentence about the copy; its facts are added to ``draft``."""
    roles = _translation(draft, index, span) + _absent(draft, index, span)
    _notations(draft, span)
    _disclosed_text(draft, span)
    if draft.vocabulary.search("remarks_meeting", draft.note, span.start, span.end):
        roles.append(SentenceRole.MEETING)
    if draft.vocabulary.search("remarks_notation", draft.note, span.start, span.end):
        roles.append(SentenceRole.NOTATION)
    if not roles and draft.vocabulary.search("remarks_background", draft.note, span.start, span.end):
        roles.append(SentenceRole.REMARK)
    return roles


def _translation(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    note = draft.note
    said = draft.vocabulary.search("remarks_translation", note, span.start, span.end)
    marked = (
        draft.vocabulary.search("remarks_marked", note, span.start, span.end)
        if draft.vocabulary.search("remarks_bears", note, span.start, span.end)
        else None
    )
    match = said or marked or draft.vocabulary.search("remarks_made", note, span.start, span.end)
    written = draft.vocabulary.search("remarks_written_in", note, span.start, span.end)
    if written and (term := draft.vocabulary.look_up("language", written[1])):
        draft.base_language = draft.composed_in = term.key
    if match is None:
        return []
    # where the words end with the verb, the act's clause begins with it
    verb = next((w for w in draft.vocabulary.words("translated_words") if match[0].endswith(w)), "")
    draft.translation_spans.append(Span(match.end() - len(verb) if verb else match.start(), match.end()))
    draft.base_language = draft.base_language or "en"
    source = draft.vocabulary.search("remarks_from", note, match.end(), span.end)
    if source and (term := draft.vocabulary.look_up("language", source[1])):
        draft.composed_in = term.key
    if said and said["by"].strip():
        _translator(draft, index, Span(said.start("by"), said.end("by")), Span(said.start(), said.end()))
    return [SentenceRole.TRANSLATION]


def _notations(draft: Draft, span: Span) -> None:
    """What is written on the copy printed: "bears the notation “informal translation”"."""
    if draft.base is None:
        return
    for match in draft.vocabulary.pattern("remarks_written").finditer(draft.note, span.start, span.end):
        place = Span(match.start("note"), match.start("note") + len(match["note"].rstrip(".,")))
        draft.base = replace(draft.base, notations=(*draft.base.notations, place))


def _disclosed_text(draft: Draft, span: Span) -> None:
    """The copy-text's language, from "made the Russian text available"."""
    match = draft.vocabulary.search("remarks_disclosed", draft.note, span.start, span.end)
    if match and (term := draft.vocabulary.look_up("language", match[1])):
        draft.base_language = draft.composed_in = term.key


def _translator(draft: Draft, index: int, by: Span, whole: Span) -> None:
    """Who made the translation and of what ("a Department of State translation of a telegram")."""
    tokens = lex(draft.note, by.start, by.end, draft.vocabulary)
    start = next((i for i, t in enumerate(tokens) if t.kind in ("BODY", "OFFICE")), None)
    if start is None:
        return
    found = grammar(draft.vocabulary)(tokens, start)
    of = draft.vocabulary.match("remarks_of", draft.note, whole.end)
    carrier = Span(of.start(1), of.end(1)) if of else None
    if found.status:
        agents = tuple(build(draft.note, parts) for parts in found.value)
        stop = carrier.end if carrier else whole.end
        draft.acts.append(
            Act(
                kind=ActKind.TRANSLATED,
                span=Span(whole.start, stop),
                sentence=index,
                agents=agents,
                carrier=carrier.of(draft.note) if carrier else None,
                carrier_span=carrier,
            )
        )


def _absent(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    note, vocabulary = draft.note, draft.vocabulary
    match = draft.vocabulary.search("remarks_absent", note, span.start, span.end)
    if match:
        for place in draft.vocabulary.pattern("remarks_absent_1").finditer(match["where"]):
            _missing(
                draft, index, match, Span(match.start("where") + place.start(), match.start("where") + place.end())
            )
        return [SentenceRole.WITNESS]
    lost = draft.vocabulary.search("remarks_not_found", note, span.start, span.end)
    if lost and (lost["not"] or vocabulary.match("none_of_it", lost["what"])):
        what = Span(lost.start("what"), lost.end("what"))
        words = what.of(note)
        draft.witnesses.append(
            Witness(
                WitnessKind.LOST,
                words,
                Span(lost.start(), lost.end()),
                index,
                language=witnesses.language_of(words, vocabulary),
                form=witnesses.form_of(words, vocabulary),
                absent=True,
            )
        )
        return [SentenceRole.WITNESS]
    return []


def _missing(draft: Draft, index: int, match: re.Match[str], place: Span) -> None:
    raw = place.of(draft.note)
    begin = place.start + len(raw) - len(draft.vocabulary.pattern("remarks_missing").sub("", raw))
    where = Span(begin, place.end)
    level = Level(LevelKind.REPOSITORY, where.of(draft.note), span=where)
    what = match["what"]
    draft.witnesses.append(
        Witness(
            WitnessKind.COPY,
            what,
            Span(match.start(), match.end()),
            index,
            Location((level,), where),
            language=witnesses.language_of(what, draft.vocabulary),
            absent=True,
        )
    )
