"""Notes that are a shelfmark, in any language.

"PA AA, B 21, Bd. 432", "РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12", "TNA, FO 371/12345", "ALS (Archive, fond 12/3)".

What the text is (a fair copy, an autograph, "ALS") may stand before the place or after it.  The words are those of
``vocabulary/mul/archives.toml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kktei.model import Found, Level, LevelKind, Location, Span
from kktei.parse.sentences import enclosed, skip_space
from kktei.parse.vocabulary import Vocabulary

_LONGEST = 240
_MOST = 12  # sentences of a note that are looked at for its place
# Archives that volumes leave out where all their documents lie there, with the form of their shelfmarks.
_IMPLIED = (("tna", "shelfmark_implied_tna"), ("paaa", "shelfmark_implied_paaa"))
_SEATS = ("city", "seat")  # where the archive is, before its name or after it
_KINDS = (
    ("shelfmark_group", LevelKind.RECORD_GROUP),
    ("shelfmark_box", LevelKind.BOX),
    ("shelfmark_folder", LevelKind.FOLDER),
    ("shelfmark_leaf", LevelKind.LEAF),
    ("shelfmark_item", LevelKind.NUMBER),
    ("shelfmark_number", LevelKind.FILE),
)


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """The place of the text, what is said of how it survives, and its kind where the short form names one."""

    location: Location | None
    form: str | None = None
    kind: str | None = None
    state: Span | None = None
    print: Span | None = None  # the series of printed documents that is all the source


@dataclass(frozen=True, slots=True)
class ShelfmarkNote:
    """A note that begins with a shelfmark or has one: what it says, the sentence it stands in, and all the others."""

    mark: Shelfmark
    sentence: Span
    states: tuple[Span, ...]  # sentences that only say how the text survives
    others: tuple[Span, ...]


def read_shelfmark_note(note: str, vocabulary: Vocabulary) -> ShelfmarkNote | None:
    """What a note of one or more sentences says of the place of its text; None where none of them is a shelfmark."""
    spans = list(_sentences(note, vocabulary))
    if len(spans) < 2:
        alone = read_shelfmark(note, vocabulary)
        return ShelfmarkNote(alone, spans[0], (), ()) if alone else None
    read = {span: read_within(note, span, vocabulary) for span in spans[:_MOST]}
    placed = next(((span, mark) for span, mark in read.items() if mark and (mark.location or mark.print)), None)
    if placed is None and (joined := _joined(note, spans, read, vocabulary)):
        placed, spans = joined, [joined[0], *spans[2:]]
    if placed is None:
        return None
    span, mark = placed
    alone_states = {s: m for s, m in read.items() if m and m.form and not m.location and not span.holds(s)}
    forms = [m.form for m in (mark, *alone_states.values()) if m.form]
    others = tuple(s for s in spans if s != span and s not in alone_states)
    return ShelfmarkNote(replace(mark, form=", ".join(forms) or None), span, tuple(alone_states), others)


def _joined(
    note: str, spans: list[Span], read: dict[Span, Shelfmark | None], vocabulary: Vocabulary
) -> tuple[Span, Shelfmark] | None:
    """A place that the sentence before shows to be one ("Autograph letter. Berg Collection, Winter Library.")."""
    state = read[spans[0]]
    whole = Span(spans[0].start, spans[1].end)
    mark = read_within(note, whole, vocabulary) if state and state.form else None
    return (whole, mark) if mark and mark.location else None


def _sentences(note: str, vocabulary: Vocabulary) -> Iterator[Span]:
    """The sentences of a note; what stands in parentheses or quotation marks is not parted."""
    inside = enclosed(note)
    begin = len(note) - len(note.lstrip())
    second = vocabulary.search("second_place", note)
    stops = [*vocabulary.pattern("shelf_sentence").finditer(note), *([second] if second else [])]
    for match in sorted(stops, key=lambda stop: stop.start()):
        if not inside[match.start()]:
            yield from _beside(note, Span(begin, match.start() + 1), inside, vocabulary)
            begin = skip_space(note, match.end())
    yield from _beside(note, Span(begin, len(note.rstrip())), inside, vocabulary)


def _beside(note: str, span: Span, inside: bytearray, vocabulary: Vocabulary) -> Iterator[Span]:
    """A sentence, and what stands in parentheses at its end after a leaf or a number, if that is no part of it."""
    end = span.start + len(span.of(note).rstrip(". "))
    opens = inside.rfind(0, span.start, end - 1) if note[span.start : end].endswith(")") else -1
    place = note[span.start : max(opens, span.start)].rstrip()
    if vocabulary.search("leaf_last", place) and vocabulary.match("beside_leaf", note, opens + 1, end):
        yield Span(span.start, span.start + len(place))
        yield Span(opens, span.end)
    else:
        yield span


def read_within(note: str, span: Span, vocabulary: Vocabulary) -> Shelfmark | None:
    """What a sentence that is a shelfmark says, with the spans of the whole note; None where it is none."""
    mark = read_shelfmark(span.of(note), vocabulary)
    return mark and replace(
        mark,
        location=mark.location and _moved(mark.location, span.start),
        state=mark.state and mark.state.moved(span.start),
        print=mark.print and mark.print.moved(span.start),
    )


def _moved(place: Location, by: int) -> Location:
    levels = tuple(replace(level, span=level.span and level.span.moved(by)) for level in place.levels)
    return replace(place, levels=levels, span=place.span.moved(by))


def read_shelfmark(note: str, vocabulary: Vocabulary) -> Shelfmark | None:
    """What a note that is a shelfmark says; None where it is none."""
    text = note.rstrip()
    if not text or len(text.lstrip()) > _LONGEST or vocabulary.match("ibid_first", text):
        return None
    label = vocabulary.match("shelfmark_label", text)
    opens = label.end() if label else len(text) - len(text.lstrip())
    if vocabulary.match("shelfmark_printed", text, opens) or (label and _labels_print(text, label, vocabulary)):
        stop = vocabulary.search("works_stop", text, opens)
        return Shelfmark(None, print=Span(opens, stop.start() if stop else len(text)))
    if found := _owned(text, opens, vocabulary) or _library_last(text, vocabulary):
        return found
    lead = vocabulary.match("shelfmark_lead", text, opens)
    tail = None if lead else vocabulary.search("shelfmark_tail", text)
    if alone := vocabulary.pattern("states_alone").fullmatch(text, opens):
        return _with_state(None, Span(*alone.span("state")), text, vocabulary)
    start = lead.end() if lead else opens
    end = tail.start() if tail else len(text)
    if lead and lead["open"] and (closes := text.find(")", start)) > 0:
        end = closes  # what follows tells of the paper
    place = Span(start, len(text[:end].rstrip(" .)" if lead and lead["open"] else " .")))
    numbered = label is not None and any(mark.isdigit() for mark in place.of(text))
    levels = _levels(text, place, vocabulary, bool(lead) or numbered)
    if not levels:
        return None
    location = Location(tuple(levels), place)
    said = lead or tail
    state = Span(said.start("state"), said.end("state")) if said else None
    return _with_state(location, state, text, vocabulary)


def _labels_print(text: str, label: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a print stands after a label, and no archive's shelfmark."""
    if label["printed"]:
        return True
    place = Span(label.end(), len(text))
    return vocabulary.match("labelled_print", text, place.start) is not None and not _archive(text, place, vocabulary)


