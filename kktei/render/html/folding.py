"""What a reader may type for a word: without accents and old letters, umlauts as "ue", the word after an elision.

Pagefind searches the parts of a compound ("a-b" is found by a, by b and by ab).  So a word of a page that is handed to
it brings its other forms along, between two signs of private use by which they are taken out of what is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from lxml import html

from kktei.tei import Element

_OPEN, _CLOSE = "\ue001", "\ue002"
ADDED = re.compile(f"-{_OPEN}[^{_CLOSE}]*{_CLOSE}")
_LETTERS = str.maketrans({
    "ſ": "s", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "Ħ": "h", "Ŧ": "t", "Ŋ": "n",
})  # fmt: skip
_UMLAUTS = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "å": "aa", "Å": "aa", "ø": "oe", "Ø": "oe",
})  # fmt: skip
_ELISION = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_RUN = re.compile(f"[{_CJK}]+")
_PLAIN = re.compile(r"[\x00-\x7f]*")
_WORD, _FIRST, _LAST = re.compile(r"\S+"), re.compile(r"\S+"), re.compile(r"\S+\Z")
_SHORT = 3  # letters of what stands after an apostrophe: "t" of "don't" is no word
_AHEAD = 4  # signs of a run without blanks that are looked ahead
_UNREAD = ("script", "style", "head")
_IGNORED = "data-pagefind-ignore"  # on what Pagefind passes over
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title",
    "tr", "ul",
})  # fmt: skip


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """Other forms under which a word is looked for, each once; none for a plain word."""
    if _PLAIN.fullmatch(word) and not _ELISION.search(word):
        return ()
    found: dict[str, None] = {}
    parts = [word, *(part for part in _ELISION.split(word)[1:] if sum(c.isalpha() for c in part) >= _SHORT)]
    for part in parts:
        composed = unicodedata.normalize("NFC", part)
        found |= dict.fromkeys((_folded(composed), _folded(composed.translate(_UMLAUTS))))
        if part is not word:
            found[_bare(part)] = None
    for run in _RUN.findall(word):
        found |= dict.fromkeys(run[at : at + _AHEAD] for at in range(len(run)))
    found.pop(_bare(word), None)
    found.pop("", None)
    return tuple(found)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return _bare("".join(c for c in plain if not unicodedata.combining(c)))


def _bare(word: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(c for c in word.lower() if c.isalnum())


def with_forms(page: str) -> str:
    """A page as the index takes it: words of its text with their other forms."""
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    word: list[tuple[Element, str, int, str]] = []  # the pieces of the word that is open: where each ends
    changes: dict[tuple[Element, str], list[tuple[int, str]]] = {}

    def close() -> None:
        if word:
            other = forms("".join(piece for *_, piece in word))
            if other:
                element, where, end, _ = word[-1]
                changes.setdefault((element, where), []).append((end, f"-{_OPEN}-{'-'.join(other)}-{_CLOSE}"))
            word.clear()

    for element, where, text in _texts(root):
        if text is None:
            close()
            continue
        if text[0].isspace():
            close()
        for piece in _pieces(text):
            word.append((element, where, piece.end(), piece[0]))
            if piece.end() < len(text):
                close()
    close()
    for (element, where), added in changes.items():
        setattr(element, where, _put(getattr(element, where), added))
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The words of a text that may have other forms, and those at its ends, which may be parts of words."""
    if _PLAIN.fullmatch(text) and not _ELISION.search(text):
        if (first := _FIRST.match(text)) is not None:
            yield first
        if (last := _LAST.search(text)) is not None and last.start() > 0:
            yield last
    else:
        yield from _WORD.finditer(text)


def _put(text: str, added: list[tuple[int, str]]) -> str:
    for end, more in reversed(added):
        text = text[:end] + more + text[end:]
    return text


def _texts(root: Element) -> Iterator[tuple[Element, str, str | None]]:
    """The texts of a page in their order, each with its place; None where a block begins or ends."""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_over = waiting.pop()
        is_block = not isinstance(element.tag, str) or element.tag in _BLOCKS
        if is_over:
            if is_block:
                yield element, "", None
            if element.tail:
                yield element, "tail", element.tail
            continue
        if is_block:
            yield element, "", None
        waiting.append((element, True))
        if isinstance(element.tag, str) and element.tag not in _UNREAD and _IGNORED not in element.attrib:
            if element.text:
                yield element, "text", element.text
            waiting.extend((child, False) for child in reversed(element))


def is_folded(page: str) -> bool:
    """Whether a page may have words with other forms: whole pages of plain letters are taken as they are."""
    return not page.isascii() or _ELISION.search(page) is not None
