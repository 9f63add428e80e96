"""Who is told how a run goes: the command line's console, or nobody."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


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


def counted(items: Iterable[Item], what: str, whole: int, watch: Watcher) -> Iterator[Item]:
    """The items; ``watch`` is told of each, as far as there are as many as was thought."""
    for done, item in enumerate(items, 1):
        watch.progress(what, min(done, whole), whole)
        yield item
