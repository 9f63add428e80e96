"""Labels that encoders gave notes, in a Word file: Word numbers notes through, unless a call brings its own mark.

Source: ISO/IEC 29500-1, 17.11.14 (footnoteReference, customMarkFollows).
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.tei import XML, Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KIND = "{http://www.idpf.org/2007/ops}type"
_TEXT, _NOTES = "word/document.xml", "word/footnotes.xml"


def labels(page: Element) -> list[str]:
    """The label of each call in the text of a page, in their order; empty where a call has none of its own."""
    calls = (one for one in page.iter("{*}a") if one.get(_KIND) == "noteref" and not _aside(one))
    return ["".join(one.itertext()).strip() if one.get("class") == "own" else "" for one in calls]


def _aside(call: Element) -> bool:
    return next(call.iterancestors("{*}aside"), None) is not None


def label(file: Path, given: Sequence[str]) -> bool:
    """Give the calls of a Word file their labels; False, and the file as it is, where it has other calls than those.

    Of its parts only the text and the footnotes are written anew.
    """
    with zipfile.ZipFile(file) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    trees = {
        info.filename: etree.fromstring(raw, tei.parser()) for info, raw in parts if info.filename in (_TEXT, _NOTES)
    }
    calls = list(trees[_TEXT].iter(f"{W}footnoteReference")) if _TEXT in trees else []
    if len(calls) != len(given) or _NOTES not in trees:
        return False
    own = {str(call.get(f"{W}id")): said for call, said in zip(calls, given, strict=True) if said}
    for call in calls:
        _mark(call, own)
    for note in trees[_NOTES].iter(f"{W}footnote"):
        _number(note, own)
    with zipfile.ZipFile(file, "w") as archive:
        for info, raw in parts:
            archive.writestr(info, _written(trees[info.filename]) if info.filename in trees else raw)
    return True


def _mark(call: Element, own: dict[str, str]) -> None:
    """Let the call of a note show its label."""
    if (said := own.get(str(call.get(f"{W}id")))) is not None:
        call.set(f"{W}customMarkFollows", "1")
        call.addnext(_words(said))


def _number(note: Element, own: dict[str, str]) -> None:
    """Let a note begin with its label where Word would write its number."""
    number = next(note.iter(f"{W}footnoteRef"), None)
    if number is not None and (said := own.get(str(note.get(f"{W}id")))) is not None:
        words = _words(said)
        words.tail = number.tail
        number.getparent().replace(number, words)


def _words(said: str) -> Element:
    words = etree.Element(f"{W}t")
    words.set(f"{{{XML}}}space", "preserve")
    words.text = said
    return words


def _written(root: Element) -> bytes:
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return raw
