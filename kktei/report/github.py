"""Findings as GitHub's workflow commands, which its checks show beside the lines."""

from collections.abc import Sequence

from kktei.findings import Finding, Severity, in_order
from kktei.report.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(found: Sequence[Finding]) -> str:
    """One ``::error file=…,line=…,col=…,title=…::message`` a finding."""
    return "\n".join(_command(f) for f in in_order(found))


def _command(f: Finding) -> str:
    title = f"{f.code} {f.place}".strip()
    where = {"file": f.file, "line": str(f.line or ""), "col": str(f.column or ""), "title": title}
    given = ",".join(f"{key}={_property(value)}" for key, value in where.items() if value)
    words = "\n".join(part for part in (f.message, f"expected: {f.expected}" if f.expected else "", f.hint) if part)
    return f"::{_COMMANDS[f.severity]} {given}::{_data(words)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
