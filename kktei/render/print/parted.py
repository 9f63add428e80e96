"""A large volume set part by part, each in a process of its own, and joined: memory does not grow with the volume.

The parts are set in their order, for each begins where the one before found that a document begins a page; what takes
longest, breaking paragraphs into lines, is done ahead by as many processes as the run may use.  A part that is what it
was in an earlier run, and begins on the same page, is not set again.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from msgspec import structs

from kktei.cache import digest, digest_of, program
from kktei.files import text
from kktei.render.contract import from_json, to_json
from kktei.render.job import RenderJob
from kktei.render.print import feet, parts, rows
from kktei.render.print.feet import Counted, Feet
from kktei.render.print.joining import PartFile
from kktei.render.print.messages import PART_FILE, PartContent, PartRequest, PartStart, PartWritten, SetPart
from kktei.render.print.parts import Piece, Placed, Window
from kktei.render.print.rows import Block
from kktei.render.print.setting import SettingOutcome, Typesetter, begun, heard, tell

_ROUNDS = 5  # page numbers of cross references make lines longer or shorter, and so pages
_MODULE = "kktei.render.print.portion"
_NOT_SHARED = {"main.typ", "repairs.json", feet.ENTRIES, feet.FILE}


@dataclass(frozen=True, slots=True)
class PartedSource:
    """What is to be set: documents, what stands before and behind them, as lines of a main file."""

    pieces: Sequence[Piece]
    head: Sequence[str]
    front: Sequence[str]
    back: Sequence[Block]
    said: str  # the line of the contents for the documents
    top: float  # points from the page's top to its text
    two_sided: bool
    ends_with_list: bool  # whether the list of documents is the last before them
    counted: Counted  # lines
    feet: Feet | None = None  # what is known of an apparatus by lines


# What a part is that has the rows from one to another, or all that follow, and so many pages before it.
_RowsPart = Callable[[int, int | None, int], tuple[PartContent, PartStart]]


@dataclass
class _Run:
    """One volume, while its parts are set."""

    job: RenderJob
    folder: Path
    fonts: list[str]
    timestamp: int
    source: PartedSource
    windows: list[Window]
    labels: dict[str, str] = field(default_factory=dict)  # as the last round had them, or an earlier run
    ends: dict[str, int] = field(default_factory=dict)  # the document behind each part's own, by the part's name
    now: dict[str, str] = field(default_factory=dict)  # as this round has them, so far
    known: bool = False  # whether ``labels`` has all that there are
    changed: bool = False  # whether a part was set in this round
    made: dict[str, tuple[str, SetPart]] = field(
        default_factory=dict
    )  # key and answer of each part as its files are now
    order: list[str] = field(default_factory=list)  # documents' parts of this round: a window may have none left
    processes: dict[str, Typesetter] = field(default_factory=dict)  # that are at a part
    idle: list[Typesetter] = field(default_factory=list)  # processes that wait for a part
    writing: dict[str, str] = field(default_factory=dict)  # parts of which files are being written, and their keys
    untagged: bool = False  # whether a file has no tags
    at_once: dict[str, int] = field(default_factory=dict)  # rows that a part must have, where fewer do not do

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each document."""
        return {piece.stem: number for number, piece in enumerate(self.source.pieces)}

    @cached_property
    def wanted(self) -> list[set[str]]:
        """Of each document, where its cross references lead."""
        return [parts.wanted(piece.markup) for piece in self.source.pieces]

    @cached_property
    def wanted_before(self) -> set[str]:
        """Where cross references lead that stand before the documents."""
        files = [*sorted(self.folder.glob("lists/*.typ")), *sorted(self.folder.glob("sections/*.typ"))]
        names = {name for file in files for name in parts.wanted(text(file))}
        return {name for name in names if name.partition("#")[0] in self.places}

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The places that are wanted, by the document in which they are; those of the front matter by ""."""
        found: dict[str, set[str]] = {}
        for names in (*self.wanted, self.wanted_before):
            for name in names:
                stem = name.partition("#")[0]
                found.setdefault(stem if stem in self.places else "", set()).add(name)
        return {stem: sorted(names) for stem, names in found.items()}

    @cached_property
    def shared(self) -> str:
        """Digest of what all parts depend on."""
        files = sorted(f for f in self.folder.iterdir() if f.is_file() and f.name not in _NOT_SHARED)
        faces = sorted(f for folder in self.fonts for f in Path(folder).rglob("*") if f.is_file())
        more = (str(self.timestamp), version("typst"))
        return digest(program(), digest_of(files), digest_of(faces), *more)


def set_in_parts(
    job: RenderJob, folder: Path, fonts: list[str], timestamp: int, source: PartedSource
) -> SettingOutcome | None:
    """Set the volume whose source lies in ``folder``; None where it is small, or its parts come to no rest.

    The files of the parts lie in the folder ``parts`` of the source.

    Raises what setting it whole raises.
    """
    windows = parts.windows(source.pieces)
    if len(windows) < 2:
        return None
    kept = digest("print labels and ends", str(job.root))
    labels, ends = json.loads(job.cache.get(kept) or b"[{}, {}]")
    run = _Run(job, folder, fonts, timestamp, source, windows, labels, ends)
    with _ended(run):
        for _ in range(_ROUNDS):
            main = list(_main(run))
            back = _back(run, main)
            front = _front(run, main, back)
            _keep_written(run)
            run.labels, run.now = run.now | parts.labels(front[0][1].asked, ()), {}
            if run.known and not run.changed:
                job.cache.put(kept, json.dumps([run.labels, run.ends]).encode())
                return _outcome(run, front, main, back)
            run.known, run.changed = True, False
    return None


@contextmanager
def _ended(run: _Run) -> Iterator[None]:
    """No process outlives the run."""
    try:
        yield
    finally:
        for process in (*run.processes.values(), *run.idle):
            _end(process)


def _end(process: Typesetter) -> None:
    process.kill()
    with process:  # its end is waited for
        pass


def _main(run: _Run) -> Iterator[Placed]:
    """The documents' parts, with the pages before each."""
    before, first = 0, 0
    run.order.clear()
    for number, window in enumerate(run.windows):
        if first >= window.nominal:
            continue
        run.order.append(window.name)
        run.job.progress("print: pages", number, len(run.windows) + 1)
        start = PartStart(
            first=first - window.begin,
            before=before,
            labels=_labels(run, window, first),
            asked=[name for stem in _stems(run, window) for name in run.asked.get(stem, ())],
        )
        told = _part(run, window.name, _content(run, window), start, run.windows[number + 1 :])
        run.now |= parts.labels({}, [(before, told)])
        yield before, told
        before += told.pages
        first = len(run.source.pieces) if told.next is None else window.begin + told.next
        run.ends[window.name] = first


