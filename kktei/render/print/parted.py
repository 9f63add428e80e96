"""A large volume set part by part, each in a process of its own, and joined: memory does not grow with the volume.

The parts are set in their order, for each begins where the one before found that a document begins a page; what takes
longest, breaking paragraphs into lines, is done ahead by as many processes as the run may use.  A part that is what it
was in an earlier run, and begins on the same page, is not set again.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from msgspec import structs

from kktei.cache import digest
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.print import parts, pieces, rows
from kktei.render.print.binding import Binding
from kktei.render.print.joining import Joined, PartFile, PartFiles
from kktei.render.print.messages import PART_FILE, PartContent, PartRequest, PartStart
from kktei.render.print.part_run import (
    PartedSource,
    Run,
    content_of,
    ended,
    is_new,
    keep_written,
    request,
    set_part,
    stems,
)
from kktei.render.print.parts import Placed, Window
from kktei.render.print.quoting import document
from kktei.render.print.setting import SettingOutcome

_ALONE = 6  # parts that are worth a process that begins among them
_MORE = 0.2  # of a process's share of the parts that the first has more: the others set each for both sides
_BEYOND = 4  # documents behind a part's nominal end that most parts have as well
_ROUNDS = 5  # page numbers of cross references make lines longer or shorter, and so pages


# What a part is that has the rows from one to another, or all that follow, and so many pages before it.
_RowsPart = Callable[[int, int | None, int], tuple[PartContent, PartStart]]


def set_in_parts(
    job: RenderJob,
    folder: Path,
    fonts: list[str],
    timestamp: int,
    source: PartedSource,
    binding: Binding,
    *,
    uncut: Set[str] = frozenset(),
) -> SettingOutcome | None:
    """Set the volume whose source lies in ``folder``; None where it is small, or its parts come to no rest.

    The files of the parts lie in the folder ``parts`` of the source; ``binding`` may begin with them.  Long documents
    are cut, but for those that are to have their notes at their end (``uncut``).

    Raises what setting it whole raises.
    """
    whole, held = source, pieces.cut(source.pieces, source.counted, source.feet, uncut)
    source = replace(source, pieces=held)
    # The passes that an apparatus takes to come to rest take memory.
    windows = parts.windows(held, parts.SIZE // 2 if source.feet else 0)
    if len(windows) < 2:
        return None
    kept = digest("print labels, ends, exact parts", str(job.root))
    labels, ends, exact = json.loads(job.cache.get(kept) or b"[{}, {}, []]")
    run = Run(job, folder, fonts, timestamp, source, windows, labels, ends, exact={*exact})
    with ended(run):
        _set_ahead(run)
        if run.ahead.chains:
            binding.prepare()
        for _ in range(_ROUNDS):
            main = list(_main(run))
            run.ahead.end()
            if broken := parts.broken(held, main):
                break
            _bind(run, main, binding)
            back = _back(run, main)
            front = _front(run, main, back)
            keep_written(run)
            binding.wait()
            run.labels, run.now = run.now | parts.labels(front[0][1].asked, ()), {}
            if run.known and not run.changed:
                job.cache.put(kept, json.dumps([run.labels, run.ends, sorted(run.exact)]).encode())
                return _outcome(run, front, main, back)
            run.known, run.changed = True, False
    if not broken and not any(parts.is_piece(piece.stem) for piece in held):
        return None
    more = uncut | broken if broken else {piece.stem for piece in whole.pieces}
    return set_in_parts(job, folder, fonts, timestamp, whole, binding, uncut=more)


def _bind(run: Run, main: Sequence[Placed], binding: Binding) -> None:
    """Have another process bind what is set, where that is most likely how it remains, and nothing else is led to."""
    if run.job.jobs > 1 and run.source.plain and not run.asked.get(""):
        keep_written(run)
        made = [run.made[name][0] for name in run.order]
        binding.begin(_files(run, run.order, main, run.now), made, Joined(parts.there(main), ()))


def _main(run: Run) -> Iterator[Placed]:
    """The documents' parts, with the pages before each."""
    before, first = 0, 0
    run.order.clear()
    for number, window in enumerate(run.windows):
        if first >= window.nominal:
            continue
        run.order.append(window.name)
        what = "print: numbers of pages" if run.known else "print: pages"
        run.job.progress(what, number, len(run.windows) + 1)
        start = _start(run, window, first, before)
        told = set_part(run, window.name, content_of(run, window), start, run.windows[number:])
        if start.figures not in (0, _figures(before + 1, before + told.pages)):
            run.exact.add(window.name)  # for the next round
            run.changed = True
        run.now |= parts.labels({}, [(before, told)])
        yield before, told
        before += told.pages
        first = len(run.source.pieces) if told.next is None else window.begin + told.next
        run.ends[window.name] = first


