"""The text of an element in one line, and where the names in it stand; footnotes are left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from sys import intern

from kktei.model import Link, Span
from kktei.tei import XML_ID, Element, name

_KINDS = {"persName": "person", "orgName": "body", "placeName": "place", "gloss": "term", "term": "term"}
_ENDS = {"from": "sender", "to": "recipient"}
_LEFT_OUT = {"note", "corr", "reg", "expan"}  # of a choice the source's own words count
_PARTED = {"p", "ab", "lb", "item", "label", "l", "list", "note"}  # never one word with what stands beside them
_BLANKS = " \t\r\n"
_OPENING, _CLOSING = " ([", ")],"  # no blank is printed after these, or before those
_POINTS = ".;:!?"  # nor before these, but for a blank that is theirs (" . . .", French " ;")
_WORDS = re.compile(r"[^ \t\r\n]+")


@dataclass
class Flat:
    """A line while it is gathered: blanks are folded as they come."""

    part: str
    trusted: Callable[[Element, str], bool] = lambda _element, _key: True
    text: str = ""
    links: list[Link] = field(default_factory=list)
    _blank: bool = False

    def say(self, words: str | None) -> None:
        """Append words."""
        if not words:
            return
        for i, word in enumerate(_WORDS.findall(words)):
            apart = i > 0 or words[0] in _BLANKS
            self._blank = self._blank or apart
            if word[0] in _CLOSING or (not apart and word[0] in _POINTS):
                self._blank = False  # white space of the markup: "( Huston )", "<persName>Huston </persName>."
            self._flush()
            self.text += word
        self._blank = self._blank or words[-1] in _BLANKS

    def _flush(self) -> None:
        if self._blank and self.text and self.text[-1] not in _OPENING:
            self.text += " "
        self._blank = False

    def element(self, element: Element) -> None:
        """Append the words of an element without its footnotes, and link what it names."""
        known = _naming(element, self.trusted)
        parted = name(element) in _PARTED
        self._blank = self._blank or parted
        if known:
            self._flush()
        start = len(self.text)
        self.say(element.text)
        for child in element:
            if name(child) and (name(child) not in _LEFT_OUT or (self.part == "note" and name(child) == "note")):
                self.element(child)
            self.say(child.tail)
        start += len(self.text[start:]) - len(self.text[start:].lstrip())
        for kind, key in known:
            if self.text[start:]:
                self.links.append(Link(self.part, Span(start, len(self.text)), kind, key))
        self._blank = self._blank or parted


def flat(element: Element, part: str, trusted: Callable[[Element, str], bool] | None = None) -> Flat:
    """The line of an element; ``part`` ("head", "note") goes into its links, which come outermost last.

    A key that is not ``trusted`` is left out of them.
    """
    line = Flat(part) if trusted is None else Flat(part, trusted)
    line.element(element)
    return line


def key_of(element: Element) -> str:
    """The source's own id for what an element names; few ids are named often, so each is held once."""
    for attribute in ("corresp", "key", "ref", "target"):
        if values := str(element.get(attribute) or "").split():  # it may be blank
            return intern(values[0].rpartition("#")[2])
    return intern(str(element.get(XML_ID) or ""))


def _naming(element: Element, trusted: Callable[[Element, str], bool]) -> list[tuple[str, str]]:
    kind = _KINDS.get(name(element))
    if kind is None:
        return []
    role = _ENDS.get(element.get("type") or "")
    key = key_of(element)
    key = key if key and trusted(element, key) else ""
    known = [(role, key)] if role else []
    if name(element) != "gloss" or element.get("target"):
        known.insert(0, (kind, key))
    return known
