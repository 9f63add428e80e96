"""Passes of the typesetter until every note stands on the page of its call."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kktei.errors import MachineryError
from kktei.render.job import RenderJob
from kktei.render.print.checks import Marks, Stray, repairs, strays

_PASSES = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the passes came to: the notes that still stray (none: the files are written) and the repairs made."""

    strays: list[Stray]
    repairs: dict[str, str]
    passes: int


def set_volume(job: RenderJob, folder: Path, outputs: dict[str, Path], fonts: list[str], timestamp: int) -> Outcome:
    """Set the volume whose source lies in ``folder``; repair and set again where a note or a closer strays.

    Raises MachineryError where Typst cannot set it at all.
    """
    request = {
        "root": str(folder),
        "fonts": fonts,
        "timestamp": timestamp,
        "outputs": {kind: str(path) for kind, path in outputs.items()},
    }
    made: dict[str, str] = {}
    for number in range(1, _PASSES + 1):
        job.progress("print: pages", number, _PASSES)
        (folder / "repairs.json").write_text(json.dumps(made, indent=1, sort_keys=True), encoding="utf-8")
        found = strays(Marks.of(_run(request)["marks"]))
        if not found:
            return Outcome([], made, number)
        following = repairs(found, made)
        if following is None:
            break
        made = following
    return Outcome(found, made, number)


def _run(request: dict[str, Any]) -> dict[str, Any]:
    process = subprocess.run(
        [sys.executable, "-m", "kktei.render.print.compositor"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if process.returncode != 0:
        words = process.stderr.strip().splitlines()
        raise MachineryError(
            f"The typesetter stopped ({words[-1] if words else f'exit code {process.returncode}'})",
            "It may have run out of memory; try fewer documents at a time.",
        )
    answer: dict[str, Any] = json.loads(process.stdout)
    if "error" in answer:
        raise MachineryError(
            f"The typesetter cannot set these pages: {answer['error']}",
            "If edition/print.typ is yours, look there first; else this is a fault of kktei's.",
        )
    return answer
