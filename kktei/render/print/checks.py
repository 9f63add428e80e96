"""Whether every note stands on the page of its call, and no closer stands alone; and what to do where not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kktei.render.print.quoting import document

# What is tried for a block, gentlest first; see `repaired` in kktei.typ.  A note left behind on the page
# before comes from lines that must stay together: the block began where its call now is, and may as well
# begin a page.  One that comes a page late stands in a line that is one line too low.
WITHIN = ("short", "shorter", "loose", "parted")
BEGIN = ("next", *WITHIN)
BESIDE = (*WITHIN[:2], "shortest")  # for a closer: widows are what it needs to have with it
CLOSER = "closer"
# Of two notes called in one line Typst promises only the first a place on the page: the other is set as one with it,
# and has the first's id as its repair.  A note that is left behind by its line, which takes another line with it,
# because it begins there already, stays whole.
FIRM = "firm"
# A document in which so many notes stray at once has them at its end: no page can hold them beside their calls.
MANY = 24
# So does one in which notes of one block stray on so many pages: a remedy helps a block on its first page only.
PAGES = 3
AT_END = "endnotes"
# Before a document's heading, with all that must stay with it, so many lines may be empty; else its opener and the
# notes of the lines below it are let go; where one of them strays, they are held again.
GAP = 8.4
OPEN, HELD = "open", "held"
# A letter that was made to begin a page, and leaves much of the one before empty since others moved, need not do so
# where it stands now; if a note strays again, its heading is opened; if that does not help, it does.  It is opened,
# too, where a note that it holds strays even so: a long one fills the page, and its call stands on the next.
PAGE, FREED, REOPENED, STILL = "page", "freed", "reopened", "still"
PART = "part"  # a letter that begins a page because a part of a large volume ends before it
_FREEING = 6
_JOINING = 4  # passes in which last lines that stand alone are joined by the one before: the page ends a line early
_OPENING = 8  # passes in which headings are opened: each opens some more
_FIRMER = {OPEN: HELD, None: PAGE, HELD: PAGE, FREED: REOPENED, REOPENED: STILL}
_RULE = 1.5  # lines: above notes, and the line at their head
_LENT = {"short": 1, "shorter": 3}  # lines that the page before gives to one that would end early
_LENDING = {None: WITHIN[0], WITHIN[0]: WITHIN[1]}
_LENDERS = 3  # pages
_LOWEST = 10  # lines at a page's end in which no letter begins, if the page is to give some


@dataclass(frozen=True, slots=True)
class Stray:
    """A note or a closer that stands on a wrong page."""

    kind: str  # lost, doubled, strayed, closer
    id: str
    block: str  # the block in whose flow it stands ("" where none is known)
    call_page: int
    page: int
    at_start: bool = False  # the block began on the page of the call, or is no paragraph
    behind: str = ""  # where it comes a page late: the last note on its call's page, if that is called in its line
    # Of a document that begins in another part: the first block that begins on each of the pages before the call's.
    lenders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a layout put calls, notes, paragraphs and closers: (id, page), in the order of the text."""

    calls: list[tuple[str, int]]
    entries: list[tuple[str, int]]
    flow: list[tuple[str, str, int]]  # paragraph ends and closer starts: id, "k-p" or "k-closer", page
    starts: dict[str, int] = field(default_factory=dict)  # where blocks begin
    order: list[tuple[str, str]] = field(default_factory=list)  # calls and blocks: id, "k-call", "k-p" or "k-closer"
    # Where documents begin (id) and end (top, bottom and line of a page, in points): page and height.
    heights: list[tuple[str | tuple[float, float, float], int, float]] = field(default_factory=list)
    feet: list[tuple[int, float]] = field(default_factory=list)  # page and height of each note
    levels: dict[str, float] = field(default_factory=dict)  # the height at which each note is called
    # Closers set as a paragraph's last line: closer and paragraph, with the page of the line before, then its own.
    tied: list[tuple[str, str, int]] = field(default_factory=list)
    ends: list[tuple[str, int, float]] = field(default_factory=list)  # of blocks: page and height


def strays(marks: Marks) -> list[Stray]:
    """Every note that is lost, set twice or set on a page other than its call's, and every closer alone on its page."""
    return [*_notes(marks), *_closers(marks)]


def _notes(marks: Marks) -> list[Stray]:
    pages = dict(marks.entries)
    times = Counter(i for i, _ in marks.entries)
    blocks, firsts = _blocks(marks), _firsts(marks)
    begun = {mark for mark, _, _ in marks.heights if isinstance(mark, str)}
    last = {page: note for note, page in marks.entries}
    found = []
    for note, call_page in marks.calls:
        kind = (
            "lost"
            if not times[note]
            else "doubled"
            if times[note] > 1
            else "strayed"
            if pages[note] != call_page
            else ""
        )
        if kind:
            block = blocks.get(note, "")
            # The first block of a letter cannot begin a page without its heading: the letter does.
            begins = marks.starts.get(block) == call_page
            block = "" if begins and block in firsts and pages.get(note, 0) < call_page else block
            behind = last.get(call_page, "") if pages.get(note, 0) > call_page else ""
            behind = behind if note in marks.levels and marks.levels[note] == marks.levels.get(behind) else ""
            lenders = () if document(note) in begun else _lenders(marks, document(note), call_page)
            found.append(
                Stray(kind, note, block, call_page, pages.get(note, 0), begins and block not in firsts, behind, lenders)
            )
    return found