def _stems(run: _Run, window: Window) -> list[str]:
    return [piece.stem for piece in run.source.pieces[window.begin : window.end]]


def _content(run: _Run, window: Window) -> PartContent:
    pieces = run.source.pieces[window.begin : window.end]
    opening = window.begin == 0
    apparatus = feet.TEMPLATE_LINES if run.source.feet else ()
    return PartContent(
        stems=[piece.stem for piece in pieces],
        opens=[piece.opens for piece in pieces],
        lines=[piece.lines for piece in pieces],
        head=[*run.source.head, *apparatus, "#before-part()", *(["#main["] if opening else [])],
        tail=["]"] if opening else [],
        nominal=window.nominal - window.begin,
        needed=_needed(run, window),
        last=window.end == len(run.source.pieces),
        entries="".join(piece.entries for piece in pieces),
        feet=run.source.feet,
    )


def _needed(run: _Run, window: Window) -> int:
    """How many documents of a part must be laid out, since some before them refer to them."""
    referred = [
        there
        for number in range(window.begin, window.end)
        for name in run.wanted[number]
        if number < (there := run.places.get(name.partition("#")[0], -1)) and window.nominal <= there < window.end
    ]
    return max(referred, default=window.begin - 1) + 1 - window.begin


def _labels(run: _Run, window: Window, first: int) -> dict[str, str]:
    """What the documents of a part are told of others' pages: all that is not laid out with it, or lies elsewhere.

    Those that are laid out behind the part's own are told nothing that may change: for them no part is set again.
    """
    before = run.made.get(window.name)
    seen = before[1].seen if before else {}
    end = run.ends.get(window.name, window.nominal)
    own = set[str]().union(*run.wanted[first:end])
    found = {}
    for name in sorted(own.union(*run.wanted[end : window.end])):
        there = run.places.get(name.partition("#")[0], -1)
        is_here = first <= there < window.nominal
        is_behind = window.nominal <= there < window.end
        label = run.now.get(name) or (run.labels.get(name) if name in own else None)
        right = name not in own or name not in seen or str(seen[name]) == label
        if not is_here and not (is_behind and right) and (label or name not in own or not run.known):
            found[name] = label or parts.UNKNOWN
    return found


def _back(run: _Run, main: Sequence[Placed]) -> list[Placed]:
    """Indexes and colophon."""
    marks, end = parts.marks(main), parts.pages(main)

    def one(begin: int, end: int | None, before: int) -> tuple[PartContent, PartStart]:
        made = rows.lines(run.source.back, begin, end)
        opening = [] if begin else ["#before-part()"]
        content = PartContent(head=[*run.source.head, *opening, *made], goes_on=begin > 0)
        return content, PartStart(before=before, marks=marks, more=end is not None)

    return _in_rows(run, "back", rows.many(run.source.back), end, one)


def _front(run: _Run, main: Sequence[Placed], back: Sequence[Placed]) -> list[Placed]:
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


