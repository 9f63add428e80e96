"""The edition's history: versions that edition.xml tells of, and what was done to documents for each."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from kktei.render.html.context import address
from kktei.render.html.given import ChangeRow, VersionRow, VersionsContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.parts import PageLink

_LISTED = 60  # documents of one change: thousands of letters are changed by programs, time and again
_NEW = 200  # changes, the last ones, of which so many are listed; of those before, of large editions thousands:
_LISTED_BEFORE = 3


def versions(index: Index) -> VersionsContext:
    """Each version with the changes until its day; those after the last, and all where none has a name, come first.

    A version is a ``change`` in the ``revisionDesc`` of edition.xml with its name in ``n``.
    """
    told = index.records.changes
    named = sorted({(c.when, c.version) for c in told if c.version}, reverse=True)
    rows = _rows(index)
    found: list[VersionRow] = []
    for name, since, until in _spans(named):
        words = tuple(c.words for c in told if c.words and since < c.when <= until)
        changes = tuple(row for row in rows if since < row.when <= until)
        if name or words or changes:
            found.append(VersionRow(name=name, when=until if name else "", words=words, changes=changes))
    return VersionsContext(versions=tuple(found))


def is_told(index: Index) -> bool:
    """Whether there is any of it to tell."""
    ours = any(c.version or (c.words and c.when) for c in index.records.changes)
    return ours or any(change.when for document in index.documents for change in document.entry.changes)


def _spans(named: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Versions, the newest first: name, the day after which it begins, and its own day."""
    days = [("~", ""), *named]  # what is later than every day
    later = [day for day, _ in days[1:]]
    return [(name, since, day) for (day, name), since in zip(days, [*later, ""], strict=True)]


def _rows(index: Index) -> list[ChangeRow]:
    """What was done on each day, the last day first."""
    done: dict[tuple[str, str], dict[str, DocumentPage]] = defaultdict(dict)
    for document in index.documents:
        for change in document.entry.changes:
            done[(change.when, change.words)][document.path] = document
    whole = len(index.documents)
    rows: list[ChangeRow] = []
    for (when, words), found in sorted(done.items(), key=lambda item: item[0][0], reverse=True):
        most = _LISTED if len(rows) < _NEW else _LISTED_BEFORE
        links = _links(islice(found.values(), most)) if len(found) < whole else ()
        rows.append(ChangeRow(when=when, words=words, count=len(found), links=links))
    return rows


def _links(documents: Iterable[DocumentPage]) -> tuple[PageLink, ...]:
    numbered = ((d, f"{d.number}. " if d.number else "") for d in documents)
    return tuple(PageLink(address=address(d.path), title=f"{number}{d.named}") for d, number in numbered)
