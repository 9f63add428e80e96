"""The words of an input and of what became of it, found without any reader of kktei's."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

_WORD = re.compile(r"[^\W\d_]{4,}")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Words of the plain form's own marks; and of TEI that a TEI source may have and kktei writes anew.
_MARKS = {"source", "break", "smallcaps", "foreign", "attachment", "illegible", "page"}


def folded(text: str) -> str:
    """Letters alone, as a reader takes them: ligatures parted, what nobody sees left out, in small letters."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return "".join(c for c in seen.casefold() if c.isalpha())


def words(text: str) -> set[str]:
    """The words of four letters and more."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return {word.casefold() for word in _WORD.findall(seen)} - _MARKS


def of_input(kind: str, data: bytes) -> set[str]:
    """The words of a source; none where it is too damaged for this simple reading."""
    if kind == "text":
        return words(_decoded(data))
    if kind == "docx":
        return words(_of_word(data))
    return words(" ".join(_characters(data))) if kind in {"source tei", "volume"} else set()


def of_edition(folder: Path, said: str) -> str:
    """All letters of the edition's files and of what was said, in which a word can be looked for."""
    texts = [said]
    for file in sorted(folder.rglob("*.xml")):
        texts += _characters(file.read_bytes(), attributes=True)
    return folded(" ".join(texts)) + folded("".join(texts))


def of_text(data: bytes) -> set[str]:
    """The words of a TEI document's text that a reader is to see; none where it is not well formed."""
    found: list[str] = []
    hidden: list[bool] = []

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        hidden.append(local in _HIDDEN or ((hidden[-1] if hidden else True) and local != "text"))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: hidden.pop()
    parser.CharacterDataHandler = lambda text: found.append("" if not hidden or hidden[-1] else text)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return set()
    return words(" ".join(found))


# Of alternatives and of what is no text a page may show one, or say it otherwise.
_HIDDEN = {"del", "fw", "figDesc", "teiHeader", "abbr", "expan", "orig", "reg", "sic", "corr"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def of_page(file: Path) -> str:
    """All letters of a page, in which a word can be looked for."""
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    return folded("".join(page.texts))


def missing(wanted: Iterable[str], there: str) -> list[str]:
    """The words that are nowhere."""
    return sorted(word for word in wanted if folded(word) not in there)


def _decoded(data: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    return ""


def _of_word(data: bytes) -> str:
    """The text of the parts that hold a document's words; deleted ones are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [
                package.read(name)
                for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
                if name in package.namelist()
            ]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return ""
    return "\n".join("".join(_characters(part, only="t", breaks={"p", "br", "tab", "tc"})) for part in parts)


def _characters(data: bytes, *, attributes: bool = False, only: str = "", breaks: Iterable[str] = ()) -> list[str]:
    """The character data of an XML file as far as it is well formed, by a parser that kktei does not use."""
    found: list[str] = []
    open_: list[str] = []
    breaking = set(breaks)
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, given: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        open_.append(local)
        if local in breaking:
            found.append(" ")
        if attributes:
            found.extend(given.values())

    def end(_: str) -> None:
        open_.pop()
        if not only:
            found.append("")

    def text(data: str) -> None:
        if not only or (open_ and open_[-1] == only):
            found.append(data)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return found if attributes else []
    return found