def _in_rows(run: _Run, name: str, many: int, before: int, one: _RowsPart) -> list[Placed]:
    """Parts with as many rows of lists and indexes as are set at once.

    Each but the last ends where a row begins a page; where none does, it has more rows.
    """
    found, begin = list[Placed](), 0
    while True:
        named = f"{name}-{len(found) + 1}" if found else name
        end = begin + run.at_once.get(named, parts.ROWS)
        is_last = end + parts.ROWS / 4 >= many
        told = _part(run, named, *one(begin, None if is_last else end, before), ())
        if told.next is None and not is_last:
            run.at_once[named] = 2 * (end - begin)
            _keep_written(run)
            continue
        found.append((before, told))
        if told.next is None:
            return found
        before, begin = before + told.pages, begin + told.next


def _part(run: _Run, name: str, content: PartContent, start: PartStart, next_ones: Sequence[Window]) -> SetPart:
    """One part's answer: as it was made before, or from its process; the next ones begin ahead."""
    key = digest(_held(run, content), to_json(start))
    if name in run.made and run.made[name][0] == key:
        return run.made[name][1]
    folder = run.folder / "parts" / name
    folder.mkdir(parents=True, exist_ok=True)
    kept = [run.job.cache.get(digest("print part", key, what)) for what in ("told", PART_FILE)]
    if None in kept:
        told = _set(run, name, content, start, next_ones)
        run.writing[name] = key
    else:
        told = from_json(kept[0] or b"", SetPart)
        (folder / PART_FILE).write_bytes(kept[1] or b"")
    run.changed = True
    run.made[name] = (key, told)
    if run.job.jobs < 2:
        _keep_written(run)
    return told


def _keep_written(run: _Run) -> None:
    """Wait for the files that are still being written, and keep what was made."""
    for name, key in run.writing.items():
        process = run.processes[name]
        written = next(heard(process, PartWritten))
        if written.is_last:
            with process:  # its end is waited for
                pass
        else:
            run.idle.append(process)
        del run.processes[name]
        if written.untagged:
            run.untagged = True
            continue
        run.job.cache.put(digest("print part", key, "told"), to_json(run.made[name][1]).encode())
        run.job.cache.put(digest("print part", key, PART_FILE), (run.folder / "parts" / name / PART_FILE).read_bytes())
    run.writing.clear()


def _held(run: _Run, content: PartContent) -> str:
    """Digest of what a part may hold, wherever it begins."""
    if not content.stems:
        files = sorted(f for pattern in ("*.typ", "lists/*.typ", "sections/*.typ") for f in run.folder.glob(pattern))
        return digest(run.shared, digest_of(files), to_json(content))
    texts = [run.source.pieces[run.places[stem]].markup for stem in content.stems]
    return digest(run.shared, to_json(content), *texts)


def _set(run: _Run, name: str, content: PartContent, start: PartStart, next_ones: Sequence[Window]) -> SetPart:
    process = run.processes.get(name) or _begun(run, name, content, early=False)
    run.processes[name] = process
    tell(process, start)
    _keep_written(run)
    _begin_ahead(run, next_ones)
    answer = next(heard(process, SetPart))
    run.job.cache.put(digest("print part", _held(run, content)), b"set")
    return answer


def _begin_ahead(run: _Run, next_ones: Sequence[Window]) -> None:
    """Let the next parts be laid out by processes that would have nothing to do; not those set in an earlier run."""
    for window in next_ones[: run.job.jobs - 1]:
        content = _content(run, window)
        if window.name not in run.processes and run.job.cache.get(digest("print part", _held(run, content))) is None:
            run.processes[window.name] = _begun(run, window.name, content, early=True)


def _begun(run: _Run, name: str, content: PartContent, *, early: bool) -> Typesetter:
    (run.folder / "parts" / name).mkdir(parents=True, exist_ok=True)
    while run.idle and not content.stems:  # lists and indexes take much memory: not beside what others have left
        _end(run.idle.pop())
    process = run.idle.pop() if run.idle else begun(_MODULE)
    request = PartRequest(
        content=content,
        root=str(run.folder),
        name=name,
        fonts=run.fonts,
        top=run.source.top,
        two_sided=run.source.two_sided,
        early=early,
        timestamp=run.timestamp,
        counted=run.source.counted,
    )
    tell(process, request)
    return process


def _outcome(
    run: _Run, front: Sequence[Placed], main: Sequence[Placed], back: Sequence[Placed]
) -> SettingOutcome | None:
    first = parts.pages(front)
    placed = [*front, *((first + before, part) for before, part in (*main, *back))]
    if run.untagged:
        return None
    names = [*parts.names("front", front), *run.order, *parts.names("back", back)]
    files = [
        PartFile(run.folder / "parts" / name / PART_FILE, part.skipped, part.pages)
        for name, (_, part) in zip(names, placed, strict=True)
    ]
    repairs = {where: what for _, part in placed for where, what in part.repairs.items()}
    (run.folder / "repairs.json").write_text(to_json(repairs, indent=1), encoding="utf-8")
    ended = parts.apparatus(run.folder, run.source.feet, [(first + before, part) for before, part in main])
    joined = parts.joined(front, main, back)
    return SettingOutcome(parts.strays(placed), repairs, len(placed), ended=ended, files=files, joined=joined)
