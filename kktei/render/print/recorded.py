"""What the indexes know of persons, places, bodies, works and events: the records of registers and of documents."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lxml import etree

from kktei import tei
from kktei.project import data
from kktei.render.front import FrontMatter
from kktei.render.job import RenderJob
from kktei.render.print.documents import TypstDocument, anew
from kktei.render.records import Record, Records
from kktei.saxon import stylesheet


def recorded(job: RenderJob, documents: Sequence[TypstDocument]) -> Records:
    """The records of the registers and of the documents, merged by their ids."""
    found = Records()
    for path in job.registers:
        sheet = stylesheet(data("xslt") / "print.xsl")
        text = etree.tostring(tei.load(path), encoding="unicode")
        made = sheet.run(sheet.parse(text, path.resolve().as_uri()), mode="records").texts["records"]
        listed: list[Record] = json.loads(made)
        found.add(listed, job.shown(path))
    for document in documents:
        found.add(document.facts["records"], job.shown(document.path), job.place(document.path))
    for document in documents:
        found.part(job.place(document.path), [(n["key"], n["label"]) for n in document.facts["names"]])
    return found


def agreed(
    job: RenderJob, words: dict[str, str], front: FrontMatter, documents: Sequence[TypstDocument], records: Records
) -> list[TypstDocument]:
    """The documents, those anew in which an id means another record than elsewhere."""
    made = []
    for document in documents:
        aliases = records.aliases.get(job.place(document.path))
        given = {"aliases": json.dumps(aliases, sort_keys=True)} if aliases else {}
        again = anew(job, words, front, document, given) if given else document
        made.append(again if isinstance(again, TypstDocument) else document)
    return made
