"""Sentences about the copy itself: translation, notations, attachments, what is not there, the meeting."""

from __future__ import annotations

import re
from dataclasses import replace

from kktei.model import Act, ActKind, Level, LevelKind, Location, SentenceRole, Span, Witness, WitnessKind
from kktei.parse import witnesses
from kktei.parse.agents import build, grammar
from kktei.parse.draft import Draft
from kktei.parse.tokens import lex

_TRANSLATION = re.compile(
    r"(?:[Tt]he\s+)?(?:source text|text printed here|text|printed text|letter|message|document"
    r"|memorandum|copy printed here|original)"
    r"(?:,\s+which\s[^,]{3,60},)?(?:\s+(?:indicates|states)\s+(?:that\s+)?it)?\s+(?:is|was)\s+(?:apparently\s+"
    r"|evidently\s+|marked\s+|labeled\s+|identified as\s+|an?\s+|the\s+|probably\s+)*"
    r"[“\"]?(?P<by>(?:[\w.-]+\s+){0,6}?)translat(?:ion|ed)\b"
)
_MADE = re.compile(
    r"\b[Tt]his\s+[“\"]?(?:\w+\s+)?translation\b|"
    r"\b(?:[Tt]he|[Aa]|[Tt]his)\s+(?:\w+\s+)?translation\s+(?:printed here\s+)?(?:was|is)\s+"
    r"(?:made|prepared|done|provided|supplied|by|that of|from)\b"
)
_WRITTEN_IN = r"\b(?:source text|original)\s+(?:is|was(?:\s+written)?)\s+in\s+({language})\b"
_MARKED = re.compile(r"[“\"](?P<note>[^”\"]{0,60}\btranslation\b[^”\"]{0,60})[.,]?[”\"]", re.IGNORECASE)
_BEARS = re.compile(r"\b(?:bears?|is marked|was marked|marked|notation|is headed|is labeled|stamped)\b")
_WRITTEN = re.compile(
    r"(?:(?:source text|letter|message|memorandum|copy|text|document|telegram"
    r"|paper)\b[^.;“”]{0,60}?\b(?:is|was)\s+(?:marked|stamped|headed|labeled)|bears?\s+(?:the"
    r"|a|an)\s+[^.;“”]{0,60}?notation|(?:notation|note)\s+(?:on|at)\s+the\s+(?:source text"
    r"|[^.;“”]{1,50}?)\s+(?:reads?|states?))"
    r"[:,]?\s*[“\"](?P<note>[^”\"]{1,200})[”\"]"
)
_DISCLOSED = r"\bmade\s+(?:the|a)\s+({language})\s+(?:language\s+)?text\s+available\b"
_OF = re.compile(r"\s+of\s+((?:an?|the)\s+[^.;,]{3,80})")
_FROM = r"\bfrom\s+(?:the\s+)?({language})\b"
_ABSENT = (
    r"\b[Tt]here\s+(?:is|are|was|were)\s+no\s+(?P<what>(?:\w+\s+){0,8}?"
    r"(?i:{witness_nouns})\b[^.;]{0,160}?)\s+in\s+(?:the\s+)?(?P<where>[A-Z][^.;]{0,400})"
)
_NOT_FOUND = (
    r"(?P<what>(?:[Tt]he|[Nn]o|[Aa]n?|[Tt]his|[Nn]either)\s+(?:[\w’-]+\s+){0,6}?"
    r"(?i:{witness_nouns})\b(?:\s+of\s+[^.;,]{1,80})?)\s+(?:has|have|was|were|could)\s+"
    r"(?P<not>not\s+)?(?:been\s+|be\s+)?(?:found|located|identified)"
)
_MEETING = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s+(?:meeting|conversation|discussion|luncheon|dinner|call|lunch"
    r"|session)\s+(?:was held|took place|began|lasted|was convened|ended|occurred|followed"
    r"|was recorded)|\btime of (?:the )?(?:meeting|transmission|receipt)\b|\bmet (?:in|at|with|from)\b",
    re.IGNORECASE,
)
_NOTATION = re.compile(
    r"\b(?:bears?|is marked|notations?|handwritten|note[sd]? (?:on|in|reads?)|stamped"
    r"|initials?|reads?: |wrote|marginal|is Part|part \w+ of|attached|brackets|ellips|unsigned"
    r"|not printed|no drafting|drafting information|omitted|declassified|sanitized"
    r"|printed from|enclosed|text (?:is|was)|tabs? [A-Z0-9]|in the original|underlin|penciled"
    r"|crossed out|incorporated|reworded|paper(?:s)? (?:is|are)|copy is (?:not|un))\b",
    re.IGNORECASE,
)


