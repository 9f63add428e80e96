"""What a run says while it works: a progress bar on a terminal, plain lines elsewhere, findings at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic

import click

from kktei import report
from kktei.findings import Finding, Severity, unreadable, worst

_EVERY = 5.0  # seconds between two plain lines of progress


@dataclass
class Console:
    """Where words go: findings and results to standard output, everything else to standard error."""

    quiet: bool = False
    verbose: bool = False
    form: str = "text"
    jobs: int = 1
    _last: float = field(default=0.0)
    _open: bool = field(default=False)

    @property
    def colour(self) -> bool:
        """Whether findings are coloured: on a terminal, unless NO_COLOR is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def say(self, words: str) -> None:
        """A line about the run itself."""
        if not self.quiet:
            self._end_line()
            click.echo(words, err=True)

    def detail(self, words: str) -> None:
        """A line for those who asked for more (-v)."""
        if self.verbose:
            self.say(words)

    def progress(self, what: str, done: int, whole: int) -> None:
        """How far the work is."""
        if self.quiet or not whole:
            return
        if sys.stderr.isatty():
            filled = 30 * done // whole
            click.echo(f"\r{what:<24} [{'#' * filled}{' ' * (30 - filled)}] {done}/{whole}", nl=False, err=True)
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
        else:
            click.echo(report.render(found, self.form))

    def exit_code(self, found: Sequence[Finding]) -> int:
        """0, 1 where the texts have errors, or 3 where a file could not be read and the run went on without it."""
        if unreadable(found):
            return 3
        return 1 if worst(found) is Severity.ERROR else 0

    def _end_line(self) -> None:
        if self._open:
            click.echo(err=True)
            self._open = False
