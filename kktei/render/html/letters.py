"""The table that the search page asks: every document with its correspondents, dates and facets, as short as may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kktei.config import is_web
from kktei.render.dates import filled, in_words, year_of
from kktei.render.html.archives import holders, level_name
from kktei.render.html.context import address
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.index import DocumentPage, Index, RegisterEntry
from kktei.render.html.rows import labels
from kktei.render.words import Texts

COLUMNS = ("id", "u", "n", "t", "from", "to", "date", "sent", "received")
_MOST = 250  # values a facet offers; the registers hold all
_NAMED = {"person": {"person"}, "place": {"place"}}


def table(index: Index, ids: dict[str, str], words: Texts, others: Sequence[tuple[str, str]] = ()) -> dict[str, object]:
    """``ids``: the search engine's id of each page.  Names and facet values are numbers into their lists.

    ``others`` are pages beside the documents, path and title: rows without date, names and facets.
    """
    facets = _facets(index, words)
    values = {name: _values(index, of) for name, of in facets.items()}
    numbers = {name: {value: at for at, value in enumerate(listed)} for name, listed in values.items()}
    people = sorted({row.key for d in index.documents for row in d.entry.agents if row.key in index.names})
    place = {key: at for at, key in enumerate(people)}
    rows = []
    for at, document in enumerate(index.documents):
        row: list[object] = [ids.get(document.path, ""), address(document.path), document.entry.number,
                          document.named, *_dates(document, words)]  # fmt: skip
        row += [_parties(document, act, place) for act in (("sent",), ("received", "copied"))]
        row += [[numbers[f][v] for v in of(at) if v in numbers[f]] for f, of in facets.items()]
        rows.append(row)
    for path, title in others:
        rows.append([ids.get(path, ""), address(path), "", title, "", "", "", [], [], *([] for _ in facets)])
    return {
        "columns": [*COLUMNS, *facets],
        "documents": rows,
        "names": [[index.names[k].name, index.names[k].searched[:12], _same(index.names[k])] for k in people],
        "facets": [{"name": name, "values": listed} for name, listed in values.items() if len(listed) > 1],
    }


def _same(name: RegisterEntry) -> str:
    """The address of an authority that means the same; "" where the record has none."""
    return next((i.value for i in name.record.ids if is_web(i.value)), "") if name.record else ""


def _dates(document: DocumentPage, words: Texts) -> tuple[str, str, str]:
    date = document.entry.date
    start, end, said = date.start, date.end, date.said
    if not (start or end):
        return start, end, said or words["date.unknown"]
    return start, end, f"{_bounds(start, end, words, lasting=date.lasting)}{f' ({said})' if said else ''}"


def _bounds(start: str, end: str, words: Texts, *, lasting: bool) -> str:
    if start == end:
        return in_words(start, words)
    ends = {"from": in_words(start, words), "to": in_words(end, words)}
    between = "from-to" if lasting else "between"
    return filled(words[f"date.{'after' if not end else 'before' if not start else between}"], ends)


def _parties(document: DocumentPage, acts: tuple[str, ...], place: dict[str, int]) -> list[int]:
    """Everybody who sent, or received, in any act of communication that the document tells of."""
    keys = dict.fromkeys(row.key for row in document.entry.agents if row.act in acts)
    return [place[key] for key in keys if key in place]


def _facets(index: Index, words: Texts) -> dict[str, Callable[[int], list[str]]]:
    """Facets by name: what values a document has."""
    names = labels(index)
    named = _named(index)

    def entry(at: int) -> DocumentEntry:
        return index.documents[at].entry

    def genre(at: int) -> list[str]:
        key = entry(at).genre
        plain = key.removeprefix("gen.")
        return [names[key].name if key in names else words.get(f"genre.{plain}", plain)] if key else []

    def marking(at: int) -> list[str]:
        return [names[k].name for k in entry(at).classes if k in names and not k.startswith("gen.")]

    def levels(at: int, first: bool) -> list[str]:
        steps = [holders(w) if first else w.levels[len(holders(w)) :] for w in entry(at).witnesses]
        listed = [s for part in steps for s in part if s.element != "idno" or s.type]
        return list(dict.fromkeys(level_name(s, index) for s in listed))

    return {
        "genre": genre,
        "marking": marking,
        "repository": lambda at: levels(at, True),
        "level": lambda at: levels(at, False),
        "person": lambda at: named["person"].get(at, []),
        "place": lambda at: named["place"].get(at, []),
        "year": lambda at: [y for y in [year_of(index.documents[at].sort_date)] if y != "9999"],
    }


def _named(index: Index) -> dict[str, dict[int, list[str]]]:
    """For each facet of names, the names of each document in their order."""
    named: dict[str, dict[int, list[str]]] = {facet: {} for facet in _NAMED}
    for name in sorted(index.names.values(), key=lambda n: n.order):
        for facet, kinds in _NAMED.items():
            for document in name.documents if name.kind in kinds else []:
                named[facet].setdefault(document, []).append(name.name)
    return named


def _values(index: Index, of: Callable[[int], list[str]]) -> list[str]:
    """A facet's values, the most used first."""
    counted = Counter(value for at in range(len(index.documents)) for value in of(at))
    return sorted(counted, key=lambda v: (-counted[v], v))[:_MOST]
