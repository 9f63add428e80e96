"""TEI within a line to the inline parts of a transcription."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

from kktei import transcript
from kktei.read.plain.inline import tidy
from kktei.read.xml.flat import key_of
from kktei.read.xml.scan import runs_on
from kktei.tei import XML_LANG, Element, name

_BLANKS = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")  # what becomes one blank and is none yet
_RENDS = {"strong": "bold", "italics": "italic", "i": "italic", "b": "bold", "smallcap": "smallcaps"}
_NAMES = {"persName": "person", "orgName": "body", "placeName": "place", "term": "term", "gloss": "term"}
_AROUND: dict[str, Callable[[transcript.Inlines], transcript.Inline]] = {
    "unclear": transcript.Unclear, "supplied": transcript.Supplied, "sic": transcript.Sic,
    "del": transcript.Deletion, "add": transcript.Addition,
}  # fmt: skip
_BLOCKS = {"p", "ab", "item", "list", "row", "table", "quote", "l", "lg", "head"}
_PLAIN = {"seg", "p", "ab", "item", "label", "s", "w", "pc", "cell", "row"}
_PARTED = {"p", "ab", "item", "label", "cell", "row", "head", "l", "lg", "list", "table", "quote"}  # never one word
_READINGS = ({"sic", "orig", "abbr", "unclear"}, {"corr", "reg", "expan"})  # of a choice: the source's, the editor's
_OWN_SPOT = re.compile(r"(?:d0*(?P<file>\w+)\.xml)?#d0*(?P<doc>\w+)\.(?:fn(?P<note>\d+)|(?P<spot>[a-z][\w.-]*))")
_OWN = re.compile(r"d0*(?P<file>\w+)\.xml|#d0*(?P<self>\w+)")


@dataclass
class InlineReading:
    """How inline TEI is read: ``trusted`` says whether a key of a name is to be trusted; the rest is told."""

    trusted: Callable[[Element, str], bool] = lambda _element, _key: True
    dated: Callable[[Element], transcript.Date | None] = lambda _element: None
    leads: Callable[[Element], str | None] = lambda element: target_of(str(element.get("target") or ""))
    unheld: dict[str, int] = field(default_factory=dict)  # elements whose words were kept but not themselves
    untargeted: int = 0  # references that lead to something this edition has no id for
    source: Element | None = None  # the source note, which is no part of the text

    def content(self, element: Element) -> transcript.Inlines:
        """The inline parts of an element, blanks folded and cut off at both ends."""
        return tidy(self._parts(element))

    def pieces(self, element: Element, apart: Container[str]) -> Iterator[transcript.Inlines | Element]:
        """The same, cut where a child of a kind in ``apart`` stands, and that child itself."""
        run: list[transcript.Inline] = [transcript.Text(_folded(element.text))]
        for child in element:
            if name(child) in apart:
                yield tidy(run)
                yield child
                run = []
            elif name(child):
                _append(run, self.parts_of(child))
            _go_on(run, child.tail)
        yield tidy(run)

    def _parts(self, element: Element) -> list[transcript.Inline]:
        out: list[transcript.Inline] = [transcript.Text(_folded(element.text))]
        for child in element:
            if name(child):
                _append(out, self.parts_of(child))
            _go_on(out, child.tail)
        return out

    def _inner(self, element: Element) -> transcript.Inlines:
        """Parts with the blanks at their ends, which belong to the words around."""
        merged: list[transcript.Inline] = []
        for part in self._parts(element):
            if isinstance(part, transcript.Text) and merged and isinstance(last := merged[-1], transcript.Text):
                merged[-1] = transcript.Text(_folded(last.text + part.text))
            elif part != transcript.Text(""):
                merged.append(part)
        return tuple(merged)

    def parts_of(self, element: Element) -> list[transcript.Inline]:
        """What an element within a line is; nothing for the source note, which is read apart."""
        if element is self.source:
            return []
        tag = name(element)
        if tag in _SIMPLE:
            return _SIMPLE[tag](element)
        if tag == "note":
            return self.note(element)
        if tag == "choice":
            return self._choice(element)
        inner = self._around(element, tag, self._inner(element))
        return [transcript.Text(" "), *inner, transcript.Text(" ")] if tag in _PARTED else inner

    def _around(self, element: Element, tag: str, inner: transcript.Inlines) -> list[transcript.Inline]:
        if tag in _AROUND:
            return [_AROUND[tag](inner)]
        if tag in _NAMES:
            return self._name(element, inner)
        if tag == "hi":
            rend = str(element.get("rend") or "italic")
            return [transcript.Hi(_RENDS.get(rend, rend), inner)]
        if tag == "date":
            return [self.dated(element) or _date(element, inner)]
        if tag == "ref":
            return self._ref(element, inner)
        if tag == "foreign" and element.get(XML_LANG):
            return [transcript.Foreign(str(element.get(XML_LANG)), inner)]
        if tag not in _PLAIN:
            self.count(tag)
        return list(inner)

    def count(self, what: str) -> None:
        """Remember that an element's words were kept but not the element."""
        self.unheld[what] = self.unheld.get(what, 0) + 1

    def note(self, element: Element) -> list[transcript.Inline]:
        """A footnote; words put in where it stands within another."""
        if any(name(above) == "note" for above in element.iterancestors()):
            self.count("note within a note")
            words = [part for line in self.lines(element) for part in (*line, transcript.Text(" "))]
            return [transcript.Text(" "), transcript.Supplied(tidy(words))]
        if runs_on(element.attrib) and not any(name(above) == "head" for above in element.iterancestors()):
            self.count("note in the text")
            return [
                transcript.Text(" "),
                *(part for line in self.lines(element) for part in (*line, transcript.Text(" "))),
            ]
        return [transcript.Note(str(element.get("n") or ""), tuple(self.lines(element)) or ((),))]

    def lines(self, element: Element) -> Iterator[transcript.Inlines]:
        """The paragraphs of an element; items, rows and verses within it count as paragraphs."""
        if not any(name(child) in _BLOCKS for child in element):
            if content := self.content(element):
                yield content
            return
        for piece in self.pieces(element, _BLOCKS):
            if not isinstance(piece, tuple):
                yield from self.lines(piece)
            elif piece:
                yield piece

    def _choice(self, element: Element) -> list[transcript.Inline]:
        """The source's reading, and the editor's as words put in."""
        self.count("choice")
        said = [child for child in element if name(child) in _READINGS[0]]
        meant = [child for child in element if name(child) in _READINGS[1]]
        if len(said) + len(meant) != sum(name(child) != "" for child in element) or not said:
            return list(self._inner(element))
        out = [part for child in said for part in self._inner(child)]
        for child in meant:
            out += [transcript.Text(" "), transcript.Supplied(self._inner(child))]
        return out

    def _name(self, element: Element, inner: transcript.Inlines) -> list[transcript.Inline]:
        key = key_of(element)
        if key and not self.trusted(element, key):
            key = ""
        if name(element) == "gloss" and not key:
            return list(inner)
        core = tidy(list(inner))
        return [*_edge(inner[:1], 0), transcript.Name(_NAMES[name(element)], core, key), *_edge(inner[-1:], -1)]

    def _ref(self, element: Element, inner: transcript.Inlines) -> list[transcript.Inline]:
        target = self.leads(element)
        if not target:
            self.untargeted += 1
            return list(inner)
        return [transcript.Ref(target, inner)]


