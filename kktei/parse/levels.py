"""One archival location cut into its levels, each with its kind, number and place in the note.

Levels are parted by commas and colons; a colon inside a folder title ("Soviet Union: Brezhnev:
1-2/77") and a comma before a year, a date or a volume ("Germany, vol. 2") part nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kktei.model import Level, LevelKind, Span
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_LONGEST = 200  # characters of the longest title
_DEEPEST = 16  # what lies above a level is looked for no farther down
_DASH = "[-‐-―−]"
_RECORD_GROUP = re.compile(r"(?:RG|Record Group)\s*\d+")
_LOT = re.compile(
    rf"[Ll]ots?\s+(?:Files?\s+|Nos?\.?\s+)?(\d{{2,3}}\s*{_DASH}?\s*[A-Z]\s*{_DASH}?\s*\d+[A-Z]?|[A-Z]{_DASH}\d+)"
)
_BOX = re.compile(
    rf"(?:Box|Boxes|Container|Carton)\s+(?:Nos?\.\s+)?((?:[A-Z]{{1,4}}[\s-]?)?\d+[A-Za-z]?"
    rf"(?:\s*(?:{_DASH}|and|&)\s*\d+[A-Z]?)*|[A-Z]{{1,2}}{_DASH}?\d+)\b",
    re.IGNORECASE,
)
_JOB = re.compile(rf"(?:DDO |DCI |DDI )?Job\s+(?:No\.\s+)?([0-9A-Z]+(?:\s*{_DASH}\s*[0-9A-Z]+)*(?:\s+R)?)")
_DECIMAL = re.compile(rf"\d{{3}}[A-Za-z]?\.\w|\d{{3}}{_DASH}[A-Z]|\d{{3}}/\d")
_PERSONAL = re.compile(r"\d{3}\s+[A-Z][a-z]")  # 123 Thompson
_SUBJECT = rf"{{subject_classes}}(?:\s*\([A-Z ]+\))?\s+(?:\d+(?:{_DASH}\d+)?|[A-Z])(?:[\s./–-]|$|[A-Z]{{1}})"
_COUNTRIES = re.compile(rf"[A-Z]{{2,5}}{_DASH}[A-Z]{{2,5}}$")
_NUMBERED = re.compile(r"(?:FRC|Entry|Reel|Tape|Frame|Roll|Accession|ISA|OSD)\s+(?:No\.\s+)?\d|CF\s+\d")
_RECORDED = re.compile(r"(?:Conversation|Tape|Cassette|Recording|Reel|Frame)s?\s+(?:\d|[A-Z]\d|No|of\b)")
_FOLDER = re.compile(r"(?:Folder|folder|File Folder)\s+(?:No\.\s+)?(\d+[A-Za-z]?)$")
_YEARS = re.compile(rf"(?:1[89]|20)\d\d(?:\s*{_DASH}\s*\d{{2,4}})?$")
_REEL = re.compile(rf"[DPN]\d{{5,6}}{_DASH}\d+|\[no film number\]|\d{{6}}{_DASH}\d{{4}}|[DPN]\d{{6,}}|[DPN] Reel")
_CONTINUED = re.compile(
    rf"(?:\d{{4}}(?:\s*{_DASH}.*)?$|[Vv]ols?\.|[Vv]olume|and\s|Part\s|Pt\.|Parts\s|No\.\s*\d|[IVX]+$"
    rf"|\d+/\d|\d{{1,2}}{_DASH}\d{{1,2}}/\d|Book\s|[a-z]|#\d|Tab\s|{{months}}|{{month_short}}"
    rf"|\d)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece between separators, with the separator before it ("," ":" or "")."""

    text: str
    span: Span
    before: str


def segments(note: str, start: int, end: int) -> list[Segment]:
    """The pieces of ``note[start:end]`` between top-level commas, colons and semicolons."""
    text = note[start:end]
    inside = enclosed(text)
    found: list[Segment] = []
    begin, before = 0, ""
    for match in re.finditer(r"[,;:](?=\s|$|Lot\b)", text):
        if not inside[match.start()]:
            found.append(_segment(text, begin, match.start(), start, before))
            begin, before = match.end(), match[0]
    found.append(_segment(text, begin, len(text), start, before))
    return [piece for piece in found if piece.text]


def _segment(text: str, begin: int, end: int, offset: int, before: str) -> Segment:
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return Segment(text[begin:end], Span(offset + begin, offset + end), before)


