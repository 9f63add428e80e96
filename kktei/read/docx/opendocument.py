"""An OpenDocument text made ready for pandoc, which makes a Word document of it; what it would leave is told."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kktei.read import archive
from kktei.read.docx.shape import brief
from kktei.tei import Element

_UNPACKED = 500_000_000
_TEXT = 60_000_000
_SMALLER = "Split it into smaller files, or save the text as .docx."
_NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {"office": "office", "text": "text", "style": "style", "draw": "drawing"}.items()
}
_T = f"{{{_NAMES['text']}}}"
_LINES = {f"{_T}p", f"{_T}h"}
# What pandoc knows within a paragraph; anything else there is a field or a mark, whose words are words like others.
_RUNS = {f"{_T}{name}" for name in ("span", "a", "s")}
_PARTS = ("tab", "line-break", "list", "list-item", "list-header", "note", "note-citation", "note-body")
_KNOWN = {*_LINES, *_RUNS, *(f"{_T}{name}" for name in _PARTS)}
_LEFT = (  # what is no text of the edition, and how it is told
    ("deleted text", ".//text:tracked-changes//text:deletion"),
    ("comment", ".//office:annotation"),
    ("text above words", ".//text:ruby-text"),
    *((made, f".//text:{kind}") for made, kind in (("contents", "table-of-content"), ("index", "alphabetical-index"))),
)


@dataclass
class OpenText:
    """An OpenDocument text: what pandoc reads, the words that must come through, and what was left out."""

    data: bytes
    words: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def opened(data: bytes, shown: str) -> OpenText | None:
    """The text, made ready; None where the file is none.  Raises InputError where it is damaged or too large."""
    parts = archive.opened(data, shown, _UNPACKED, _SMALLER)
    if not {"mimetype", "content.xml"} <= set(parts.parts) or b"opendocument.text" not in parts.read("mimetype", 200):
        return None
    content = parts.xml("content.xml", _TEXT)
    text = OpenText(b"")
    for kind, path in _LEFT:
        for part in content.iterfind(path, _NAMES):
            text.left_out.append(f"The {kind} “{brief(_words_of(part))}” was left out.")
            _cleared(part)
    text.left_out += ["A picture was left out." for _ in content.iterfind(".//draw:image", _NAMES)]
    for part in (part for line in content.iter(*_LINES) for part in line.iter(f"{_T}*")):
        if part.tag not in _KNOWN:
            part.tag = f"{_T}span"
    text.words = list(_letters_of_runs(content.find("office:body", _NAMES)))
    styles = parts.xml("styles.xml", _TEXT) if "styles.xml" in parts.parts else etree.Element("none")
    for kind in ("header", "footer"):
        said = dict.fromkeys(brief(_words_of(part)) for part in styles.iterfind(f".//style:{kind}", _NAMES))
        text.left_out += [f"The {kind} of the pages “{words}” was left out." for words in said if words]
    text.data = _ready(content, styles)
    return text


def _words_of(element: Element) -> str:
    """The words of an element, a blank between its paragraphs."""
    return " ".join("".join(line.itertext()) for line in element.iter(*_LINES)) or "".join(element.itertext())


def _cleared(part: Element) -> None:
    """Take out what an element holds, and leave it where it stands."""
    tail = part.tail
    part.clear()
    part.tail = tail


def _letters_of_runs(element: Element) -> Iterator[str]:
    """Letters and digits of each stretch of text between paragraphs, notes, breaks and whatever else is no run."""
    held = ""
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag not in _RUNS:
            yield held
            held = ""
        said = part.tail if event == "end" else "" if part.tag == f"{_T}note-citation" else part.text
        held += "".join(char for char in said or "" if char.isalnum())
    yield held


def _ready(content: Element, styles: Element) -> bytes:
    """The file with all that pandoc reads, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as ready:
        for name, root in (("content.xml", content), ("styles.xml", styles)):
            ready.writestr(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return out.getvalue()
