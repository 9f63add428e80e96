"""Locations in their context: which earlier one "ibid." points to, and what it inherits.

"ibid." stands for the location cited last.  Levels after it replace levels of that location from
their own rank down: a fonds keeps the repository (and record group), a lot keeps its series, a
central-file number keeps the central files, a folder keeps all but the last folder.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kktei.model import DocumentId, Found, Level, LevelKind, Location, Span
from kktei.parse.levels import cut, is_central, is_series, shaped_like_repository
from kktei.parse.vocabulary import Vocabulary

_RECENT = 40  # citations that "ibid." can reach back to
_DEEPEST = 16  # levels of the deepest location
_RANKS = {
    LevelKind.REPOSITORY: 0,
    LevelKind.RECORD_GROUP: 1,
    LevelKind.LOT: 4,
    LevelKind.FILE: 4,
    LevelKind.JOB: 4,
    LevelKind.BOX: 5,
}


def rank(levels: Sequence[Level], at: int, vocabulary: Vocabulary) -> int:
    """How deep the level at ``at`` lies: 0 repository ... 6 folder."""
    level = levels[at]
    if level.kind in _RANKS:
        return _RANKS[level.kind]
    if at + 1 < len(levels) and levels[at + 1].kind is LevelKind.LOT:
        return 2
    if vocabulary.match("day_book_alone", level.text) or vocabulary.knows("fonds", level.text):
        return 2
    if vocabulary.knows("series", level.text) or vocabulary.search("locations_rank", level.text):
        return 3
    if is_central(level.text, vocabulary) or is_series(level.text, vocabulary):
        return 2
    return 6


def _inherited(antecedent: Location, own: Sequence[Level], vocabulary: Vocabulary) -> list[Level]:
    """The levels of ``antecedent`` that stay above ``own``."""
    above = list(antecedent.levels[:_DEEPEST])
    if not own:
        return above
    depth = rank(own, 0, vocabulary)
    if depth == 6 and (series := _beside_the_box(above, own)):
        return series
    if depth == 6 and above and rank(above, len(above) - 1, vocabulary) >= 5:
        return above[:-1]
    beside = vocabulary.match("white_house_files", own[0].text) is not None
    depth = 2 if beside else depth
    stays = set(takewhile(lambda i: rank(above, i, vocabulary) < depth, range(len(above))))
    if beside or (
        depth == 2 and not is_central(own[0].text, vocabulary)
    ):  # a fonds that lies in the "Winter Presidential Materials"
        stays |= {i for i, lv in enumerate(above) if vocabulary.match("beside_record_groups", lv.text)}
    kept = [lv for i, lv in enumerate(above) if i in stays]
    if vocabulary.match("beside_record_groups", own[0].text):
        return [lv for lv in kept if lv.kind is LevelKind.REPOSITORY]
    if own[0].kind is LevelKind.LOT:  # no lot lies in the central files
        return [lv for lv in kept if not is_central(lv.text, vocabulary)]
    return kept


def _beside_the_box(above: Sequence[Level], own: Sequence[Level]) -> list[Level]:
    """What stays above a series with a box of its own: what stands above the other series, whatever their names."""
    boxes = [next((i for i, lv in enumerate(levels) if lv.kind is LevelKind.BOX), 0) for levels in (above, own)]
    at, within = boxes
    return list(above[: max(1, at - within)]) if at > 1 and within else []


def _takes_over(level: Level, found: Found) -> Level:
    return replace(level, span=None, found=found)


class Citations:
    """The locations of one note in the order in which they are cited: what "ibid." can mean."""

    def __init__(self, note: str, vocabulary: Vocabulary) -> None:
        self.note = note
        self.vocabulary = vocabulary
        self.cited: list[Location] = []
        self.before: tuple[DocumentId, Location] | None = None  # the document before, and where its copy-text lies

    def primary(self, start: int, end: int) -> Location | None:
        """The location of the copy printed; its first level is the repository by position."""
        levels = cut(self.note, start, end, self.vocabulary, stated=True)
        return self.keep(Location(tuple(levels), Span(start, end))) if levels else None

    def placed(self, start: int, end: int) -> Location | None:
        """A location without "Source:"; its first level is the repository only where it is known as one."""
        levels = cut(self.note, start, end, self.vocabulary)
        return self.keep(Location(tuple(levels), Span(start, end))) if levels else None

    def read(self, start: int, end: int) -> Location | None:
        """A later location, "ibid." and lacking repositories resolved; None where it names none."""
        ibid = self.vocabulary.match("locations_ibid", self.note, start, end)
        if ibid:
            return self._ibid(start, end, ibid)
        levels = cut(self.note, start, end, self.vocabulary)
        if not levels:
            return None
        if levels[0].kind is LevelKind.REPOSITORY:
            return self.keep(Location(tuple(levels), Span(start, end)))
        if not self.cited or rank(levels, 0, self.vocabulary) > 4:
            return None
        above = [_takes_over(lv, Found.INFERRED) for lv in _inherited(self.cited[-1], levels, self.vocabulary)]
        return self.keep(Location((*above, *levels), Span(start, end)))

    def first(self, start: int, end: int) -> Location | None:
        """The location of a note that begins with "ibid.": that of the document before, if it has one.

        A number replaces one of its kind; what else stands after it is doubtful: the note does not show that place.
        """
        ibid = self.vocabulary.match("ibid_first", self.note, start, end)
        if ibid is None or self.before is None:
            return None
        document, place = self.before
        own = cut(self.note, ibid.end(), end, self.vocabulary, joined=False) if ibid.end() < end else []
        if own and self.vocabulary.match("levels_leaf", own[0].text):
            own[0] = replace(own[0], kind=LevelKind.LEAF)
        above = [_takes_over(level, Found.IBID) for level in _inherited(place, own, self.vocabulary)]
        plain = not own or (own[0].kind.is_number and any(level.kind is own[0].kind for level in place.levels))
        word = Span(*ibid.span("word"))
        return self.keep(Location((*above, *own), Span(start, end), word, ambiguous=not plain, before=document))

    def _ibid(self, start: int, end: int, ibid: re.Match[str]) -> Location | None:
        if not self.cited:
            return None
        own = cut(self.note, ibid.end(), end, self.vocabulary, joined=False) if ibid.end() < end else []
        before = self._antecedent(own)
        above = [] if own and own[0].kind is LevelKind.REPOSITORY else _inherited(before, own, self.vocabulary)
        word = Span(
            ibid.start(),
            ibid.start() + len("ibid" if self.note[ibid.start() + 4 : ibid.start() + 5] != "." else "ibid."),
        )
        found = Location(
            (*(_takes_over(lv, Found.IBID) for lv in above), *own),
            Span(start, end),
            word,
            before.span,
            self._ambiguous(before, own),
        )
        return self.keep(found)

    def _antecedent(self, own: Sequence[Level]) -> Location:
        """The last location, or the last in central files where a bare file number follows."""
        if own and own[0].kind is LevelKind.FILE:
            for location in reversed(self.cited[-_RECENT:]):
                if any(is_central(lv.text, self.vocabulary) for lv in location.levels):
                    return location
        return self.cited[-1]

    def _ambiguous(self, before: Location, own: Sequence[Level]) -> bool:
        """Whether another earlier location gives another result, and both are near."""
        texts = [lv.text for lv in _inherited(before, own, self.vocabulary)]
        others = [c for c in self.cited[-_RECENT:-1] if c.span != before.span]
        rivals = [[lv.text for lv in _inherited(c, own, self.vocabulary)] for c in others[-1:]]
        return before.ibid is not None and any(rival != texts for rival in rivals)

    def keep(self, location: Location) -> Location:
        """Put ``location`` at the end of what was cited, and give it back."""
        self.cited.append(location)
        return location


def names_repository(text: str, vocabulary: Vocabulary) -> bool:
    """Whether ``text`` begins with an institution that holds papers."""
    known = vocabulary.match("locations_names_repository", text)
    first = re.split(r"[,:;]", text, maxsplit=1)[0].strip()
    return bool(known) or (len(first) < 80 and shaped_like_repository(first, vocabulary))
