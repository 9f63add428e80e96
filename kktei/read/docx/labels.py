"""The labels that Word makes and pandoc forgets, of headings and of footnotes' lists, written into their paragraphs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from kktei.read.docx.flat import numeral
from kktei.read.docx.made import OUTLINE, style_names, style_of
from kktei.read.docx.shape import W, said_by
from kktei.tei import Element

_FORMS = {
    "lowerLetter": "LowerAlpha",
    "upperLetter": "UpperAlpha",
    "lowerRoman": "LowerRoman",
    "upperRoman": "UpperRoman",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LARGEST = 100_000


@dataclass
class _Lists:
    """The lists of a file: the levels of each by its number, and how far each has come."""

    levels: dict[str, dict[int, Element]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, key: str, depth: int) -> str:
        """The label of the next item; "" where that is only a mark."""
        level = self.levels.get(key, {}).get(depth)
        if level is None or _value(level, "numFmt") in {"bullet", "none"}:
            return ""
        self.counts[key, depth] = self.counts.get((key, depth), _start(level) - 1) + 1
        for other in [spot for spot in self.counts if spot[0] == key and spot[1] > depth]:
            del self.counts[other]
        return re.sub(r"%([1-9])", lambda match: self._number(key, int(match[1]) - 1), _value(level, "lvlText"))

    def depth(self, key: str, style: str) -> int:
        """The level of a list that a style of paragraphs is bound to; the first without one."""
        levels = self.levels.get(key, {}).items()
        return next((depth for depth, level in levels if _value(level, "pStyle") == style), 0)

    def _number(self, key: str, depth: int) -> str:
        level = self.levels[key].get(depth)
        if level is None:
            return ""
        count = self.counts.get((key, depth), _start(level))
        return numeral(count, _FORMS.get(_value(level, "numFmt"), "Decimal"))


def label_items(notes: Element, numbering: Element | None) -> None:
    """Put the label of each item of a list at the beginning of its paragraph."""
    lists = _Lists({} if numbering is None else _levels(numbering))
    for item in list(notes.iter(f"{W}numPr")):
        properties = item.getparent()
        paragraph = properties.getparent() if properties is not None else None
        key = _value(item, "numId")
        if paragraph is None or paragraph.tag != f"{W}p" or key in {"", "0"}:
            continue
        properties.remove(item)
        if label := lists.label(key, _number(_value(item, "ilvl"), 0)):
            properties.addnext(_run(label))


def label_headings(text: Element, numbering: Element | None, styles: Element | None) -> None:
    """Put the number that Word gives a heading at its beginning; "1" alone as "1.", as documents are numbered."""
    lists = _Lists({} if numbering is None else _levels(numbering))
    names = style_names(styles)
    own = {
        str(s.get(f"{W}styleId")): s.find(f"{W}pPr/{W}numPr")
        for s in (() if styles is None else styles.iter(f"{W}style"))
    }
    for paragraph in text.iter(f"{W}p"):
        if OUTLINE.fullmatch(style_of(paragraph, names)):
            _dot(paragraph)
    for paragraph in text.iter(f"{W}p") if lists.levels else ():
        style = _value(paragraph.find(f"{W}pPr"), "pStyle")
        direct = paragraph.find(f"{W}pPr/{W}numPr")
        item = own.get(style) if direct is None else direct
        if item is None:
            continue
        key = _value(item, "numId") or _value(own.get(style), "numId")
        label = lists.label(key, _number(_value(item, "ilvl"), lists.depth(key, style)))
        if OUTLINE.fullmatch(style_of(paragraph, names)) and label and said_by(paragraph).strip():
            paragraph.find(f"{W}pPr").addnext(_run(f"{label}." if label.isdigit() else label))


def _dot(heading: Element) -> None:
    """A dot after a number that only a tab parts from the heading, as pandoc writes it: "1⇥Letter From X"."""
    said = [part for run in heading.iter(f"{W}r") for part in run.iterchildren(f"{W}t", f"{W}tab")][:2]
    if [part.tag for part in said] == [f"{W}t", f"{W}tab"] and (said[0].text or "").strip().isdecimal():
        said[0].text = f"{(said[0].text or '').strip()}."


def _run(label: str) -> Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = f"{label} "
    words.set(_SPACE, "preserve")
    return run


def _levels(numbering: Element) -> dict[str, dict[int, Element]]:
    abstract: dict[str, Mapping[int, Element]] = {
        str(one.get(f"{W}abstractNumId")): {
            _number(level.get(f"{W}ilvl"), 0): level for level in one.findall(f"{W}lvl")
        }
        for one in numbering.findall(f"{W}abstractNum")
    }
    out: dict[str, dict[int, Element]] = {}
    for one in numbering.findall(f"{W}num"):
        levels = dict(abstract.get(_value(one, "abstractNumId"), {}))
        for other in one.findall(f"{W}lvlOverride"):
            depth = _number(other.get(f"{W}ilvl"), 0)
            level = other.find(f"{W}lvl")
            level = levels.get(depth) if level is None else level
            if level is not None:
                levels[depth] = _restarted(level, _value(other, "startOverride"))
        out[str(one.get(f"{W}numId"))] = levels
    return out


def _restarted(level: Element, start: str) -> Element:
    made = etree.fromstring(etree.tostring(level))
    if start:
        old = made.find(f"{W}start")
        (etree.SubElement(made, f"{W}start") if old is None else old).set(f"{W}val", start)
    return made


def _start(level: Element) -> int:
    return _number(_value(level, "start"), 1)


def _value(element: Element | None, name: str) -> str:
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")


def _number(text: str | None, other: int) -> int:
    return min(int(text), _LARGEST) if text and re.fullmatch(r"[0-9]{1,9}", text) else other
