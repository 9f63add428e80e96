"""One archival location cut into its levels, each with its kind, number and place in the note.

Levels are parted by commas and colons; a colon inside a folder title ("Soviet Union: Brezhnev:
1-2/77") and a comma before a year, a date or a volume ("Germany, vol. 2") part nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kktei.model import Level, LevelKind, Span
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_LONGEST = 200  # characters of the longest title
_DEEPEST = 16  # what lies above a level is looked for no farther down
_DASH = "[-‐-―−]"
_PERSONAL = re.compile(r"\d{3}\s+[A-Z][a-z]")  # 123 Thompson
_NAMED = re.compile(r"\d{3}\s+[A-ZÀ-Þ][^\W\d_’-]*(?:[’-][^\W\d_]+)*")  # its surname, then the rest of the file number:
_GIVEN = re.compile(rf"(?:[A-ZÀ-Þ][\w’-]*\.?(?:\s+|(?=/|$))){{1,4}}(?:/[\d½]+(?:{_DASH}[\d½]+)*)?")  # "John P./7–449"
_SUBJECT = rf"{{subject_classes}}(?:\s*\([A-Z ]+\))?\s+(?:\d+(?:{_DASH}\d+)?|[A-Z])(?:[\s./–-]|$|[A-Z]{{1}})"
_COUNTRIES = re.compile(rf"[A-Z]{{2,5}}{_DASH}[A-Z]{{2,5}}$")
_YEARS = re.compile(rf"(?:1[89]|20)\d\d(?:\s*{_DASH}\s*\d{{2,4}})?$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece between separators, with the separator before it ("," ":" or "")."""

    text: str
    span: Span
    before: str


def segments(note: str, start: int, end: int, vocabulary: Vocabulary) -> list[Segment]:
    """The pieces of ``note[start:end]`` between top-level commas, colons and semicolons."""
    text = note[start:end]
    inside = enclosed(text)
    found: list[Segment] = []
    begin, before = 0, ""
    for match in vocabulary.pattern("level_ends").finditer(text):
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


def cut_repository(
    note: str, pieces: Sequence[Segment], vocabulary: Vocabulary, stated: bool, joined: bool = True
) -> list[Segment]:
    """The pieces, the first one being the repository alone; [] where the first names none.

    With ``joined`` a known name may be followed by the next level without a comma.  With ``stated`` (the copy
    printed) any first piece counts that is shaped like an institution or followed by others.
    """
    first = pieces[0]
    if vocabulary.match("inline_numbered", first.text):
        return []  # "NSC 68 Series" is a paper of that body
    if vocabulary.look_up("repository", first.text):
        return list(pieces)
    known = vocabulary.match("levels_cut_repository", note, first.span.start, first.span.end) if joined else None
    if known and not vocabulary.match("levels_cut_repository_2", note[known.end() + 1 : first.span.end]):
        cut = known.end()
        if _looks_joined(note[cut : first.span.end].strip(), vocabulary):
            head = Segment(known[1], Span(known.start(1), cut), first.before)
            return [head, _segment(note, cut, first.span.end, 0, ""), *pieces[1:]]
    own = stated and not _is_level(first.text, vocabulary) and not vocabulary.match("levels_papers", first.text)
    if shaped_like_repository(first.text, vocabulary) or own:
        return list(pieces)
    return []