def cut_repository(note: str, pieces: Sequence[Segment], vocabulary: Vocabulary, stated: bool) -> list[Segment]:
    """The pieces, the first one being the repository alone; [] where the first names none.

    A known name may be followed by the next level without a comma.  With ``stated`` (the copy
    printed) any first piece counts that is shaped like an institution or followed by others.
    """
    first = pieces[0]
    if vocabulary.look_up("repository", first.text):
        return list(pieces)
    known = vocabulary.regex(r"(?:the\s+)?({repository})(?=\s+[A-Z\d“])").match(note, first.span.start, first.span.end)
    if known and not vocabulary.regex(r"{repository_endings}$|(?:of|and)\b").match(
        note[known.end() + 1 : first.span.end]
    ):
        cut = known.end()
        if _looks_joined(note[cut : first.span.end].strip(), vocabulary):
            head = Segment(known[1], Span(known.start(1), cut), first.before)
            return [head, _segment(note, cut, first.span.end, 0, ""), *pieces[1:]]
    if shaped_like_repository(first.text, vocabulary) or (stated and not _is_level(first.text, vocabulary)):
        return list(pieces)
    return []


def _looks_joined(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether ``rest`` is a level of its own ("Central Files"), not the end of the name ("... Council Files")."""
    if vocabulary.regex(r"(?:{fonds_endings}|Libraries)$").match(rest):
        return False
    return rest[:1].isupper() or rest[:1].isdigit()


def _is_level(text: str, vocabulary: Vocabulary) -> bool:
    central = vocabulary.regex(r"{central_files}").match(text)
    return bool(central or _LOT.match(text) or _DECIMAL.match(text) or _RECORD_GROUP.match(text))


def shaped_like_repository(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an unknown name reads like an institution ("Smith College Library")."""
    return bool(
        vocabulary.regex(r".*\b{repository_endings}$").match(text)
        or re.match(r"(?:University|Library|Department|Ministry|Archives?) of\b", text)
    )


def _kind(piece: Segment, so_far: Sequence[Level], vocabulary: Vocabulary) -> tuple[LevelKind, str | None]:
    text = piece.text
    for kind, shape in (
        (LevelKind.RECORD_GROUP, _RECORD_GROUP),
        (LevelKind.LOT, _LOT),
        (LevelKind.BOX, _BOX),
        (LevelKind.JOB, _JOB),
    ):
        if match := shape.match(text):
            return kind, match[1] if match.re.groups else None
    if folder := _FOLDER.match(text):
        return LevelKind.FOLDER, folder[1]
    if _NUMBERED.match(text) or vocabulary.pattern("inline_numbered").match(text):
        return LevelKind.OTHER, None
    if is_file_number(text, so_far, vocabulary):
        return LevelKind.FILE, text
    return LevelKind.COLLECTION, None


def is_file_number(text: str, so_far: Sequence[Level], vocabulary: Vocabulary) -> bool:
    """Whether ``text`` is a central-file number, given the levels before it."""
    kinds = {level.kind for level in so_far}
    library = any(level.kind is LevelKind.REPOSITORY and "Library" in level.text for level in so_far)
    if LevelKind.LOT in kinds or library or is_central(text, vocabulary):
        return False
    loose = not kinds & {LevelKind.BOX, LevelKind.OTHER}
    if _REEL.match(text) or (loose and _DECIMAL.match(text)):
        return True
    if any(is_central(level.text, vocabulary) for level in so_far):
        return not re.match(r"\d{4}\s*[-–]|(?:Central|Box|Entry|Electronic|RG)\b", text) and not is_series(
            text, vocabulary
        )
    if not so_far and (_PERSONAL.match(text) or _COUNTRIES.match(text)):
        return True  # after "ibid.", which brings the central files
    return loose and vocabulary.regex(_SUBJECT).match(text) is not None


def is_central(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a level is the Department of State's central files."""
    return vocabulary.regex(r"(?:.*\s)?{central_files}\b").match(text) is not None


def is_series(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a level is a fonds or a series, and so no folder title."""
    if vocabulary.knows("series", text) and text not in ("Africa", "Europe"):
        return True
    return bool(
        re.match(r"(?:Sub)?[Ss]eries\s+(?:\d|[IVX]+$)", text)
        or vocabulary.regex(r".*\b(?:{fonds_endings}|Series|Subseries)(?:\s*\([^)]*\)|,?\s+\d{4}.*)?$").match(text)
    )


def cut(note: str, start: int, end: int, vocabulary: Vocabulary, stated: bool = False) -> list[Level]:
    """The levels of the location at ``note[start:end]``; the first is the repository where one is named."""
    pieces = segments(note, start, end)
    if not pieces:
        return []
    with_repository = cut_repository(note, pieces, vocabulary, stated)
    found: list[Level] = []
    if with_repository:
        pieces = with_repository
        found.append(Level(LevelKind.REPOSITORY, pieces[0].text, span=pieces[0].span))
        pieces = pieces[1:]
    for piece in _split_numbers(note, pieces):
        _add(note, piece, found, vocabulary)
    return _mark_folder(found, vocabulary)


def _add(note: str, piece: Segment, found: list[Level], vocabulary: Vocabulary) -> None:
    kind, value = _kind(piece, found[:_DEEPEST], vocabulary)
    last = found[-1] if found else None
    if last and last.span and kind is LevelKind.COLLECTION and _continues(piece, last, vocabulary, _boxed(found)):
        span = Span(last.span.start, piece.span.end)
        found[-1] = replace(last, text=span.of(note), span=span, value=span.of(note) if last.value else None)
    else:
        found.append(Level(kind, piece.text, value, piece.span))


def _continues(piece: Segment, last: Level, vocabulary: Vocabulary, after_box: bool) -> bool:
    """Whether a piece completes the title before it."""
    if len(last.text) > _LONGEST:
        return False
    if last.kind is LevelKind.FILE:
        return bool(re.match(r"\d{4}$", piece.text))
    if last.kind is not LevelKind.COLLECTION:
        return False
    if is_series(last.text, vocabulary):
        return _YEARS.match(piece.text) is not None and piece.before == ","
    if piece.before == ":":
        return not is_series(piece.text, vocabulary)
    dated = vocabulary.regex(r"{months}\s+\d[\d\s–-]*(?:,\s+\d{4})?$").match(last.text)
    if dated and after_box:  # "Box 1, November 23–24, 1974, Vladivostok Summit"
        return True
    shape = vocabulary.regex(_CONTINUED.pattern)
    return shape.match(piece.text) is not None


def _boxed(found: Sequence[Level]) -> bool:
    return len(found) > 1 and found[-2].kind is LevelKind.BOX


def _split_numbers(note: str, pieces: Sequence[Segment]) -> list[Segment]:
    """Pieces with a lot or a box inside them ("S/S Files Lot 66 D 95", "Box 5 Folder 2") cut before and after it."""
    found: list[Segment] = []
    for piece in pieces:
        match = re.search(r"(?<=\s)(?:[Ll]ot\s\d|Box\s[A-Z]{0,2}\s?\d)", piece.text)
        if match and not piece.text.startswith(("Lot", "lot", "“")):
            cut_at = piece.span.start + match.start()
            found.append(_segment(note, piece.span.start, cut_at, 0, piece.before))
            found.append(_segment(note, cut_at, piece.span.end, 0, ""))
        else:
            found.append(piece)
    return found


def _mark_folder(found: list[Level], vocabulary: Vocabulary) -> list[Level]:
    """The last level is the folder's title where it is neither a number nor a series."""
    places = [i for i, level in enumerate(found) if level.kind is LevelKind.COLLECTION]
    if not places:
        return found
    last = places[-1]
    level = found[last]
    above = found[:last]
    deep = any(lv.kind in (LevelKind.LOT, LevelKind.BOX, LevelKind.JOB) for lv in above)
    in_series = any(lv.kind is LevelKind.COLLECTION for lv in above)
    followed = any(lv.kind in (LevelKind.LOT, LevelKind.FILE) for lv in found[last + 1 :])
    if followed or not (deep or in_series) or _is_record(found, last, vocabulary):
        return found
    under_lot = bool(above) and above[-1].kind is LevelKind.LOT
    if is_series(level.text, vocabulary) and not under_lot and not level.text.startswith("“"):
        return found
    return [*above, replace(level, kind=LevelKind.FOLDER), *found[last + 1 :]]


def _is_record(found: Sequence[Level], at: int, vocabulary: Vocabulary) -> bool:
    """A diary entry's date or a tape's number names no folder."""
    text = found[at].text
    if vocabulary.regex(r"{months}\s\d+,\s\d{4}$").match(text) and at and "Diary" in found[at - 1].text:
        return True
    return any(_RECORDED.match(level.text) for level in found)
