"""What a reader may type for a word: without accents and old letters, umlauts as "ue", the word after an elision.

Pagefind searches the parts of a compound ("a-b" is found by a, by b and by ab).  So a word of a page that is handed to
it brings its other forms along, between two signs of private use by which they are taken out of what is shown.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape, unescape

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
_FIRST, _LAST = re.compile(r"\S+"), re.compile(r"(?<!\S)\S+\Z")
_ODD = re.compile(r"(?<!\S)(?=[!-~]*(?:[^\x00-\x7f\s]|\w'\w))\S+")  # words that are not of plain letters alone
_SHORT = 3  # letters of what stands after an apostrophe: "t" of "don't" is no word
_AHEAD = 4  # signs of a run without blanks that are looked ahead
_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_EMPTY = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_UNREAD = ("script", "style", "head")
_INDEXED = "data-pagefind-body"  # on what Pagefind reads
# On what it passes over: a short word, since every page has it twenty times; Pagefind's in an edition's own sheets.
_IGNORED = ("data-x", "data-pagefind-ignore")
_OTHER_VIEW = "diplomatic"  # the class of a line's end that the reading view does not have: a word goes on over it
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title",
    "tr", "ul",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
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


def searched(page: str) -> str:
    """A page as the index takes it: what of it is read, its words with their other forms, and no attributes.

    Pagefind glues what stands in terms, heads of tables, captions and quotations to what follows them, so that such
    words are not found: a blank stands before and after each block.  Within a block none is put at the end: there
    Pagefind puts the full stop of a heading.
    """
    parts = list(_read(_TAG.split(page)))  # texts, and the tags between them
    if is_folded("".join(parts)):
        for at, added in _added(parts).items():
            parts[at] = escape(_put(unescape(parts[at]), added), quote=False)
    return f"<html>{''.join(parts)}</html>"


def _added(parts: Sequence[str]) -> dict[int, list[tuple[int, str]]]:
    """The other forms of words: in which part, behind which sign each."""
    word: list[tuple[int, int, str]] = []  # the pieces of the word that is open: in which part, where each ends
    changes: dict[int, list[tuple[int, str]]] = {}

    def close() -> None:
        if word:
            other = forms("".join(piece for *_, piece in word))
            if other:
                at, end, _ = word[-1]
                changes.setdefault(at, []).append((end, f"-{_OPEN}-{'-'.join(other)}-{_CLOSE}"))
            word.clear()

    for at, part in enumerate(parts):
        text = re.sub("[^ ]", "", part) if "<" in part else unescape(part)  # only tags of blocks have blanks
        if text[:1].isspace():
            close()
        for piece in _pieces(text):
            word.append((at, piece.end(), piece[0]))
            if piece.end() < len(text):
                close()
    close()
    return changes


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The words of a text that may have other forms, and those at its ends, which may be parts of words."""
    if (first := _FIRST.search(text)) is None:
        return
    yield first
    end = first.end()
    if not text.isascii() or _ELISION.search(text, end):
        for odd in _ODD.finditer(text, end):
            yield odd
            end = odd.end()
    if end < len(text) and (last := _LAST.search(text, end)) is not None:
        yield last


def _put(text: str, added: list[tuple[int, str]]) -> str:
    for end, more in reversed(added):
        text = text[:end] + more + text[end:]
    return text


def _read(parts: Sequence[str]) -> Iterator[str]:
    """Of a page's texts and the tags between them, as Saxon's serialiser writes these: what is read.

    Attributes go, and a tag that only marks words goes: a word may begin before it and end behind.
    """
    begin = next((at for at in range(1, len(parts), 2) if _INDEXED in parts[at]), 0)
    whole, within = _named(parts[begin])[0] if begin else "", 0
    unread, open_ = "", 0  # the element that is passed over, and how many of its name are open
    for at in range(begin, len(parts)):
        part = parts[at]
        if at % 2 == 0:
            if part and not unread:
                yield part
            continue
        element, step = _named(part)
        within += step * (element == whole)
        if unread:
            open_ += step * (element == unread)
            unread = unread if open_ else ""
            if not unread and element in _BLOCKS:
                yield " "
        elif step > 0 and (element in _UNREAD or any(name in part for name in _IGNORED)):
            unread, open_ = element, 1
            if element in _BLOCKS:
                yield " "
        elif element not in _INLINE and not (element == "br" and _OTHER_VIEW in part):
            yield _bare_tag(part, element)
        if whole and not within:
            return


def _named(tag: str) -> tuple[str, int]:
    """The name of a tag's element, and how many more of it are open then; nothing of a comment."""
    name = _NAME.match(tag)
    element = name[2].lower() if name else ""
    return element, 0 if not name or element in _EMPTY or tag.endswith("/>") else -1 if name[1] else 1


def _bare_tag(tag: str, element: str) -> str:
    """A tag without attributes but the one by which Pagefind knows what it reads; blocks with blanks around them."""
    indexed = f" {_INDEXED}" if _INDEXED in tag else ""
    if tag.startswith("</"):
        return f"</{element}>{' ' if element in _BLOCKS else ''}"
    blank = " " if element in _BLOCKS else ""
    return f"{blank}<{element}{indexed}{'/' if tag.endswith('/>') else ''}>" if element else " "


def is_folded(page: str) -> bool:
    """Whether a page may have words with other forms: whole pages of plain letters are taken as they are."""
    return not page.isascii() or _ELISION.search(page) is not None
