"""Many documents, each by itself: read from the cache, or checked by several processes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kktei import files as door
from kktei import pool
from kktei.cache import Cache, digest, digest_of, program
from kktei.errors import InputError
from kktei.findings import Finding, Severity, codes, in_order
from kktei.job import Progress, silent
from kktei.model import DocumentId
from kktei.project import shown
from kktei.validate.check import UNREADABLE, Schema, check, own_schema, unreadable
from kktei.validate.embedded import has_rules
from kktei.validate.rules import RuleSet, apply, own_rules, usable


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to check one document."""

    file: Path
    shown: str
    schema: Schema
    rules: tuple[RuleSet, ...]
    note: str | None
    key: str


def check_documents(  # noqa: PLR0913 - the stage's one door; every argument has a name
    files: Sequence[Path],
    *,
    root: Path,
    authorities: Path | None = None,
    corpus: Path | None = None,
    notes: Mapping[DocumentId, str] | None = None,
    jobs: int = 1,
    cache: Cache | None = None,
    grammar: Path | None = None,
    rules: Path | None = None,
    more_rules: Path | None = None,
    progress: Progress = silent,
) -> dict[Path, list[Finding]]:
    """The findings of each file, by itself: well-formedness, grammar, rules; in the order of ``files``.

    ``root`` is what paths in findings are relative to; ``authorities`` and ``corpus`` are where pointers
    lead; ``notes`` maps a document to its source note as the source has it (for the rule that no
    word is lost).  ``grammar`` and ``rules`` are somebody else's schema and Schematron: with a grammar of
    theirs our rules are not applied.  ``more_rules`` is the edition's own Schematron, applied besides.
    A document is valid if none of its findings is an error.
    Raises MachineryError where a schema cannot be used.
    """
    schema = own_schema() if grammar is None else Schema(grammar, foreign=True)
    ruled = _rules(grammar, rules, more_rules, authorities, corpus)
    key = _common_key(schema, ruled)
    said = notes or {}
    tasks = [
        Task(file, shown(file, root), schema, ruled, said.get(DocumentId.of_stem(file.stem)), key) for file in files
    ]
    found: dict[Path, list[Finding]] = {}
    known = {task.file: _remembered(cache, task) for task in tasks}
    todo = [task for task in tasks if known[task.file] is None]
    results = iter(pool.each(run, todo, jobs=jobs))
    for done, task in enumerate(tasks, 1):
        kept = known[task.file]
        if kept is None:
            kept = next(results)
            _remember(cache, task, kept)
        found[task.file] = kept
        progress("validate", done, len(tasks))
    return found


def run(task: Task) -> list[Finding]:
    """Check one document; the task of a worker process."""
    try:
        raw = door.xml(task.file, task.shown)
    except InputError as problem:
        return [unreadable(problem, task.shown)]
    found = check(raw, task.shown, task.schema)
    if not task.rules or any(f.code in UNREADABLE for f in found):
        return found
    said = [f for rules in task.rules for f in apply(raw, task.shown, task.file, rules, task.note)]
    return in_order([*found, *said])


def _rules(
    grammar: Path | None, given: Path | None, more: Path | None, authorities: Path | None, corpus: Path | None
) -> tuple[RuleSet, ...]:
    """Our rules with our grammar, theirs with theirs, the edition's; a shared file that cannot be read is left out.

    Rules that stand in a grammar of theirs are tried as well.
    """
    people = authorities if usable(authorities, "") is None else None
    whole = corpus if usable(corpus, "") is None else None
    within = grammar if grammar is not None and has_rules(grammar) else None
    sets = [RuleSet(file, people, whole) for file in (within, given, more) if file is not None]
    return (own_rules(people, whole), *sets) if grammar is None and given is None else tuple(sets)


# --- cache ----------------------------------------------------------------------------


def _common_key(schema: Schema, rules: tuple[RuleSet, ...]) -> str:
    used = [schema.path]
    for one in rules:
        parts = sorted(one.path.parent.glob("*.sch"))  # rules may include others beside them
        used += [path for path in (one.path, *parts, one.authorities, one.corpus) if path is not None]
    return digest(program(), digest_of(used), str(schema.foreign), *(one.path.name for one in rules))


def _key(task: Task) -> str | None:
    try:
        return digest("validate", task.key, task.shown, task.note or "", door.raw(task.file))
    except InputError:
        return None


def _remembered(cache: Cache | None, task: Task) -> list[Finding] | None:
    key = _key(task) if cache is not None else None
    blob = cache.get(key) if cache is not None and key is not None else None
    return None if blob is None else _unpacked(blob)


def _unpacked(blob: bytes) -> list[Finding] | None:
    """The findings of a blob; None for one that is damaged: the document is checked again then."""
    try:
        rows = json.loads(blob)
        fit = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        return [_row(row) for row in rows] if fit else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _row(row: dict[str, Any]) -> Finding:
    numbers = ("line", "column", "count")
    if not all(type(value) is (int if name in numbers else str) for name, value in row.items()):
        raise TypeError("a finding's field is of another type")
    if row["code"] not in codes():
        raise ValueError("there is no such code")
    return Finding(**{**row, "severity": Severity(row["severity"])})


def _remember(cache: Cache | None, task: Task, found: list[Finding]) -> None:
    key = _key(task) if cache is not None else None
    if cache is not None and key is not None:
        cache.put(key, json.dumps([asdict(f) for f in found]).encode())