def _library_last(text: str, vocabulary: Vocabulary) -> Shelfmark | None:
    """A shelfmark before the library that has it ("MS Berg 12, Bodleian Library, Oxford"); None for any other order."""
    match = vocabulary.pattern("shelfmark_library_last").fullmatch(text)
    if match is None or not (match["state"] or match["own"] is None):
        return None
    before = Span(*match.span("before"))
    if match["own"] and _archive(text, before, vocabulary):
        return None
    place = Span(before.start, match.end("seat") if match["seat"] else match.end("name"))
    seat = [Level(LevelKind.SETTLEMENT, match["seat"], span=Span(*match.span("seat")))] if match["seat"] else []
    library = Level(LevelKind.REPOSITORY, match["name"], span=Span(*match.span("name")))
    own = [_level(text, piece, vocabulary) for piece in _pieces(text, before, vocabulary)]
    state = Span(*match.span("state")) if match["state"] else None
    return _with_state(Location((library, *seat, *own), place), state, text, vocabulary)


def _owned(text: str, opens: int, vocabulary: Vocabulary) -> Shelfmark | None:
    """A text that somebody has, and no institution ("Im Besitz der Familie Berg, Hamburg"); None for any other."""
    match = vocabulary.pattern("shelfmark_owner").fullmatch(text, opens)
    if match is None:
        return None
    owner = Level(LevelKind.REPOSITORY, match["owner"], span=Span(*match.span("owner")))
    where = next((group for group in ("town", "town_in") if match[group]), None)
    town = Span(match.start(where), match.start(where) + len(match[where].rstrip("."))) if where else None
    seat = [Level(LevelKind.SETTLEMENT, town.of(text), span=town)] if town else []
    place = Span(owner.span.start if owner.span else opens, town.end if town else match.end("owner"))
    state = Span(*match.span("state")) if match["state"] else None
    return _with_state(Location((owner, *seat), place), state, text, vocabulary)


