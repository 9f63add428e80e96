"""What a run says while it works: a progress bar on a terminal, plain lines elsewhere, findings at the end."""

import contextlib
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

import click

from kktei import report
from kktei.cli.streams import output
from kktei.findings import Finding, Severity, unreadable, worst
from kktei.report.visible import ascii_json, visible

_EVERY = 5.0  # seconds between two plain lines of progress


@dataclass
class Console:
    """What the options of all commands say; findings and results go to standard output, all else to standard error."""

    quiet: bool = False
    verbose: bool = False
    form: str = "text"
    jobs: int = 1
    follow_links: bool = False
    _last: float = field(default_factory=monotonic)
    _open: bool = field(default=False)
    _furthest: dict[str, float] = field(default_factory=dict)

    @property
    def colour(self) -> bool:
        """Whether findings are coloured: on a terminal that can, unless NO_COLOR is set."""
        return coloured()

    def say(self, words: str) -> None:
        """A line about the run itself."""
        if not self.quiet:
            self._end_line()
            click.echo(visible(words), err=True)

    def detail(self, words: str) -> None:
        """A line for those who asked for more (-v)."""
        if self.verbose:
            self.say(words)

    def progress(self, what: str, done: int, whole: int) -> None:
        """How far the work is."""
        if self.quiet or not whole or done / whole < self._furthest.get(what, 0):
            return  # what is done once more begins where it was shown to be
        self._furthest[what] = done / whole
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            click.echo("\r" + _bar(what, done, whole), nl=False, err=True)
            self._open = True
            if done >= whole:
                self._end_line()
        elif monotonic() - self._last > _EVERY or (done == whole and whole > 1 and self.verbose):
            self._last = monotonic()
            click.echo(f"{what}: {done} of {whole}", err=True)

    def findings(self, found: Sequence[Finding]) -> None:
        """All findings in the form that was asked for; information only with -v."""
        self._end_line()
        shown = [f for f in found if self.verbose or self.form != "text" or f.severity is not Severity.INFO]
        if self.form == "text":
            if shown:
                click.echo(report.as_text(shown, colour=self.colour))
        elif self.form == "github":
            output().write_utf8(report.render(found, self.form) + "\n")
        else:
            show_json(report.render(found, self.form))

    def exit_code(self, found: Sequence[Finding]) -> int:
        """0, 1 where the texts have errors, or 3 where a file could not be read and the run went on without it."""
        if unreadable(found):
            return 3
        return 1 if worst(found) is Severity.ERROR else 0

    def finish(self, found: Sequence[Finding], words: str) -> NoReturn:
        """Tell the findings and the last line, and end the process."""
        self.findings(found)
        self.say(words)
        sys.exit(self.exit_code(found))

    def _end_line(self) -> None:
        if self._open:
            click.echo(err=True)
            self._open = False


def coloured() -> bool:
    """Whether standard output gets colours: a terminal that knows them, unless NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show_json(text: str) -> None:
    """JSON on standard output; where that is not UTF-8, with its characters escaped, which is the same JSON."""
    click.echo(text if output().unicode else ascii_json(text))


def _bar(what: str, done: int, whole: int) -> str:
    """How far the work is, in one line of the terminal."""
    room = _columns() - 1
    counts = f" {done}/{whole}"
    wide = min(30, room - 27 - len(counts))
    if wide < 5:
        return f"{what[: max(room - len(counts), 0)]}{counts}"[:room]
    filled = wide * done // whole
    return f"{what:<24} [{'#' * filled}{' ' * (wide - filled)}]{counts}"


def _columns() -> int:
    """How wide the terminal is that progress goes to, also where results go elsewhere."""
    stated = os.environ.get("COLUMNS", "")
    if not stated.isdecimal():
        with contextlib.suppress(OSError, ValueError):
            return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    return shutil.get_terminal_size().columns
