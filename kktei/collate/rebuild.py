"""A witness as text again: from the text of the edition and its apparatus, or from its tokens."""

from collections.abc import Iterable
from dataclasses import replace

from kktei.collate.attested import attested, groups_of, keys, named_in
from kktei.collate.texts import reading_of, witness_text
from kktei.model.collation import LACUNA, LINE, WitnessText, WitnessToken
from kktei.tei import XML_ID, Element, q


def rebuilt(root: Element, siglum: str) -> WitnessText | None:
    """The text of a witness, by its siglum or its id, from a document with an apparatus; None for one it has not.

    Of a translation it is what its own division has; one that has no words but a lacuna is lost.
    """
    found = next((key for key, shown in read_of(root).items() if siglum in (shown, key)), None)
    body = body_of(root)
    if found is None or body is None:
        return None
    if (division := _translations(root).get(found)) is not None:
        return witness_text(division, siglum)
    text = reading_of(body, f"#{found}")
    starts = (e.getparent().get("wit") for e in body.iter(q("lacunaStart")))
    lost = not text.tokens and any(found in keys(wit) for wit in starts)
    return replace(text, lacunae=frozenset({0})) if lost else text


def read_of(root: Element) -> dict[str, str]:
    """The witnesses that can be read: with readings or a division of their own; not those of which only layers have.

    Where the lemma of some entry is of all that are not named, one that is never named has a text too.
    """
    groups, entries = groups_of(root), list(root.iter(q("app")))
    named = {key for app in entries for members in named_in(app, groups) for key in members}
    named |= _translations(root).keys()
    layered = {key for witness in root.iter(q("witness")) for key in keys(witness.get("corresp"))} - named
    silent = not entries or any(attested(app, ("",)) for app in entries)
    return {key: shown for key, shown in witnesses_of(root).items() if key in named or (silent and key not in layered)}


def _translations(root: Element) -> dict[str, Element]:
    """The divisions of translations, by the witness that each is."""
    divisions = root.iterfind(f"{q('text')}/{q('body')}/{q('div')}[@type='translation']")
    return {key: division for division in divisions for key in keys(division.get("corresp"))}


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


def said(tokens: Iterable[WitnessToken]) -> str:
    """Tokens as running words."""
    return "".join((" " if token.space else "") + token.form for token in tokens).strip()