def _with_state(location: Location | None, state: Span | None, text: str, vocabulary: Vocabulary) -> Shelfmark:
    if state is None:
        return Shelfmark(location)
    terms = [
        t for m in vocabulary.regex("{state}").finditer(state.of(text)) if (t := vocabulary.look_up("state", m[0]))
    ]
    kind = next((term.key for term in terms if term.key), None)
    return Shelfmark(location, ", ".join(term.label for term in terms) or None, kind, state)


def _levels(text: str, place: Span, vocabulary: Vocabulary, told: bool) -> list[Level]:
    """The levels, the archive first; [] where the words are no shelfmark."""
    archive = _archive(text, place, vocabulary)
    pieces = list(_pieces(text, Span(archive.end() if archive else place.start, place.end), vocabulary))
    if archive:
        name = next(group for group, said in archive.groupdict().items() if said and group not in _SEATS)
        first = Level(LevelKind.REPOSITORY, archive[name], span=Span(archive.start(name), archive.end(name)))
        where = next((group for group in _SEATS if archive.groupdict().get(group)), None)
        seat = [Level(LevelKind.SETTLEMENT, archive[where], span=Span(*archive.span(where)))] if where else []
        return [first, *seat, *_own(text, pieces, bool(seat), vocabulary)]
    if not told and (implied := _implied(text, place, vocabulary)):
        return [implied, *(_level(text, piece, vocabulary) for piece in pieces)]
    if told and len(pieces) == 1 and vocabulary.pattern("shelfmark_papers").fullmatch(pieces[0].of(text)):
        return [Level(LevelKind.COLLECTION, pieces[0].of(text), span=pieces[0])]
    coded = told and pieces and vocabulary.pattern("library_code").fullmatch(pieces[0].of(text))
    opens = text[place.start : place.start + 1].isupper() or vocabulary.match("private_holder", text, place.start)
    if not told or not opens or (len(pieces) < 2 and not coded):
        return []
    head, *rest = pieces
    if vocabulary.match("source_elsewhere", head.of(text)):
        return []
    return [Level(LevelKind.REPOSITORY, head.of(text), span=head), *_own(text, rest, False, vocabulary)]


def _own(text: str, pieces: list[Span], seated: bool, vocabulary: Vocabulary) -> Iterator[Level]:
    """The levels below an archive; the first piece may be the town where it is ("Privatbesitz, Zürich")."""
    for at, piece in enumerate(pieces):
        if at == 0 and not seated and vocabulary.pattern("archive_town").fullmatch(piece.of(text)):
            yield Level(LevelKind.SETTLEMENT, piece.of(text), span=piece)
        else:
            yield _level(text, piece, vocabulary)


def _archive(text: str, place: Span, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The archive at the beginning: one of the list, or one that the shape of its name or of what follows shows."""
    shapes = ("shelfmark_archive", "shelfmark_shaped", "shelfmark_acronym")
    found = (vocabulary.match(shape, text, place.start, place.end) for shape in shapes)
    match = next((match for match in found if match), None)
    return None if match and vocabulary.search("shelfmark_told", match[0]) else match


def _implied(text: str, place: Span, vocabulary: Vocabulary) -> Level | None:
    """The archive that the form of the shelfmark itself tells ("FO 371/12345"), inferred."""
    for key, form in _IMPLIED:
        if vocabulary.match(form, text, place.start, place.end):
            label = next(term.label for term in vocabulary.terms["archive"].values() if term.key == key)
            return Level(LevelKind.REPOSITORY, label, found=Found.INFERRED)
    return None


def _pieces(text: str, place: Span, vocabulary: Vocabulary) -> Iterator[Span]:
    begin = place.start
    for match in vocabulary.pattern("shelfmark_ends").finditer(text, place.start, place.end):
        yield from _parted(text, begin, match.start(), vocabulary)
        begin = match.end()
    yield from _parted(text, begin, place.end, vocabulary)


def _parted(text: str, begin: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """A piece, cut before a box that no comma parts from it ("DFA ES Box 1")."""
    within = vocabulary.search("shelfmark_within", text, begin, end)
    cuts = [begin, *([within.start()] if within else []), end]
    yield from (_trimmed(text, a, b) for a, b in pairwise(cuts) if text[a:b].strip())


def _trimmed(text: str, begin: int, end: int) -> Span:
    inner = text[begin:end]
    start = begin + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))


def _level(text: str, piece: Span, vocabulary: Vocabulary) -> Level:
    words = piece.of(text)
    for name, kind in _KINDS:
        if match := vocabulary.pattern(name).fullmatch(words):
            value = match["n"] if "n" in match.re.groupindex else words
            return Level(kind, words, value, piece)
    if re.fullmatch(r"[“„«\"].*[”“»\"]", words):
        return Level(LevelKind.FOLDER, words, words, piece)
    return Level(LevelKind.COLLECTION, words, None, piece)
