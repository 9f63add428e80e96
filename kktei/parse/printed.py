"""Sentences that say where a text is printed, and of which text they say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kktei.model import Publication, Reference, Span
from kktei.parse import publications
from kktei.parse.draft import Draft
from kktei.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class PrintedCitation:
    """What is printed where."""

    subject: Span | None
    works: tuple[Publication, ...]
    about_this: bool
    span: Span


def read_printed(note: str, start: int, end: int, vocabulary: Vocabulary) -> PrintedCitation | None:
    """What the sentence ``note[start:end]`` says is printed, or None."""
    see = vocabulary.search("printed_see", note, start, end)
    aside = vocabulary.search("printed_see_work", note, start, end)
    verb = vocabulary.search("printed_verb", note, start, end) or vocabulary.search("printed_in", note, start, end)
    match = see or verb or aside
    if match is None:
        return None
    stop = _stop(note, match.end(), end, vocabulary)
    if not _cites(note[match.end() : stop], vocabulary):
        return None
    works = tuple(publications.read_publications(note, match.end(), stop, vocabulary))
    before = note[start : match.start()].strip()
    subject = Span(start, start + len(note[start : match.start()].rstrip())) if before and not see else None
    reported = vocabulary.search("printed_read", match[0]) is not None
    about = (
        match is not aside
        and not reported
        and not vocabulary.search("printed_other_text", before)
        and not (see and (see["of"] or see["by"]))
        and not _of_another_clause(before, see is not None, vocabulary)
    )
    return PrintedCitation(None if vocabulary.match("also_alone", before) else subject, works, about, Span(start, stop))


def _of_another_clause(before: str, see: bool, vocabulary: Vocabulary) -> bool:
    """Whether words before ", printed in" or "for text, see" are a clause of its own, about another text."""
    told = before.endswith((",", ";")) or (see and bool(before))
    return told and vocabulary.match("printed_own", before) is None


def again(draft: Draft, place: Span) -> Reference | None:
    """The printed work that "ibid." at ``place`` means: with pages, or where a printed work was cited last."""
    words, note = draft.vocabulary, draft.note
    paged = words.match("ibid_pages", note, place.start, place.end)
    bare = words.match("ibid_alone", note, place.start, place.end)
    works = [r.span for r in draft.references if r.kind in ("volume", "publication")]
    works += [work.span for work in draft.published]
    works += [draft.base.publication.span] if draft.base and draft.base.publication else []
    before = [span for span in works if span.end <= place.start]
    found = paged or bare
    if not before or found is None:
        return None
    last = max((cited.span.end for cited in draft.citations.cited[-1:]), default=0)
    if not paged and last > max(span.end for span in before):
        return None
    pages = words.search("references_pages", found[0])
    where = Span(place.start + pages.start(1), place.start + pages.end(1)) if pages else None
    return Reference("publication", found[0], Span(place.start, found.end()), None, pages[1] if pages else None, where)


def _stop(note: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    after = vocabulary.search("printed_after", note, start, end)
    end = after.start() if after else end
    while end > start and note[end - 1] in " .;,":
        end -= 1
    return end


def _cites(text: str, vocabulary: Vocabulary) -> bool:
    if publications.looks_printed(text, vocabulary):
        return True
    return vocabulary.match("printed_cites", text) is not None


def as_references(found: PrintedCitation, vocabulary: Vocabulary) -> Sequence[Reference]:
    """The works as cross references, where another text is printed there."""
    made = []
    for work in found.works:
        kind = "volume" if vocabulary.match("is_volume", work.wording) else "publication"
        digits = re.search(r"\d.*", work.pages) if work.pages else None
        span = Span(work.pages_span.start + digits.start(), work.pages_span.end) if digits and work.pages_span else None
        made.append(Reference(kind, work.wording, work.span, None, digits[0] if digits else None, span))
    return made


def subject_of(note: str, span: Span, vocabulary: Vocabulary) -> Span:
    """The words for the text that a sentence speaks of: up to its verb, or its first noun of texts."""
    reporter = vocabulary.match("reporter", note, span.start, span.end)
    if reporter:
        return Span(reporter.start(1), reporter.end(1))
    verb = vocabulary.search("printed_subject_of", note, span.start, span.end)
    noun = vocabulary.search("printed_subject_of_2", note, span.start, span.end)
    if (
        verb
        and noun
        and noun.start() < verb.start()
        and not vocabulary.search("printed_clause", note, span.start, verb.start())
    ):
        return Span(span.start, verb.start())
    if noun:
        return Span(noun.start(), noun.end())
    return Span(span.start, span.start + len(span.of(note).rstrip(" .")))
