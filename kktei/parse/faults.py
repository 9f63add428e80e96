"""Faults of the text: certain ones with their correction, doubtful ones as questions to the editor."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kktei.model import Doubt, DoubtKind, Level, LevelKind, NoteFacts, Span
from kktei.parse.vocabulary import Vocabulary

_STOP_JOINED = re.compile(r"(?<=[a-z]{3}[.;])(?=[A-Z][a-z]+\s)")
_YEARS = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def doubts(facts: NoteFacts, vocabulary: Vocabulary) -> tuple[Doubt, ...]:
    """All faults of a note, in its order."""
    found = [*_dashes(facts.note, vocabulary), *_spaces(facts.note, vocabulary), *_imprints(facts, vocabulary)]
    found += [*_ibid(facts), *_series(facts)]
    return tuple(sorted(found, key=lambda doubt: doubt.span))


def _dashes(note: str, vocabulary: Vocabulary) -> Iterator[Doubt]:
    """Lost dashes ("pp. 685686"): an even number of digits whose halves are a range."""
    for match in vocabulary.pattern("faults_pages").finditer(note):
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


def _spaces(note: str, vocabulary: Vocabulary) -> Iterator[Doubt]:
    for match in vocabulary.pattern("faults_title_joined").finditer(note):
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
    joined = vocabulary.match("faults_source_joined", note)
    if joined:
        whole = Span(joined.start("word"), joined.end())
        word = whole.of(note)
        yield Doubt(DoubtKind.LOST_SPACE, whole, f"“{word}” has lost the space after it", f"{word} ", True)


def _imprints(facts: NoteFacts, vocabulary: Vocabulary) -> Iterator[Doubt]:
    """A book printed in the year that its own title tells of, at its very end, is doubtful."""
    works = [w.publication for w in (facts.base, *facts.witnesses) if w is not None and w.publication]
    for work in {w.span: w for w in (*works, *facts.published_in)}.values():
        years = [int(y) for y in _YEARS.findall(work.title)]
        imprint = _YEARS.search(work.imprint) if work.imprint else None
        dated = vocabulary.search("faults_late_in_year", work.title)
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
    for witness in (facts.base, *facts.witnesses):
        place = witness.location if witness else None
        if place is not None and place.ambiguous and place.ibid is not None:
            where = ", ".join(level.text for level in place.levels)
            other = (
                "more or less of the place of the document before"
                if place.before
                else "an earlier citation of the note"
            )
            yield Doubt(
                DoubtKind.AMBIGUOUS_IBID,
                place.ibid,
                f"“ibid.” was read as “{where}”; {other} is possible too",
            )


def _series(facts: NoteFacts) -> Iterator[Doubt]:
    """One lot under two series' names within a note (across notes: :func:`across`)."""
    names: dict[str, str] = {}
    for lot, series in _lots(facts):
        known = names.setdefault(lot, series.text)
        if known != series.text and series.span:
            yield _two_names(lot, series.text, known, series.span)


def _lots(facts: NoteFacts) -> Iterator[tuple[str, Level]]:
    """Each lot that the note states, with the series above it."""
    for witness in (facts.base, *facts.witnesses):
        levels = witness.location.levels if witness is not None and witness.location else ()
        for above, level in pairwise(levels):
            if level.kind is LevelKind.LOT and above.kind is LevelKind.COLLECTION and level.value and above.span:
                yield " ".join(re.findall(r"\d+|[A-Z]+", level.value)), above


def _two_names(lot: str, here: str, there: str, span: Span) -> Doubt:
    return Doubt(DoubtKind.SERIES_NAME, span, f"lot {lot} stands under “{here}” here, but under “{there}” elsewhere")


def across(notes: Sequence[NoteFacts]) -> list[NoteFacts]:
    """The same notes with the doubts that only show when they are read together.

    Where a lot stands under two series' names, every use of the rarer name is a question to the
    editor ("Presidential Files: Lot 66 D 204" among many "Presidential Correspondence").
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for facts in notes:
        for lot, series in _lots(facts):
            names[lot][series.text] += 1
    usual = {lot: counts.most_common(1)[0][0] for lot, counts in names.items() if len(counts) > 1}
    return [_compared(facts, usual) for facts in notes]


def _compared(facts: NoteFacts, usual: Mapping[str, str]) -> NoteFacts:
    found = [
        _two_names(lot, series.text, usual[lot], series.span)
        for lot, series in _lots(facts)
        if usual.get(lot, series.text) != series.text and series.span
    ]
    fresh = [doubt for doubt in found if all(doubt.span != known.span for known in facts.doubts)]
    if not fresh:
        return facts
    return replace(facts, doubts=tuple(sorted({*facts.doubts, *fresh}, key=lambda doubt: doubt.span)))
