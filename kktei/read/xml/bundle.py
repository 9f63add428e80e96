"""A teiCorpus to the letters in it, each byte for byte but for what the corpus declares for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from lxml import etree

from kktei.errors import InputError
from kktei.findings import Severity, finding
from kktei.model import DocumentId, Position
from kktei.read.foreign.corpus import Place, given, records, unnamed
from kktei.read.source import Source, TakenDocument
from kktei.tei import NS, TEI, XI, XML, XML_ID, Element, name, q, text_of

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?P<xml><\?xml\b[^>]*\?>)")
_CORPUS, _LETTER = f"{TEI} teiCorpus", f"{TEI} TEI"
_HEADER, _FILE = f"{TEI} teiHeader", f"{TEI} fileDesc"
_PARTS = {  # of a letter's header, by what they stand in
    _HEADER: [_LETTER],
    _FILE: [_LETTER, _HEADER],
    f"{TEI} encodingDesc": [_LETTER, _HEADER],
    f"{TEI} publicationStmt": [_LETTER, _HEADER, _FILE],
}
_INHERITED = {f"{XML} lang": "xml:lang", f"{XML} base": "xml:base"}


@dataclass(frozen=True, slots=True)
class _Letter:
    """Where a letter stands in the file, and what it inherits from the elements around it."""

    start: int
    end: int
    inherited: dict[str, str]
    stands: dict[str, tuple[int, int, int]]  # its header and parts of that by name: begin, closing tag, end


@dataclass
class _Finder:
    """The letters of a file while it is parsed: expat alone tells of bytes."""

    data: bytes
    parser: expat.XMLParserType
    path: list[str] = field(default_factory=list)
    scopes: list[dict[str, str]] = field(default_factory=list)
    declared: dict[str, str] = field(default_factory=dict)
    letters: list[_Letter] = field(default_factory=list)
    open: tuple[int, dict[str, str]] | None = None
    stands: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[f"xmlns:{prefix}" if prefix else "xmlns"] = uri or ""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        own = {**self.declared, **{_INHERITED[a]: v for a, v in attributes.items() if a in _INHERITED}}
        self.declared = {}
        if tag == _LETTER and all(above == _CORPUS for above in self.path):
            around = {key: value for scope in self.scopes for key, value in scope.items()}
            inherited = {key: value for key, value in around.items() if key not in own}
            self.open = (self.parser.CurrentByteIndex, inherited)
            self.stands = {}
        if part := self._part(tag):
            self.stands[part] = (self.parser.CurrentByteIndex, 0, 0)
        self.path.append(tag)
        self.scopes.append(own)

    def finish(self, tag: str) -> None:
        self.path.pop()
        self.scopes.pop()
        if part := self._part(tag):
            start = self.stands[part][0]
            self.stands[part] = (start, self.parser.CurrentByteIndex, self._end(start))
        elif self.open and tag == _LETTER and all(above == _CORPUS for above in self.path):
            start, inherited = self.open
            stands = {of: (a - start, b - start, c - start) for of, (a, b, c) in self.stands.items()}
            self.letters.append(_Letter(start, self._end(start), inherited, stands))
            self.open = None

    def _part(self, tag: str) -> str:
        """Which part of a letter's header begins or ends: that itself, or one that a corpus may complete."""
        above = _PARTS.get(tag)
        if above is None or self.path[-len(above) :] != above:
            return ""
        return tag.removeprefix(f"{TEI} ") if all(one == _CORPUS for one in self.path[: -len(above)]) else ""

    def _end(self, start: int) -> int:
        """Where the element ends that began there and ends here."""
        at = self.parser.CurrentByteIndex
        closing = b"</" + _tag(self.data, start)[1:]
        return self.data.index(b">", at) + 1 if self.data.startswith(closing, at) else at  # <TEI/> is over there


