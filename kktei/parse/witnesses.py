"""Other copies and texts: what they are, in which language, and where the note says they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kktei.model import Level, LevelKind, Location, Span, Witness, WitnessKind
from kktei.parse.locations import Citations, names_repository
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_BE = (
    r"\s+(?:is|are|was|were|may be|can be|will be|appears?|exists?|remains?)(?:\s+(?:also|both"
    r"|apparently|presently|all))*"
    r"(?:\s+(?:located|found|filed|available|kept|preserved|deposited|included|maintained))?(?:\s+(?:also|both|only))?"
    r"(?:\s+(?:in|at|among|with|from|on file in|on file at)(?:\s+both)?)?(?:\s+the)?\s+"
)
_CLAUSE = re.compile(r";\s+(?:and\s+)?(?=(?:an?|the|another|other|two|three|copies|its)\s)")
_ALSO_IN = (
    r"(?P<what>Also|A copy|Copies|Another copy|Copy)\s+(?:located\s+|filed\s+|found\s+|available\s+)?"
    r"(?:in|at)\s+(?:the\s+)?(?=[Ii]bid|[A-Z])"
)
_THERE = (
    r"There\s+(?:is|are)\s+(?:also\s+)?(?P<what>(?!no\b)(?:[\w’-]+\s+){1,4}?(?i:{witness_nouns})\b[^.;,]{0,80}?)"
    r"\s+(?:in|at)\s+(?:the\s+)?(?=[Ii]bid|[A-Z])"
)
_NEXT = (
    r"[,;]?\s+and\s+(?:another\s+(?:copy\s+)?(?:is\s+)?|others?\s+(?:are\s+)?)?(?:also\s+)?"
    r"(?:in|at)\s+(?:the\s+)?(?=[Ii]bid|[A-Z])"
    r"|[,;]?\s+and\s+(?:the\s+)?(?=[Ii]bid|{repository}\b)|;\s+(?:and\s+)?(?:in\s+)?(?:the\s+)?(?=[Ii]bid|[A-Z])"
)
_STOPS = re.compile(
    r",?\s+(?:is|are|was|were|bears?|indicates?|states?|shows?|reads?|has|have|contains?|which|that|but|includes?)\s"
    r"|,\s+(?:where|with|under|along|together|as|dated|attached)\s"
    r"|,\s+(?!vols?\.|pp?\.|ibid|folder|box|part|tab|no\.)[a-z]"
)
_OF = r"(?:in|at)\s+the\s+([A-Z][^,;.()]{1,60}?)\s+of\s+the\s+({repository})\b"
_TELLING = 200  # characters within which the words for a text tell what it is
_JOINT = re.compile(r",?\s+and\s+(?=(?:another|an?|the|two|three|other|its)\s)")
_FORMS = ("handwritten", "typed", "typewritten", "typescript", "carbon", "mimeographed", "unsigned", "signed")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the form “SUBJECT is in LOCATIONS”: where each part stands in the note."""

    subject: Span
    places: tuple[Span, ...]


def statement(note: str, start: int, end: int, vocabulary: Vocabulary) -> Statement | None:
    """The statement at ``note[start:end]`` that texts lie somewhere, or None."""
    inside = enclosed(note[start:end])
    there = vocabulary.regex(_THERE).match(note, start, end) or re.compile(_ALSO_IN).match(note, start, end)
    if there and names_repository(note[there.end() : there.end() + 200], vocabulary):
        what = Span(there.start("what"), there.end("what"))
        return Statement(what, tuple(_places(note, there.end(), end, inside, start, vocabulary)))
    for match in vocabulary.regex(_BE).finditer(note, start, end):
        if inside[match.start() - start]:
            continue
        rest = note[match.end() : min(end, match.end() + 200)]
        if re.match(r"[Ii]bid\b", rest) or names_repository(rest, vocabulary) or _in_files(match[0], rest):
            subject = Span(start, start + len(note[start : match.start()].rstrip(" ,")))
            if speaks_of_text(subject.of(note), vocabulary):
                return Statement(subject, tuple(_places(note, match.end(), end, inside, start, vocabulary)))
    return None


