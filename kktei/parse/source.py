"""The first sentence: where the copy printed lies, or which publication it comes from."""

from dataclasses import dataclass

from kktei.model import Span, Witness, WitnessKind
from kktei.parse import markings, publications
from kktei.parse.locations import Citations
from kktei.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class NoteSource:
    """The copy-text, and the markings where they follow its location in one sentence."""

    base: Witness | None
    marks: markings.Markings | None


def is_source(note: str, span: Span, vocabulary: Vocabulary) -> bool:
    """Whether a sentence says where the text comes from: after "Source:", or as the first ("Copy obtained from")."""
    first = not note[: span.start].strip(" [")
    return vocabulary.match("source_source", note, span.start) is not None or (
        first and vocabulary.match("source_printed_from", note, span.start) is not None
    )


def read_source(
    note: str, span: Span, citations: Citations, vocabulary: Vocabulary, index: int = 0
) -> NoteSource | None:
    """The copy-text of the sentence ``span``; None where it is empty."""
    opening = vocabulary.match("source_source", note, span.start, span.end)
    start = opening.end() if opening else span.start
    end = _stop(note, start, span.end)
    if printed := vocabulary.match("source_printed_from", note, start, end):
        start = printed.end()
    if start >= end:
        return None
    marks, end = _tail(note, start, end, vocabulary)
    text = note[start:end]
    alone = markings.read_markings(note, start, end, vocabulary, bare=True) if opening else None
    if alone and all(mark.key for mark in alone.others):
        return NoteSource(None, alone)  # "Source: Secret; Nodis." says nothing of where
    if again := citations.first(start, end):
        return NoteSource(Witness(WitnessKind.BASE, "source text", again.span, index, again), marks)
    if any(vocabulary.match(shape, text) for shape in ("ibid_first", "source_elsewhere", "source_told")):
        return None
    if vocabulary.pattern("survives_words").fullmatch(text):
        return None  # "Source: Copy." says what it is, not where
    if publications.looks_printed(text, vocabulary):
        books = publications.read_publications(note, start, end, vocabulary)
        return NoteSource(
            Witness(WitnessKind.BASE, "source text", Span(start, end), index, publication=books[0]), marks
        )
    survives = vocabulary.match("source_survives", note, start, end) if opening else None
    location = citations.primary(survives.end() if survives else start, end)
    if location is None:
        return None
    form = survives["form"][0].lower() + survives["form"][1:] if survives else None
    return NoteSource(Witness(WitnessKind.BASE, "source text", location.span, index, location, form=form), marks)


def _stop(note: str, start: int, end: int) -> int:
    while end > start and (note[end - 1].isspace() or note[end - 1] in ".;,"):
        end -= 1
    return end


def _tail(note: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[markings.Markings | None, int]:
    """Markings joined to the location by a comma or semicolon ("..., CF 1199, Secret; Priority")."""
    joined = vocabulary.regex(r"[,;.]\s+(?={classification}\s*(?:[;,]|$))")
    for match in joined.finditer(note, start, end):
        marks = markings.read_markings(note, match.end(), end, vocabulary)
        if marks:
            return marks, match.start()
    return None, end