def _start(run: Run, window: Window, first: int, before: int, counted: int = 0) -> PartStart:
    """Where a part begins; ``before`` are the pages from the document ``counted`` on."""
    asked = [name for stem in stems(run, window) for name in run.asked.get(stem, ())]
    place = first - window.begin
    if not run.source.plain or window.name in run.exact:
        return PartStart(first=place, before=before, labels=_labels(run, window, first, before), asked=asked)
    density = before / (run.weights[first] - run.weights[counted]) if before else parts.DENSITY
    passed = before + density * run.weights[counted]
    last = min(window.nominal + _BEYOND, window.end)
    figures = _figures(passed + 1, passed + density * (run.weights[last] - run.weights[first]))
    is_right = run.source.chapters_right and run.source.pieces[first].opens
    told = before if not figures else before % 2 if run.source.two_sided and not is_right else 0
    return _numbered(run, window, PartStart(first=place, before=told, figures=figures, asked=asked), density)


def _figures(first: float, last: float) -> int:
    """How many figures the numbers of some pages have; 0 where not all have as many."""
    fewest, most = len(str(round(first))), len(str(round(last)))
    return fewest if fewest == most else 0


def _numbered(run: Run, window: Window, start: PartStart, density: float) -> PartStart:
    """The start with noughts for the pages to which cross references lead, as many as their numbers have figures.

    Where those are not known yet, as many as they have with so many pages a character.
    """
    first, far, near, numbered = window.begin + start.first, dict[str, str](), dict[str, str](), list[str]()
    for name in sorted(set[str]().union(*run.wanted[first : window.end])):
        there, label = run.places.get(run.home(name), -1), run.now.get(name) or run.labels.get(name)
        if there < 0:
            far |= {name: label or parts.UNKNOWN} if label or not run.known else {}
            continue
        is_near = first <= there < window.end
        if label or is_near or not run.known:
            said = label or str(round(density * run.weights[there]) + 1)
            (near if is_near else far)[name] = "0" * len(said)
            numbered.append(name)
    return structs.replace(start, labels=far, near=near, numbered=numbered)


