"""Records for reference managers: all documents in one file a format, and the edition itself as CITATION.cff."""

import json
from pathlib import Path

from kktei import citations
from kktei.citations import Cited, CitedName
from kktei.described import TeiAgent, cited
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``all.bib`` (biblatex), ``all-bibtex.bib``, ``all.ris`` and ``all.json`` (CSL)."""
    names = ("all.bib", "all-bibtex.bib", "all.ris", "all.json")
    biblatex, bibtex, ris, csl = ((folder / name).open("w", encoding="utf-8", newline="") for name in names)
    with biblatex, bibtex, ris, csl:
        between = "[\n"
        while (document := (yield)) is not None:
            if not document.senders:
                missed.loss("documents without author or sender", document.name)
            record = cited_as(document, edition.of(document))
            biblatex.write(citations.biblatex(record) + "\n")
            bibtex.write(citations.bibtex(record) + "\n")
            ris.write(citations.ris(record))
            csl.write(between + json.dumps(citations.csl(record), ensure_ascii=False))
            between = ",\n"
        csl.write(("[" if between == "[\n" else "") + "\n]\n")


def cited_as(document: TeiDocument, edition: Edition) -> Cited:
    """What a citation of the document says."""
    return cited(
        document,
        edition.settings,
        key=document.id or document.name,
        title=document.title or document.name,
        genre=edition.genre(document),
        authors=tuple(_name(agent, edition) for agent in document.senders),
        recipients=tuple(_name(agent, edition) for agent in document.recipients),
        address=edition.addresses.page(document.name),
    )


def _name(agent: TeiAgent, edition: Edition) -> CitedName:
    record = edition.record(agent)
    if record is not None and record.family and not edition.is_body(agent):
        return CitedName(record.family, record.given, record.suffix)
    return CitedName(literal=edition.plain(agent))
