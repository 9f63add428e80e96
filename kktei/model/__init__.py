"""What an edition knows, as frozen data: no input or output, no XML.

A source note is prose.  ``parse`` turns it into :class:`NoteFacts`; every fact carries the
:class:`Span` of the note that it rests on and says how it was found (:class:`Found`).  Spans
count characters of the note *as it came* (Python string offsets, end exclusive).
"""

from kktei.model.acts import Act, ActKind, Agent, AgentKind, When
from kktei.model.documents import (
    Authority,
    Chapter,
    Document,
    EditorFact,
    Facts,
    Front,
    Link,
    Position,
    Record,
    Transcription,
)
from kktei.model.fields import COMPLETING, DATES, FIELDS, IDENTIFIERS, LEVELS, MAKING, OVERRULING, PUBLISHING
from kktei.model.identity import LONGEST, DocumentId
from kktei.model.locations import Level, LevelKind, Location
from kktei.model.notes import (
    Doubt,
    DoubtKind,
    HeadFacts,
    Marking,
    MarkingKind,
    Mention,
    NoteFacts,
    Publication,
    Reference,
    Sentence,
    SentenceRole,
    Unread,
    Witness,
    WitnessKind,
)
from kktei.model.spans import NOWHERE, Found, Span

__all__ = [
    "COMPLETING",
    "DATES",
    "FIELDS",
    "IDENTIFIERS",
    "LEVELS",
    "LONGEST",
    "MAKING",
    "NOWHERE",
    "OVERRULING",
    "PUBLISHING",
    "Act",
    "ActKind",
    "Agent",
    "AgentKind",
    "Authority",
    "Chapter",
    "Document",
    "DocumentId",
    "Doubt",
    "DoubtKind",
    "EditorFact",
    "Facts",
    "Found",
    "Front",
    "HeadFacts",
    "Level",
    "LevelKind",
    "Link",
    "Location",
    "Marking",
    "MarkingKind",
    "Mention",
    "NoteFacts",
    "Position",
    "Publication",
    "Record",
    "Reference",
    "Sentence",
    "SentenceRole",
    "Span",
    "Transcription",
    "Unread",
    "When",
    "Witness",
    "WitnessKind",
]
