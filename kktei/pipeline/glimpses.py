"""What a preview's builder shows and tells while it works, and which pages it hears that somebody looks at."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import TracebackType
from typing import Protocol

from kktei import files
from kktei.pipeline.server import FormerPages
from kktei.pipeline.watch import Silence
from kktei.pool import meanwhile
from kktei.publish.mark import is_file
from kktei.render.html.early import EarlySite
from kktei.render.html.pages import pages_of_documents
from kktei.render.job import Live, RenderJob

_EVERY = 0.2  # seconds between two words on how far the work is
_HOME = "index.html"
_MOST = 1000  # pages that a new site lacks, which are remembered


class Line(Protocol):
    """An end of a pipe between two processes."""

    def poll(self) -> bool:
        """Whether something has come."""

    def recv(self) -> frozenset[str]:
        """The pages that are looked at."""

    def send(self, told: object) -> None:
        """Tell the preview."""


class Glimpses(Silence):
    """The watcher of a build.  As long as there is no site, pages that are looked at are made from what is known.

    Over ``line`` come the pages that are looked at (``first`` are those at the beginning); there go contents by
    path, as pages can be shown, and how far the work is, as words.
    """

    def __init__(self, line: Line, first: frozenset[str], site: Path) -> None:
        self._line = line
        self._wanted = first
        self._site = site
        self._is_first = not (site / _HOME).is_file()
        self._early: EarlySite | None = None
        self._shown: set[str] = set()
        self._told = 0.0
        self._looks = False
        self._until_the_end = ExitStack()

    def __enter__(self) -> Glimpses:
        if self._is_first:
            self._until_the_end.enter_context(meanwhile(self._look))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._until_the_end.close()

    def live(self) -> Live:
        """What the makers of pages are given."""
        return Live(self._heard, self._show, self._begin, self._made)

    def progress(self, what: str, done: int, whole: int) -> None:
        """Tell it, and show what is looked at by now."""
        if not self._is_first:
            return
        self._look()
        if monotonic() - self._told > _EVERY:
            self._told = monotonic()
            self._line.send(f"{what[:1].upper()}{what[1:]}: {done} of {whole}")

    def _heard(self) -> frozenset[str]:
        while self._line.poll():
            self._wanted = self._line.recv()
        return self._wanted

    def _show(self, made: Mapping[str, bytes]) -> None:
        self._shown.update(made)
        self._line.send(made)

    def _begin(self, job: RenderJob) -> None:
        if self._is_first:
            target = Path(self._until_the_end.enter_context(TemporaryDirectory(prefix="kktei-")))
            self._early = EarlySite(replace(job, target=target))
            self._look()

    def _made(self, new: Path) -> None:
        """Keep what goes with the former site, whose place ``new`` will take."""
        if (new / _HOME).is_file() and (gone := sorted(_pages(self._site) - _pages(new))[:_MOST]):
            sources = pages_of_documents()
            told = {page: sources[page] for page in gone if page in sources}
            self._line.send(FormerPages({page: files.raw(self._site / page) for page in gone}, told))

    def _look(self) -> None:
        """Show what is looked at and was not shown yet; whoever comes first begins at home."""
        if self._early is None or self._looks:  # the latter: what it makes lets it wait for workers, too
            return
        self._looks = True
        if new := (self._heard() | {_HOME}) - self._shown:
            self._shown |= new
            if made := self._early.pages(new):
                self._line.send(made)
        self._looks = False


def _pages(site: Path) -> set[str]:
    """The pages of a site."""
    return {page.relative_to(site).as_posix() for page in site.rglob("*.html") if is_file(page)}
