"""What a source file turns out to hold: the result that every reader gives."""

from dataclasses import dataclass, field

from kktei.findings import Finding
from kktei.model import Authority, Chapter, DocumentId, Facts, Front, Position, Record


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A TEI document that enters as it is.

    ``id`` goes by its own id; ``other`` by the name of its source, for where another document has that id already.
    """

    id: DocumentId
    data: bytes
    at: Position
    other: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source file as read.

    ``facts`` are what the source itself says of a document outside the source note (its dateline,
    its signature), in the names of the editor's table, which outranks them.  ``file`` is what it is called.
    """

    title: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
    format: str = "plain"
    facts: Facts = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    front: tuple[Front, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    documents: tuple[TakenDocument, ...] = ()
    file: str = ""
