"""The only place where findings become text, JSON or another form that people and programs read."""

from collections.abc import Sequence
from dataclasses import asdict

from kktei.findings import Finding, Severity, in_order
from kktei.report.github import as_github
from kktei.report.grouping import grouped
from kktei.report.sarif import as_sarif
from kktei.report.visible import in_line, json_text, visible

__all__ = [
    "as_github", "as_json", "as_sarif", "as_text", "data", "grouped", "in_line", "lacking", "render", "summary",
    "visible",
]  # fmt: skip

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def render(found: Sequence[Finding], form: str) -> str:
    """Findings in one of the forms text, json, sarif, github; KeyError for another."""
    return {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}[form](found)


def as_text(found: Sequence[Finding], *, colour: bool = False) -> str:
    """Findings one below the other, ``file:line:column: error[V012] message``, with what to do indented.

    Findings of one cause are shown once, with where the others stand.
    """
    return "\n".join(_lines(f, colour) for f in grouped(in_order(found)))


def as_json(found: Sequence[Finding]) -> str:
    """Findings as a JSON array of objects, all of them, in the same order."""
    return data([asdict(f) for f in in_order(found)])


def data(value: object, *, indent: int | None = 1) -> str:
    """JSON that can be written in UTF-8 whatever names of files it holds; all JSON of kktei is made here."""
    return json_text(value, indent)


def summary(found: Sequence[Finding]) -> str:
    """How many of each severity, in words: '2 errors, 1 warning', or 'no findings'."""
    counts = [(s, sum(f.count for f in found if f.severity is s)) for s in Severity]
    parts = [f"{n} {s.value}{'s' if n != 1 and s is not Severity.INFO else ''}" for s, n in counts if n]
    return ", ".join(parts) or "no findings"


def lacking(*, files: int = 0, documents: int = 0, products: int = 0) -> str:
    """What a run did without: '1 file not read, 2 documents left out, 1 product not made'; "" for nothing."""
    told = ((files, "file", "not read"), (documents, "document", "left out"), (products, "product", "not made"))
    return ", ".join(f"{n} {what}{'s' if n != 1 else ''} {how}" for n, what, how in told if n)


def _lines(f: Finding, colour: bool) -> str:
    spot = ":".join(str(part) for part in (in_line(f.file), f.line or None, f.column or None) if part)
    label = f"{f.severity.value}[{f.code}]"
    if colour:
        label = f"\033[{_COLOURS[f.severity]}m{label}\033[0m"
    lines = [f"{spot}: {label} {visible(f.message)}" if spot else f"{label} {visible(f.message)}"]
    if f.place:
        lines.append(f"    in {in_line(f.place)}")
    if f.expected:
        lines.append(f"    expected: {visible(f.expected)}")
    if f.hint:
        lines.append(f"    {visible(f.hint)}")
    return "\n".join(lines)
