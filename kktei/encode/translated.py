"""Translations among the witnesses: each a division after the text, its blocks pointing to what they translate."""

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from kktei.encode.elements import Element, el
from kktei.tei import XML_ID, XML_LANG, q

Beside = Callable[
    [Sequence[int], Sequence[int]], Sequence[tuple[range, range]]
]  # from lengths to what belongs together


_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def as_key(siglum: str) -> str:
    """A siglum as part of an id."""
    plain = siglum.translate(_DIGITS)
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}", plain)


def in_order(text: Sequence[int], other: Sequence[int]) -> list[tuple[range, range]]:
    """One block to one, as far as both go."""
    return [(range(at, at + 1), range(at, at + 1)) for at in range(min(len(text), len(other)))]


@dataclass(frozen=True)
class Translation:
    """A translation: its siglum, the id of its witness in the document's header, the body of its transcription.

    Its ``language`` (BCP 47) where editors say it; else that of its witness, or of the transcription.
    """

    siglum: str
    witness: str
    body: Element
    language: str = ""


def put_translations(root: Element, translations: Sequence[Translation], stem: str, beside: Beside) -> None:
    """Put the translations after the document's division."""
    division = root.find(f"{q('text')}/{q('body')}/{q('div')}[@type='document']")
    if division is None:
        return
    for translation in reversed(translations):
        made = _division(root, translation, stem)
        if len(made):
            _point([e for e in division if e.tag != q("head")], list(made), stem, beside)
            division.addnext(made)


def _division(root: Element, translation: Translation, stem: str) -> Element:
    key = f"{stem}.{as_key(translation.siglum)}"
    witness = next((e for e in root.iter(q("witness")) if e.get(XML_ID) == translation.witness), None)
    if witness is not None:
        witness.set("n", translation.siglum)
    language = None if witness is None else next((e.get("mainLang") for e in witness.iter(q("textLang"))), None)
    inner = translation.body.find(q("div"))
    language = translation.language or language or (None if inner is None else inner.get(XML_LANG))
    corresp = None if witness is None else f"#{translation.witness}"
    made = el("div", type="translation", n=translation.siglum, xml_id=key, xml_lang=language, corresp=corresp)
    made.extend(
        deepcopy(child) for child in (translation.body if inner is None else inner) if isinstance(child.tag, str)
    )
    for element in made.iter("*"):
        own = element.get(XML_ID)
        if own and not own.startswith(f"{key}.") and own != key:
            element.set(XML_ID, f"{key}.{own}")
    return made


def _point(text: Sequence[Element], other: Sequence[Element], stem: str, beside: Beside) -> None:
    """Let each block of the translation point to what it translates."""
    for here, there in beside([_length(e) for e in text], [_length(e) for e in other]):
        for at in here:
            if text[at].get(XML_ID) is None:
                text[at].set(XML_ID, f"{stem}.b{at + 1}")
        pointers = " ".join(f"#{text[at].get(XML_ID)}" for at in here)
        for at in there:
            if pointers:
                other[at].set("corresp", pointers)


def _length(block: Element) -> int:
    """Characters of the text, without readings that it does not have."""
    words = (part for part in block.itertext() if part.strip())
    apart = ("".join(rdg.itertext()) for rdg in block.iter(q("rdg")))
    return sum(map(len, words)) - sum(map(len, apart))
