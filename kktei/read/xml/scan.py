"""A first pass over a volume, without a tree: where what references point to will stand in the edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kktei.errors import InputError
from kktei.model import DocumentId
from kktei.read.xml.numbered import document_number
from kktei.read.xml.places import VolumePlaces, first_pointer
from kktei.tei import TEI, XML_ID, q
from kktei.transcript import PageSpots

_SOURCE = "source"
_DEEPEST = 200


@dataclass
class _Document:
    """A document while it streams by: its ids wait until its number is known."""

    depth: int
    n: str
    key: str
    heading: str = ""
    head: int = 0  # depth of its heading: 0 before, -1 after
    within_head: int = 0  # depth of a heading that is open, the document's or another
    note: int = 0  # depth of its source note: 0 before, -1 after
    attachment: int = 0  # depth of the attachment that is open
    attachments: int = 0
    footnote: int = 0  # depth of the footnote that is open
    called: str = ""  # how it will be called
    footnotes: int = 0
    head_notes: int = 0
    ids: list[tuple[str, str]] = field(default_factory=list)
    pages: PageSpots = field(default_factory=PageSpots)
    head_pages: PageSpots = field(default_factory=PageSpots)  # in footnotes of the heading

    def start(self, depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        """Note where an element of the document will stand."""
        spot = ""
        if tag == "head":
            self.within_head = self.within_head or depth
        if tag == "pb":
            spot = self._page(attributes.get("n") or "")
        elif tag == "note" and self.note <= 0:
            spot = self._note(depth, attributes.get("type") == _SOURCE, runs_on(attributes))
        elif self.note > 0:
            spot = "sn"
        elif tag == "head" and depth == self.depth + 1 and self.head == 0:
            self.head = depth
        elif is_attachment(tag, attributes):
            self.attachments += 1
            spot = f"a{self.attachments}"
            self.attachment = self.attachment or depth
        if key := attributes.get(XML_ID):
            self.ids.append((key, spot))

    def _page(self, n: str) -> str:
        if self.footnote and self.called.startswith("hn"):
            return f"hn.{self.head_pages.next(n)}"
        return self.pages.next(n)

    def _note(self, depth: int, source: bool, inline: bool) -> str:
        if source and self.note == 0 and not self.attachment and not self.footnote:
            self.note = depth
            return "sn"
        if self.footnote:  # a note within it becomes part of it
            return self.called
        self.footnote = depth
        if self.head > 0:
            self.head_notes += 1
            self.called = f"hn{self.head_notes}"
        elif inline and not self.within_head:
            self.called = ""
        else:
            self.footnotes += 1
            self.called = str(self.footnotes)
        return self.called

    def end(self, depth: int) -> None:
        """An element ends."""
        self.head = -1 if self.head == depth else self.head
        self.within_head = 0 if self.within_head == depth else self.within_head
        self.note = -1 if self.note == depth else self.note
        self.footnote = 0 if self.footnote == depth else self.footnote
        self.attachment = 0 if self.attachment == depth else self.attachment


def runs_on(attributes: Mapping[str, str]) -> bool:
    """Whether a note is no footnote but stands in the text: an abstract, or a note in brackets."""
    return attributes.get("rend") == "inline" or attributes.get("type") == "summary"


def is_attachment(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is an enclosure: ``frus:attachment``, or a division of that type."""
    return tag == "attachment" or (tag == "div" and attributes.get("type") == "attachment")


def no_tei(tag: str, shown: str) -> InputError:
    """Why a file with such a root (a name with its namespace in braces) is no source."""
    here = tag.startswith(f"{{{TEI}}}")
    return InputError(
        f"{shown} is XML but no TEI document: its root is <{tag.rpartition('}')[2]}>"
        + ("" if here else f", not in the namespace {TEI}"),
        "A source in XML is a TEI file with one letter, a teiCorpus of letters, or a FRUS volume.",
    )


