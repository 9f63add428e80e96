"""Documents whose ids mean other records than elsewhere, made again by what the volume knows."""

from collections.abc import Sequence
from pathlib import Path

from kktei.render.contract import to_json
from kktei.render.front import FrontMatter
from kktei.render.job import RenderJob
from kktei.render.print.documents import Params, TypstDocument, anew
from kktei.render.records import Records


def agreed(
    job: RenderJob, words: dict[str, str], front: FrontMatter, documents: Sequence[TypstDocument], records: Records
) -> list[TypstDocument]:
    """The documents, those anew in which an id means another record than elsewhere."""
    aliases = {document.path: records.aliases.get(job.place(document.path)) for document in documents}
    given: dict[Path, Params] = {path: {"aliases": to_json(own)} for path, own in aliases.items() if own}
    again = anew(job, words, front, given)
    made = ((document, again.get(document.path)) for document in documents)
    return [new if isinstance(new, TypstDocument) else document for document, new in made]
