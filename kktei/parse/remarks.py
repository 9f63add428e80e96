"""Sentences about the copy itself: translation, notations, attachments, what is not there, the meeting."""

import re
from collections.abc import Iterator

from kktei.model import Act, ActKind, Level, LevelKind, Location, SentenceRole, Span, Witness, WitnessKind
from kktei.parse import witnesses
from kktei.parse.agents import build, grammar
from kktei.parse.draft import Draft, Reading
from kktei.parse.tokens import lex
from kktei.parse.vocabulary import Vocabulary


def read_remarks(draft: Draft, index: int, span: Span) -> Iterator[Reading]:
    """What a sentence says about the copy."""
    note, words = draft.note, draft.vocabulary
    found = [_translation(note, index, span, words), _absent(note, index, span, words)]
    found += [_notations(note, span, words), _disclosed_text(note, span, words)]
    if words.search("remarks_meeting", note, span.start, span.end):
        found.append(Reading((SentenceRole.MEETING,)))
    if words.search("remarks_notation", note, span.start, span.end):
        found.append(Reading((SentenceRole.NOTATION,)))
    if not any(part.roles for part in found) and words.search("remarks_background", note, span.start, span.end):
        found.append(Reading((SentenceRole.REMARK,)))
    yield from found


def _translation(note: str, index: int, span: Span, words: Vocabulary) -> Reading:
    said = words.search("remarks_translation", note, span.start, span.end)
    bears = words.search("remarks_bears", note, span.start, span.end)
    marked = words.search("remarks_marked", note, span.start, span.end) if bears else None
    match = said or marked or words.search("remarks_made", note, span.start, span.end)
    written = words.search("remarks_written_in", note, span.start, span.end)
    language = _language(written, words)
    apart = written is not None and words.match("another_original", written[0]) is not None
    gone = match or words.search("original_gone", note, span.start, span.end)
    base = None if apart and gone else language  # the original that is not printed, or is nowhere
    if match is None:
        return Reading(base_language=base, composed_in=language)
    # where the words end with the verb, the act's clause begins with it
    verb = next((w for w in words.words("translated_words") if match[0].endswith(w)), "")
    made = Span(match.end() - len(verb) if verb else match.start(), match.end())
    source = _language(words.search("remarks_from", note, match.end(), span.end), words)
    acts: tuple[Act, ...] = ()
    if said and said["by"].strip():
        by = Span(said.start("by"), said.end("by"))
        acts = _translator(note, index, by, Span(said.start(), said.end()), words)
    roles = (SentenceRole.TRANSLATION,)
    return Reading(roles, acts=acts, translations=(made,), base_language=base, composed_in=source or language)


def _language(match: re.Match[str] | None, words: Vocabulary) -> str | None:
    term = words.look_up("language", match[1]) if match else None
    return term.key if term else None


def _notations(note: str, span: Span, words: Vocabulary) -> Reading:
    """What is written on the copy printed: "bears the notation “informal translation”"."""
    return Reading(
        notations=tuple(
            Span(match.start("note"), match.start("note") + len(_without_stop(match["note"])))
            for match in words.pattern("remarks_written").finditer(note, span.start, span.end)
        )
    )


def _without_stop(said: str) -> str:
    """A notation without the stop of the sentence; that of initials is its own ("D.R.")."""
    return said.rstrip(",") if re.search(r"\b[A-Z]\.[A-Z]\.$", said) else said.rstrip(".,")


def _disclosed_text(note: str, span: Span, words: Vocabulary) -> Reading:
    """The copy-text's language, from "made the Russian text available"."""
    language = _language(words.search("remarks_disclosed", note, span.start, span.end), words)
    return Reading(base_language=language, composed_in=language)


def _translator(note: str, index: int, by: Span, whole: Span, words: Vocabulary) -> tuple[Act, ...]:
    """Who made the translation and of what ("a Department of State translation of a telegram")."""
    tokens = lex(note, by.start, by.end, words)
    start = next((i for i, t in enumerate(tokens) if t.kind in ("BODY", "OFFICE")), None)
    found = grammar(words)(tokens, start) if start is not None else None
    if found is None or not found.status:
        return ()
    of = words.match("remarks_of", note, whole.end)
    carrier = Span(of.start(1), of.end(1)) if of else None
    return (
        Act(
            kind=ActKind.TRANSLATED,
            span=Span(whole.start, carrier.end if carrier else whole.end),
            sentence=index,
            agents=tuple(build(note, parts) for parts in found.value),
            carrier=carrier.of(note) if carrier else None,
            carrier_span=carrier,
        ),
    )


def _absent(note: str, index: int, span: Span, words: Vocabulary) -> Reading:
    match = words.search("remarks_absent", note, span.start, span.end)
    if match:
        places = words.pattern("remarks_absent_1").finditer(match["where"])
        start = match.start("where")
        missing = [_missing(note, index, match, Span(start + p.start(), start + p.end()), words) for p in places]
        return Reading((SentenceRole.WITNESS,), witnesses=missing)
    lost = words.search("remarks_not_found", note, span.start, span.end)
    if not lost or not (lost["not"] or words.match("none_of_it", lost["what"])):
        return Reading()
    what = lost["what"]
    if words.match("beside_the_text", what):
        return Reading((SentenceRole.REMARK,))
    gone = Witness(
        WitnessKind.LOST,
        what,
        Span(lost.start(), lost.end()),
        index,
        language=witnesses.language_of(what, words),
        form=witnesses.form_of(what, words),
        absent=True,
    )
    return Reading((SentenceRole.WITNESS,), witnesses=(gone,))


def _missing(note: str, index: int, match: re.Match[str], place: Span, words: Vocabulary) -> Witness:
    raw = place.of(note)
    begin = place.start + len(raw) - len(words.pattern("remarks_missing").sub("", raw))
    house = words.match("locations_names_repository", note, begin, place.end)
    cut = house is not None and note[house.end() : house.end() + 1] == ","
    where = Span(begin, house.end() if house and cut else place.end)
    level = Level(LevelKind.REPOSITORY, where.of(note), span=where)
    return Witness(
        WitnessKind.COPY,
        match["what"],
        Span(match.start(), match.end()),
        index,
        Location((level,), where),
        language=witnesses.language_of(match["what"], words),
        absent=True,
    )
