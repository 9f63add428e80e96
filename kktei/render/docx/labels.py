"""Labels that encoders gave notes, in a Word file: Word numbers notes through, unless a call brings its own mark.

Source: ISO/IEC 29500-1, 17.11.14 (footnoteReference, customMarkFollows).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_ASIDE = re.compile(r"<aside\b.*?</aside>", re.DOTALL)
_CALL = re.compile(r"<a\b(?=[^>]*epub:type=\"noteref\")([^>]*)>([^<]*)</a>")
_REFERENCE = re.compile(r'<w:footnoteReference w:id="(-?\d+)"\s*/>')
_NOTE = re.compile(r'<w:footnote\b[^>]*w:id="(-?\d+)"[^>]*>.*?</w:footnote>', re.DOTALL)
_NUMBER = re.compile(r"<w:footnoteRef\s*/>")
_TEXT, _NOTES = "word/document.xml", "word/footnotes.xml"


def labels(html: str) -> list[str]:
    """The label of each call in the text, in their order; empty where a call has none of its own."""
    calls = _CALL.finditer(_ASIDE.sub("", html))
    return [call[2].strip() if 'class="own"' in call[1] else "" for call in calls]


def label(file: Path, given: Sequence[str]) -> bool:
    """Give the calls of a Word file their labels; False, and the file as it is, where it has other calls than those."""
    with zipfile.ZipFile(file) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    named = {info.filename: raw.decode("utf-8") for info, raw in parts if info.filename in (_TEXT, _NOTES)}
    ids = _REFERENCE.findall(named.get(_TEXT, ""))
    if len(ids) != len(given) or _NOTES not in named:
        return False
    own = {number: _run(said) for number, said in zip(ids, given, strict=True) if said}
    named[_TEXT] = _REFERENCE.sub(lambda m: _marked(m, own), named[_TEXT])
    named[_NOTES] = _NOTE.sub(lambda m: _NUMBER.sub(own[m[1]], m[0], count=1) if m[1] in own else m[0], named[_NOTES])
    with zipfile.ZipFile(file, "w") as archive:
        for info, raw in parts:
            archive.writestr(info, named.get(info.filename, raw))
    return True


def _run(said: str) -> str:
    return f'<w:t xml:space="preserve">{escape(said)}</w:t>'


def _marked(reference: re.Match[str], own: dict[str, str]) -> str:
    if reference[1] not in own:
        return reference[0]
    return f'<w:footnoteReference w:customMarkFollows="1" w:id="{reference[1]}" />{own[reference[1]]}'
