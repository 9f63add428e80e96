"""Standard output and error: what a console cannot show is escaped, what cannot be written is told at the end.

Words never end a run: where the reader has gone away (``| head``), the disk is full or a stream is
closed, the run finishes its work first.  Exit code 5 then says that words were lost; a reader that
went away lost nothing that it wanted.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

import click

from kktei.errors import OutputError

_GONE = {errno.EPIPE, errno.ESHUTDOWN}  # who read us has read enough
_UTF_8 = {"utf-8", "utf8", "utf_8", "cp65001"}


class UnheardError(Exception):
    """Nobody hears what is written, and the run does nothing else."""


class Stream(io.TextIOBase):
    """A text stream that cannot fail: it keeps the first problem and lets all that follows go."""

    def __init__(self, stream: TextIO | None, name: str) -> None:
        super().__init__()
        self._stream = stream
        self._name = name
        self.problem: OSError | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """How characters become bytes."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def unicode(self) -> bool:
        """Whether every character can be written."""
        return self.encoding.lower() in _UTF_8

    def writable(self) -> bool:
        """Always; what fails is told at the end."""
        return True

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The system's number of the stream; OSError where it has none."""
        if self._stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._stream.fileno()

    def write(self, text: str) -> int:
        """Write ``text``; a character that the stream's encoding does not have is escaped."""
        if not isinstance(text, str):
            raise TypeError(f"a string is needed, not {type(text).__name__}")
        shown = text.encode(self.encoding, "backslashreplace").decode(self.encoding)
        self._try(lambda stream: stream.write(shown))
        return len(text)

    def write_utf8(self, text: str) -> None:
        """Write ``text`` in UTF-8, whatever the console has; for files that are read as UTF-8."""
        raw = getattr(self._stream, "buffer", None)
        if raw is None or self.unicode or self.isatty():
            self.write(text)
        else:
            self.flush()
            self._try(lambda _: raw.write(text.encode("utf-8", "backslashreplace")))

    def flush(self) -> None:
        """Hand over what waits."""
        self._try(lambda stream: stream.flush(), waits=self._stream is not None)

    def insist(self) -> None:
        """End the run where nobody hears it (UnheardError); for commands that do nothing but write."""
        if self.problem is not None:
            raise UnheardError

    @property
    def lost(self) -> OutputError | None:
        """Why words were lost, if they were."""
        if self.problem is None or self.problem.errno in _GONE:
            return None
        why = self.problem.strerror or str(self.problem)
        return OutputError(f"Not all could be said: {self._name} cannot be written ({why})", _KEPT)

    def _try(self, act: Callable[[TextIO], object], *, waits: bool = True) -> None:
        if self.problem is not None or not waits:
            return
        try:
            if self._stream is None:
                raise OSError(errno.EBADF, "it is closed")
            act(self._stream)
        except OSError as problem:
            self._give_up(problem)
        except ValueError:  # closed under us
            self._give_up(OSError(errno.EBADF, "it is closed"))

    def _give_up(self, problem: OSError) -> None:
        """Keep the problem; what still waits in Python's buffer goes nowhere, also when the process ends."""
        self.problem = problem
        with contextlib.suppress(OSError, ValueError):  # not a file of the system
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


_KEPT = "What was made is safe; say it again with room to write, or with -q."


@contextlib.contextmanager
def patient_streams() -> Iterator[tuple[Stream, Stream]]:
    """Standard output and error as streams that cannot fail, for as long as a command runs."""
    _occupy()
    before = sys.stdout, sys.stderr
    out, err = Stream(sys.stdout, "standard output"), Stream(sys.stderr, "standard error")
    sys.stdout, sys.stderr = out, err
    try:
        yield out, err
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before


def output() -> Stream:
    """Standard output while a command runs."""
    return sys.stdout if isinstance(sys.stdout, Stream) else Stream(sys.stdout, "standard output")


def show(line: str) -> None:
    """Say a line of what would change; with nobody to see it, there is nothing more to do."""
    click.echo(line, nl=False)
    output().insist()


def _occupy() -> None:
    """Let no file of an edition get the number of a closed stream: what engines say would be written into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
