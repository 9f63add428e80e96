"""Parentheses that cite: "(Telegram 1688 from Moscow; ibid., 123 Thompson)"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kktei.model import Location, Span
from kktei.parse.locations import Citations, names_repository
from kktei.parse.publications import looks_printed
from kktei.parse.sentences import enclosed
from kktei.parse.tokens import TELEGRAM
from kktei.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A location in a parenthesis and, where it names it, the record that lies there."""

    location: Location
    what: Span | None


def parentheses(note: str, start: int, end: int) -> Iterator[Span]:
    """The insides of the outermost parentheses of ``note[start:end]``."""
    inside = enclosed(note[start:end])
    at = start
    while (at := note.find("(", at, end)) >= 0:
        stop = inside.find(0, at + 1 - start)
        stop = end if stop < 0 else start + stop
        if not (at > start and inside[at - start]) and stop > at + 1 and note[stop : stop + 1] == ")":
            yield Span(at + 1, stop)
            at = stop
        else:
            at += 1


def read_citations(
    note: str, inner: Span, citations: Citations, vocabulary: Vocabulary, after_stop: bool
) -> list[CitedPlace]:
    """The locations cited in one parenthesis; [] where it is none of that kind."""
    found: list[CitedPlace] = []
    both = vocabulary.match("citations_several", note, inner.start, inner.end)
    what = Span(*both.span()) if both else None  # "(Both ibid.)": the texts that the sentence tells of, not its subject
    for whole in _pieces(note, inner, vocabulary):
        piece = _unmarked(note, whole, vocabulary)
        text = piece.of(note)
        if _names_record(text, vocabulary):
            what = piece
        elif _is_place(text, vocabulary, after_stop) and not looks_printed(text, vocabulary):
            location = citations.read(piece.start, piece.end)
            if location:
                found.append(CitedPlace(location, what))
    return found


def _unmarked(note: str, piece: Span, vocabulary: Vocabulary) -> Span:
    """A place without the classification of what lies there ("..., Vol. I. Secret")."""
    match = vocabulary.regex(r"[.;]\s+{classification}(?:[;,].*)?$").search(note, piece.start, piece.end)
    return Span(piece.start, match.start()) if match else piece


def _names_record(text: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.regex(TELEGRAM).match(text) is not None or vocabulary.match("citations_named", text) is not None


def _is_place(text: str, vocabulary: Vocabulary, after_stop: bool) -> bool:
    if vocabulary.search("not_placed", text):
        return False
    if vocabulary.match("citations_is_place", text):
        return True
    if names_repository(text, vocabulary):
        return after_stop or "," in text  # "cleared by Bundy (White House)" cites nothing
    shaped = vocabulary.search("citations_is_place_2", text) is not None
    return (
        text[:1].isupper()
        and "," in text + ("," if shaped else "")
        and (shaped or after_stop)
        and not vocabulary.search("citation_states", text)
    )


def _pieces(note: str, inner: Span, vocabulary: Vocabulary) -> Iterator[Span]:
    """The pieces between semicolons; a telegram followed by ", ibid." is a piece too."""
    led = vocabulary.match("citations_also", note, inner.start, inner.end)
    begin = led.end() if led else inner.start
    for match in vocabulary.pattern("citations_between").finditer(note, inner.start, inner.end):
        piece = Span(begin, match.start())
        if match[0].strip() != ";" and match["cut"] and not _names_record(piece.of(note), vocabulary):
            continue
        yield _strip(note, piece, vocabulary)
        begin = match.end()
        if also := vocabulary.match("citations_also", note, begin, inner.end):
            begin = also.end()
    yield _strip(note, Span(begin, inner.end), vocabulary)


def _strip(note: str, span: Span, vocabulary: Vocabulary) -> Span:
    start, end = span.start, span.end
    while start < end and note[start].isspace():
        start += 1
    while end > start and (
        note[end - 1].isspace()
        or (note[end - 1] == "." and not vocabulary.search("ibid_last", note, max(0, end - 5), end))
    ):
        end -= 1
    return Span(start, end)
