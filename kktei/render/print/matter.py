"""The parts of a volume beside its documents: which there are, in which order, as lines of its main file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kktei.config import Settings
from kktei.errors import SettingsError

DOCUMENTS = "documents"
LISTS = "lists"  # folder of the files that hold lists and indexes
# Pages by themselves, without head and number: the side on which each stands where the volume begins with them.
_LEAVES = {"half-title": "right", "frontispiece": "left", "title": "right", "imprint": "left", "dedication": "right"}
_CALLS = {
    "half-title": "#half-title()",
    "frontispiece": "#frontispiece()",
    "title": "#title-page()",
    "imprint": "#imprint()",
    "dedication": "#dedication()",
    "contents": "#contents()",
    "colophon": "#colophon()",
}
_KNOW_THE_WHOLE = {"contents", "list-of-documents"}  # where they stand behind the documents, no part can be set alone


@dataclass(frozen=True, slots=True)
class Matter:
    """The lines for what stands before the documents, and behind them."""

    before: Sequence[str]
    behind: Sequence[str]
    whole: bool  # whether it can be set with the documents only
    headed: bool  # whether anything before the documents has a heading


def order(settings: Settings) -> tuple[str, ...]:
    """The parts that the settings name; raises SettingsError where the documents are not among them."""
    named = settings.texts("print.parts")
    if DOCUMENTS not in named:
        raise SettingsError("print.parts has no documents", f'Write "{DOCUMENTS}" where the documents shall stand.')
    return named


def matter(named: Sequence[str], *, has: Mapping[str, bool], sections: Sequence[str], two_sided: bool) -> Matter:
    """What surrounds the documents; ``has`` tells of leaves and lists whether the volume has them."""
    parts = [part for part in named if has.get(part, True)]
    at = parts.index(DOCUMENTS)
    leaves = list(takewhile(_LEAVES.__contains__, parts[:at]))
    before = [
        *_leaves(leaves, two_sided=two_sided),
        *(line for part in parts[len(leaves) : at] for line in _lines(part, sections)),
    ]
    behind = [line for part in parts[at + 1 :] for line in _lines(part, sections)]
    whole = not before or not behind or bool(_KNOW_THE_WHOLE & set(parts[at + 1 :]))
    return Matter(before, behind, whole, bool(set(before) - {"#plain-page[]", *map(_CALLS.get, _LEAVES)}))


def _leaves(leaves: Sequence[str], *, two_sided: bool) -> Iterator[str]:
    """The first pages, each on its side, with empty ones between; what follows begins on a right-hand page."""
    page = 1
    for part in leaves:
        if two_sided and (page % 2 == 1) != (_LEAVES[part] == "right"):
            yield "#plain-page[]"
            page += 1
        yield _CALLS[part]
        page += 1
    if two_sided and page % 2 == 0:
        yield "#plain-page[]"


def _lines(part: str, sections: Sequence[str]) -> Sequence[str]:
    if part == "front":
        return sections
    return [_CALLS.get(part, f'#include "{LISTS}/{part}.typ"')]


def year(said: Settings) -> str:
    """The year in which the edition appears: a book has no day."""
    return said.text("edition.date").partition("-")[0]


def imprint(said: Settings, words: Mapping[str, str]) -> list[str]:
    """The lines on the back of the title page: publisher, licence, address, source."""
    publisher = ", ".join(t for t in (said.text("edition.publisher"), said.text("edition.place"), year(said)) if t)
    source = ", ".join(
        t
        for t in (
            said.text("source.title"),
            said.text("source.volume"),
            said.text("source.publisher"),
            said.text("source.date"),
        )
        if t
    )
    lines = [
        ("print.published-by", "publisher", publisher if said.text("edition.publisher") else ""),
        ("print.source-volume", "source", source),
        (
            "print.licence",
            "licence",
            " ".join(t for t in (said.text("edition.licence_name"), said.text("edition.licence")) if t),
        ),
        ("print.address", "address", said.text("edition.base_uri")),
    ]
    made = [words[key].replace(f"{{{name}}}", value) for key, name, value in lines if value]
    return [
        *made,
        *([f"ISBN {said.text('print.isbn')}"] if said.text("print.isbn") else []),
        *(line for line in said.texts("print.imprint") if line.strip()),
    ]
