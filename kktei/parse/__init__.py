"""Source-note prose and headings to facts, each with the stretch of text that it rests on.

Two techniques: shapes and words that the vocabulary holds as data (``patterns.toml`` and its tables) find where a
statement begins and ends; what has a grammar (agents, how a text was made, how it travelled) is parsed from tokens
with parsy.  A reader is a function of the draft that changes nothing and returns what it read (``draft.Reading``),
every fact with its span; it returns nothing rather than half of what it does not understand.

What was not read is in ``NoteFacts`` beside the facts: sentences that no reader took (``Sentence.understood``), and
names, places and dates in no fact's span (``mentions``, ``unread``).  One place tells these from the spans when all
readers have been: a name that one of them leaves is often the next one's, in the same sentence or in an "(Ibid.)" after
it, so that none of them alone can say that it was not read.
"""

from kktei.parse.calendar import entry
from kktei.parse.dated import dated_by_heading, lacks_year, not_dated
from kktei.parse.decided import acceptable, decided
from kktei.parse.faults import across
from kktei.parse.findings import findings_of, findings_of_head
from kktei.parse.headed import above_text
from kktei.parse.heads import parse_head
from kktei.parse.marks import disagreements, with_marks
from kktei.parse.notes import again_number, is_again, is_unmarked, parse_note
from kktei.parse.personal import not_people
from kktei.parse.record import record
from kktei.parse.repeated import as_before, bearers, by_title
from kktei.parse.spoken import Spoken, spoken_in
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Spoken",
    "Vocabulary",
    "above_text",
    "acceptable",
    "across",
    "again_number",
    "as_before",
    "bearers",
    "by_title",
    "dated_by_heading",
    "decided",
    "disagreements",
    "entry",
    "findings_of",
    "findings_of_head",
    "is_again",
    "is_unmarked",
    "lacks_year",
    "load_vocabulary",
    "not_dated",
    "not_people",
    "parse_head",
    "parse_note",
    "record",
    "spoken_in",
    "with_marks",
]
