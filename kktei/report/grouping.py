"""Findings of one cause as one: fifty times the same words are told once, with where they stand."""

from collections.abc import Iterable
from dataclasses import replace

from kktei.findings import Finding, Severity

_AT_LEAST = 5  # so many of one kind are shown as one
_NAMED = 8  # so many further places are named
_HUNDREDS = 100  # of so many of one code, whatever their words, only examples are shown
_EXAMPLES = 8


def grouped(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; of those with one code and one message the first, with ``count``.

    Where a volume has hundreds of one code in different words some stand for all; errors are each shown.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    for f in found:
        alike.setdefault((f.code, f.message), []).append(f)
    shown: dict[str, list[Finding]] = {}
    for (code, _), group in alike.items():
        shown.setdefault(code, []).extend([_joined(group)] if len(group) >= _AT_LEAST else group)
    kinds = [one for kind in shown.values() for one in _exemplified(kind)]
    return sorted(kinds, key=lambda f: (f.file, f.line, f.column, f.code, f.message))


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    files = {f.file for f in group}
    times = sum(f.count for f in group)
    if len(files) == 1:
        where = f"{times} times in this file; also on lines {_some(str(f.line) for f in group[1:])}"
    else:
        where = f"{times} times in {len(files)} files; also {_some(f'{f.file}:{f.line}' for f in group[1:])}"
    return replace(first, message=f"{first.message} ({where})", count=times)


def _exemplified(kind: list[Finding]) -> list[Finding]:
    """All of a code, or where there are hundreds the first and how many more there are."""
    if len(kind) < _HUNDREDS or any(f.severity is Severity.ERROR for f in kind):
        return kind
    last, *rest = kind[_EXAMPLES - 1 :]
    more, files = sum(f.count for f in rest), len({f.file for f in rest})
    where = "this file" if files == 1 and rest[0].file == last.file else f"{files} file{'s' * (files != 1)}"
    words = f"{last.message} (and {more} more of this kind, {last.code}, in {where}; --format json names each)"
    return [*kind[: _EXAMPLES - 1], replace(last, message=words, count=last.count + more)]


def _some(places: Iterable[str]) -> str:
    unique = list(dict.fromkeys(places))
    more = f" and {len(unique) - _NAMED} more" if len(unique) > _NAMED else ""
    return ", ".join(unique[:_NAMED]) + more
