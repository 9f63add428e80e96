"""Promise 1: the text of an encoded source note, with every ``sic`` chosen, is the source's, white space aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from kktei import tei
from kktei.errors import InputError
from kktei.findings import Finding, Severity, finding
from kktei.model import DocumentId
from kktei.tei import NS, Element
from kktei.validate import tolerance
from kktei.validate.check import check, own_schema

# Of two readings of one place, the one that the source has; an editor's additions are not its words.
_NOT_THE_SOURCE = {"corr", "reg", "expan", "note", "supplied"}


def check_text(raw: bytes, notes: Mapping[DocumentId, str], shown: str = "the merged text") -> list[Finding]:
    """What is wrong with one document's text by itself: grammar first, then lost words."""
    found = check(raw, shown, own_schema(tolerance.DECLARED))
    if any(f.severity is Severity.ERROR for f in found):
        return found
    try:
        return found + lost_words(tei.parse(raw, shown), notes, shown)
    except (etree.XMLSyntaxError, InputError):  # `check` has said so, or it is no document at all
        return found


def lost_words(root: Element, notes: Mapping[DocumentId, str], shown: str) -> list[Finding]:
    """A finding for each document in ``root`` whose source note has other words than ``notes`` gives it."""
    found = []
    for division in root.iterfind(".//tei:div[@type='document']", NS):
        expected = notes.get(DocumentId.of(division.get("n", "")))
        note = division.find("tei:head/tei:note[@type='source']", NS)
        if not expected or note is None:
            continue
        here, there = ("".join(text.split()) for text in ("".join(source_words(note)), expected))
        if here != there:
            found.append(_difference(note, here, there, shown))
    return found


def source_words(element: Element) -> Iterator[str]:
    """The words that the source has, in order."""
    yield element.text or ""
    for child in element:
        if tei.name(child) and tei.name(child) not in _NOT_THE_SOURCE:
            yield from source_words(child)
        yield child.tail or ""


def _difference(note: Element, here: str, there: str, shown: str) -> Finding:
    at = next((i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return finding(
        "V060",
        f"the source note differs from the source at “{here[max(0, at - 12) : at + 12]}”",
        file=shown,
        line=note.sourceline or 0,
        expected=f"“{there[max(0, at - 12) : at + 12]}” (white space left out)",
        hint="Put the source's words back; mark a fault with choice/sic/corr instead of mending it in silence.",
    )
