"""Which characters a text may have in files that are XML, or are made of it."""

from __future__ import annotations

import re

# The others (XML 1.0, 2.2) can be in settings and in names of files.
_NO_CHARACTER = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` without what is no character of XML: it could neither be shown nor be told in metadata."""
    return _NO_CHARACTER.sub("", text)
