"""Why a run cannot go on: one exception class, each subclass with its exit code.

An error is not a finding.  A finding says that a text is wrong and the run goes on; an error
ends the run.  Only ``cli`` catches errors; a user never sees a traceback.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self


class KkteiError(Exception):
    """The run cannot go on.  ``message`` says what is wrong, ``hint`` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[KkteiError], tuple[str, str | None]]:
        """Errors cross from worker processes whole."""
        return type(self), (self.message, self.hint)


class UsageError(KkteiError):
    """The command was called in a way that makes no sense."""

    exit_code = 2


class InputError(KkteiError):
    """A file cannot be read: it is missing, not text, too large, not XML at all.

    ``line`` and ``column`` say where it breaks, for whoever makes a finding of it (0: nowhere in particular).
    """

    exit_code = 3
    line = 0
    column = 0

    def at(self, line: int, column: int) -> Self:
        """The same error, which now knows its place in the file."""
        self.line, self.column = line, column
        return self

    def __reduce__(self) -> tuple[type[KkteiError], tuple[str, str | None], dict[str, int]]:  # type: ignore[override]
        """The place crosses from worker processes too."""
        return *super().__reduce__(), {"line": self.line, "column": self.column}


class SettingsError(InputError):
    """``edition/edition.toml`` is wrong."""


class MachineryError(KkteiError):
    """A schema or a stylesheet cannot be used."""

    exit_code = 4


class NotInstalledError(MachineryError):
    """What only some need, ``title``, is not installed; ``extra`` is the extra that brings it ("": kktei itself)."""

    def __init__(self, title: str, extra: str) -> None:
        hint = f'Install it with: python -m pip install "kktei[{extra}]"' if extra else "Install kktei again."
        super().__init__(f"{title} is not installed", hint)
        self.title = title
        self.extra = extra

    def __reduce__(self) -> tuple[type[NotInstalledError], tuple[str, str]]:
        """Errors cross from worker processes whole."""
        return type(self), (self.title, self.extra)


class OutputError(KkteiError):
    """Results cannot be written."""

    exit_code = 5


@contextmanager
def refused(words: str, hint: str | None = None) -> Iterator[None]:
    """Where the system refuses something within, OutputError: the ``words``, and why."""
    try:
        yield
    except OSError as problem:
        raise OutputError(f"{words}: {problem.strerror}", hint) from problem


class ChildFaultError(Exception):
    """A process of ours fell over: a fault of kktei.  ``tb`` is its traceback as text."""

    def __init__(self, tb: str) -> None:
        super().__init__(tb)
        self.tb = tb


_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
_RIGHTS = frozenset({errno.EACCES, errno.EPERM})
_SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN})


def of_the_machine(problem: BaseException) -> KkteiError | None:
    """What a system's refusal means where nobody nearer has said it: disk, rights, files, memory; None for others."""
    if not isinstance(problem, OSError):
        return None
    what = str(problem.filename or "A file")
    if problem.errno in _WRITING:
        return OutputError(f"{what} cannot be written: {problem.strerror}", "Make room, or write elsewhere.")
    if problem.errno in _RIGHTS:
        return OutputError(f"{what} cannot be used: {problem.strerror}", "See who may read and write it.")
    if problem.errno in _SCARCE:
        hint = "Close other programs, or use --jobs 1."
        return OutputError(f"This machine has no more to give: {problem.strerror}", hint)
    return None
