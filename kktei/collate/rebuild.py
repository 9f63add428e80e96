"""A witness as text again: from the text of the edition and its apparatus, or from its tokens."""

from __future__ import annotations

from collections.abc import Iterable

from kktei.collate.attested import keys
from kktei.collate.texts import reading_of
from kktei.model.collation import LACUNA, LINE, Token, WitnessText
from kktei.tei import XML_ID, Element, q


def rebuilt(root: Element, siglum: str) -> WitnessText | None:
    """The text of a witness, by its siglum or its id, from a document with an apparatus; None for one it has not."""
    found = next((key for key, shown in read_of(root).items() if siglum in (shown, key)), None)
    body = body_of(root)
    return None if found is None or body is None else reading_of(body, f"#{found}")


def read_of(root: Element) -> dict[str, str]:
    """The witnesses that can be read: not those of which only layers have readings."""
    named = {key for reading in root.iter(q("lem"), q("rdg")) for key in keys(reading.get("wit"))}
    layered = {key for witness in root.iter(q("witness")) for key in keys(witness.get("corresp"))} - named
    return {key: shown for key, shown in witnesses_of(root).items() if key not in layered}


def body_of(root: Element) -> Element | None:
    """What of a document is the text of its witnesses; of a division the heading that the edition gave it is none."""
    body = root.find(f"{q('text')}/{q('body')}")
    if body is None:
        return None
    division = body.find(f"{q('div')}[@type='document']")
    return body if division is None else division


def witnesses_of(root: Element) -> dict[str, str]:
    """The witnesses of a document: their ids with their sigla."""
    out: dict[str, str] = {}
    for element in root.iter(q("witness")):
        if key := element.get(XML_ID):
            abbr = element.find(f".//{q('abbr')}[@type='siglum']")
            out[key] = element.get("n") or ("" if abbr is None else "".join(abbr.itertext()).strip()) or key
    return out


def plain(text: WitnessText) -> str:
    """A witness as plain text: a blank line between paragraphs, verses on lines of their own."""
    blocks: list[str] = [""]
    for i, token in enumerate(text.tokens):
        if i in text.lacunae:
            blocks[-1] += f" {LACUNA}"
        if token.is_break:
            blocks.append("\n" if token.form == LINE else "\n\n")
        else:
            blocks[-1] += (" " if token.space and blocks[-1].strip() else "") + token.form
    if len(text.tokens) in text.lacunae:
        blocks[-1] += f" {LACUNA}"
    return "".join(blocks).strip() + "\n"


def said(tokens: Iterable[Token]) -> str:
    """Tokens as running words."""
    return "".join((" " if token.space else "") + token.form for token in tokens).strip()
