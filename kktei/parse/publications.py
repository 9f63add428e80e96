"""Printed texts: lists of publications with their author, title, imprint and pages."""

import re

from kktei.model import Publication, Span
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary

_IMPRINT = re.compile(r"\s*\(([^()]{2,80}?\d{4}(?:[-–]\d{2,4})?)\)")


def looks_printed(text: str, vocabulary: Vocabulary) -> bool:
    """Whether ``text`` cites a publication rather than an archive."""
    if vocabulary.search("publications_looks_printed", text):
        return False
    known = vocabulary.match("publications_looks_printed_2", text)
    central = vocabulary.match("publications_looks_printed_3", text)
    if known and not central:
        return True
    archive = vocabulary.match("publications_looks_printed_4", text)
    return not archive and vocabulary.search("publications_shapes", text) is not None


def read_publications(note: str, start: int, end: int, vocabulary: Vocabulary) -> list[Publication]:
    """The publications at ``note[start:end]``, parted by "and", semicolons or commas after page numbers."""
    inside = enclosed(note[start:end])
    found: list[Publication] = []
    begin = start
    for match in vocabulary.pattern("publications_separator").finditer(note, start, end):
        if match.start() < begin or inside[match.start() - start]:
            continue
        if vocabulary.search("publications_ends", note[max(begin, match.start() - 60) : match.start()]) and (
            match[0].strip() != "," or vocabulary.regex("{publication}").match(note, match.end())
        ):
            found.append(one(note, begin, match.start(), vocabulary))
            begin = match.end()
    if end > begin:
        found.append(one(note, begin, end, vocabulary))
    return found


def one(note: str, start: int, end: int, vocabulary: Vocabulary) -> Publication:
    """One publication: author (where the title is not known), title, imprint, pages."""
    while start < end and note[start].isspace():
        start += 1
    text = note[start:end]
    pages = next(iter(vocabulary.pattern("publications_pages").finditer(text)), None)
    imprint = _IMPRINT.search(text)
    title_end = min([m.start() for m in (pages, imprint) if m] or [len(text)])
    author = None if vocabulary.match("publications_one", text) else _author(text[:title_end], vocabulary)
    title_start = author.end() + 2 if author else 0
    title = Span(start + title_start, start + len(text[:title_end].rstrip(" ,")))
    pages_end = start + len(text[: pages.end(1)].rstrip(" ,")) if pages else 0
    return Publication(
        text,
        Span(start, end),
        title.of(note),
        title,
        note[start + pages.start(1) : pages_end] if pages else None,
        Span(start + pages.start(1), pages_end) if pages else None,
        author[0] if author else None,
        Span(start + author.start(), start + author.end()) if author else None,
        imprint[1] if imprint else None,
        Span(start + imprint.start(1), start + imprint.end(1)) if imprint else None,
        author is not None and vocabulary.search("corporate_author", author[0]) is not None,
    )


def _author(text: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    """The author: a personal name before the first comma, with a title after it."""
    comma = text.find(", ")
    while 0 < comma < 80:
        if vocabulary.match("titles_after_names", text, comma + 2):
            comma = text.find(", ", comma + 2)
            continue
        found = vocabulary.match("publications_person", text[:comma])
        return found if found and text[comma + 2 : comma + 3].isupper() else None
    return None