def _set_ahead(run: Run) -> None:
    """Have other processes begin further on in the volume, where much of it is new."""
    if run.job.jobs < 2 or not run.source.plain:
        return
    new = [at for at, window in enumerate(run.windows) if is_new(run, content_of(run, window))]
    many = min(run.job.jobs, len(new) // _ALONE)
    for place in range(1, many):
        at = new[round(len(new) * (place + _MORE) / (many + _MORE))]
        windows, first = _from_there(run, at)
        run.ahead.follow(windows, first, partial(_asked, run, first))


def _from_there(run: Run, at: int) -> tuple[Sequence[Window], int]:
    """The parts that are set ahead to the end, and the first document: as it was in an earlier run.

    Where none is known, half a part comes before: before it ends, a document most likely begins a page in the volume,
    too, so that it ends where the volume's own does.
    """
    window = run.windows[at]
    before = run.windows[max(at - 1, 0)]
    if known := run.ends.get(before.name, 0):
        return run.windows[at:], max(window.begin, known)
    return run.windows[max(at - 1, 0) :], (before.begin + window.begin) // 2


def _asked(run: Run, begun: int, window: Window, first: int, before: int) -> tuple[PartRequest, PartStart]:
    """What a process is asked that began at a document, and is so many pages on."""
    start = _start(run, window, first, before, begun)
    mirrored = run.source.two_sided and start.figures > 0
    return request(run, f"ahead-{window.name}", content_of(run, window), mirrored=mirrored), start


def _labels(run: Run, window: Window, first: int, pages: int) -> dict[str, str]:
    """What the documents of a part are told of others' pages: all that is not laid out with it, or lies elsewhere.

    Those that are laid out behind the part's own are told nothing that may change: for them no part is set again.
    """
    before = run.made.get(window.name)
    seen = before[1].seen if before else {}
    end = run.ends.get(window.name, window.nominal)
    own = set[str]().union(*run.wanted[first:end])
    found = {}
    for name in sorted(own.union(*run.wanted[end : window.end])):
        there = run.places.get(run.home(name), -1)
        is_here = first <= there < window.nominal
        is_behind = window.nominal <= there < window.end
        label = run.now.get(name) or (run.labels.get(name) if name in own else None)
        right = name not in own or name not in seen or str(seen[name] + pages) == label
        if not is_here and not (is_behind and right) and (label or name not in own or not run.known):
            found[name] = label or parts.UNKNOWN
    return found


def _back(run: Run, main: Sequence[Placed]) -> list[Placed]:
    """Indexes and colophon."""
    marks, end = parts.marks(main), parts.pages(main)

    def one(begin: int, end: int | None, before: int) -> tuple[PartContent, PartStart]:
        made = rows.lines(run.source.back, begin, end)
        opening = [] if begin else ["#before-part()"]
        content = PartContent(head=[*run.source.head, *opening, *made], goes_on=begin > 0)
        return content, PartStart(before=before, marks=marks, more=end is not None)

    return _in_rows(run, "back", rows.many(run.source.back), end, one)


def _front(run: Run, main: Sequence[Placed], back: Sequence[Placed]) -> list[Placed]:
    """Title pages, contents, front matter, lists; a last page stands for the first of the documents."""
    listed = parts.documents(main)
    widest = max((len(document.number.encode()) for document in listed), default=0)
    first = PartStart(
        after=parts.after(main, back, run.source.said),
        asked=run.asked.get("", []),
        labels={name: run.now[name] for name in sorted(run.wanted_before) if name in run.now},
    )

    def one(begin: int, end: int | None, before: int) -> tuple[PartContent, PartStart]:
        lines = ['#goes-on(word("list-of-documents"), document-rows())'] if begin else run.source.front
        head = [*run.source.head, *lines, *(["#main[.]"] if end is None else [])]
        start = PartStart() if begin else first
        told = structs.replace(start, documents=listed[begin:end], before=before, widest=widest)
        return PartContent(head=head, front=True, goes_on=begin > 0), structs.replace(told, more=end is not None)

    return _in_rows(run, "front", len(listed) if run.source.ends_with_list else 0, 0, one)


def _in_rows(run: Run, name: str, many: int, before: int, one: _RowsPart) -> list[Placed]:
    """Parts with as many rows of lists and indexes as are set at once.

    Each but the last ends where a row begins a page; where none does, it has more rows.
    """
    found, begin = list[Placed](), 0
    while True:
        named = f"{name}-{len(found) + 1}" if found else name
        end = begin + run.at_once.get(named, parts.ROWS)
        is_last = end + parts.ROWS / 4 >= many
        told = set_part(run, named, *one(begin, None if is_last else end, before), ())
        if told.next is None and not is_last:
            run.at_once[named] = 2 * (end - begin)
            keep_written(run)
            continue
        found.append((before, told))
        if told.next is None:
            return found
        before, begin = before + told.pages, begin + told.next


def _outcome(
    run: Run, front: Sequence[Placed], main: Sequence[Placed], back: Sequence[Placed]
) -> SettingOutcome | None:
    first = parts.pages(front)
    placed = [*front, *((first + before, part) for before, part in (*main, *back))]
    if run.untagged:
        return None
    files = PartFiles(
        _files(run, parts.names("front", front), front, run.labels),
        _files(run, run.order, main, run.labels),
        _files(run, parts.names("back", back), back, run.labels),
    )
    repairs = {where: what for _, part in placed for where, what in part.repairs.items()}
    (run.folder / "repairs.json").write_text(to_json(repairs, indent=1), encoding="utf-8")
    ended_at = parts.apparatus(run.folder, run.source.feet, [(first + before, part) for before, part in main])
    joined = parts.joined(front, main, back)
    unsettled = [(_where(run, name), what) for name, what in sorted(run.unsettled.items()) if what]
    return SettingOutcome(
        parts.strays(placed), repairs, len(placed), unsettled=unsettled, ended=ended_at, files=files, joined=joined
    )


def _where(run: Run, name: str) -> str:
    """The document with which a part begins, or whether it is of the front or the back."""
    begins = {window.name: document(run.source.pieces[window.begin].stem) for window in run.windows}
    return begins.get(name, name.partition("-")[0])


def _files(run: Run, names: Sequence[str], placed: Sequence[Placed], labels: Mapping[str, str]) -> list[PartFile]:
    """The files of parts, with the labels that are to be put in; only the documents' parts have such."""
    found = []
    for name, (before, part) in zip(names, placed, strict=True):
        own = [str(before + page) for page in range(1, part.pages + 1)] if part.figures else ()
        led = [labels.get(place, "") for place in part.numbered]
        found.append(PartFile(run.folder / "parts" / name / PART_FILE, part.skipped, part.pages, led, own))
    return found
