"""One volume while its parts are set: the processes that set them, what they answered, what of it is kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

from kktei.cache import digest, digest_of, program
from kktei.files import text
from kktei.render.contract import from_json, to_json
from kktei.render.job import RenderJob
from kktei.render.print import feet, parts
from kktei.render.print.ahead import Ahead, Guess
from kktei.render.print.feet import Counted, Feet
from kktei.render.print.messages import (
    PART_FILE,
    FileWritten,
    PartContent,
    PartRequest,
    PartStart,
    PartWritten,
    SetPart,
)
from kktei.render.print.parts import Piece, Window
from kktei.render.print.quoting import document
from kktei.render.print.rows import Block
from kktei.render.print.setting import Typesetter, begun, end, heard, tell

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
    plain: bool  # numbers of pages stand where they are expected: no style of the edition's own, no apparatus by pages
    ends_with_list: bool  # whether the list of documents is the last before them
    counted: Counted  # lines
    feet: Feet | None = None  # what is known of an apparatus by lines
    chapters_right: bool = False  # whether chapters begin right-hand pages


@dataclass
class Run:
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
    made: dict[str, tuple[str, SetPart]] = field(default_factory=dict)  # of each part, as its files are: key, answer
    order: list[str] = field(default_factory=list)  # documents' parts of this round: a window may have none left
    processes: dict[str, Typesetter] = field(default_factory=dict)  # that are at a part
    idle: list[Typesetter] = field(default_factory=list)  # processes that wait for a part
    writing: dict[str, str] = field(default_factory=dict)  # parts of which files are being written, and their keys
    untagged: bool = False  # whether a file has no tags
    unsettled: dict[str, str] = field(default_factory=dict)  # what of a part's pages did not come to rest, if anything
    at_once: dict[str, int] = field(default_factory=dict)  # rows that a part must have, where fewer do not do
    exact: set[str] = field(default_factory=set)  # parts that must be told the very numbers of pages
    ahead: Ahead = field(default_factory=lambda: Ahead(partial(begun, _MODULE)))

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each document."""
        return {piece.stem: number for number, piece in enumerate(self.source.pieces)}

    @cached_property
    def _within(self) -> dict[str, str]:
        return parts.within(self.source.pieces)

    def home(self, name: str) -> str:
        """The piece in which a place is; "" where it is in no document."""
        return self._within.get(name, home if (home := document(name)) in self.places else "")

    @cached_property
    def wanted(self) -> list[set[str]]:
        """Of each document, where its cross references lead."""
        return [parts.wanted(piece.markup) for piece in self.source.pieces]

    @cached_property
    def wanted_before(self) -> set[str]:
        """Where cross references lead that stand before the documents."""
        files = [*sorted(self.folder.glob("lists/*.typ")), *sorted(self.folder.glob("sections/*.typ"))]
        names = {name for file in files for name in parts.wanted(text(file))}
        return {name for name in names if self.home(name)}

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The places that are wanted, by the document in which they are; those of the front matter by ""."""
        found: dict[str, set[str]] = {}
        for names in (*self.wanted, self.wanted_before):
            for name in names:
                found.setdefault(self.home(name), set()).add(name)
        return {stem: sorted(names) for stem, names in found.items()}

    @cached_property
    def weights(self) -> list[int]:
        """The characters before each document."""
        return [0, *accumulate(len(piece.markup) for piece in self.source.pieces)]

    @cached_property
    def shared(self) -> str:
        """Digest of what all parts depend on."""
        files = sorted(f for f in self.folder.iterdir() if f.is_file() and f.name not in _NOT_SHARED)
        faces = sorted(f for folder in self.fonts for f in Path(folder).rglob("*") if f.is_file())
        more = (str(self.timestamp), version("typst"))
        return digest(program(), digest_of(files), digest_of(faces), *more)


@contextmanager
def ended(run: Run) -> Iterator[None]:
    """No process outlives the run."""
    try:
        yield
    finally:
        run.ahead.end()
        for process in (*run.processes.values(), *run.idle):
            end(process)


def set_part(run: Run, name: str, content: PartContent, start: PartStart, windows: Sequence[Window] = ()) -> SetPart:
    """One part's answer: as it was made before, or from its process; ``windows`` are its own and the next ones."""
    key = digest(_held(run, content), to_json(start))
    if name in run.made and run.made[name][0] == key:
        return run.made[name][1]
    run.unsettled.pop(name, None)
    folder = run.folder / "parts" / name
    folder.mkdir(parents=True, exist_ok=True)
    kept = [run.job.cache.get(digest("print part", key, what)) for what in ("told", PART_FILE)]
    if None not in kept:
        told = from_json(kept[0] or b"", SetPart)
        (folder / PART_FILE).write_bytes(kept[1] or b"")
    elif guess := _guessed(run, start, windows):
        told = guess.told
        guess.file.replace(folder / PART_FILE)
        _keep(run, name, key, told)
        run.job.cache.put(digest("print part", _held(run, content)), b"set")
    else:
        told = _set(run, name, content, start, windows[1:])
        run.writing[name] = key
    run.changed = True
    run.made[name] = (key, told)
    if run.job.jobs < 2:
        keep_written(run)
    return told


