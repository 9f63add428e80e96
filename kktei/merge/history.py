"""The history of a document, ``revisionDesc``: taken off before texts are compared, put back with what was done.

It is the editors': whatever stands in it stays.  kktei only adds a ``change`` when it changes the content.
"""

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kktei import programs

_PATIENCE = 5  # seconds


@dataclass(frozen=True, slots=True)
class Split:
    """A document without its history, the history as it stands, and where it belongs (-1: nowhere)."""

    content: str
    history: str
    at: int

    def whole(self, history: str | None = None) -> str:
        """The document with ``history`` (default: its own) in its place."""
        own = self.history if history is None else history
        return self.content if self.at < 0 else self.content[: self.at] + own + self.content[self.at :]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start or end tag: its name as written, its attributes, where it stands (in bytes)."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def prefix(self) -> str:
        return self.name.rpartition(":")[0]


class _Seeker:
    """Looks for the first history, or else the end of the first header, as far as the text is well formed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.history: _Tag | None = None
        self.over: _Tag | None = None  # where the history ends, or the header does
        self._depth = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        with suppress(expat.ExpatError, _FoundError):
            self._parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += self.history is not None
        if self.history is None and name.rpartition(":")[2] == "revisionDesc":
            self.history = self._tag(name, attributes)

    def _end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex  # of an empty element: behind it
        tag = self._tag(name, {}) if self.data.startswith(f"</{name}".encode(), at) else _Tag(name, {}, at, at)
        closed = self.history is not None and self._depth == 0
        if closed or (self.history is None and self._is_header(tag)):
            self.over = tag
            raise _FoundError
        self._depth -= self.history is not None

    def _tag(self, name: str, attributes: dict[str, str]) -> _Tag:
        start = self._parser.CurrentByteIndex
        return _Tag(name, attributes, start, _end_of_tag(self.data, start))

    def _is_header(self, tag: _Tag) -> bool:
        return tag.name.rpartition(":")[2] == "teiHeader" and tag.start < tag.end


class _FoundError(Exception):
    """The rest need not be read."""


def _end_of_tag(data: bytes, start: int) -> int:
    """Where a tag is over; a ">" may stand in an attribute's value."""
    quote = 0
    for at in range(start, len(data)):
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    return len(data)


def split(text: str) -> Split:
    """Take the history off a document's text; comments and instructions are not mistaken for it."""
    data = text.encode("utf-8", "surrogatepass")
    seeker = _Seeker(data)
    if seeker.over is None:
        return Split(text, "", -1)
    tag, stop = seeker.history or seeker.over, seeker.over.end
    before, rest = (part.decode("utf-8", "surrogatepass") for part in (data[: tag.start], data[stop:]))
    start = len(before.rstrip(" \t"))
    if seeker.history is None:
        return Split(text, "", start)
    end = len(text) - len(rest) + next((len(line) for line in ("\r\n", "\n") if rest.startswith(line)), 0)
    return Split(text[:start] + text[end:], text[start:end], start)


def grown(parts: Split, words: str, *, who: str, by: str, today: str) -> str:
    """The history with one more ``change`` on top (TEI's order: the latest first), once a day for the same words."""
    data = parts.history.encode()
    opening = _Seeker(data).history
    header = parts.content[max(parts.at, 0) :].lstrip().removeprefix("</").partition(">")[0]
    prefix = opening.prefix if opening else header.strip().rpartition(":")[0]
    change = _change(f"{prefix}:" if prefix else "", words, who=who, by=by, today=today)
    if change in parts.history:
        return parts.history
    if opening is None:
        tag = f"{prefix}:revisionDesc" if prefix else "revisionDesc"
        return f'    <{tag} status="draft">\n      {change}\n    </{tag}>\n'
    before, rest = data[: opening.end].decode(), data[opening.end :].decode()
    if before.endswith("/>"):
        before, rest = f"{before[:-2]}>", f"\n    </{opening.name}>{rest or chr(10)}"
    return f"{before}\n      {change}{rest}"


def _change(prefix: str, words: str, *, who: str, by: str, today: str) -> str:
    """A ``change``, in the prefix that the file has for TEI."""
    made = StringIO()
    write = XMLGenerator(made, "utf-8")
    write.startElement(f"{prefix}change", AttributesImpl({"when": today, "who": who}))
    write.characters(words)
    if by:
        write.characters(" by ")
        write.startElement(f"{prefix}name", AttributesImpl({}))
        write.characters(by)
        write.endElement(f"{prefix}name")
    write.characters(".")
    write.endElement(f"{prefix}change")
    return made.getvalue()


def begun(history: str) -> str:
    """The history of a new document: a draft, where nothing else is said."""
    data = history.encode()
    opening = _Seeker(data).history
    if opening is None or "status" in opening.attributes:
        return history
    at = opening.start + len(data[opening.start : opening.end].rstrip(b"/>"))
    return f'{data[:at].decode()} status="draft"{data[at:].decode()}'


def status(text: str) -> str:
    """What ``revisionDesc/@status`` of a document says."""
    opening = _Seeker(text.encode("utf-8", "surrogatepass")).history
    return opening.attributes.get("status", "") if opening else ""


def author(root: Path, by: str | None) -> str:
    """Who converts: ``by``, or git's user.name in the project, or nobody ("").

    The settings in the project's ``.git`` may be from anybody: no program that they name is run (a pager, a monitor),
    and no file that they include is opened.  What the reader's own settings include is read.
    """
    if by:
        return by
    git = programs.found("git", root)
    if git is None:
        return ""
    own = [str(git), "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "config"]
    for where in (("--local", "--no-includes"), ("--global", "--includes"), ("--system", "--includes")):
        name = _answer([*own, *where, "--get", "user.name"], root)
        if name != "":
            return name or ""
    return ""


def _answer(command: list[str], root: Path) -> str | None:
    """What git answers; "" where it knows nothing, None where it does not answer (a pipe stands for its settings)."""
    try:
        told = subprocess.run(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip()


def encoder(file: str) -> str:
    """The pointer from a file of the edition to the respStmt of whoever runs kktei."""
    return "#enc" if file == "edition.xml" else f"{'../' * file.count('/')}edition.xml#enc"
