"""A volume's two files, for screen and press, from the files of its parts.

The documents' parts are most of them, and done before indexes, contents and front matter are set: where the run may use
several processes, they are bound meanwhile.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kktei.config import Settings
from kktei.findings import Finding
from kktei.pool import beside
from kktei.render.job import RenderJob
from kktei.render.print import joining, press
from kktei.render.print.joining import Joined, Joining, PartFile, PartFiles
from kktei.render.print.page_numbers import UnevenError
from kktei.render.print.press import Pressing

SCREEN = "screen.pdf"
PRESS = "print.pdf"


Files = tuple[Joining, Pressing]


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is bound already: of which files, as they were ``made``."""

    parts: Sequence[PartFile]
    made: Sequence[str]
    files: Callable[[], Files | None]


@dataclass
class Binding:
    """The files while they are made; ``title`` is what they say of themselves."""

    job: RenderJob
    title: str
    _begun: _Begun | None = None

    def begin(self, parts: Sequence[PartFile], made: Sequence[str], told: Joined) -> None:
        """Bind the documents' parts; ``made`` tells the files from others of these names, ``told`` has their places."""
        if self._begun and (self._begun.parts, self._begun.made) == (parts, made):
            return
        task = partial(_both_if_even, parts, self.job.target, told, 0, self.job.settings, self.title)
        self._begun = _Begun(parts, made, beside(task, jobs=self.job.jobs))

    def prepare(self) -> None:
        """Have a process stand by, where there will be one that begins."""
        if self.job.jobs > 1:
            beside(_stand_by, jobs=self.job.jobs)

    def wait(self) -> None:
        """Wait until nobody reads the parts' files."""
        if self._begun:
            self._begun.files()

    def finish(self, files: PartFiles, told: Joined) -> list[Finding]:
        """Write the files."""
        job = self.job
        begun = self._begun.files() if self._begun and self._begun.parts == files.main else None
        if begun is None and job.jobs < 2:
            begun = _both(files.main, job.target, told, files.pages_before, job.settings, self.title)
        joined, pressed = begun or (None, None)
        given = (job.settings, self.title, press.profile(job))
        found = beside(partial(_press, pressed, files, job.target / PRESS, *given), jobs=job.jobs)
        joined = joined or joining.begin(files.main, job.target / SCREEN, told, files.pages_before)
        joining.finish(joined, files, job.target / SCREEN, told)
        return found()


def _both_if_even(
    parts: Sequence[PartFile], folder: Path, told: Joined, before: int, settings: Settings, title: str
) -> Files | None:
    """Both files with the documents' parts; None where one of these is to be set again with the numbers themselves."""
    with suppress(UnevenError):
        return _both(parts, folder, told, before, settings, title)
    return None


def _both(parts: Sequence[PartFile], folder: Path, told: Joined, before: int, settings: Settings, title: str) -> Files:
    """Both files with the documents' parts, each of which is read but once."""
    with (folder / SCREEN).open("wb") as screen, (folder / PRESS).open("wb") as other:
        joined, pressed = Joining(screen, told, before), Pressing(other, settings, title)
        joined.add_all(parts, 0, pressed.add)
    return joined, pressed


def _press(
    begun: Pressing | None,
    files: PartFiles,
    target: Path,
    settings: Settings,
    title: str,
    profile: press.Profile | None,
) -> list[Finding]:
    begun = begun or press.begin(files.main, target, settings, title)
    return press.finish(begun, files, target, settings, title, profile)


def _stand_by() -> None:
    """What a process needs for its work is there."""