def target_of(target: str) -> str | None:
    """A pointer of kktei's own as a document's number, "number#footnote" or an address; None: no id for it."""
    if match := _OWN_SPOT.fullmatch(target):
        return f"{match['doc']}#{match['note'] or match['spot']}"
    if match := _OWN.fullmatch(target):
        number = match["file"] or match["self"]
        return number if number[:1].isdigit() else None
    return target if re.match(r"https?://", target) else None


def _date(element: Element, inner: transcript.Inlines) -> transcript.Date:
    return dated(
        inner,
        str(element.get("when") or ""),
        str(element.get("notBefore") or element.get("from") or ""),
        str(element.get("notAfter") or element.get("to") or ""),
    )


def dated(content: transcript.Inlines, when: str = "", not_before: str = "", not_after: str = "") -> transcript.Date:
    """A date that is a day or a period, never both: ``<date when="1958-11-17" to="1958-11-18">`` is a period.

    Bounds that say no more than the day ("1958-11-17T00:00:00") go; "1949-05" with days of May becomes these days.
    """
    if not when or not (not_before or not_after):
        return transcript.Date(content, when, not_before, not_after)
    first = not_before if not_before.startswith(when) else min(when, not_before or when)
    last = not_after if not_after.startswith(when) else max(when, not_after or when)
    if first[:10] == last[:10]:
        return transcript.Date(content, when)
    return transcript.Date(content, "", first, last)


def page_break(element: Element) -> transcript.PageBreak:
    """The page that begins at a ``pb``."""
    return transcript.PageBreak(str(element.get("n") or ""), str(element.get("facs") or ""))


def _gap(element: Element) -> list[transcript.Inline]:
    """A gap or a space, with how much it is and what is said of it."""
    extent = element.get("extent") or " ".join(filter(None, (element.get("quantity"), element.get("unit"))))
    desc = " ".join("".join(str(text) for text in element.itertext()).split())
    reason = "blank" if name(element) == "space" else str(element.get("reason") or ("" if desc else "omitted"))
    return [transcript.Gap(reason, extent, desc)]


_SIMPLE: dict[str, Callable[[Element], list[transcript.Inline]]] = {
    "lb": lambda _: [transcript.LineBreak()],
    "pb": lambda e: [page_break(e)],
    "gap": _gap,
    "space": _gap,
}


def _edge(part: transcript.Inlines, end: int) -> list[transcript.Inline]:
    """The blank at one end of a name, which belongs to the words around it: markup on lines of its own has such."""
    return (
        [transcript.Text(" ")]
        if part and isinstance(text := part[0], transcript.Text) and text.text[end:][:1] == " "
        else []
    )


def _append(run: list[transcript.Inline], parts: list[transcript.Inline]) -> None:
    """Add what an element is; no blank of its markup stands after a bracket that opens ("[<placeName> Oslo")."""
    opened = bool(run) and isinstance(last := run[-1], transcript.Text) and last.text.endswith(("[", "("))
    run.extend(parts[1:] if opened and parts[:1] == [transcript.Text(" ")] else parts)


def _go_on(run: list[transcript.Inline], tail: str | None) -> None:
    """Add the text after an element; no blank stands before a comma or a stop ("<placeName> Oslo </placeName>,")."""
    if run and run[-1] == transcript.Text(" ") and tail and tail[0] in ",.;:)]":
        run.pop()
    run.append(transcript.Text(_folded(tail)))


def _folded(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "")
