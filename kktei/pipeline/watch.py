"""Who is told how a run goes: the command line's console, or nobody."""

from typing import Protocol


class Watcher(Protocol):
    """Words and progress of a run."""

    def say(self, words: str) -> None:
        """A line about the run."""

    def detail(self, words: str) -> None:
        """A line for those who want more."""

    def progress(self, what: str, done: int, whole: int) -> None:
        """How far the work is."""


class Silence:
    """A watcher that says nothing."""

    def say(self, words: str) -> None:
        """Say nothing."""

    def detail(self, words: str) -> None:
        """Say nothing."""

    def progress(self, what: str, done: int, whole: int) -> None:
        """Say nothing."""