def letters(data: bytes, root: Element, shown: str) -> Source:
    """The letters of a teiCorpus (``root``, parsed from ``data``).

    Raises InputError where it holds none, or is in an encoding that only few programs read.
    """
    found = _found(data, shown)
    if not found:
        raise InputError(
            f"{shown} is a teiCorpus without a TEI element in it",
            "Put the files that it includes into seeds/ instead; each may hold one letter.",
        )
    named = [tei for tei in root.iter(q("TEI")) if all(above.tag == q("teiCorpus") for above in tei.iterancestors())]
    title = root.find("tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title", NS)
    documents = tuple(_documents(data, found, named, shown))
    count = len(documents)
    words = f"{count} letters were taken out of a teiCorpus; they have of it encodingDesc, availability and records"
    lost = _lost(root)
    words += f", but not {' and '.join(lost)}." if lost else "."
    severity = Severity.WARNING if lost else None
    note = finding("R038", words, file=shown, line=root.sourceline or 1, severity=severity)
    return Source("" if title is None else text_of(title), (), (note,), "tei", documents=documents)


def _lost(root: Element) -> list[str]:
    """What of a corpus goes with none of its letters."""
    left_out = sum(1 for _ in root.iter(f"{{{XI}}}include"))
    lost = [f"what stands beside them in {', '.join(f'<{one}>' for one in names)}"] if (names := unnamed(root)) else []
    lost += [f"what {left_out} xi:include elements name"] if left_out else []
    return lost


def _documents(data: bytes, found: list[_Letter], named: list[Element], shown: str) -> Iterator[TakenDocument]:
    match = _DECLARATION.match(data)
    before = match["xml"] + b"\n" if match else b""
    file = PurePosixPath(shown).stem
    for number, (letter, element) in enumerate(zip(found, named, strict=True), 1):
        whole = data[letter.start : letter.end]
        for start, end, said in sorted(_additions(letter, whole, element), reverse=True):
            whole = whole[:start] + said + whole[end:]
        at = Position(shown, data.count(b"\n", 0, letter.start) + 1)
        other, key = DocumentId.of_id(f"{file}-{number}"), element.get(XML_ID)
        yield TakenDocument(DocumentId.of_id(key) if key else other, before + whole + b"\n", at, other)


def _additions(letter: _Letter, text: bytes, element: Element) -> Iterator[tuple[int, int, bytes]]:
    """What the corpus says of a letter, each with the bytes of it in whose place that comes."""
    cut = len(_tag(text, 0))
    inherited = "".join(f" {name}={quoteattr(value)}" for name, value in letter.inherited.items())
    yield cut, cut, inherited.encode("ascii", "xmlcharrefreplace")
    for one in given(element):
        start, closing, end = letter.stands[name(one.of)]
        at = {Place.END: (closing, closing), Place.AFTER: (end, end), Place.INSTEAD: (start, end)}[one.place]
        yield *at, _written(one.part, element)
    if "teiHeader" in letter.stands and (shared := records(element)):
        end = letter.stands["teiHeader"][2]
        inner = b"".join(_written(one, element) for one in shared)
        yield end, end, f'<standOff xmlns="{TEI}">'.encode() + inner + b"</standOff>"


def _written(part: Element, letter: Element) -> bytes:
    """An element of the corpus in the encoding of its file."""
    encoding = letter.getroottree().docinfo.encoding or "UTF-8"
    etree.cleanup_namespaces(part)
    text = etree.tostring(part, encoding="unicode")
    text = text.replace(f' xmlns="{TEI}"', "", 1) if letter.nsmap.get(None) == TEI else text
    return text.encode(encoding, "xmlcharrefreplace")


def _tag(data: bytes, at: int) -> bytes:
    """How a start tag begins: "<TEI"."""
    match = re.compile(rb"<[^\s/>]+").match(data, at)
    return match[0] if match else b""


def _found(data: bytes, shown: str) -> list[_Letter]:
    parser = expat.ParserCreate(namespace_separator=" ")
    finder = _Finder(data, parser)
    parser.StartNamespaceDeclHandler = finder.declare
    parser.StartElementHandler = finder.begin
    parser.EndElementHandler = finder.finish
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise InputError(f"{shown} is a teiCorpus that cannot be cut up: {problem}", "Save it as UTF-8.") from problem
    return finder.letters
