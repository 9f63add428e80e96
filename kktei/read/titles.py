"""The title of a source, which is its editors' to take over: told where the edition does not have it."""

import re
from collections.abc import Iterable

from kktei.findings import Finding, finding
from kktei.read.source import Source


def left_out(source: Source, known: Iterable[str]) -> list[Finding]:
    """A finding where a source's title is in none of the ``known`` ones, capitals and signs aside."""
    mine = _plain_title(source.title)
    if not source.records or not mine or any(f" {mine} " in f" {_plain_title(title)} " for title in known):
        return []
    words = f"The source's title, “{source.title}”, is not in edition.toml."
    at = min(record.at.line for record in source.records)
    return [finding("R054", words, file=source.records[0].at.file, line=1 if at > 1 else at)]


def _plain_title(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
