"""The table that the search page asks: every document with its correspondents, dates and facets.

It is kept by columns: a site of thousands of letters loads it whole.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kktei.config import is_web
from kktei.render.contract import columned
from kktei.render.dates import filled, in_words, year_of
from kktei.render.html.archives import holders, level_name
from kktei.render.html.context import address
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.index import DocumentPage, Index, RegisterEntry
from kktei.render.html.rows import labels
from kktei.render.words import Texts

_MOST = 250  # values a facet offers; the registers hold all
_CORRESPONDING = {"sent", "received", "copied", "mentioned"}  # what fields of their own ask for
_NAMED = {"person": {"person"}, "place": {"place"}}


@dataclass(frozen=True, kw_only=True)
class SearchedPage:
    """A page that is found.  Names, and values of facets, are their places in the lists of names and values."""

    fragment: str  # what the search engine calls the page
    address: str
    number: str = ""
    title: str
    title_language: str = ""
    language: str = ""
    start: str = ""
    end: str = ""
    date: str = ""  # in words; "" of a page that is no document
    senders: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    genre: tuple[int, ...] = ()
    marking: tuple[int, ...] = ()
    repository: tuple[int, ...] = ()
    level: tuple[int, ...] = ()
    part: tuple[int, ...] = ()
    person: tuple[int, ...] = ()
    place: tuple[int, ...] = ()
    year: tuple[int, ...] = ()


@dataclass(frozen=True)
class SearchedName:
    """A sender or recipient."""

    name: str
    forms: tuple[str, ...]
    is_body: bool
    same_as: str  # the address of an authority that means the same; "" where the record has none


@dataclass(frozen=True)
class Facet:
    """What documents can be chosen by; its name is the column of a document that holds its values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class SearchTable:
    """All that the scripts of search, calendar and comparison know of the documents."""

    documents: Mapping[str, Sequence[object]]
    names: Mapping[str, Sequence[object]]
    facets: tuple[Facet, ...]


def table(index: Index, ids: dict[str, str], words: Texts, others: Sequence[tuple[str, str]] = ()) -> SearchTable:
    """``ids``: the search engine's id of each page; ``others``: pages beside the documents, path and title."""
    facets = _facets(index, words)
    values = _values(index, facets)
    numbers = {name: {value: at for at, value in enumerate(listed)} for name, listed in values.items()}
    people = sorted({row.key for d in index.documents for row in d.entry.agents if row.key in index.names})
    place = {key: at for at, key in enumerate(people)}
    rows = []
    for at, document in enumerate(index.documents):
        start, end, date = _dates(document, words)
        rows.append(
            SearchedPage(
                fragment=ids.get(document.path, ""),
                address=address(document.path),
                number=document.number,
                title=document.named,
                title_language=document.entry.title_language,
                language=document.entry.language,
                start=start,
                end=end,
                date=date,
                senders=_parties(document, ("sent",), place),
                recipients=_parties(document, ("received", "copied"), place),
                **{f: tuple(numbers[f][v] for v in of(at) if v in numbers[f]) for f, of in facets.items()},
            )
        )
    rows += [SearchedPage(fragment=ids.get(path, ""), address=address(path), title=title) for path, title in others]
    known = [index.names[key] for key in people]
    names = [
        SearchedName(name=k.name, forms=tuple(k.searched[:12]), is_body=k.kind == "body", same_as=_same(k))
        for k in known
    ]
    return SearchTable(
        documents=columned(SearchedPage, rows),
        names=columned(SearchedName, names),
        facets=tuple(Facet(name, listed) for name, listed in values.items() if len(listed) > 1),
    )


def unoffered(index: Index) -> dict[str, list[tuple[str, list[int]]]]:
    """Of each facet of names those that are too many to be offered, with their documents: they can be asked for."""
    found: dict[str, dict[str, list[int]]] = {}
    for facet, named in _named(index).items():
        offered = set(_offered(Counter(name for names in named.values() for name in names)))
        for at, names in sorted(named.items()):
            for name in names:
                if name not in offered:
                    found.setdefault(facet, {}).setdefault(name, []).append(at)
    return {facet: sorted(names.items()) for facet, names in found.items()}