def read(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    """The roles of a sentence about the copy; its facts are added to ``draft``."""
    roles = _translation(draft, index, span) + _absent(draft, index, span)
    _notations(draft, span)
    _disclosed_text(draft, span)
    if _MEETING.search(draft.note, span.start, span.end):
        roles.append(SentenceRole.MEETING)
    if _NOTATION.search(draft.note, span.start, span.end):
        roles.append(SentenceRole.NOTATION)
    return roles


def _translation(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    note = draft.note
    said = _TRANSLATION.search(note, span.start, span.end)
    marked = _MARKED.search(note, span.start, span.end) if _BEARS.search(note, span.start, span.end) else None
    match = said or marked or _MADE.search(note, span.start, span.end)
    written = draft.vocabulary.regex(_WRITTEN_IN).search(note, span.start, span.end)
    if written and (term := draft.vocabulary.look_up("language", written[1])):
        draft.base_language = draft.composed_in = term.key
    if match is None:
        return []
    verb = match[0].endswith("translated")  # then the act's clause begins with it
    draft.translation_spans.append(Span(match.end() - len("translated") if verb else match.start(), match.end()))
    draft.base_language = draft.base_language or "en"
    source = draft.vocabulary.regex(_FROM).search(note, match.end(), span.end)
    if source and (term := draft.vocabulary.look_up("language", source[1])):
        draft.composed_in = term.key
    if said and said["by"].strip():
        _translator(draft, index, Span(said.start("by"), said.end("by")), Span(said.start(), said.end()))
    return [SentenceRole.TRANSLATION]


def _notations(draft: Draft, span: Span) -> None:
    """What is written on the copy printed: "bears the notation “informal translation”"."""
    if draft.base is None:
        return
    for match in _WRITTEN.finditer(draft.note, span.start, span.end):
        place = Span(match.start("note"), match.start("note") + len(match["note"].rstrip(".,")))
        draft.base = replace(draft.base, notations=(*draft.base.notations, place))


def _disclosed_text(draft: Draft, span: Span) -> None:
    """The copy-text's language, from "made the Russian text available"."""
    match = draft.vocabulary.regex(_DISCLOSED).search(draft.note, span.start, span.end)
    if match and (term := draft.vocabulary.look_up("language", match[1])):
        draft.base_language = draft.composed_in = term.key


def _translator(draft: Draft, index: int, by: Span, whole: Span) -> None:
    """Who made the translation and of what ("a Department of State translation of a telegram")."""
    tokens = lex(draft.note, by.start, by.end, draft.vocabulary)
    start = next((i for i, t in enumerate(tokens) if t.kind in ("BODY", "OFFICE")), None)
    if start is None:
        return
    found = grammar(draft.vocabulary.exact("posts"))(tokens, start)
    of = _OF.match(draft.note, whole.end)
    carrier = Span(of.start(1), of.end(1)) if of else None
    if found.status:
        agents = tuple(build(draft.note, parts) for parts in found.value)
        stop = carrier.end if carrier else whole.end
        draft.acts.append(
            Act(
                ActKind.TRANSLATED,
                Span(whole.start, stop),
                index,
                agents,
                carrier=carrier.of(draft.note) if carrier else None,
                carrier_span=carrier,
            )
        )


def _absent(draft: Draft, index: int, span: Span) -> list[SentenceRole]:
    note, vocabulary = draft.note, draft.vocabulary
    match = vocabulary.regex(_ABSENT).search(note, span.start, span.end)
    if match:
        for place in re.finditer(r"(?:(?!\s+(?:or|and|nor)\s).)+", match["where"]):
            _missing(
                draft, index, match, Span(match.start("where") + place.start(), match.start("where") + place.end())
            )
        return [SentenceRole.WITNESS]
    lost = vocabulary.regex(_NOT_FOUND).search(note, span.start, span.end)
    if lost and (lost["not"] or lost["what"].startswith(("No ", "no ", "Neither"))):
        what = Span(lost.start("what"), lost.end("what"))
        words = what.of(note)
        draft.witnesses.append(
            Witness(
                WitnessKind.LOST,
                words,
                Span(lost.start(), lost.end()),
                index,
                language=witnesses.language_of(words, vocabulary),
                form=witnesses.form_of(words),
                absent=True,
            )
        )
        return [SentenceRole.WITNESS]
    return []


def _missing(draft: Draft, index: int, match: re.Match[str], place: Span) -> None:
    raw = place.of(draft.note)
    begin = place.start + len(raw) - len(re.sub(r"^\s*(?:or|and|nor)?\s*(?:in\s+)?(?:the\s+)?", "", raw))
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
