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


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is bound already: of which files, as they were ``made``."""

    parts: Sequence[PartFile]
    made: Sequence[str]
    screen: Callable[[], Joining | None]
    press: Callable[[], Pressing | None]


@dataclass
class Binding:
    """The files while they are made; ``title`` is what they say of themselves."""

    job: RenderJob
    title: str
    _begun: _Begun | None = None

    @property
    def _screen(self) -> Path:
        return self.job.target / "screen.pdf"

    @property
    def _press(self) -> Path:
        return self.job.target / "print.pdf"

    def begin(self, parts: Sequence[PartFile], made: Sequence[str], told: Joined) -> None:
        """Bind the documents' parts; ``made`` tells the files from others of these names, ``told`` has their places."""
        if self._begun and (self._begun.parts, self._begun.made) == (parts, made):
            return
        given, jobs = self.job.settings, self.job.jobs
        screen = beside(partial(_screen_begun, parts, self._screen, told), jobs=jobs)
        self._begun = _Begun(
            parts, made, screen, beside(partial(_press_begun, parts, self._press, given, self.title), jobs=jobs)
        )

    def wait(self) -> None:
        """Wait until nobody reads the parts' files."""
        if self._begun:
            self._begun.screen()
            self._begun.press()

    def finish(self, files: PartFiles, told: Joined) -> list[Finding]:
        """Write the files."""
        begun = self._begun if self._begun and self._begun.parts == files.main else None
        joined, pressed = (begun.screen(), begun.press()) if begun else (None, None)
        screen = beside(partial(_screen_finished, joined, files, self._screen, told), jobs=self.job.jobs)
        pressed = pressed or press.begin(files.main, self._press, self.job.settings, self.title)
        found = press.finish(pressed, files, self.job, self._press, self.title)
        screen()
        return found


def _screen_begun(parts: Sequence[PartFile], target: Path, told: Joined) -> Joining | None:
    """None where a part is to be set again with the numbers themselves."""
    with suppress(UnevenError):
        return joining.begin(parts, target, told, 0)
    return None


def _press_begun(parts: Sequence[PartFile], target: Path, settings: Settings, title: str) -> Pressing | None:
    with suppress(UnevenError):
        return press.begin(parts, target, settings, title)
    return None


def _screen_finished(begun: Joining | None, files: PartFiles, target: Path, told: Joined) -> None:
    begun = begun or joining.begin(files.main, target, told, files.pages_before)
    joining.finish(begun, files, target, told)