def gists(index: Index) -> list[tuple[int, str]]:
    """What tells documents of one title apart in the calendar of very many: their summaries, or how they begin."""
    count = Counter(document.named for document in index.documents)
    told = ((at, d.entry.summary or d.entry.incipit) for at, d in enumerate(index.documents) if count[d.named] > 1)
    return [(at, gist) for at, gist in told if gist]


def _same(name: RegisterEntry) -> str:
    return next((i.value for i in name.record.ids if is_web(i.value)), "") if name.record else ""


def _dates(document: DocumentPage, words: Texts) -> tuple[str, str, str]:
    date = document.date
    start, end, said = date.start, date.end, document.said
    if not (start or end):
        return start, end, said or words["date.unknown"]
    return start, end, f"{_bounds(start, end, words, lasting=date.lasting)}{f' ({said})' if said else ''}"


def _bounds(start: str, end: str, words: Texts, *, lasting: bool) -> str:
    if start == end:
        return in_words(start, words)
    ends = {"from": in_words(start, words), "to": in_words(end, words)}
    first, last, both = ("from", "until", "from-to") if lasting else ("after", "before", "between")
    return filled(words[f"date.{first if not end else last if not start else both}"], ends)


def _parties(document: DocumentPage, acts: tuple[str, ...], place: dict[str, int]) -> tuple[int, ...]:
    """Everybody who sent, or received, in any act of communication that the document tells of."""
    keys = dict.fromkeys(row.key for row in document.entry.agents if row.act in acts)
    return tuple(place[key] for key in keys if key in place)


def _facets(index: Index, words: Texts) -> dict[str, Callable[[int], list[str]]]:
    """Facets by name: what values a document has."""
    names = labels(index)
    named = _named(index)

    def entry(at: int) -> DocumentEntry:
        return index.documents[at].entry

    def genre(at: int) -> list[str]:
        key = entry(at).genre
        plain = key.removeprefix("gen.")
        return [names[key].name if key in names else words.get(f"genre.{plain}", _in_words(plain))] if key else []

    def marking(at: int) -> list[str]:
        return [names[k].name for k in index.classes(index.documents[at]) if k in names and not k.startswith("gen.")]

    def levels(at: int, first: bool) -> list[str]:
        steps = [holders(w) if first else w.levels[len(holders(w)) :] for w in entry(at).copies]
        listed = [s for part in steps for s in part if s.element != "idno" or s.type]
        return list(dict.fromkeys(level_name(s, index) for s in listed))

    def parts(at: int) -> list[str]:
        acting = [row for row in entry(at).agents if row.act not in _CORRESPONDING and row.key in index.names]
        titles = {act: names[act].name if act in names else act for act in {row.act for row in acting}}
        said = (f"{words.get(f'role.{row.act}', titles[row.act])}: {index.names[row.key].name}" for row in acting)
        return list(dict.fromkeys(said))

    return {
        "genre": genre,
        "marking": marking,
        "repository": lambda at: levels(at, True),
        "level": lambda at: levels(at, False),
        "part": parts,
        "person": lambda at: named["person"].get(at, []),
        "place": lambda at: named["place"].get(at, []),
        "year": lambda at: [y for y in [year_of(index.documents[at].sort_date)] if y != "9999"],
    }


def _in_words(key: str) -> str:
    """A key that nothing names, as ``k:plain`` of the pages has it."""
    words = key.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _named(index: Index) -> dict[str, dict[int, list[str]]]:
    """For each facet of names, the names of each document in their order."""
    named: dict[str, dict[int, list[str]]] = {facet: {} for facet in _NAMED}
    for name in sorted(index.names.values(), key=lambda n: n.order):
        for facet, kinds in _NAMED.items():
            for document in name.documents if name.kind in kinds else []:
                named[facet].setdefault(document, []).append(name.name)
    return named


def _values(index: Index, facets: Mapping[str, Callable[[int], list[str]]]) -> dict[str, tuple[str, ...]]:
    """Each facet's values, the most used first."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in facets}
    for at in range(len(index.documents)):
        for name, of in facets.items():
            counted[name].update(of(at))
    return {name: _offered(values) for name, values in counted.items()}


def _offered(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda v: (-counted[v], v))[:_MOST])
