"""The cover of an e-book: the edition's own picture, or one that Typst sets from title, editors and publisher."""

import tempfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from kktei import pictures
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.render.characters import brief, printable
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.plates import Medium
from kktei.render.words import first_language

_DOTS = 406.4  # an inch: 1600 by 2400
_TAKEN = ("jpg", "png")  # what shops and reading systems show on their shelves
_LONGEST = 600  # characters of a line: no cover holds more


def cover(job: RenderJob, medium: Medium, editors: str) -> tuple[str, bytes, list[Finding]]:
    """The name and bytes of the cover, and a finding where the picture that the settings name cannot be it.

    Empty where no picture is named and Typst is not installed: then the book begins with its title page.
    """
    named = job.settings.text("pictures.cover")
    if named:
        base = job.overrides or job.root
        try:
            shown = pictures.picture(base / "edition.toml", job.root, named)
            if shown.kind in _TAKEN:
                return f"cover.{shown.kind}", shown.raw, []
            why = f"a cover is JPEG or PNG, and this is {shown.kind.upper()}"
        except InputError as problem:
            why = problem.message
        said = f"{named} (pictures.cover) is not the cover of the {medium.called}: {why}"
        return *_typeset(job, editors), [finding("P020", said, file="edition/edition.toml", place="pictures.cover")]
    return *_typeset(job, editors), []


def _typeset(job: RenderJob, editors: str) -> tuple[str, bytes]:
    if find_spec("typst") is None:
        return "", b""
    from kktei.render.print.compositor import compiler  # noqa: PLC0415 - needs typst
    from kktei.render.print.faces import faces  # noqa: PLC0415 - needs typst

    said = job.settings
    with tempfile.TemporaryDirectory() as folder:
        chosen = faces(job, Path(folder) / "fonts")
        told = {
            "title": _line(said.text("edition.title") or said.text("edition.id")),
            "subtitle": _line(said.text("edition.subtitle")),
            "editors": _line(editors),
            "publisher": _line(said.text("edition.publisher")),
            "fonts": chosen.families,
            "language": first_language(said.text("edition.language")),
        }
        source = (resources.files(__package__) / "cover.typ").read_bytes()
        inputs = {"told": to_json(told)}
        typesetter = compiler(Path(folder), source, chosen.folders, inputs)
        raw = typesetter.compile(format="png", ppi=_DOTS)
    pages = raw if isinstance(raw, list) else [raw]
    return ("cover.png", pages[0]) if pages[0] else ("", b"")


def _line(words: str) -> str:
    return brief(" ".join(printable(words).split()), _LONGEST)
