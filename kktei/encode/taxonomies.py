"""The taxonomies of the corpus file: one a question, from the vocabulary and the edition's own list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kktei.encode.elements import Element, el
from kktei.notation import own_table

_TABLES = {"classification": "classification", "precedence": "precedence", "handling": "handling", "genre": "kind"}


class TermRow(Protocol):
    """A row of the vocabulary."""

    @property
    def key(self) -> str:
        """The category's id."""

    @property
    def label(self) -> str:
        """The category's usual wording."""


class Terms(Protocol):
    """The vocabulary, as far as encoding reads it."""

    @property
    def rows(self) -> Mapping[str, Sequence[tuple[TermRow, tuple[str, ...]]]]:
        """For each table its rows with their wordings."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A question and its answers: id -> wording, in order; of itself it may have no id ("")."""

    id: str
    question: str
    categories: Mapping[str, str]


def taxonomies(vocabulary: Terms) -> list[Taxonomy]:
    """All taxonomies, the vocabulary's categories before the edition's own."""
    own = own_table("kktei.encode", "taxonomies.toml")
    made = []
    for key, row in own.items():
        categories = dict(_terms(vocabulary, _TABLES.get(key)))
        categories.update((c["key"], c["label"]) for c in row.get("category", ()))
        made.append(Taxonomy(key, row["desc"], categories))
    return made


def _terms(vocabulary: Terms, table: str | None) -> Iterator[tuple[str, str]]:
    """The categories of a table; of several rows with one key the first names it."""
    seen: set[str] = set()
    for term, _ in vocabulary.rows.get(table or "", ()):
        if term.key and term.key not in seen:
            seen.add(term.key)
            yield term.key, term.label[:1].upper() + term.label[1:]


def taxonomy_element(taxonomy: Taxonomy) -> Element:
    """Taxonomy with its desc and categories."""
    categories = [category_element(key, label) for key, label in taxonomy.categories.items()]
    return el("taxonomy", el("desc", taxonomy.question), categories, xml_id=taxonomy.id or None)


def category_element(key: str, label: str) -> Element:
    """One category."""
    return el("category", el("catDesc", label), xml_id=key)
