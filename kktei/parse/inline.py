"""The inline note of older volumes: a place alone, and perhaps a kind ("712.00/45½: Telegram").

``[File No.] NUMBER | COLLECTION[: or ,] LOT or FRC [BOX] ["FOLDER"] | PAPERS``, then perhaps ``: KIND``; in brackets
or not.  Such a note names no repository; who holds central files and lots is inferred and marked so.
"""

import re
from dataclasses import dataclass

from kktei.model import Found, Level, LevelKind, Location, Span
from kktei.parse.levels import cut
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_LONGEST = 240  # no such note is longer


@dataclass(frozen=True, slots=True)
class Inline:
    """The place of the text printed, and where the note says of what kind it is."""

    location: Location | None
    kind: Span | None


def read_inline(note: str, vocabulary: Vocabulary) -> Inline | None:
    """What an inline note says; None where the note is none."""
    text = note.rstrip()
    if not text or (len(text) > _LONGEST and not vocabulary.match("described_lot", text)):
        return None
    if part := vocabulary.pattern("text_part").fullmatch(text):
        return Inline(None, Span(part.start("part"), part.end("part")))
    start, end = _extent(text, vocabulary)
    described = vocabulary.match("described_lot", text, start, end)
    kind = None if described else _kind(text, start, end, vocabulary)
    place = Span(start, described.end("place") if described else len(text[: kind[0]].rstrip()) if kind else end)
    levels = _levels(note, place, vocabulary)
    if not levels:
        return None
    return Inline(Location(tuple(levels), place), kind[1] if kind else None)


def _extent(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    lead = vocabulary.match("inline_lead", text)
    start = lead.end() if lead else 0
    end = len(text)
    if any(text[end - 1] == closes and opens in text[:start] for opens, closes in ("[]", "()")):
        end -= 1
    folder_ends = text[:end].endswith((".”", '."'))
    personal = re.search(r"\b[A-Z]\.$", text[:end]) is not None
    return start, end if folder_ends or personal else len(text[:end].rstrip(" ."))


def _kind(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[int, Span] | None:
    """Where the place ends and the kind stands ("...: Circular airgram")."""
    match = vocabulary.search("inline_kind", text, start, end)
    return (match.start(), Span(match.start("kind"), match.end("kind"))) if match else None


def _levels(note: str, place: Span, vocabulary: Vocabulary) -> list[Level]:
    text = place.of(note)
    if vocabulary.pattern("central_number").fullmatch(text) and not vocabulary.search("inline_other", text):
        return [_inferred(vocabulary), *_files(note, place, vocabulary)]
    if not _is_place(text, vocabulary):
        return []
    levels = [_titled(level, vocabulary) for level in cut(note, place.start, place.end, vocabulary)]
    lot = any(level.kind is LevelKind.LOT for level in levels)
    if lot and levels[0].kind is not LevelKind.REPOSITORY:
        return [_inferred(vocabulary), *levels]
    return levels


def _files(note: str, place: Span, vocabulary: Vocabulary) -> list[Level]:
    """The file number, or the two of "712.00/45 and 712.00/46"."""
    joined = vocabulary.pattern("numbers_joined").fullmatch(place.of(note))
    if joined is None or not joined["first"]:
        return [Level(LevelKind.FILE, place.of(note), place.of(note), place)]
    spans = [Span(place.start + joined.start(name), place.start + joined.end(name)) for name in ("first", "second")]
    return [Level(LevelKind.FILE, span.of(note), span.of(note), span) for span in spans]


def _is_place(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are a place and no sentence."""
    if vocabulary.match("source_printed_from", text):
        return False
    if any(
        not inside
        for inside in (enclosed(text)[m.start()] for m in vocabulary.pattern("inline_sentence").finditer(text))
    ):
        return False
    return bool(
        vocabulary.search("inline_is_place_2", text)
        or vocabulary.regex(r"\b{place_words}(?=$|[\s,:])").search(text)
        or vocabulary.regex(r"{repository}\s*(?:,|$)").match(text)
        or vocabulary.match("inline_numbered", text)
        or vocabulary.match("levels_numbered", text)
    ) and not vocabulary.search("inline_is_place", text)


def _inferred(vocabulary: Vocabulary) -> Level:
    return Level(LevelKind.REPOSITORY, vocabulary.words("inferred_repository")[0], found=Found.INFERRED)


def _titled(level: Level, vocabulary: Vocabulary) -> Level:
    """A level in quotation marks is a folder's title, with the word before it or without."""
    quoted = vocabulary.match("quoted_folder", level.text)
    if quoted and level.kind in (LevelKind.COLLECTION, LevelKind.FOLDER):
        return Level(LevelKind.FOLDER, level.text, quoted[1], level.span, level.found)
    return level
