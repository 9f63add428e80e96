"""Source-note prose and headings to facts, each with the stretch of text that it rests on."""

from kktei.parse.calendar import entry
from kktei.parse.dated import dated_by_heading, lacks_year
from kktei.parse.decided import acceptable, decided
from kktei.parse.faults import across
from kktei.parse.findings import findings_of, findings_of_head
from kktei.parse.headed import above_text
from kktei.parse.heads import parse_head
from kktei.parse.marks import disagreements, with_marks
from kktei.parse.notes import parse_note
from kktei.parse.personal import not_people
from kktei.parse.record import record
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Vocabulary",
    "above_text",
    "acceptable",
    "across",
    "dated_by_heading",
    "decided",
    "disagreements",
    "entry",
    "findings_of",
    "findings_of_head",
    "lacks_year",
    "load_vocabulary",
    "not_people",
    "parse_head",
    "parse_note",
    "record",
    "with_marks",
]
