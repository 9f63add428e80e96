"""Whether the edition's licence is that of all its documents: TEI that is taken as it is has a licence of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from kktei import files
from kktei.config import Settings


def claimed(settings: Settings, documents: Sequence[Path]) -> Settings:
    """The settings; without a licence where not every document gives this one, so that no product claims it for all."""
    address, name = settings.text("edition.licence"), settings.text("edition.licence_name")
    if not (address or name):
        return settings
    words = (
        rf"""target\s*=\s*["']{re.escape(escape(address))}["']"""
        if address
        else rf"[^>]*>\s*{re.escape(escape(name))}\s*<"
    )
    given = re.compile(rf"<(?:\w+:)?licence\b[^>]*?{words}".encode())
    if all(given.search(files.raw(path).partition(b"<sourceDesc")[0]) for path in documents):
        return settings
    return Settings({**settings.values, "edition.licence": "", "edition.licence_name": ""}, settings.suppressions)