def _lenders(marks: Marks, name: str, page: int) -> tuple[str, ...]:
    """The document's first blocks on each of the pages before one, the nearest first."""
    firsts: dict[int, str] = {}
    for block, begun in marks.starts.items():
        if document(block) == name:
            firsts.setdefault(begun, block)
    return tuple(firsts[before] for before in range(page - 1, page - 1 - _LENDERS, -1) if before in firsts)


def _blocks(marks: Marks) -> dict[str, str]:
    """The block in which each call stands: its mark follows the call; none for a call in a heading."""
    blocks: dict[str, str] = {}
    waiting: list[str] = []
    for name, kind in marks.order:
        if kind == "k-heading-call":
            blocks[name] = ""
        elif kind == "k-call":
            waiting.append(name)
        else:
            blocks.update(dict.fromkeys(waiting, name))
            waiting.clear()
    return blocks


def _firsts(marks: Marks) -> set[str]:
    """The first block of each letter."""
    firsts: dict[str, str] = {}
    for name, _, _ in marks.flow:
        firsts.setdefault(document(name), name)
    return set(firsts.values())


def _closers(marks: Marks) -> list[Stray]:
    found = []
    for (before, kind, page), (closer, closer_kind, closer_page) in zip(marks.flow, marks.flow[1:], strict=False):
        letter = document(closer)
        if closer_kind == "k-closer" and kind == "k-p" and before.startswith(f"{letter}#") and page != closer_page:
            found.append(Stray(CLOSER, closer, before, page, closer_page))
    for (closer, block, page), (same, _, closer_page) in pairwise(marks.tied):
        if same == closer and page != closer_page:
            found.append(Stray(CLOSER, closer, block, page, closer_page))
    return found


@dataclass(frozen=True, slots=True)
class PageGap:
    """Many empty lines on the page before a document; and what would let some of the page before that come over."""

    document: str
    blocks: tuple[str, ...] = ()  # the first that begins on each of the pages before, as far as they may be changed
    remedy: str = ""  # which, on the page before, is enough


def gaps(marks: Marks) -> list[PageGap]:
    """The documents that begin a page, and leave many lines empty on the one before."""
    found, feet = [], dict(reversed(marks.feet))
    for (end, last_page, y), (begun, page, height) in zip(marks.heights, marks.heights[1:], strict=False):
        if isinstance(begun, str) and not isinstance(end, str) and page == last_page + 1:
            top, bottom, line = end
            foot = feet.get(last_page)
            room = (bottom - y) / line if foot is None else (foot - y) / line - _RULE
            if room > GAP and height < top + line:
                found.append(_gap(marks, begun, last_page, room - GAP, end))
    return found


def _gap(marks: Marks, begun: str, page: int, lines: float, sheet: tuple[float, float, float]) -> PageGap:
    """A gap at the end of a page, of so many lines too many, with its remedy, if the page goes on from the one before.

    No letter may begin near that one's end: it would leave a gap there.
    """
    top, bottom, line = sheet
    letters = [(at, y) for mark, at, y in marks.heights if isinstance(mark, str)]
    blocks: list[str] = []
    for lender in range(page - 1, page - 1 - _LENDERS, -1):
        parted = any(at == lender + 1 and y < top + line for at, y in letters)
        low = any(at == lender and y > bottom - _LOWEST * line for at, y in letters)
        block = next((name for name, at in marks.starts.items() if at == lender), "")
        if parted or low or not block:
            break
        blocks.append(block)
    return PageGap(begun, tuple(blocks), next((name for name, lent in _LENT.items() if lines <= lent), ""))


def lonely(marks: Marks) -> list[str]:
    """The blocks of which nothing but the last line stands on a page, and that begin on the one before.

    For a last block of one line that has the last page for itself, the one before it.
    """
    sheet = next((end for end, _, _ in marks.heights if not isinstance(end, str)), None)
    if sheet is None:
        return []
    top, _, line = sheet
    lines = [(name, page) for name, page, y in marks.ends if top + 0.5 * line < y < top + 1.4 * line]
    found = [name for name, page in lines if marks.starts.get(name) == page - 1]
    if len(marks.ends) > 1 and lines[-1:] == [marks.ends[-1][:2]]:
        (before, _, _), (last, page, _) = marks.ends[-2:]  # the mark of the one before may stand on the last page
        end, end_page, y = marks.heights[-1]
        alone = end_page == page and not isinstance(end, str) and y < top + 1.5 * line
        if alone and marks.starts.get(last) == page and marks.starts.get(before) == page - 1:
            found.append(before)
    return found


