"""What the last build was made from, so that a build with nothing to do does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from kktei.cache import digest, digest_of, program
from kktei.findings import Finding, Severity
from kktei.project import Project

_FILE = "built.json"


def inputs(project: Project) -> list[Path]:
    """Every file that a build reads, in a fixed order: the sources and the edition."""
    found = (p for folder in (project.seeds, project.edition) if folder.is_dir() for p in folder.rglob("*"))
    return sorted(p for p in found if p.is_file() and not p.name.startswith((".~", "~$")))


def fingerprint(project: Project, choices: Iterable[str] = ()) -> str:
    """Digest of the inputs, of kktei itself and of what was asked for."""
    files = inputs(project)
    names = [p.relative_to(project.root).as_posix() for p in files]
    return digest(program(), *choices, *names, digest_of(files))


def listing(folder: Path) -> list[list[object]]:
    """Name and size of every file of the results; enough to see that some are missing or cut short."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return [[p.relative_to(folder).as_posix(), p.stat().st_size] for p in files]


def remember(project: Project, mark: str, found: Sequence[Finding]) -> None:
    """Keep what was built from ``mark`` and what was found wrong."""
    state = {
        "mark": mark,
        "output": listing(project.output),
        "findings": [asdict(f) for f in found],
        "inputs": _digests(project),
    }
    target = project.cache / _FILE
    partial = target.with_suffix(".partial")
    partial.write_text(json.dumps(state), encoding="utf-8")
    partial.replace(target)


def changed(project: Project) -> list[str] | None:
    """The files of seeds/ and edition/ that are new, changed or gone since the last build; None without a build."""
    try:
        before = json.loads((project.cache / _FILE).read_text(encoding="utf-8"))["inputs"]
    except (OSError, ValueError, KeyError):  # none yet, or not whole
        return None
    now = _digests(project)
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _digests(project: Project) -> dict[str, str]:
    return {
        path.relative_to(project.root).as_posix(): digest(path.read_bytes())
        for path in inputs(project)
        if ".kktei" not in path.parts
    }


def recall(project: Project, mark: str) -> list[Finding] | None:
    """The findings of the last build where it was made from ``mark`` and its results are still there."""
    try:
        state = json.loads((project.cache / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or not whole: build
        return None
    if state.get("mark") != mark or state.get("output") != listing(project.output):
        return None
    return [Finding(**{**row, "severity": Severity(row["severity"])}) for row in state["findings"]]
