"""TEI within a line to the inline parts of a transcription."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

from kktei.read.plain.inline import tidy
from kktei.read.xml.flat import key_of
from kktei.tei import XML_LANG, Element, name
from kktei.transcript import (
    Addition,
    Date,
    Deletion,
    Foreign,
    Gap,
    Hi,
    Inline,
    Inlines,
    LineBreak,
    Name,
    Note,
    PageBreak,
    Ref,
    Supplied,
    Text,
    Unclear,
)

_BLANKS = re.compile(r"[ \t\r\n]+")
_RENDS = {"strong": "bold", "italics": "italic", "i": "italic", "b": "bold", "smallcap": "smallcaps"}
_NAMES = {"persName": "person", "orgName": "body", "placeName": "place", "term": "term", "gloss": "term"}
_AROUND: dict[str, Callable[[Inlines], Inline]] = {
    "unclear": Unclear, "supplied": Supplied, "del": Deletion, "add": Addition,
}  # fmt: skip
_PLAIN = {"seg", "p", "ab", "item", "label", "s", "w", "pc"}
_OWN_NOTE = re.compile(r"(?:d0*(?P<file>\w+)\.xml)?#d0*(?P<doc>\w+)\.fn(?P<note>\d+)")
_OWN = re.compile(r"d0*(?P<file>\w+)\.xml|#d0*(?P<self>\w+)")
_FRUS_NOTE = re.compile(r"#d(?P<doc>\d+)fn(?P<note>\d+)")
_FRUS_ELSEWHERE = re.compile(r"(?P<volume>frus[\w.-]+)(?:#(?P<spot>d\w+))?")
_FRUS_SITE = "https://history.state.gov/historicaldocuments/"


@dataclass
class Reading:
    """How inline TEI is read: ``known`` says whether a key of a name is to be trusted; the rest is told."""

    trusted: Callable[[Element, str], bool] = lambda _element, _key: True
    dated: Callable[[Element], Date | None] = lambda _element: None
    unheld: dict[str, int] = field(default_factory=dict)  # elements whose words were kept but not themselves
    untargeted: int = 0  # references that lead to something this edition has no id for

    def content(self, element: Element) -> Inlines:
        """The inline parts of an element, blanks folded and cut off at both ends."""
        return tidy(self._parts(element))

    def pieces(self, element: Element, apart: Container[str]) -> Iterator[Inlines | Element]:
        """The same, cut where a child of a kind in ``apart`` stands, and that child itself."""
        run: list[Inline] = [Text(_folded(element.text))]
        for child in element:
            if name(child) in apart:
                yield tidy(run)
                yield child
                run = []
            elif name(child):
                run.extend(self._part(child))
            run.append(Text(_folded(child.tail)))
        yield tidy(run)

    def _parts(self, element: Element) -> list[Inline]:
        out: list[Inline] = [Text(_folded(element.text))]
        for child in element:
            if name(child):
                out.extend(self._part(child))
            out.append(Text(_folded(child.tail)))
        return out

    def _inner(self, element: Element) -> Inlines:
        """Parts with the blanks at their ends, which belong to the words around."""
        merged: list[Inline] = []
        for part in self._parts(element):
            if isinstance(part, Text) and merged and isinstance(last := merged[-1], Text):
                merged[-1] = Text(_folded(last.text + part.text))
            elif part != Text(""):
                merged.append(part)
        return tuple(merged)

    def _part(self, element: Element) -> list[Inline]:
        tag = name(element)
        if tag in _SIMPLE:
            return _SIMPLE[tag](element)
        if tag == "note":
            return self._note(element)
        return self._around(element, tag, self._inner(element))

    def _around(self, element: Element, tag: str, inner: Inlines) -> list[Inline]:
        if tag in _AROUND:
            return [_AROUND[tag](inner)]
        if tag in _NAMES:
            return self._name(element, inner)
        if tag == "hi":
            rend = str(element.get("rend") or "italic")
            return [Hi(_RENDS.get(rend, rend), inner)]
        if tag == "date":
            return [self.dated(element) or _date(element, inner)]
        if tag == "ref":
            return self._ref(element, inner)
        if tag == "foreign" and element.get(XML_LANG):
            return [Foreign(str(element.get(XML_LANG)), inner)]
        if tag not in _PLAIN:
            self.unheld[tag] = self.unheld.get(tag, 0) + 1
        return list(inner)

    def _note(self, element: Element) -> list[Inline]:
        if element.get("type") == "source":
            return []
        paragraphs = [child for child in element if name(child) in {"p", "ab"}]
        content = tuple(self.content(part) for part in paragraphs) if paragraphs else (self.content(element),)
        return [Note(str(element.get("n") or ""), content)]

    def _name(self, element: Element, inner: Inlines) -> list[Inline]:
        key = key_of(element)
        if key and not self.trusted(element, key):
            key = ""
        if name(element) == "gloss" and not key:
            return list(inner)
        return [Name(_NAMES[name(element)], inner, key)]

    def _ref(self, element: Element, inner: Inlines) -> list[Inline]:
        target = target_of(str(element.get("target") or ""))
        if target is None:
            self.untargeted += 1
            return list(inner)
        return [Ref(target, inner)]


def target_of(target: str) -> str | None:
    """A pointer of FRUS or of kktei as a document's number, "number#footnote" or an address; None: no id for it."""
    if match := _OWN_NOTE.fullmatch(target) or _FRUS_NOTE.fullmatch(target):
        return f"{match['doc']}#{match['note']}"
    if match := _OWN.fullmatch(target):
        number = match["file"] or match["self"]
        return number if number[:1].isdigit() else None
    if match := _FRUS_ELSEWHERE.fullmatch(target):
        return f"{_FRUS_SITE}{match['volume']}{'/' + match['spot'] if match['spot'] else ''}"
    return target if re.match(r"https?://", target) else None


def _date(element: Element, inner: Inlines) -> Date:
    return Date(
        inner,
        str(element.get("when") or ""),
        str(element.get("notBefore") or element.get("from") or ""),
        str(element.get("notAfter") or element.get("to") or ""),
    )


def _gap(element: Element) -> list[Inline]:
    extent = element.get("extent") or " ".join(filter(None, (element.get("quantity"), element.get("unit"))))
    return [Gap(str(element.get("reason") or "omitted"), extent)]


_SIMPLE: dict[str, Callable[[Element], list[Inline]]] = {
    "lb": lambda _: [LineBreak()],
    "pb": lambda e: [PageBreak(str(e.get("n") or ""), str(e.get("facs") or ""))],
    "gap": _gap,
    "graphic": lambda _: [],
    "anchor": lambda _: [],
    "milestone": lambda _: [],
}


def _folded(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "")
