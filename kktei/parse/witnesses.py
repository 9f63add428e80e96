"""Other copies and texts: what they are, in which language, and where the note says they lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kktei.model import Level, LevelKind, Location, Span, Witness, WitnessKind
from kktei.parse.locations import Citations, names_repository
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_OPENINGS = ("witnesses_there", "witnesses_also_in", "witnesses_also_ibid", "witnesses_bare")
_TELLING = 200  # characters within which the words for a text tell what it is


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the form “SUBJECT is in LOCATIONS”: where each part stands in the note."""

    subject: Span
    places: tuple[Span, ...]


def statement(note: str, start: int, end: int, vocabulary: Vocabulary) -> Statement | None:
    """The statement at ``note[start:end]`` that texts lie somewhere, or None."""
    inside = enclosed(note[start:end])
    openings = (vocabulary.match(name, note, start, end) for name in _OPENINGS)
    there = next((opening for opening in openings if opening), None)
    after = note[there.end() : there.end() + 200] if there else ""
    if there and (names_repository(after, vocabulary) or vocabulary.match("witnesses_statement", after)):
        what = Span(there.start("what"), there.end("what"))
        return Statement(what, tuple(_places(note, there.end(), end, inside, start, vocabulary)))
    for match in vocabulary.pattern("witnesses_be").finditer(note, start, end):
        if inside[match.start() - start]:
            continue
        rest = note[match.end() : min(end, match.end() + 200)]
        if (
            vocabulary.match("witnesses_statement", rest)
            or names_repository(rest, vocabulary)
            or _in_files(match[0], rest, vocabulary)
        ):
            subject = Span(start, start + len(note[start : match.start()].rstrip(" ,")))
            if speaks_of_text(subject.of(note), vocabulary) and not vocabulary.match("none_of_it", subject.of(note)):
                return Statement(subject, tuple(_places(note, match.end(), end, inside, start, vocabulary)))
    return None


def clauses(note: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """The clauses of a sentence in which a statement can stand: "...; a draft is in ..." begins one."""
    inside = enclosed(note[start:end])
    begin = start
    for match in vocabulary.pattern("witnesses_clause").finditer(note, start, end):
        if not inside[match.start() - start]:
            yield Span(begin, match.start())
            begin = match.end()
    yield Span(begin, end)


def _in_files(verb: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a series without its repository follows ("is in Central Files, ...")."""
    first = re.split(r"[,:;(]", rest, maxsplit=1)[0]
    return (
        vocabulary.search("lies_in", verb) is not None
        and vocabulary.match("files_named", first.strip().rstrip(".")) is not None
    )


def _places(note: str, start: int, end: int, inside: bytearray, offset: int, vocabulary: Vocabulary) -> Iterator[Span]:
    begin = start
    for match in vocabulary.pattern("witnesses_next").finditer(note, start, end):
        if match.start() >= begin and not inside[match.start() - offset]:
            yield trimmed(note, begin, match.start(), vocabulary)
            begin = match.end()
    yield trimmed(note, begin, end, vocabulary)


def trimmed(note: str, start: int, end: int, vocabulary: Vocabulary) -> Span:
    """A location's stretch without the prose that may follow it."""
    stop = vocabulary.search("witnesses_stops", note, start, end)
    end = stop.start() if stop else end
    while end > start and (
        note[end - 1] in " ,;"
        or (note[end - 1] == "." and not vocabulary.search("ibid_last", note, max(0, end - 5), end))
    ):
        end -= 1
    return Span(start, end)


def speaks_of_text(subject: str, vocabulary: Vocabulary) -> bool:
    """Whether the subject of a sentence is a text at all."""
    return vocabulary.regex(r"(?i:\b{witness_nouns}\b)").search(subject) is not None


def subjects(note: str, subject: Span, vocabulary: Vocabulary) -> list[Span]:
    """A joint subject ("The Russian-language text and another copy of this message") cut into its texts."""
    found: list[Span] = []
    begin = subject.start
    if vocabulary.match("witnesses_copies_of", note, subject.start, subject.end):
        return [subject]  # "Copies of A and B are in C" says once where they are
    for match in vocabulary.pattern("witnesses_joint").finditer(note, subject.start, subject.end):
        if match.start() < begin:
            continue
        left, right = note[begin : match.start()], note[match.end() : subject.end]
        if speaks_of_text(left, vocabulary) and speaks_of_text(right, vocabulary):
            found.append(Span(begin, match.start()))
            begin = match.end()
    return [*found, Span(begin, subject.end)]


def kind_of(what: str, translated: bool, vocabulary: Vocabulary) -> WitnessKind:
    """What a text is in relation to the one printed, by the words for it."""
    text = what.lower()
    if vocabulary.search("witnesses_kind_of", text):
        return WitnessKind.DRAFT
    if vocabulary.search("witnesses_kind_of_2", text):
        return (
            WitnessKind.VARIANT if translated or vocabulary.search("different_text", text) else WitnessKind.TRANSLATION
        )
    if vocabulary.search("witnesses_kind_of_4", text) or vocabulary.search("different_text", text):
        return WitnessKind.VARIANT
    if vocabulary.search("witnesses_kind_of_3", text):
        return WitnessKind.ORIGINAL
    if vocabulary.search("witnesses_kind_of_5", text) and not vocabulary.search("witnesses_kind_of_6", text):
        return WitnessKind.COPY
    return WitnessKind.RELATED


def language_of(what: str, vocabulary: Vocabulary) -> str | None:
    """The language that the words for a text name; "ru-Latn" for a transliteration."""
    match = vocabulary.regex(r"\b{language}\b").search(what)
    term = vocabulary.look_up("language", match[0]) if match else None
    if term is None:
        return None
    return f"{term.key}-Latn" if vocabulary.search("transliterated", what) else term.key


def count_of(what: str, vocabulary: Vocabulary) -> int:
    """How many texts: "Two undated typed drafts" are two."""
    first = what.split(maxsplit=1)[0].lower() if what.split() else ""
    numbers = vocabulary.lists["numbers"]
    return numbers.index(first) + 1 if first in numbers else 1


def form_of(what: str, vocabulary: Vocabulary) -> str | None:
    """How it was written, where the note says so."""
    return next((form for form in vocabulary.words("forms") if re.search(rf"\b{form}\b", what.lower())), None)


def make(
    note: str,
    what: Span,
    sentence: int,
    location: Location | None,
    translated: bool,
    vocabulary: Vocabulary,
    whole: Span,
) -> Witness:
    """A witness from the words for it and its location."""
    words = what.of(note)[:_TELLING]
    return Witness(
        kind_of(words, translated, vocabulary),
        what.of(note),
        whole,
        sentence,
        location,
        language=language_of(words, vocabulary),
        form=form_of(words, vocabulary),
        count=count_of(words, vocabulary),
    )


def department_of(note: str, start: int, end: int, citations: Citations, vocabulary: Vocabulary) -> Location | None:
    """The location "in the Department of History and Records of the Russian Ministry of Foreign Affairs"."""
    match = vocabulary.search("witnesses_of", note, start, end)
    if match is None:
        return None
    levels = (
        Level(LevelKind.REPOSITORY, match[2], span=Span(match.start(2), match.end(2))),
        Level(LevelKind.COLLECTION, match[1], span=Span(match.start(1), match.end(1))),
    )
    return citations.keep(Location(levels, Span(match.start(1), match.end(2))))
