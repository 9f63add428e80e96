"""Faults of the text: certain ones with their correction, doubtful ones as questions to the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kktei.model import Doubt, DoubtKind, LevelKind, NoteFacts, Span

_PAGES = re.compile(r"\bpp\.\s*(\d{4,8})(?!\d|\s*[-–—]\s*\d)")
_TITLE_JOINED = re.compile(r"\b(?:Mrs|Mr|Ms|Dr|Gen|Col|Lt|Sen|Amb)\.(?=[A-Z][a-z])")
_SOURCE_JOINED = re.compile(r"^\s*Source:(?=\S)")
_STOP_JOINED = re.compile(r"(?<=[a-z]{3}[.;])(?=[A-Z][a-z]+\s)")
_YEARS = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def doubts(facts: NoteFacts) -> tuple[Doubt, ...]:
    """All faults of a note, in its order."""
    found = [*_dashes(facts.note), *_spaces(facts.note), *_imprints(facts), *_ibid(facts), *_series(facts)]
    return tuple(sorted(found, key=lambda doubt: doubt.span))


def _dashes(note: str) -> Iterator[Doubt]:
    """Lost dashes ("pp. 685686"): an even number of digits whose halves are a range."""
    for match in _PAGES.finditer(note):
        digits = match[1]
        half = len(digits) // 2
        first, last = digits[:half], digits[half:]
        if len(digits) % 2 == 0 and int(first) < int(last) < int(first) + 200:
            yield Doubt(
                DoubtKind.LOST_DASH,
                Span(match.start(1), match.end(1)),
                f"“{digits}” has lost the dash between two page numbers",
                f"{first}–{last}",
                True,
            )


def _spaces(note: str) -> Iterator[Doubt]:
    for match in _TITLE_JOINED.finditer(note):
        stop = re.compile(r"\w+").match(note, match.end())
        end = stop.end() if stop else match.end()
        words = note[match.start() : end]
        yield Doubt(
            DoubtKind.LOST_SPACE,
            Span(match.start(), end),
            f"“{words}” has lost a space",
            f"{match[0]} {words[len(match[0]) :]}",
            True,
        )
    joined = _SOURCE_JOINED.match(note)
    if joined:
        start = note.index("Source:")
        yield Doubt(
            DoubtKind.LOST_SPACE, Span(start, joined.end()), "“Source:” has lost the space after it", "Source: ", True
        )


def _imprints(facts: NoteFacts) -> Iterator[Doubt]:
    """A book printed in the year that its own title tells of, at its very end, is doubtful."""
    works = [w.publication for w in (facts.base, *facts.witnesses) if w is not None and w.publication]
    for work in {w.span: w for w in (*works, *facts.published_in)}.values():
        years = [int(y) for y in _YEARS.findall(work.title)]
        imprint = _YEARS.search(work.imprint) if work.imprint else None
        dated = re.search(r"(?:November|December)[^,]*,\s+\d{4}", work.title)
        if (
            imprint
            and work.imprint_span
            and years
            and (int(imprint[1]) < max(years) or (dated and int(imprint[1]) == max(years)))
        ):
            start = work.imprint_span.start + imprint.start()
            yield Doubt(
                DoubtKind.IMPRINT,
                Span(start, start + 4),
                f"the imprint “{work.imprint}” can hardly be right for a book about {max(years)}; check its title page",
            )


def _ibid(facts: NoteFacts) -> Iterator[Doubt]:
    for witness in facts.witnesses:
        place = witness.location
        if place is not None and place.ambiguous and place.ibid is not None:
            where = ", ".join(level.text for level in place.levels)
            yield Doubt(
                DoubtKind.AMBIGUOUS_IBID,
                place.ibid,
                f"“ibid.” was read as “{where}”; an earlier citation of the note is possible too",
            )


def _series(facts: NoteFacts) -> Iterator[Doubt]:
    """One lot under two series names within a note (across notes: see :func:`one_series`)."""
    names: dict[str, str] = {}
    for witness in (facts.base, *facts.witnesses):
        levels = witness.location.levels if witness is not None and witness.location else ()
        for above, level in pairwise(levels):
            if level.kind is LevelKind.LOT and above.kind is LevelKind.COLLECTION and level.value:
                known = names.setdefault(level.value, above.text)
                if known != above.text and above.span:
                    yield Doubt(
                        DoubtKind.SERIES_NAME,
                        above.span,
                        f"lot {level.value} stands under “{above.text}” here and under “{known}” before",
                    )
