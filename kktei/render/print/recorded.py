"""What the indexes know of persons, places, bodies, works and events: the records of registers and of documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kktei.render.contract import to_json
from kktei.render.front import FrontMatter
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.print.documents import Params, TypstDocument, anew
from kktei.render.records import Records, registers


def recorded(job: RenderJob, documents: Sequence[TypstDocument]) -> Records:
    """The records of the registers and of the documents, merged by their ids."""
    found = Records()
    for shown, listed in registers(job, Sheet("print")):
        found.add(listed, shown)
    for document in documents:
        found.add(document.facts.records, job.shown(document.path), job.place(document.path))
    for document in documents:
        said = document.facts
        found.part(job.place(document.path), [(name.key, name.label) for name in said.listed.names], said.local)
    return found


def agreed(
    job: RenderJob, words: dict[str, str], front: FrontMatter, documents: Sequence[TypstDocument], records: Records
) -> list[TypstDocument]:
    """The documents, those anew in which an id means another record than elsewhere."""
    aliases = {document.path: records.aliases.get(job.place(document.path)) for document in documents}
    given: dict[Path, Params] = {path: {"aliases": to_json(own)} for path, own in aliases.items() if own}
    again = anew(job, words, front, given)
    made = ((document, again.get(document.path)) for document in documents)
    return [new if isinstance(new, TypstDocument) else document for document, new in made]