class Scan:
    """The target of a parser: libxml2 tells it of every tag, and no tree is kept."""

    def __init__(self, shown: str) -> None:
        self.places = VolumePlaces()
        self._shown = shown
        self._depth = 0
        self._wanted: set[str] = set()
        self._open: list[_Document] = []
        self._waiting: list[tuple[str, str]] | None = []  # pages before the next document; None in front and back
        self._known: set[DocumentId] = set()

    def doctype(self, _name: str, _public: str, _system: str) -> None:
        """A document type declaration stands before anything else."""
        raise InputError(
            f"{self._shown} has a DOCTYPE, which kktei does not read",
            "Delete the DOCTYPE; write characters instead of entities.",
        )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InputError(f"{self._shown} has more than {_DEEPEST} elements within one another", "Check the XML.")
        tag = name.rpartition("}")[2]
        if self._depth == 1:
            self._root(name, tag, attributes)
        if pointer := attributes.get("target") or attributes.get("corresp"):
            self._wanted.add(first_pointer(pointer).rpartition("#")[2])
        if tag in {"front", "back"}:
            self._leave()
            self._waiting = None
        if tag == "div" and attributes.get("type") == "document":
            self._begin(attributes)
        elif self._open:
            self._open[-1].start(self._depth, tag, attributes)
        else:
            self._beside(tag, attributes)

    def _root(self, name: str, tag: str, attributes: Mapping[str, str]) -> None:
        if name not in {q("TEI"), q("div")}:
            raise no_tei(name, self._shown)
        self.places.partial = tag == "div"
        self.places.volume = "" if tag == "div" else attributes.get(XML_ID) or ""

    def _beside(self, tag: str, attributes: Mapping[str, str]) -> None:
        key = attributes.get(XML_ID) or ""
        if tag == "pb" and self._waiting is not None:
            self._waiting.append((attributes.get("n") or "", key))
        elif key:
            self.places.spots.setdefault(key, "")

    def _begin(self, attributes: Mapping[str, str]) -> None:
        made = _Document(self._depth, attributes.get("n") or "", attributes.get(XML_ID) or "")
        made.ids += [(made.key, "")] if made.key else []
        made.ids += [(key, made.pages.next(n)) for n, key in self._waiting or ()]
        if self._waiting:
            self._waiting.clear()
        self._open.append(made)
        self.places.documents += 1

    def data(self, words: str) -> None:
        """Words: those of a heading may say the document's number."""
        if self._open and (document := self._open[-1]).head > 0 and len(document.heading) < 40:
            document.heading += words

    def end(self, name: str) -> None:
        """An element ends."""
        if self._open:
            document = self._open[-1]
            document.end(self._depth)
            if document.depth == self._depth:
                self._settle(self._open.pop())
        elif name.rpartition("}")[2] in {"front", "back"}:
            self._waiting = []
        self._depth -= 1

    def _settle(self, document: _Document) -> None:
        """The ids of a document, now that its number is known; of a second with that number none is kept."""
        number = document_number(document.n, document.heading, document.key)
        identity = DocumentId.of(number)
        kept = bool(number) and identity not in self._known
        self._known.add(identity)
        for key, spot in document.ids:
            at = f"{number}#{spot}" if spot else number
            if key:
                self.places.spots.setdefault(key, at if kept else "")

    def _leave(self) -> None:
        """Pages that no document follows."""
        for _, key in self._waiting or ():
            if key:
                self.places.spots.setdefault(key, "")

    def close(self) -> VolumePlaces:
        """What was found, less what nothing points to."""
        self._leave()
        self.places.spots = {key: at for key, at in self.places.spots.items() if key in self._wanted}
        return self.places


def scan(chunks: Iterable[bytes], shown: str) -> VolumePlaces:
    """Where the ids of a volume stand.

    Raises InputError for a DOCTYPE or a root that is no TEI, ``lxml.etree.XMLSyntaxError`` where the volume is
    not well formed.
    """
    target: Any = Scan(shown)  # lxml's types want methods that it does not call, and know no result but an element
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    for chunk in chunks:
        parser.feed(chunk)
    places: Any = parser.close()
    return places if isinstance(places, VolumePlaces) else VolumePlaces()