def _lent(gap: PageGap, before: dict[str, str]) -> dict[str, str]:
    """What brings lines to a page with a gap; where it cannot be closed several pages lend some, one in each pass."""
    stays = before.get(gap.document) in (PART, STILL)
    many, remedy = (_LENDERS, gap.remedy or WITHIN[1]) if stays else (1, gap.remedy)
    block = next((block for block in gap.blocks[:many] if block not in before), "")
    return {block: remedy} if block and remedy else {}


def following(
    found: list[Stray],
    gapped: list[PageGap],
    before: dict[str, str],
    alone: Sequence[str] = (),
    *,
    number: int,
    patience: int,
    final: bool,
) -> dict[str, str] | None:
    """The repairs of the next pass; None where all is right or nothing more can be done.

    ``gapped`` are the documents before which a page is empty, ``alone`` the blocks whose last line stands alone.
    After twice ``patience`` passes no closer alone on a page is worth another, and no gap but one that a repair has
    made, which is so for some more, or the end of a part.
    """
    grave = [stray for stray in found if stray.kind != CLOSER]
    patient, freeing = number < 2 * patience, number < patience + _FREEING
    letters = [gap.document for gap in gapped]
    more = {letter: OPEN for letter in letters if number <= _OPENING and letter not in before}
    for gap in gapped:
        if gap.document not in more and (freeing or before.get(gap.document) == PART):
            more |= _lent(gap, before)
    more |= {letter: FREED for letter in letters if freeing and before.get(letter) == PAGE}
    more |= {block: WITHIN[0] for block in alone if number <= _JOINING and block not in before}
    tried = repairs(found if patient else grave, before, final=final) if grave or patient else None
    made = tried or before
    made = {**made, **{letter: what for letter, what in more.items() if made.get(letter) == before.get(letter)}}
    return made if made != before else None


def repairs(found: list[Stray], before: dict[str, str], *, final: bool = False) -> dict[str, str] | None:
    """The next remedies for what strays, on top of those already tried; None where nothing is left to try.

    With ``final`` every document in which a note strays has its notes at its end.
    """
    made = dict(before)
    hopeless = _hopeless(found, everyone=final)
    bound = {s.id: s for s in found if s.behind and s.id not in before and _letter(s) not in hopeless}
    settled = {s.block for s in bound.values()} - {""}  # what else strays there, that may bring to its place
    for stray in bound.values():
        first = before.get(stray.behind, FIRM)
        first = stray.behind if first == FIRM else first
        made |= {first: FIRM, stray.id: first}
    for stray in found:
        letter = _letter(stray)
        if stray.id in bound or (stray.block in settled and letter not in hopeless):
            continue
        target, remedy = (letter, AT_END) if letter in hopeless else _next(stray, before)
        if remedy and made.get(letter) != AT_END:
            made[target] = remedy
    return made if made != before else None


def _hopeless(found: list[Stray], *, everyone: bool) -> set[str]:
    """The documents whose notes no remedy can bring to their calls; with ``everyone`` all in which one strays."""
    notes = [stray for stray in found if stray.kind != CLOSER]
    times = Counter(_letter(stray) for stray in notes)
    pages: dict[str, set[int]] = {}
    for stray in notes:
        pages.setdefault(stray.block or stray.id, set()).add(stray.call_page)
    scattered = {_letter(stray) for stray in notes if len(pages[stray.block or stray.id]) >= PAGES}
    return scattered | {letter for letter, many in times.items() if everyone or many >= MANY}


def _letter(stray: Stray) -> str:
    return document(stray.id)


def _next(stray: Stray, before: dict[str, str]) -> tuple[str, str]:
    """What to change, and how: the block of the call; then the letter begins a page; then it has endnotes.

    Where it begins in another part, pages before the call end early instead: that moves the call as well.
    """
    letter = _letter(stray)
    early = stray.kind != CLOSER and stray.page < stray.call_page
    remedies = BESIDE if stray.kind == CLOSER else BEGIN if early and stray.at_start else WITHIN
    tried = before.get(stray.block, "")
    step = remedies.index(tried) + 1 if tried in remedies else 0
    if early and tried == WITHIN[1] and stray.id not in before:
        return stray.id, FIRM
    if stray.block and step < len(remedies):
        return stray.block, remedies[step]
    for block in stray.lenders:
        if before.get(block) in _LENDING and block != stray.block:
            return block, _LENDING[before.get(block)]
    if before.get(letter) in _FIRMER:
        return letter, _FIRMER[before.get(letter)]
    if before.get(letter) == PAGE and not stray.block:
        return letter, REOPENED
    return letter, "" if stray.kind == CLOSER else AT_END


def at_end(made: dict[str, str]) -> list[str]:
    """The documents whose notes stand at their end."""
    return sorted(target for target, remedy in made.items() if remedy == AT_END)
