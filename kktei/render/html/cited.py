"""Records for reference managers: on the page of each document, and one of them as a file for machines."""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from kktei import addresses, citations
from kktei.addresses import Addresses
from kktei.citations import Cited, CitedName
from kktei.config import Settings
from kktei.described import TeiAgent, cited
from kktei.errors import refused
from kktei.render.html.entry import EntryName
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.parts import CategoryLabel, CitationFile
from kktei.render.job import RenderJob

_FORMATS = (
    ("bib", "application/x-bibtex", "BibTeX"),
    ("ris", "application/x-research-info-systems", "RIS"),
    ("json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)


def cited_documents(index: Index, settings: Settings, labels: Mapping[str, CategoryLabel]) -> list[Cited]:
    """What a citation of each document says; ``labels`` are the categories' names."""
    return [_cited(document, index, settings, labels) for document in index.documents]


def _cited(document: DocumentPage, index: Index, settings: Settings, labels: Mapping[str, CategoryLabel]) -> Cited:
    entry = document.entry
    first = [row for row in entry.agents if row.exchange == 0]
    return cited(
        entry,
        settings,
        key=entry.id or document.stem,
        title=document.named,
        genre=labels[entry.genre].name if entry.genre in labels else entry.genre,
        authors=_names([r for r in first if r.act == "sent"] or entry.authors, index),
        recipients=_names([r for r in first if r.act == "received"], index),
        address=Addresses.of(settings).whole(document.path),
    )


def _names(rows: Iterable[EntryName | TeiAgent], index: Index) -> tuple[CitedName, ...]:
    found = {}
    for row in rows:
        name = index.names.get(row.key)
        record = name.record if name else None
        if name is not None and name.kind == "person" and record is not None and record.family:
            found[row.key or row.name] = CitedName(record.family, record.given, record.suffix)
        else:
            found[row.key or row.name] = CitedName(literal=(record.name if record else "") or row.name)
    return tuple(name for name in found.values() if name.inverted.strip())


def files_of(cited: Cited) -> tuple[CitationFile, ...]:
    """The records of a document that its page offers."""
    texts = {"bib": citations.biblatex(cited), "ris": citations.ris(cited), "json": _json(cited)}
    return tuple(
        CitationFile(ending=ending, name=name, address=f"data:{kind},{_in_address(texts[ending])}")
        for ending, kind, name in _FORMATS
    )


def _in_address(text: str) -> str:
    """A text as a part of an address: what ``quote`` makes of it, which looks at each byte of each text anew."""
    return text.encode().decode("latin-1").translate(_QUOTED)


_PLAIN = (
    "!$()*+,-./;=?@_~"  # stand for themselves in an address of data; no ":", lest machines take a part for an address
)
_QUOTED = {byte: quote(bytes([byte]), safe=_PLAIN) for byte in range(256)}


def _json(cited: Cited) -> str:
    return json.dumps([citations.csl(cited)], ensure_ascii=False, separators=(",", ":")) + "\n"


def write_records(job: RenderJob, cited: Iterable[Cited]) -> None:
    """Write the records of all documents as one file for machines; OutputError where that fails.

    Readers have those of a document, in all formats, on its page: more files would only say the same.
    """
    told = ",\n".join(json.dumps(citations.csl(record), ensure_ascii=False, separators=(",", ":")) for record in cited)
    with refused("Records for reference managers cannot be written"):
        job.write(job.target / addresses.RECORDS, f"[\n{told}\n]\n".encode())
