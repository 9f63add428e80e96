"""One run of Typst in a process of its own (its memory goes with it): ``python -m kktei.render.print.compositor``.

Reads a request as JSON from standard input and writes the answer as JSON to standard output.
The pages are laid out once: the marks are read first, and files are written from the same layout
only where every note stands right.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

from kktei.render.print.checks import Marks, strays

_MARKS = """(
  calls: query(<k-call>).map(m => (m.value, m.location().page())),
  entries: query(<k-entry>).map(m => (m.value, m.location().page())),
  flow: query(selector(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label), m.location().page())),
  order: query(selector(<k-call>).or(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label))),
)"""
_SCREEN = ["a-3a", "ua-1"]
_PRESS = ["1.6"]


def faces(folders: list[str]) -> typst.Fonts:
    """The faces in these folders and those inside Typst; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def compose(request: dict[str, Any]) -> dict[str, Any]:
    """Lay out and read the marks; where they are right (or ``anyway``), write screen and press files.

    A request has root, fonts, timestamp and outputs ({"screen": path, "press": path}).
    """
    root = Path(request["root"])
    compiler = typst.Compiler(
        root / "main.typ", root=root, font_paths=faces(request["fonts"]), ignore_system_fonts=True
    )
    marks: dict[str, Any] = json.loads(compiler.eval(_MARKS))
    if not strays(Marks.of(marks)):
        for kind, path in request["outputs"].items():
            screen = kind == "screen"
            made = compiler.compile(
                format="pdf",
                pdf_standards=_SCREEN if screen else _PRESS,
                pdf_tags=screen,
                timestamp=request["timestamp"],
            )
            Path(path).write_bytes(made)
    return {"marks": marks}


def main() -> None:
    """The process."""
    request = json.load(sys.stdin)
    try:
        answer = compose(request)
    except typst.TypstError as problem:
        answer = {"error": problem.message, "diagnostic": problem.diagnostic}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
