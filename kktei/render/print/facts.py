"""What xslt/print/facts.xsl tells of a document."""

from dataclasses import dataclass

from kktei.render.listed import ListedFacts
from kktei.render.records import RegisterRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFacts:
    """What the volume has to know of a document or section."""

    title: str
    records: tuple[RegisterRecord, ...]
    local: tuple[str, ...]  # ids that names point to in the document's own file
    anchors: tuple[str, ...]
    targets: tuple[str, ...]  # pointers as written and where they lead, a tab between
    listed: ListedFacts
