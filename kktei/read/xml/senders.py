"""Senders in the heading of a volume's document that the volume does not mark as such."""

from __future__ import annotations

import re

from kktei.read.xml.flat import flat
from kktei.tei import Element

_FROM_TO = re.compile(r"\b[Ff]rom (?P<from>.+?)(?: to (?=the |[A-Z])|$)")
_AND = re.compile(r",? and (?:the )?")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_TITLE = r"(?:President|Chairman|Premier|Secretary|Ambassador|Senator|Minister|Marshal|Admiral|General|Mrs?\.|Dr\.)"
# What stands for a sender by itself.  "European" in "Secretary for European and Canadian Affairs (Tyler)" does not.
_SENDER = re.compile(
    rf"{_TITLE} (?:{_NAME} )*{_NAME}"
    rf"|{_NAME}(?: {_NAME})+"
    rf"|(?:Secretary|Minister|Director|Chief|Chairman|Governor) of (?:the )?{_NAME} (?!Affairs|Security|Staff){_NAME}"
    rf"|(?:Department|Embassy|Mission|Legation|Consulate|Delegation|Government|Ministry)\b.*"
    rf"|.*\({_NAME}(?: {_NAME})*\)"
)


def unmarked_senders(head: Element) -> list[str]:
    """The words of the senders that are not marked, in a heading that marks one of its senders at least."""
    line = flat(head, "head")
    match = _FROM_TO.search(line.text)
    marked = [link.span for link in line.links if link.kind == "sender"]
    if match is None or not marked:
        return []
    found, at = [], match.start("from")
    for part in _AND.split(match["from"]):
        at = line.text.index(part, at)
        end = at + len(part)
        if _SENDER.fullmatch(part.strip(" ,")) and not any(span.start < end and at < span.end for span in marked):
            found.append(part.strip(" ,"))
        at = end
    return found