def clauses(note: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of a sentence in which a statement can stand: "...; a draft is in ..." begins one."""
    inside = enclosed(note[start:end])
    begin = start
    for match in _CLAUSE.finditer(note, start, end):
        if not inside[match.start() - start]:
            yield Span(begin, match.start())
            begin = match.end()
    yield Span(begin, end)


def _in_files(verb: str, rest: str) -> bool:
    """Whether a series without its repository follows ("is in Central Files, ...")."""
    first = re.split(r"[,:;(]", rest, maxsplit=1)[0]
    return (
        re.search(r"\b(?:in|at|among)\b", verb) is not None
        and re.match(r"[A-Z].{1,60}\b(?:Files?|Papers|Records|Series|Lot \d.*)$", first.strip().rstrip(".")) is not None
    )


def _places(note: str, start: int, end: int, inside: bytearray, offset: int, vocabulary: Vocabulary) -> Iterator[Span]:
    begin = start
    for match in vocabulary.regex(_NEXT).finditer(note, start, end):
        if match.start() >= begin and not inside[match.start() - offset]:
            yield trimmed(note, begin, match.start())
            begin = match.end()
    yield trimmed(note, begin, end)


def trimmed(note: str, start: int, end: int) -> Span:
    """A location's stretch without the prose that may follow it."""
    stop = _STOPS.search(note, start, end)
    end = stop.start() if stop else end
    while end > start and (
        note[end - 1] in " ,;" or (note[end - 1] == "." and note[max(0, end - 5) : end].lower() != "ibid.")
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
    for match in _JOINT.finditer(note, subject.start, subject.end):
        if match.start() < begin:
            continue
        left, right = note[begin : match.start()], note[match.end() : subject.end]
        if speaks_of_text(left, vocabulary) and speaks_of_text(right, vocabulary):
            found.append(Span(begin, match.start()))
            begin = match.end()
    return [*found, Span(begin, subject.end)]


def kind_of(what: str, translated: bool) -> WitnessKind:
    """What a text is in relation to the one printed, by the words for it."""
    text = what.lower()
    if re.search(r"\bdrafts?\b", text):
        return WitnessKind.DRAFT
    if re.search(r"\btranslations?\b", text):
        return WitnessKind.VARIANT if translated or "different" in text else WitnessKind.TRANSLATION
    if re.search(r"\bversions?\b|\benglish text", text) or "different" in text:
        return WitnessKind.VARIANT
    if re.search(
        r"\w+-language|transliterated|\boriginals?\b|\b(?:russian|german|french|chinese"
        r"|spanish)\s+(?:language\s+)?text",
        text,
    ):
        return WitnessKind.ORIGINAL
    if re.search(r"\bcop(?:y|ies)\b|^(?:the\s+)?(?:full\s+)?text\b", text) and not re.search(
        r"copy of (?:the|a) (?:memorand|letter|telegram) from", text
    ):
        return WitnessKind.COPY
    return WitnessKind.RELATED


def language_of(what: str, vocabulary: Vocabulary) -> str | None:
    """The language that the words for a text name; "ru-Latn" for a transliteration."""
    match = vocabulary.regex(r"\b{language}\b").search(what)
    term = vocabulary.look_up("language", match[0]) if match else None
    if term is None:
        return None
    return f"{term.key}-Latn" if "transliterat" in what.lower() else term.key


def count_of(what: str, vocabulary: Vocabulary) -> int:
    """How many texts: "Two undated typed drafts" are two."""
    first = what.split(maxsplit=1)[0].lower() if what.split() else ""
    numbers = vocabulary.lists["numbers"]
    return numbers.index(first) + 1 if first in numbers else 1


def form_of(what: str) -> str | None:
    """How it was written, where the note says so."""
    return next((form for form in _FORMS if re.search(rf"\b{form}\b", what.lower())), None)


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
        kind_of(words, translated),
        what.of(note),
        whole,
        sentence,
        location,
        language=language_of(words, vocabulary),
        form=form_of(words),
        count=count_of(words, vocabulary),
    )


def department_of(note: str, start: int, end: int, citations: Citations, vocabulary: Vocabulary) -> Location | None:
    """The location "in the Department of History and Records of the Russian Ministry of Foreign Affairs"."""
    match = vocabulary.regex(_OF).search(note, start, end)
    if match is None:
        return None
    levels = (
        Level(LevelKind.REPOSITORY, match[2], span=Span(match.start(2), match.end(2))),
        Level(LevelKind.COLLECTION, match[1], span=Span(match.start(1), match.end(1))),
    )
    return citations.keep(Location(levels, Span(match.start(1), match.end(2))))
