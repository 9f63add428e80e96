"""Stretches of a text, and how a fact was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """The same stretch in a text that begins ``by`` characters earlier."""
        return Span(self.start + by, self.end + by)


# Of a fact that stands in no words of the text: an editor's decision.  No stretch meets it.
NOWHERE = Span(-1, -1)


class Found(StrEnum):
    """How a fact was found."""

    STATED = "stated"  # the note says it in words
    IBID = "ibid"  # taken over from an earlier citation through "ibid."
    INFERRED = "inferred"  # follows from context (a year, a shared repository, a shared title)
    EDITOR = "editor"  # an editor's table or hand
