"""Findings of one cause as one: fifty times the same words are told once, with where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kktei.findings import Finding

_AT_LEAST = 5  # so many of one kind are shown as one
_NAMED = 8  # so many further places are named


def grouped(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; of those with one code and one message the first, with ``count``."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for f in found:
        alike.setdefault((f.code, f.message), []).append(f)
    shown: list[Finding] = []
    for group in alike.values():
        shown += [_joined(group)] if len(group) >= _AT_LEAST else group
    return sorted(shown, key=lambda f: (f.file, f.line, f.column, f.code, f.message))


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    files = {f.file for f in group}
    times = sum(f.count for f in group)
    if len(files) == 1:
        where = f"{times} times in this file; also on lines {_some(str(f.line) for f in group[1:])}"
    else:
        where = f"{times} times in {len(files)} files; also {_some(f'{f.file}:{f.line}' for f in group[1:])}"
    return replace(first, message=f"{first.message} ({where})", count=times)


def _some(places: Iterable[str]) -> str:
    unique = list(dict.fromkeys(places))
    more = f" and {len(unique) - _NAMED} more" if len(unique) > _NAMED else ""
    return ", ".join(unique[:_NAMED]) + more
