"""What of the editors' table reached no document, or says otherwise than its text."""

from collections.abc import Collection, Iterable, Iterator

from kktei.findings import Finding, finding
from kktei.model import Document, DocumentId, EditorFact, Facts, Found
from kktei.read import Source
from kktei.transcript import Date, Dateline, Signature, walk, words

_DATES = ("when", "notBefore", "notAfter")
_IN_TEXT = {"dateline": Dateline, "signed": Signature}


def unused(
    facts: Facts, documents: Collection[Document], sources: Iterable[Source], waiting: Collection[str]
) -> list[Finding]:
    """A finding for each row about a document that no source has, and for each value that the text forestalls.

    ``waiting`` are the files below edition/ of sources that cannot be read.
    """
    known = {document.id for document in documents}
    taken = {document.id for source in sources for document in source.documents}
    others = ((one, told) for one, told in facts.items() if one not in known and told)
    rows = (_unused_facts(one, told, taken) for one, told in others if one.file not in waiting)
    return [*rows, *(found for document in documents for found in (*_forestalled(document), *_otherwise(document)))]


def _unused_facts(document: DocumentId, told: tuple[EditorFact, ...], taken: Collection[DocumentId]) -> Finding:
    at = told[0].at
    if document in taken:
        said = f"document {document.key} is TEI that is taken as it is; the table changes nothing in it"
        return finding("C004", said, file=at.file, line=at.line, hint="Change the TEI itself.")
    said = f"the table speaks of document {document.key}, which no source has"
    return finding("C001", said, file=at.file, line=at.line, hint="Correct the number in the column n.")


def _forestalled(document: Document) -> Iterator[Finding]:
    """Words for a dateline or a signature where the transcription has its own, which stay."""
    for fact in document.editor:
        kind = _IN_TEXT.get(fact.name)
        if kind is None or fact.found is not Found.EDITOR:
            continue
        own = [" ".join(words(b).split()) for b in document.record.body if isinstance(b, kind)]
        if own and fact.value not in {*own, "; ".join(own)}:
            said = f"{fact.name}: the text of document {document.record.number} has one of its own: “{own[0]}”"
            hint = "Correct the words in the source or in the TEI; the date, the place and the names can be given here."
            yield finding("C004", said, file=fact.at.file, line=fact.at.line, column=fact.at.column, hint=hint)


def _otherwise(document: Document) -> Iterator[Finding]:
    """A date of the table that shuts out the text's own and gives no reason."""
    facts = [f for f in document.editor if f.name in _DATES and f.value and f.found is Found.EDITOR]
    lines = (block for block in document.record.body if isinstance(block, Dateline))
    own = next((d.when[:10] for line in lines for d in walk(line.content) if isinstance(d, Date) and d.when), "")
    if own and not any(fact.why for fact in facts):
        for fact in facts:
            length = min(len(own), len(fact.value))
            sign, text = fact.value[:length], own[:length]
            if {"when": sign != text, "notBefore": sign > text, "notAfter": sign < text}[fact.name]:
                said = f"{fact.name} is {fact.value}, but the text of document {document.record.number} says {own}"
                yield finding("C015", said, file=fact.at.file, line=fact.at.line, column=fact.at.column)
