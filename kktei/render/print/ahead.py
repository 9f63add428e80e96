"""Parts that other processes set before it is known where they begin.

A part begins where the one before it ends, so parts are set one after another.  Yet documents that begin a page by
themselves are many: what is set from a document in the middle, as if that began a page, soon comes to one that begins
a page in the volume, too, and from there on the parts are the volume's own.  Whether a page is a left-hand one is not
known before, so each part is made for both sides.  Nothing depends on what is guessed here: a part is taken only if it
was set from the very start that it has in its turn, else it is set then.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from kktei.errors import ChildFaultError, MachineryError
from kktei.render.print.messages import (
    PART_FILE,
    TURNED_FILE,
    FileWritten,
    PartRequest,
    PartStart,
    PartWritten,
    SetPart,
)
from kktei.render.print.parts import Window
from kktei.render.print.places import PagePlace
from kktei.render.print.setting import Typesetter, end, heard, tell


@dataclass(frozen=True, slots=True)
class Guess:
    """A part that was set: from where, what was answered, its file."""

    start: PartStart
    told: SetPart
    file: Path


# What the process of a part is asked: of a window, from one of its documents on, with so many pages before.
Asked = Callable[[Window, int, int], tuple[PartRequest, PartStart]]


@dataclass
class Ahead:
    """What is set ahead, by window and first document; who comes second to one finds what the first has made."""

    begin: Callable[[], Typesetter]
    chains: list[threading.Thread] = field(default_factory=list)
    made: dict[tuple[str, int], Future[list[Guess]]] = field(default_factory=dict)
    processes: set[Typesetter] = field(default_factory=set)
    ended: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def guesses(self, window: Window, first: int) -> Sequence[Guess]:
        """What has been made of a part, or is being made; from now on nobody else makes it."""
        claim = self._claim(window, first)
        if claim:
            claim.set_result([])
        return self.made[window.name, first].result()

    def follow(self, windows: Sequence[Window], first: int, asked: Asked) -> None:
        """Set part after part, from a document of the first window on, until somebody else has set the next."""
        chain = threading.Thread(target=self._set, args=(windows, first, asked), daemon=True)
        self.chains.append(chain)
        chain.start()

    def end(self) -> None:
        """No process outlives this."""
        with self.lock:
            self.ended = True
            for process in self.processes:
                process.kill()
        for chain in self.chains:
            chain.join()

    def _claim(self, window: Window, first: int) -> Future[list[Guess]] | None:
        with self.lock:
            known = (window.name, first) in self.made
            return None if known else self.made.setdefault((window.name, first), Future())

    def _set(self, windows: Sequence[Window], first: int, asked: Asked) -> None:
        """A chain of parts; that of the next is claimed before anybody knows that it is the next."""
        chain = _Chain(self)
        before, last, found = 0, Future[list[Guess]](), list[Guess]()
        for window in windows:
            if first >= window.nominal:
                continue
            claim = self._claim(window, first)
            last.set_result(found)
            if claim is None:
                break
            last, found = claim, []
            with suppress(MachineryError, ChildFaultError):  # who sets the part in its turn meets the fault
                found = chain.part(*asked(window, first, before))
            if not found or found[0].told.next is None:
                break
            first, before = window.begin + found[0].told.next, before + found[0].told.pages
        if not last.done():
            last.set_result(found)
        chain.close()


@dataclass
class _Chain:
    """The process of a chain; another after some parts."""

    ahead: Ahead
    process: Typesetter | None = None

    def part(self, request: PartRequest, start: PartStart) -> list[Guess]:
        """One part, for both sides where these differ."""
        folder = Path(request.root) / "parts" / request.name
        folder.mkdir(parents=True, exist_ok=True)
        process = self.process or self._begun()
        tell(process, request)
        tell(process, start)
        told = [next(heard(process, SetPart)) for _ in range(1 + request.mirrored)]
        written = next(heard(process, PartWritten))
        if written.is_last:
            self.close()
        found = [Guess(start, told[0], folder / PART_FILE)]
        if len(told) > 1 and _alike(*told):
            turned = structs.replace(start, before=1 - start.before)
            found.append(Guess(turned, told[1], folder / TURNED_FILE))
        return [] if written.uneven or written.file != FileWritten() else found

    def _begun(self) -> Typesetter:
        self.process = self.ahead.begin()
        with self.ahead.lock:
            self.ahead.processes.add(self.process)
            if self.ahead.ended:
                self.process.kill()
        return self.process

    def close(self) -> None:
        """End the process."""
        if self.process:
            with self.ahead.lock:
                self.ahead.processes.discard(self.process)
            end(self.process)
            self.process = None


def _alike(one: SetPart, other: SetPart) -> bool:
    """Whether all stands on the other side as it stands on the one, but for its place across the page."""
    return _heights(one) == _heights(other)


def _heights(told: SetPart) -> tuple[object, ...]:
    def height(place: PagePlace) -> PagePlace:
        return replace(place, x=0)

    calls = {name: height(place) for name, place in told.calls.items()}
    return told.pages, told.next, told.marks, told.strays, calls, [height(head.place) for head in told.heads]