def _looks_joined(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether ``rest`` is a level of its own ("Central Files"), not the end of the name ("... Council Files")."""
    if vocabulary.match("levels_looks_joined", rest):
        return False
    return rest[:1].isupper() or rest[:1].isdigit()


def _is_level(text: str, vocabulary: Vocabulary) -> bool:
    central = vocabulary.regex(r"{central_files}").match(text)
    return bool(
        central
        or vocabulary.match("levels_lot", text)
        or vocabulary.match("levels_decimal", text)
        or vocabulary.match("levels_record_group", text)
    )


def shaped_like_repository(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an unknown name reads like an institution ("Smith College Library")."""
    return bool(
        vocabulary.regex(r".*\b{repository_endings}$").match(text)
        or vocabulary.match("levels_shaped_like_repository", text)
    )


def _kind(piece: Segment, so_far: Sequence[Level], vocabulary: Vocabulary) -> tuple[LevelKind, str | None]:
    text = piece.text
    for kind, shape in (
        (LevelKind.RECORD_GROUP, "levels_record_group"),
        (LevelKind.LOT, "levels_lot"),
        (LevelKind.BOX, "levels_box"),
        (LevelKind.JOB, "levels_job"),
    ):
        if match := vocabulary.match(shape, text):
            return kind, match[1] if match.re.groups else None
    if folder := vocabulary.match("levels_folder", text):
        return LevelKind.FOLDER, folder[1]
    if so_far and vocabulary.match("levels_leaf", text):
        return LevelKind.LEAF, None
    if vocabulary.match("levels_numbered", text) or vocabulary.match("inline_numbered", text):
        return LevelKind.OTHER, None
    if is_file_number(text, so_far, vocabulary):
        return LevelKind.FILE, text
    return LevelKind.COLLECTION, None


def is_file_number(text: str, so_far: Sequence[Level], vocabulary: Vocabulary) -> bool:
    """Whether ``text`` is a central-file number, given the levels before it."""
    kinds = {level.kind for level in so_far}
    if LevelKind.LOT in kinds or (so_far and _holds_no_central(so_far[0], vocabulary)) or is_central(text, vocabulary):
        return False
    loose = not kinds & {LevelKind.BOX, LevelKind.LEAF, LevelKind.SETTLEMENT, LevelKind.OTHER}
    if vocabulary.match("levels_reel", text) or (loose and vocabulary.match("levels_decimal", text)):
        return True
    if any(is_central(level.text, vocabulary) for level in so_far):
        return not vocabulary.match("levels_is_file_number", text) and not is_series(text, vocabulary)
    if not so_far and (_PERSONAL.match(text) or _COUNTRIES.match(text)):
        return True  # after "ibid.", which brings the central files
    return loose and vocabulary.regex(_SUBJECT).match(text) is not None


def _holds_no_central(level: Level, vocabulary: Vocabulary) -> bool:
    """Whether a level is another institution than those that can hold the central files."""
    if level.kind is not LevelKind.REPOSITORY or _has(level, "central_holders", vocabulary):
        return False
    return level.value is not None or shaped_like_repository(level.text, vocabulary)


def _has(level: Level, table: str, vocabulary: Vocabulary) -> bool:
    text = " ".join(level.text.split())
    return any(word in text for word in vocabulary.words(table))


def is_central(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a level is the Department of State's central files."""
    return vocabulary.regex(r"(?:.*\s)?{central_files}\b").match(text) is not None


def is_series(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a level is a fonds or a series, and so no folder title."""
    if vocabulary.knows("series", text) and text not in vocabulary.exact("no_series"):
        return True
    return bool(vocabulary.match("levels_is_series", text) or vocabulary.match("levels_is_series_2", text))


def cut(
    note: str, start: int, end: int, vocabulary: Vocabulary, stated: bool = False, joined: bool = True
) -> list[Level]:
    """The levels of the location at ``note[start:end]``; the first is the repository where one is named."""
    pieces = segments(note, start, end, vocabulary)
    if not pieces:
        return []
    with_repository = cut_repository(note, pieces, vocabulary, stated, joined)
    found: list[Level] = []
    if with_repository:
        pieces = with_repository
        term = vocabulary.look_up("repository", pieces[0].text)
        found.append(Level(LevelKind.REPOSITORY, pieces[0].text, term.label if term else None, pieces[0].span))
        pieces = pieces[1:]
        if pieces and (seat := vocabulary.match("repository_seat", note, pieces[0].span.start, end)):
            found.append(Level(LevelKind.SETTLEMENT, seat[0], None, Span(*seat.span())))
            pieces = [piece for piece in pieces if piece.span.start >= seat.end()]
    for piece in _split_numbers(note, pieces, vocabulary):
        _add(note, piece, found, vocabulary)
    return _mark_folder(found, vocabulary)


def _add(note: str, piece: Segment, found: list[Level], vocabulary: Vocabulary) -> None:
    kind, value = _kind(piece, found[:_DEEPEST], vocabulary)
    last = found[-1] if found else None
    apt = kind is LevelKind.COLLECTION or (kind is LevelKind.FILE and last is not None and last.kind is kind)
    if last and last.span and apt and _continues(piece, last, vocabulary, _boxed(found)):
        span = Span(last.span.start, piece.span.end)
        of = LevelKind.COLLECTION if last.kind is LevelKind.OTHER else last.kind  # a number with its title
        found[-1] = replace(last, kind=of, text=span.of(note), span=span, value=span.of(note) if last.value else None)
    else:
        found.append(Level(kind, piece.text, value, piece.span))


def _continues(piece: Segment, last: Level, vocabulary: Vocabulary, after_box: bool) -> bool:
    """Whether a piece completes the title before it."""
    if len(last.text) > _LONGEST:
        return False
    if last.kind is LevelKind.FILE:
        subject = vocabulary.regex(_SUBJECT).match(last.text)  # "POL 33–6, KOR N–US"
        goes_on = subject is not None and vocabulary.match("levels_subject_goes_on", piece.text) is not None
        given = _NAMED.fullmatch(last.text) is not None and _GIVEN.fullmatch(piece.text) is not None
        return goes_on or (given and piece.before == ",") or re.match(r"\d{4}$", piece.text) is not None
    if any(vocabulary.match(shape, last.text) for shape in ("numbered_paper", "volume_alone")):
        return not is_series(piece.text, vocabulary)
    if last.kind is not LevelKind.COLLECTION:
        return False
    if is_series(last.text, vocabulary):
        months = vocabulary.match("levels_months", piece.text)
        dated = after_box and vocabulary.pattern("a_month").fullmatch(piece.text) is not None
        return (dated or months is not None or _YEARS.match(piece.text) is not None) and piece.before == ","
    if piece.before == ":":
        return not is_series(piece.text, vocabulary)
    apart = _is_series_in_a_box(last.text, vocabulary) or is_series(piece.text, vocabulary)
    if after_box and not apart:  # "Box 1, November 23–24, 1974, Vladivostok Summit"
        return True
    return vocabulary.match("levels_continued", piece.text) is not None


def _is_series_in_a_box(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a title within a box is a series: a known one, or papers of a kind alone ("Group Minutes")."""
    alone = "," not in text and vocabulary.search("papers_of_a_kind", text) is not None
    return alone or vocabulary.knows("series", text)


def _boxed(found: Sequence[Level]) -> bool:
    """Whether the last level stands below a box, so that all that follows is the title of a folder, unless a series."""
    return any(lv.kind is LevelKind.BOX for lv in found[:-1])


def _split_numbers(note: str, pieces: Sequence[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """Pieces with a lot or a box inside them ("S/S Files Lot 66 D 95", "Box 5 Folder 2") cut before and after it."""
    found: list[Segment] = []
    for piece in pieces:
        if joined := vocabulary.match("numbers_joined", piece.text):
            cut_at = piece.span.start + joined.end("first")
            found += [_segment(note, piece.span.start, cut_at, 0, piece.before)] if joined["first"] else []
            found.append(_segment(note, piece.span.start + joined.start("second"), piece.span.end, 0, ","))
            continue
        match = vocabulary.search("number_within", piece.text)
        if match and not vocabulary.match("shelf_of_a_lot", piece.text):
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
    followed = any(lv.kind in (LevelKind.LOT, LevelKind.FILE, LevelKind.FOLDER) for lv in found[last + 1 :])
    if followed or not (deep or in_series) or _is_record(found, last, vocabulary):
        return found
    under_lot = bool(above) and above[-1].kind is LevelKind.LOT
    if is_series(level.text, vocabulary) and not under_lot and not level.text.startswith("“"):
        return found
    return [*above, replace(level, kind=LevelKind.FOLDER), *found[last + 1 :]]


def _is_record(found: Sequence[Level], at: int, vocabulary: Vocabulary) -> bool:
    """A diary entry's date or a tape's number names no folder."""
    text = found[at].text
    if vocabulary.regex(r"{months}\s\d+,\s\d{4}$").match(text) and at and _has(found[at - 1], "of_diaries", vocabulary):
        return True
    return any(vocabulary.match("levels_recorded", level.text) for level in found)
