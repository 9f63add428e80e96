"""The plain-text part of the memory: rows of JSON, one a line and sorted, so that version control can merge them.

A line that is not understood (damaged, half-written, another version's) stays as it is.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from kktei import files
from kktei.errors import InputError
from kktei.notation import Untyped
from kktei.project import Project

FORMAT = 1  # a higher number is the work of a newer kktei
_HEAD = "kktei"
LedgerRow = Untyped


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of a ledger; ``strange`` are lines that are no rows, ``faults`` what is wrong, by number of line."""

    rows: tuple[LedgerRow, ...] = ()
    strange: tuple[str, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    there: bool = False  # whether anything was written yet
    usable: bool = True  # whether it may be written anew


def shown(name: str) -> str:
    """A ledger's file as users read it."""
    return f"edition/.kktei/{name}.jsonl"


def read_ledger(project: Project, name: str) -> Ledger:
    """A ledger of ``edition/.kktei``.

    Raises InputError where a newer kktei wrote it: what it remembers there must not be taken for less.
    """
    path = project.edition / ".kktei" / f"{name}.jsonl"
    if not (path.exists() or path.is_symlink()):
        return Ledger()
    try:
        text = files.text(path, shown(name))
    except InputError as problem:
        return Ledger(faults=((0, problem.message),), there=True, usable=False)
    rows, strange, faults = [], [], []
    for number, line in enumerate(text.splitlines(), 1):
        row = _ledger_row(line)
        if row is None:
            strange.append(line)
            faults.append((number, "the line is damaged"))
        elif _HEAD in row:
            _not_newer(row[_HEAD], name)
        else:
            rows.append(row)
    return Ledger(tuple(rows), tuple(strange), tuple(faults), there=True)


def _ledger_row(line: str) -> LedgerRow | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _not_newer(version: object, name: str) -> None:
    if not isinstance(version, int) or version > FORMAT:
        raise InputError(
            f"{shown(name)} was written by a newer kktei",
            "Install that version; nothing in edition/ was changed.",
        )


def written(rows: Iterable[LedgerRow], strange: Iterable[str] = ()) -> bytes:
    """A ledger's text: the version, the rows in order, then the lines that were not understood."""
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return "".join(f"{line}\n" for line in (json.dumps({_HEAD: FORMAT}), *lines, *strange)).encode("utf-8")
