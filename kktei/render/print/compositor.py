"""Typst in a process of its own (its memory goes with it): ``python -m kktei.render.print.compositor``.

Reads a request as JSON from standard input; writes a line of JSON for each pass to standard output.
The volume is laid out, the places of calls and notes are read, and where one strays it is laid out
again with a repair: in the same process, since Typst then sets only what changed.  Files are
written from the same layout, and only where every note stands right.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from kktei.render.print.checks import CLOSER, Marks, Stray, repairs, strays

_MARKS = """(
  calls: query(selector(<k-call>).or(<k-heading-call>)).map(m => (m.value, m.location().page())),
  entries: query(<k-entry>).map(m => (m.value, m.location().page())),
  flow: query(selector(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label), m.location().page())),
  starts: query(<k-start>).map(m => (m.value, m.location().page())),
  order: query(selector(<k-call>).or(<k-heading-call>).or(<k-p>).or(<k-closer>)).map(m => (m.value, str(m.label))),
)"""


def faces(folders: list[str]) -> typst.Fonts:
    """The faces in these folders and those inside Typst; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def compose(request: dict[str, Any]) -> None:
    """Lay out, repair, lay out again; write the files when all is right.

    A request has root, fonts, timestamp, outputs ({"screen": path, "press": path}), repairs (those
    made so far), passes (how many may be tried here) and patience (passes after which a closer alone
    on a page is let be).
    """
    root = Path(request["root"])
    made: dict[str, str] = request["repairs"]
    _write(root, made)
    compiler = typst.Compiler(
        root / "main.typ", root=root, font_paths=faces(request["fonts"]), ignore_system_fonts=True
    )
    for number in range(1, request["passes"] + 1):
        found = strays(Marks.of(json.loads(compiler.eval(_MARKS))))
        grave = [s for s in found if s.kind != CLOSER]
        patient = number < request["patience"]
        if not grave and not (found and patient):
            _export(compiler, request)
            return _tell(found, made, done=True)
        following = repairs(found if patient else grave, made)
        if following is None:
            return _tell(found, made, done=True)
        _tell(found, made, done=False)
        made = following
        _write(root, made)
    return None


def _write(root: Path, made: dict[str, str]) -> None:
    (root / "repairs.json").write_text(json.dumps(made, indent=1, sort_keys=True), encoding="utf-8")


def _export(compiler: typst.Compiler, request: dict[str, Any]) -> None:
    when, paths = request["timestamp"], request["outputs"]
    if "screen" in paths:
        compiler.compile(output=paths["screen"], format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=when)
    if "press" in paths:
        compiler.compile(output=paths["press"], format="pdf", pdf_standards=["1.6"], pdf_tags=False, timestamp=when)


def _tell(found: list[Stray], made: dict[str, str], *, done: bool) -> None:
    print(json.dumps({"strays": [asdict(s) for s in found], "repairs": made, "done": done}), flush=True)


def main() -> None:
    """The process."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        compose(json.load(sys.stdin))
    except typst.TypstError as problem:
        print(json.dumps({"error": problem.message, "diagnostic": problem.diagnostic}))
    except RuntimeError as problem:  # what `eval` raises for a fault in the source
        print(json.dumps({"error": str(problem), "diagnostic": ""}))


def _end_with(parent: int) -> None:
    """Work for nobody no longer: a run that was killed has its typesetter end too."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
