"""Which characters a text may have in files that are XML, or are made of it."""

import re

# The others (XML 1.0, 2.2) can be in settings and in names of files.
_NO_CHARACTER = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` without what is no character of XML: it could neither be shown nor be told in metadata."""
    return _NO_CHARACTER.sub("", text)


def brief(text: str, longest: int = 2000) -> str:
    """``text``, cut at a word where it has more characters than what holds it: a string of a PDF, a picture."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return f"{cut.rsplit(maxsplit=1)[0] if len(cut.split()) > 1 else cut} …"
