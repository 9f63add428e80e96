"""Texts of witnesses as tokens, and what a collation makes of them; no XML, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BREAK = "¶"  # a new paragraph
LINE = "/"  # a new line of verse
GAP = "[…]"  # words that cannot be read
LACUNA = "[lacuna]"  # in a table: the witness does not have this part of the text

Style = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class WitnessToken:
    """A word, a mark or the beginning of a block, as it stands; ``space``: white space stands before it.

    ``style`` are the inline elements around it, outermost first, each with its attributes; ``block`` is the kind
    of the block that a break begins.
    """

    form: str
    space: bool = False
    style: Style = ()
    block: str = ""

    @property
    def is_break(self) -> bool:
        """Whether a block begins here."""
        return bool(self.block)


Tokens = tuple[WitnessToken, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a witness begins: before its token ``at``; its number, and the pointers to its pictures."""

    at: int
    n: str = ""
    facs: str = ""


@dataclass(frozen=True, slots=True)
class WitnessText:
    """A witness's text, or one layer of it.

    ``siglum`` is what tables and readers know it by ("B", "B²"); ``first`` the kind of its first block; ``lacunae``
    are the places between tokens where the text is lost: 0 before the first token.  ``hand`` and ``date`` are as the
    editors give them, ``layer`` counts from 1 (0: it has only one).
    """

    siglum: str
    tokens: Tokens
    first: str = "p"
    lacunae: frozenset[int] = frozenset()
    of: str = ""  # the siglum without its layer
    layer: int = 0
    hand: str = ""
    date: str = ""
    witness: str = ""  # the id of the witness in the document's header that it is
    kind: str = ""  # what it is to the text: a category of witnesses
    pages: tuple[Page, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The tokens as they stand."""
        return tuple(token.form for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the text: what each witness has there (None: it lacks this part of the text).

    ``lemma`` are the words of the text; ``chosen`` whether they are some witness's.  ``cells`` is what editors say
    of it: type, cause, note, who, why, state.
    """

    id: int
    readings: tuple[Tokens | None, ...]
    lemma: Tokens
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def varies(self) -> bool:
        """Whether any witness has other words than the text, or lacks them."""
        forms = tuple(token.form for token in self.lemma)
        return any(r is not None and tuple(t.form for t in r) != forms for r in self.readings)


@dataclass(frozen=True, slots=True)
class Collation:
    """All that is said of one document's witnesses: ``units`` in order make up every witness's text."""

    number: str
    witnesses: tuple[WitnessText, ...]
    base: int
    units: tuple[Unit, ...]
