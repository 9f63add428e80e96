"""Entries of a calendar: in supplements the heading is all there is, with subject, classification, pages and place.

"Telegram 17 from Oslo, March 14. Subject. Secret. 4 pp. DOS, CF, 600.1/3–161." is a heading ("Telegram 17 from Oslo,
March 14. Subject.") and a note ("Secret. 4 pp. DOS, CF, 600.1/3–161.").
"""

from kktei.model import Span
from kktei.parse.vocabulary import Vocabulary, load_vocabulary


def entry(head: str, *, vocabulary: Vocabulary | None = None) -> tuple[str, str] | None:
    """The heading proper and the note of a calendar entry, which together are ``head``; None for any other heading."""
    words = vocabulary or load_vocabulary()
    match = words.search("calendar_note", head)
    if match is None or not head[match.end() :].strip():
        return None
    return head[: match.start("note")].rstrip(), head[match.start("note") :].strip()


def place_of(note: str, vocabulary: Vocabulary) -> Span | None:
    """Where the place stands in an entry's note: after classification and pages."""
    match = vocabulary.match("calendar_note_alone", note)
    if match is None:
        return None
    end = len(note.rstrip().rstrip("."))
    return Span(match.end(), end) if end > match.end() else None