def _guessed(run: Run, start: PartStart, windows: Sequence[Window]) -> Guess | None:
    """The part, if it was set ahead from where it begins."""
    if not run.ahead.chains or not windows:
        return None
    keep_written(run)  # its process may be wanted for something else
    guesses = run.ahead.guesses(windows[0], windows[0].begin + start.first)
    return next((guess for guess in guesses if guess.start == start), None)


def keep_written(run: Run) -> None:
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
        if written.uneven:
            run.exact.add(name)
            continue
        run.unsettled[name] = written.file.unsettled
        if written.file.untagged:
            run.untagged = True
        if written.file != FileWritten():
            continue
        _keep(run, name, key, run.made[name][1])
    run.writing.clear()


def _keep(run: Run, name: str, key: str, told: SetPart) -> None:
    run.job.cache.put(digest("print part", key, "told"), to_json(told).encode())
    run.job.cache.put(digest("print part", key, PART_FILE), (run.folder / "parts" / name / PART_FILE).read_bytes())


def is_new(run: Run, content: PartContent) -> bool:
    """Whether no earlier run has set the part, wherever it began."""
    return run.job.cache.get(digest("print part", _held(run, content))) is None


def _held(run: Run, content: PartContent) -> str:
    """Digest of what a part may hold, wherever it begins."""
    if not content.stems:
        files = sorted(f for pattern in ("*.typ", "lists/*.typ", "sections/*.typ") for f in run.folder.glob(pattern))
        return digest(run.shared, digest_of(files), to_json(content))
    texts = [run.source.pieces[run.places[stem]].markup for stem in content.stems]
    return digest(run.shared, to_json(content), *texts)


def _set(run: Run, name: str, content: PartContent, start: PartStart, next_ones: Sequence[Window]) -> SetPart:
    process = run.processes.get(name) or _begun(run, name, content, early=False)
    run.processes[name] = process
    tell(process, start)
    keep_written(run)
    _begin_ahead(run, next_ones)
    answer = next(heard(process, SetPart))
    run.job.cache.put(digest("print part", _held(run, content)), b"set")
    return answer


def _begin_ahead(run: Run, next_ones: Sequence[Window]) -> None:
    """Let the next parts be laid out by processes that would have nothing to do; not those set in an earlier run."""
    for window in next_ones[: 0 if run.ahead.chains else run.job.jobs - 1]:
        content = content_of(run, window)
        if window.name not in run.processes and is_new(run, content):
            run.processes[window.name] = _begun(run, window.name, content, early=True)


def _begun(run: Run, name: str, content: PartContent, *, early: bool) -> Typesetter:
    (run.folder / "parts" / name).mkdir(parents=True, exist_ok=True)
    while run.idle and not content.stems:  # lists and indexes take much memory: not beside what others have left
        end(run.idle.pop())
    process = run.idle.pop() if run.idle else begun(_MODULE)
    tell(process, request(run, name, content, early=early))
    return process


def request(run: Run, name: str, content: PartContent, *, early: bool = False, mirrored: bool = False) -> PartRequest:
    """What the process of a part is told first."""
    return PartRequest(
        content=content,
        root=str(run.folder),
        name=name,
        fonts=run.fonts,
        top=run.source.top,
        two_sided=run.source.two_sided,
        early=early,
        mirrored=mirrored,
        timestamp=run.timestamp,
        counted=run.source.counted,
    )


def stems(run: Run, window: Window) -> list[str]:
    """The documents of a window."""
    return [piece.stem for piece in run.source.pieces[window.begin : window.end]]


def content_of(run: Run, window: Window) -> PartContent:
    """What the part of a window may hold."""
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


def _needed(run: Run, window: Window) -> int:
    """How many documents of a part must be laid out, since some before them refer to them."""
    referred = [
        there
        for number in range(window.begin, window.end)
        for name in run.wanted[number]
        if number < (there := run.places.get(run.home(name), -1)) and window.nominal <= there < window.end
    ]
    return max(referred, default=window.begin - 1) + 1 - window.begin
