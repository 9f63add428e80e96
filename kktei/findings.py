"""What is wrong or doubtful in the texts, as data; ``report`` alone turns it into words on a screen.

The codes stand in ``kktei/codes/*.toml``, one file a room: title, severity, the stage of a run that gives
it, what it means and what to do.  A code is never used again for something else: ``kktei/retired.toml`` has those
that are given no more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources

from kktei.notation import own_table

_NAMED = 12  # so many places of one question are named
# A file cannot be read and the run went on without it.
_UNREADABLE = frozenset({"C010", "C011", "C013", "K005", "M012"})


class Severity(StrEnum):
    """How much a finding weighs; only errors make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, as documented for users; ``stage`` is the part of a run that can give it."""

    name: str
    title: str
    severity: Severity
    stage: str
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where, what, what was expected, what to do.

    ``file`` is a path relative to the project root with forward slashes; ``line`` and
    ``column`` count from 1 (0: unknown); ``place`` names the spot in TEI words
    ("d096, correspAction[3]/date/@when").
    """

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    place: str = ""
    expected: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    count: int = 1  # how many findings of one cause this one stands for

    def at(self, file: str, line: int = 0, column: int = 0) -> Finding:
        """The same finding at another spot."""
        return replace(self, file=file, line=line, column=column)


@cache
def codes() -> dict[str, Code]:
    """All codes by name, sorted.  Raises ValueError where two files use one name."""
    found: dict[str, Code] = {}
    for entry in sorted((resources.files(__package__) / "codes").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for name, row in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if name in found:
                raise ValueError(f"code {name} stands twice")
            found[name] = Code(
                name, row["title"], Severity(row["severity"]), row["stage"], row["meaning"], row["remedy"]
            )
    return dict(sorted(found.items()))


@cache
def retired() -> Mapping[str, str]:
    """Codes that are given no more, each with the reason."""
    return own_table(__package__, "retired.toml")


def finding(  # noqa: PLR0913 - the fields of a finding
    code: str,
    message: str,
    *,
    file: str = "",
    line: int = 0,
    column: int = 0,
    place: str = "",
    expected: str = "",
    hint: str = "",
    severity: Severity | None = None,
    count: int = 1,
) -> Finding:
    """A finding of ``code`` with the severity that the code's documentation gives it, unless another is given.

    Raises KeyError for a code that is not documented.
    """
    weight = severity or codes()[code].severity
    return Finding(code, message, file, line, column, place, expected, hint, weight, count)


def once(found: Iterable[Finding], asked: Container[str]) -> list[Finding]:
    """The findings; of those whose code is among ``asked`` one for each message, which names the places it stands for.

    A name that fits two people or a marking that no vocabulary has is one question, in however many documents.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        alike.setdefault((one.code, one.message), []).append(one)
    told: list[Finding] = []
    for (code, _), group in alike.items():
        told += [_with_places(group)] if code in asked else group
    return told


def _with_places(group: list[Finding]) -> Finding:
    places = list(dict.fromkeys(one.place.removeprefix("document ") for one in group))
    if len(places) < 2:
        return group[0]
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    where = f"in {len(places)} documents: {', '.join(places[:_NAMED])}{more}"
    return replace(group[0], message=f"{group[0].message} ({where})")


def unreadable(found: Iterable[Finding]) -> int:
    """How many findings say that a file cannot be read and that the run went on without it."""
    return sum(one.code in _UNREADABLE for one in found)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Sorted by file, line, column, code, message, each once."""
    return sorted(set(found), key=lambda f: (f.file, f.line, f.column, f.code, f.message))


def worst(found: Iterable[Finding]) -> Severity | None:
    """The heaviest severity, or None where there is no finding."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    present = {f.severity for f in found}
    return next((s for s in order if s in present), None)
