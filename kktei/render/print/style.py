"""An editor's own style (edition/print.typ): code, so it is used only where the reader trusts the edition."""

from __future__ import annotations

import re

from kktei.errors import MachineryError
from kktei.files import text
from kktei.findings import Finding, finding
from kktei.render.job import RenderJob

NAME = "print.typ"
_PACKAGE = re.compile(r"""(?:import|include)\s*\(?\s*"(@[^"]*)\"""")
_SEARCHED = re.compile(r" \(searched at [^)]*\)")
_PLACE = re.compile(r"style\.typ:(\d+):(\d+)")


def style(job: RenderJob) -> tuple[str, list[Finding]]:
    """The style to use ("": none), and a finding where there is one that is not used.

    Raises MachineryError where it asks for a package, which would have to be fetched; InputError where it
    cannot be read.
    """
    file = (job.overrides or job.root) / NAME
    if not (file.exists() or file.is_symlink()):
        return "", []
    shown = job.shown(file)
    if not job.trusted:
        return "", [finding("P008", f"{shown} is code and is not used: this edition is not trusted", file=shown)]
    code = text(file, shown)
    for number, line in enumerate(code.splitlines(), 1):
        if match := _PACKAGE.search(line.partition("//")[0]):
            raise _no_package(shown, number, match[1])
    return code, []


def _no_package(shown: str, line: int, name: str) -> MachineryError:
    return MachineryError(
        f"{shown}:{line}: the package {name} cannot be used: kktei fetches nothing from the network",
        "Write what you need of it into print.typ itself.",
    )


def blamed(job: RenderJob, words: str, diagnostic: str) -> MachineryError | None:
    """The error for a fault of Typst's that lies in the editor's style; None where it lies elsewhere."""
    if "style.typ" not in diagnostic:
        return None
    place = _PLACE.search(diagnostic)
    shown = job.shown((job.overrides or job.root) / NAME)
    if place and "package" in words:
        return _no_package(shown, int(place[1]), "that it asks for")
    where = f"{shown}:{place[1]}:{int(place[2]) + 1}" if place else shown  # Typst counts columns from 0
    plain = _SEARCHED.sub("", words)
    return MachineryError(f"{where}: {plain}", "This is the edition's own style: correct it there.")
