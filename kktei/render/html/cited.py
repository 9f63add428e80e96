"""Records for reference managers as files of the site, one a document and format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kktei import addresses, citations
from kktei.addresses import Addresses
from kktei.citations import Cited, Name
from kktei.config import Settings
from kktei.errors import OutputError
from kktei.render.html.index import DocumentPage, Index
from kktei.render.job import RenderJob

Row = dict[str, Any]
_FORMATS = (
    ("bib", "application/x-bibtex", "BibTeX"),
    ("ris", "application/x-research-info-systems", "RIS"),
    ("json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)
_HOLDERS = ("institution", "repository")


def cited_documents(index: Index, settings: Settings, labels: Mapping[str, Row]) -> list[Cited]:
    """What a citation of each document says; ``labels`` are the categories' names."""
    return [_cited(document, index, settings, labels) for document in index.documents]


def _cited(document: DocumentPage, index: Index, settings: Settings, labels: Mapping[str, Row]) -> Cited:
    entry, say = document.entry, settings.text
    first = [row for row in entry["agents"] if row["c"] == 0]
    date, copy = entry["date"], _copy_text(entry)
    holder = next((level for level in copy if level["el"] in _HOLDERS), None)
    genre = entry["genre"]
    return Cited(
        key=entry["id"] or document.stem,
        title=document.named,
        genre=genre,
        genre_words=labels[genre]["n"] if genre in labels else genre,
        authors=_names([r for r in first if r["act"] == "sent"] or entry["authors"], index),
        recipients=_names([r for r in first if r["act"] == "received"], index),
        day=date["from"] if date["from"] == date["to"] else "",
        edtf=citations.edtf(date["from"], date["to"], date["cert"]),
        number=entry["n"],
        edition=say("edition.title"),
        editors=settings.texts("edition.editors"),
        publisher=say("edition.publisher"),
        place=say("edition.place"),
        year=say("edition.date")[:4],
        archive=holder["name"] if holder else "",
        location=", ".join(level["name"] for level in copy if level is not holder),
        language=entry["lang"],
        address=Addresses.of(settings).whole(document.path),
        doi=entry["doi"],
    )


def _copy_text(entry: Row) -> list[Row]:
    """The levels of where the copy lies that the text follows."""
    copies = entry["witnesses"]
    found = next((w for w in copies if "wit.base" in w["roles"]), copies[0] if copies else None)
    return list(found["levels"]) if found else []


def _names(rows: Iterable[Row], index: Index) -> tuple[Name, ...]:
    found = {}
    for row in rows:
        name = index.names.get(row["k"])
        record = name.record if name else {}
        if record.get("family") and name is not None and name.kind == "person":
            found[row["k"]] = Name(record["family"], record.get("given", ""), record.get("suffix", ""))
        else:
            found[row["k"]] = Name(literal=record.get("name") or row["name"])
    return tuple(found.values())


def shown(cited: Cited) -> Row:
    """What the page itself says of a citation: names, records to take away, a DOI."""
    texts = {
        "bib": citations.biblatex(cited),
        "ris": citations.ris(cited),
        "json": json.dumps([citations.csl(cited)], ensure_ascii=False) + "\n",
    }
    return {
        "authors": [name.inverted for name in cited.authors if name.inverted],
        "recipients": [name.inverted for name in cited.recipients if name.inverted],
        "records": [{"ending": e, "type": kind, "name": name, "text": texts[e]} for e, kind, name in _FORMATS],
        **({"doi": cited.doi} if cited.doi else {}),
    }


def write_records(job: RenderJob, index: Index, beside: Iterable[Row]) -> None:
    """Write ``records/NAME.bib``, ``.ris`` and ``.json`` for each document; OutputError where that fails.

    ``beside`` has for each what :func:`shown` gives.
    """
    try:
        (job.target / "records").mkdir(exist_ok=True)
        for document, one in zip(index.documents, beside, strict=True):
            for record in one["records"]:
                path = job.target / addresses.citation(document.stem, record["ending"])
                path.write_text(record["text"], encoding="utf-8", newline="")
    except OSError as problem:
        raise OutputError(f"Records for reference managers cannot be written: {problem.strerror}") from problem
